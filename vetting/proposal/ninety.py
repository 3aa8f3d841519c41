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
from vetting.proposal.quantities import NUMBER, RANGE, measures
from vetting.proposal.seen import Seen

NAMED = 0.35
UNNAMED = 0.9
QUOTES = 2
Has = Literal["number", "source", "date", "owner"]

_HAS: tuple[tuple[Has, re.Pattern[str]], ...] = (
    ("number", re.compile(rf"\d+(?:[.,]\d+)?\s?(?:%|ms|s\b|percent|per cent)|[$€£]\s?\d|\b(?!day|week|month)(?:{NUMBER})(?:\s+\w+){{0,2}}\s+(?:cases|questions|answers|roles|engineers|candidates?|vendors|features|examples|models|findings|pages?|hires?|scenarios|percent)\b|\bp9[059]\b|\bfrom .{{1,40}} to ", re.IGNORECASE)),
    ("source", re.compile(r"\b(?:invoices?|bills?|logs?|traces?|tickets?|baseline|measured|against|audit trail|billing|usage data|from (?:your|the|real|actual)|compared (?:to|with)|benchmark|January|February|March|April|May|June|July|August|September|October|November|December)\b")),
    ("date", re.compile(rf"\b(?:by|until|before|within|in|on|end of|until|due)\s+(?:the\s+)?(?:end of\s+)?(?:the\s+)?(?:first|second|third|day|week|month|{NUMBER})\s*(?:\d+|days?|weeks?|months?)?\b|\b(?:day|week|month)s?\s*(?:\d+|{NUMBER})|\bd\d{{2}}\b|\b\d{{1,2}}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)|\bquarter\b", re.IGNORECASE)),
    ("owner", re.compile(r"\b(?:signed (?:off )?by|owner|owned by|agreed (?:with|by)|confirmed by|approver|i (?:will |'ll )?(?:write|draw|deliver|present|build|list|trace|run|go|map|produce|prepare|set)|approved by|with your (?:cto|ceo|cfo|lead)|reviewed by|presented (?:by|to)|i own|who signs)\b", re.IGNORECASE)),
)  # fmt: skip
_WINDOW = re.compile(
    rf"\b(?:days?|d)\s*(?:\d+|one)\s*(?:-|–|—|to|through)\s*(?:day\s*)?(?P<upto>\d+)|\b(?:by|until|within|first|before)?\s*(?:the )?(?:end of )?(?:day|d)\s*(?P<day>\d{{1,3}})\b|\bweeks?\s*(?:(?:\d+|{NUMBER})\s*(?:-|–|—|to|and|through)\s*)?(?P<week>\d+|{NUMBER})\b|"
    rf"\b(?:month|m)\s*(?:(?:\d+|one)\s*(?:-|–|to)\s*)?(?P<month>\d+|{NUMBER})\b|\bfirst (?P<first>{NUMBER}) (?P<unit>days|weeks|months)\b|\b(?:within|in|after|by) (?P<in>{NUMBER}) (?P<inunit>days|weeks|months)\b|\b(?P<ordinal>first|second|third) (?P<ordunit>week|month)\b|\b(?P<adj>thirty|sixty|ninety|30|60|90)[- ]days?\b",
    re.IGNORECASE,
)  # fmt: skip
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}\b|(?:by|until|before|end of|in|mid-?) (?:the end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)\b",
    re.IGNORECASE,
)
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
    if words.criterion == WIN and _CHANGE.search(passage.text) and not money.amounts(passage.text):
        return True
    needed = (NAMED - 0.25 if dated else NAMED) if name in one.named else UNNAMED - (0.15 if dated else 0.0)
    return likeness >= needed and (dated or _is_artefact(passage))


WIN = 66
"""The one measurable win."""
_CHANGE = re.compile(r"\bfrom (?:about |around |some )?\d[\d.,]* ?(?:%|ms|s\b|\w+)?(?: \w+){0,3} (?:down |up )?to (?:under |below |about )?\d", re.IGNORECASE)
"""A figure before and a figure after."""


def _is_artefact(passage: Passage) -> bool:
    return "artefact" in concrete_in(passage.in_context) or bool(re.search(r"deliverable|90|ninety|plan|diagram|map\b|assessment|inventory|charter|roadmap|rubric|framework", passage.in_context, re.IGNORECASE))


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


_SIGNER = re.compile(r"\b[A-Z][a-zà-ÿ]+ (?:\w+ )?(?:signs?|approves?|confirms?|owns?|presents?|agrees?|reviews?|checks?|counts?|keeps?)\b|\b(?:signed|approved|owned|confirmed|presented|agreed|held|run) (?:by|with) (?:[A-Z]|the|your)|\b[A-Z]\. [A-Z][a-z]+")
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
    measurable = bool(quotes) and (("number" in has and (dated or "source" in has)) or ("source" in has and dated) or (own_date and "owner" in has))
    return DeliverableReading(
        criterion=words.criterion,
        found=bool(quotes),
        measurable=measurable,
        has=tuple(has) if quotes else (),
        by_day=by_day if quotes else None,
        quotes=tuple(quotes),
        would_make_it_measurable=words.measurable,
    )


