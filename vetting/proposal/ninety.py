"""The first ninety days: which deliverables are promised, by when, and whether anybody could tell that they are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from vetting.models.document import Document, Quote
from vetting.models.proposal import DeliverableClaim, DeliverableReading
from vetting.proposal import money
from vetting.proposal.concrete import concrete_in
from vetting.proposal.lexicon import DeliverableWords, Lexicon
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import RANGE, measures
from vetting.proposal.seen import Seen
from vetting.proposal.words import Pattern, Words

NAMED = 0.35
UNNAMED = 0.9
SEVERAL = 0.32
"""Less likeness is needed where one sentence lists several by name: its vector is none of theirs."""
QUOTES = 2
Has = Literal["number", "source", "date", "owner"]

_HAS: tuple[tuple[Has, Pattern], ...] = (
    ("number", Words("ninety.has.number")),
    ("source", Words("ninety.has.source")),
    ("date", Words("ninety.has.date")),
    ("owner", Words("ninety.has.owner")),
)
_WINDOW = Words("ninety.window")
_DATE = Words("ninety.date")
_FACTOR = {"days": 1, "weeks": 7, "months": 30, "week": 7, "month": 30}
_ORDINAL = {"first": 1, "second": 2, "third": 3}


def find_deliverables(seen: Sequence[Seen], document: Document, lexicon: Lexicon) -> tuple[DeliverableClaim, ...]:
    """The offline engine's claims, one for each deliverable it found."""
    claims: list[DeliverableClaim] = []
    for words in lexicon.deliverables:
        about = sorted((one for one in seen if _is_about(one, words)), key=lambda one: (-_strength(one, words), one.passage.start))
        if not about:
            continue
        days = [day for one in about[:QUOTES] if (day := day_of(one.passage)) is not None]
        quotes = tuple(document.text[one.passage.start : one.passage.end] for one in about[:QUOTES])
        claims.append(DeliverableClaim(criterion=words.criterion, by_day=max(days[:1], default=None), quotes=quotes))
    return tuple(claims)


def _is_about(one: Seen, words: DeliverableWords) -> bool:
    passage = one.passage
    if not passage.promises:
        return False
    name = str(words.criterion)
    likeness = one.likeness.get(name, 0.0)
    dated = day_of(passage) is not None or bool(_DATE.search(passage.text))
    if words.criterion == WIN and _CHANGE.search(passage.text) and not money.fees(passage.text):
        return True
    listed = sum(label.isdigit() for label in one.named) > 1 and passage.text.count(",") > 1
    needed = (NAMED - (SEVERAL if listed else 0.25) if dated else NAMED) if name in one.named else UNNAMED - (0.15 if dated else 0.0)
    return likeness >= needed and (dated or _is_artefact(passage))


WIN = 66
"""The one measurable win."""
_CHANGE = Words("ninety.change")
"""A figure before and a figure after."""


def _is_artefact(passage: Passage) -> bool:
    return "artefact" in concrete_in(passage.in_context) or bool(
        re.search(
            r"deliverable|90|ninety|plan|diagram|map\b|assessment|inventory|charter|roadmap|rubric|framework",
            passage.in_context,
            re.IGNORECASE,
        )
    )


def _strength(one: Seen, words: DeliverableWords) -> float:
    dated = 0.5 if day_of(one.passage) is not None else 0.0
    return one.likeness.get(str(words.criterion), 0.0) + dated + (0.3 if str(words.criterion) in one.named else 0.0)


def day_of(passage: Passage) -> int | None:
    """The latest day the passage, or what introduces it, gives; None where it gives none within a year."""
    for text in (passage.text, passage.lead, passage.heading):
        days = [day for match in _WINDOW.finditer(text) if (day := _day(match)) is not None and 1 <= day <= 366]
        if days:
            return max(days)
    return None


def _day(match: re.Match[str]) -> int | None:
    def count(text: str | None) -> float | None:
        found = measures(RANGE, text or "")
        return found[0].high if found else None

    if match["upto"] or match["day"] or match["adj"]:
        value = count(match["upto"] or match["day"] or match["adj"])
        return int(value) if value is not None else None
    for name, unit in (("week", "week"), ("month", "month"), ("first", match["unit"]), ("in", match["inunit"])):
        if match[name] and unit:
            value = count(match[name])
            return int(value * _FACTOR[unit.lower()]) if value is not None else None
    if match["ordinal"]:
        return _ORDINAL[match["ordinal"].lower()] * _FACTOR[match["ordunit"].lower()]
    return None


_SIGNER = Words("ninety.signer")
"""A named person who stands for it."""


def read_deliverable(words: DeliverableWords, quotes: Sequence[Quote], by_day: int | None) -> DeliverableReading:
    """What the kept quotes allow to say about one deliverable."""
    text = " ".join(quote.words for quote in quotes)
    undated = _WINDOW.sub(" ", _DATE.sub(" ", text))
    has = [name for name, pattern in _HAS if pattern.search(undated if name == "number" else text)]
    if "date" not in has and _DATE.search(text):
        has.append("date")
    if "owner" not in has and _SIGNER.search(text):
        has.append("owner")
    if by_day is not None and "date" not in has:
        has.insert(min(2, len(has)), "date")
    own_date = any(_DATE.search(quote.words) or _WINDOW.search(quote.words) for quote in quotes)
    dated = own_date or by_day is not None
    measurable = bool(quotes) and (
        ("number" in has and (dated or "source" in has)) or ("source" in has and dated) or (own_date and "owner" in has)
    )
    return DeliverableReading(
        criterion=words.criterion,
        found=bool(quotes),
        measurable=measurable,
        has=tuple(has) if quotes else (),
        by_day=by_day if quotes else None,
        quotes=tuple(quotes),
        would_make_it_measurable=words.measurable,
    )
