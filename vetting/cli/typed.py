"""The answer being typed in a terminal, in the store line by line, so that a closed window costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.models.record import Draft
    from vetting.storage import Store

Lines = Callable[[], Iterator[str]]
"""A fresh iterator over what is typed; ends with the input."""

BY = "terminal"
"""Whose draft it is, and who is said to act."""


class Stopped(Exception):
    """The user wants to stop."""


def typed_lines() -> Iterator[str]:
    """What comes in on standard input. Raises Stopped at its end."""
    import sys

    for line in sys.stdin:
        yield line.rstrip("\r\n")
    raise Stopped


def half_typed(store: Store, id: str, place: str) -> Draft | None:
    """The draft a closed terminal left, or None."""
    return next((draft for draft in store.drafts(id) if (draft.place, draft.by) == (place, BY)), None)


def read_answer(out: Console, lines: Lines, store: Store, id: str, place: str) -> str | None:
    """The lines up to a single dot, or None for /skip. Raises Stopped for /quit and at the end of input; text typed before that is taken.

    Every line is in the draft before the next is read, and a draft left by a closed terminal is taken up again.
    """
    from vetting.errors import BadInput
    from vetting.models.record import Draft
    from vetting.storage import DraftConflict

    draft = half_typed(store, id, place) or Draft(place=place, text="", by=BY)
    typed = draft.text.split("\n")[:-1]
    if typed:
        out.print("Kept from last time (go on, or finish with a dot):\n" + draft.text, end="")
    out.print("> ", end="", style="dim")
    try:
        for line in lines():
            if line.strip() == ".":
                break
            if line.strip() == "/skip" and not typed:
                return None
            if line.strip() == "/quit":
                raise Stopped
            typed.append(line)
            draft = store.draft(id, draft.model_copy(update={"text": f"{draft.text}{line}\n"}))
    except Stopped:
        if not any(line.strip() for line in typed):
            raise
    except DraftConflict as conflict:
        store.note(id, conflict.yours.text, by=BY)  # the other window has the draft; nothing typed here may be lost
        raise
    except UnicodeDecodeError as error:
        raise BadInput("What was typed is not UTF-8. Set the terminal to UTF-8; the answers so far are kept.") from error
    return "\n".join(typed)
