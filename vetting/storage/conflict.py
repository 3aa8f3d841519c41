"""When two people write at once: who wrote what from where, and what of it can stand together."""

from __future__ import annotations

from typing import Any

from vetting.errors import Conflict
from vetting.models.interview import Interview, Turn
from vetting.models.record import Decision, Draft, InterviewRecord, Override


class InterviewConflict(Conflict):
    """The interview was changed since the revision the change started from."""

    def __init__(self, base: Interview, kept: InterviewRecord, yours: Interview, overlap: tuple[str, ...] = ()) -> None:
        where = f" Both sides changed {', '.join(overlap)}." if overlap else ""
        super().__init__(
            f"Interview {kept.interview.id} was changed elsewhere and is at revision {kept.revision} now; nothing was written.{where} "
            "Look at their version, then make your change again."
        )
        self.base = base
        """Where your change started from."""
        self.kept = kept
        self.yours = yours
        self.overlap = overlap
        """What both sides changed; empty until a merge was tried."""


class DecisionConflict(Conflict):
    """Somebody decided what you have not seen."""

    def __init__(self, kept: Decision, yours: Decision) -> None:
        super().__init__(f"{kept.by} has decided '{kept.choice}' meanwhile; yours was not written. Read their reason, then decide again.")
        self.kept = kept
        self.yours = yours


class OverrideConflict(Conflict):
    """Somebody overrode the same outcome, and you have not seen it."""

    def __init__(self, kept: Override, yours: Override) -> None:
        super().__init__(
            f"{kept.by} has overridden the same grade meanwhile; yours was not written. Read their reason, then override again."
        )
        self.kept = kept
        self.yours = yours


class DraftConflict(Conflict):
    """The same draft was typed on elsewhere, or its answer has been taken."""

    def __init__(self, kept: Draft | None, yours: Draft) -> None:
        what = "was typed on in another window" if kept else "is gone, because its answer was taken in another window"
        super().__init__(f"The draft of {yours.place} {what}; yours was not written. Keep one of the two.")
        self.kept = kept
        """None where the answer was taken meanwhile."""
        self.yours = yours


def merged(conflict: InterviewConflict) -> Interview:
    """Their version with your changes laid over it, where no part was changed by both. Raises the conflict again where one was."""
    base, theirs, yours = conflict.base, conflict.kept.interview, conflict.yours
    overlap: list[str] = []

    def chosen(part: str, was: Any, kept: Any, wanted: Any) -> Any:
        """Your change where it is one; theirs where it is not; an overlap where both differ."""
        if wanted in (was, kept):
            return kept
        if kept != was:
            overlap.append(part)
        return wanted

    fields = {name: chosen(name, getattr(base, name), getattr(theirs, name), getattr(yours, name)) for name in _FIELDS}
    was, kept, wanted = _by_question(base), _by_question(theirs), _by_question(yours)
    turns = tuple(
        chosen(f"the answer to {id}", was.get(id), kept.get(id), wanted.get(id)) for id in [*kept, *(w for w in wanted if w not in kept)]
    )
    if overlap:
        raise InterviewConflict(base, conflict.kept, yours, tuple(overlap))
    return theirs.model_copy(update={**fields, "turns": turns})


_FIELDS = tuple(name for name in Interview.model_fields if name != "turns")


def _by_question(interview: Interview) -> dict[str, Turn]:
    return {turn.card.id: turn for turn in interview.turns}
