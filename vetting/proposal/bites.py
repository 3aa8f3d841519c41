"""Which contradictions of the source bear on a case. They are shown with their arithmetic, never averaged away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vetting.models.knowledge import Contradiction
from vetting.models.priced import Bite


def bites(wanted: Iterable[tuple[str, str]], contradictions: Sequence[Contradiction]) -> tuple[Bite, ...]:
    """The contradictions named by id, each with why it bears on this case; once each, in the order of the source."""
    why: dict[str, str] = {}
    for id, reason in wanted:
        why.setdefault(id, reason)
    return tuple(
        Bite(contradiction=one.id, title=one.title, why=why[one.id], arithmetic=one.arithmetic, reading=one.reading)
        for one in contradictions
        if one.id in why
    )


def merged(groups: Iterable[Sequence[Bite]]) -> tuple[Bite, ...]:
    """Each contradiction once, by id."""
    found: dict[str, Bite] = {}
    for group in groups:
        for bite in group:
            found.setdefault(bite.contradiction, bite)
    return tuple(found[id] for id in sorted(found))
