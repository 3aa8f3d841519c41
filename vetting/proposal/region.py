"""Where the person works, from what the document says about it."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.models.priced import Region
from vetting.proposal.passages import Passage
from vetting.proposal.words import Pattern, Words

_BASED = Words("region.based")
_PLACES: tuple[tuple[Region, Pattern], ...] = (
    ("UK", Words("region.places.UK")),
    ("EU", Words("region.places.EU")),
    ("US", Words("region.places.US")),
    ("offshore", Words("region.places.offshore")),
)


def region_of(passages: Sequence[Passage]) -> tuple[Region | None, Passage | None]:
    """The region and the passage that says so; the firmest wording first, then a place in a letterhead."""
    for passage in passages:
        if _BASED.search(passage.text) and (found := _place(passage.text)):
            return found, passage
    edge = [*passages[:12], *passages[-6:]]
    for passage in edge:
        if len(passage.text.split()) <= 26 and (found := _place(passage.text)):
            return found, passage
    return None, None


def _place(text: str) -> Region | None:
    hits = [(match.start(), region) for region, pattern in _PLACES if (match := pattern.search(text))]
    return min(hits)[1] if hits else None
