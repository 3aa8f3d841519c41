"""Places of one document that cannot both hold: by arithmetic on what was read, never by taste."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.models.document import Document, Quote
from vetting.models.priced import Fee
from vetting.models.proposal import Clash, Term, TermReading
from vetting.proposal import quantities
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import HOURS_A_DAY, WEEKS_A_MONTH
from vetting.proposal.words import Words

TOLERANCE = 0.12
"""Figures that differ by less agree: months have four weeks for some."""


@dataclass(frozen=True)
class _Hours:
    low: float
    high: float
    passage: Passage


def find_clashes(passages: Sequence[Passage], document: Document, terms: Sequence[TermReading], fees: Sequence[Fee]) -> tuple[Clash, ...]:
    """Every clash, the plainest first."""
    readable = [one for one in passages if not one.marks & {"contents", "question", "past"}]
    by_term = {one.term: one for one in terms if one.stated}
    found = [
        *_hours(readable, document),
        *_totals(readable, document, fees),
        *_notice(by_term),
        *_same_thing(readable, document),
        *(_discounted(readable, document, fees) or _fees(fees)),
        *_opposites(readable, document),
    ]
    unique: dict[tuple[str, ...], Clash] = {}
    for clash in found:
        unique.setdefault(tuple(quote.words for quote in clash.quotes), clash)
    return tuple(unique.values())


def _quote(document: Document, *passages: Passage) -> tuple[Quote, ...]:
    return tuple(document.quote(one.start, one.end) for one in passages)


_OF_THEM = Words("clashes.of_them")
_OPTIONAL = Words("clashes.optional")


def _hours(passages: Sequence[Passage], document: Document) -> list[Clash]:
    stated = [
        _Hours(one.low, one.high, passage)
        for passage in passages
        for one in quantities.hours_per_week(passage.text)
        if not _OF_THEM.search(passage.text) and not _OPTIONAL.search(passage.text)
    ]
    for first, second in itertools.combinations(stated, 2):
        if first.passage is second.passage:
            continue
        low, high = sorted((first, second), key=lambda one: one.high)
        if high.low > low.high * (1 + TOLERANCE) + 0.5:
            return [
                Clash(
                    about="hours a week",
                    arithmetic=f"{_plain(first.low, first.high)} h/week in one place and {_plain(second.low, second.high)} h/week in another (a day is {HOURS_A_DAY} hours, a month {WEEKS_A_MONTH:.2f} weeks).",
                    quotes=_quote(document, first.passage, second.passage),
                )
            ]
    return []


def _plain(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _totals(passages: Sequence[Passage], document: Document, fees: Sequence[Fee]) -> list[Clash]:
    """Hours × weeks against total hours or days; days × rate and months × fee against the total named."""
    clashes: list[Clash] = []
    weekly = [
        (one, passage) for passage in passages for one in quantities.hours_per_week(passage.text) if not _OF_THEM.search(passage.text)
    ]
    spans = [
        (one, passage)
        for passage in passages
        for one in quantities.months(passage.text)
        if re.search(
            r"\b(?:term|engagement|runs?|lasts?|duration|for|over|initial|period|programme|program)\b", passage.text, re.IGNORECASE
        )
    ]
    totals = [(one, passage) for passage in passages for one in _total_hours(passage.text)]
    for (hours, at), (span, where), (total, place) in itertools.product(weekly[:3], spans[:4], totals[:4]):
        if hours.low != hours.high or span.low != span.high:
            continue
        weeks = span.low * WEEKS_A_MONTH
        expected = hours.low * weeks
        if abs(expected - total.low) > 2 * TOLERANCE * max(expected, total.low) and place is not at:
            clashes.append(
                Clash(
                    about="hours a week against the total",
                    arithmetic=f"{hours.low:g} h/week × {weeks:.0f} weeks = {expected:.0f} hours ({expected / HOURS_A_DAY:.0f} days), but {total.low:g} hours ({total.low / HOURS_A_DAY:g} days) are named.",
                    quotes=_quote(document, *dict.fromkeys((at, where, place))),
                )
            )
            break
    monthly = [fee for fee in fees if fee.per == "month" and fee.upto is None]
    fixed = [
        fee
        for fee in fees
        if fee.per == "fixed" and fee.upto is None and re.search(r"\btotal|in all|altogether|overall|sum\b", fee.quote.words, re.IGNORECASE)
    ]
    for fee, total_fee in itertools.product(monthly, fixed):
        if fee.currency != total_fee.currency:
            continue
        lengths = {round(one.low) for one, passage in spans if one.low == one.high and abs(one.low - round(one.low)) < 0.05} | {
            round(one.low) for one in quantities.months(total_fee.quote.words + " " + fee.quote.words)
        }
        products = {length: fee.amount * length for length in lengths if length >= 2}
        if (
            products
            and all(abs(product - total_fee.amount) > 0.02 * total_fee.amount for product in products.values())
            and not re.search(r"discount|off|less", total_fee.quote.words, re.IGNORECASE)
        ):
            length, product = min(products.items(), key=lambda pair: abs(pair[1] - total_fee.amount))
            clashes.append(
                Clash(
                    about="monthly fee against the total",
                    arithmetic=f"{length} × {fee.amount:,.0f} = {product:,.0f}, but the total named is {total_fee.amount:,.0f}.",
                    quotes=tuple(dict.fromkeys((fee.quote, total_fee.quote))),
                )
            )
    return clashes


def _total_hours(text: str) -> list[quantities.Measure]:
    named = quantities.measures(
        r"(?:total(?:s|ling)?(?: of)?|in total|altogether|overall|sum of|budget of|amount(?:s|ing)? to|package of|block of)[^.]{0,25}?\b"
        + quantities.RANGE
        + r"\s*(?:hours|hrs)\b",
        text,
    )
    named += quantities.measures(quantities.RANGE + r"\s*(?:hours|hrs)\s+(?:in total|in all|altogether|overall|total)\b", text)
    named += quantities.measures(
        r"(?:total(?:s|ling)?(?: of)?|in total|altogether|sum of|budget of|amount(?:s|ing)? to|package of|block of)[^.]{0,25}?\b"
        + quantities.RANGE
        + r"\s*(?:\w+ )?days\b",
        text,
        HOURS_A_DAY,
    )
    return named + quantities.measures(
        quantities.RANGE + r"\s*(?:working |consulting |billable |person[- ])?days\s+(?:in total|in all|altogether|overall|total)\b",
        text,
        HOURS_A_DAY,
    )


def _notice(terms: dict[Term, TermReading]) -> list[Clash]:
    notice, minimum = terms.get(Term.NOTICE_DAYS), terms.get(Term.MINIMUM_MONTHS)
    if notice is None or minimum is None or notice.low is None or minimum.low is None:
        return []
    days = minimum.low * quantities.DAYS_A_MONTH
    words = " ".join(quote.words for quote in notice.quotes)
    if re.search(r"\b(?:after|following|thereafter|once|from (?:the )?(?:end|month)|at the end|beyond|then)\b", words, re.IGNORECASE):
        return []
    at_any_time = re.search(
        r"\b(?:any ?time|at will|whenever|for any reason|without cause|at any point|any moment|no lock-?in|you (?:can|may) (?:go|leave|stop|cancel|walk))\b",
        words,
        re.IGNORECASE,
    )
    if not at_any_time or notice.low >= days:
        return []
    return [
        Clash(
            about="notice against the minimum term",
            arithmetic=f"{notice.low:g} days' notice at any time would end it before the minimum of {minimum.low:g} months ({days:g} days) is over.",
            quotes=(*minimum.quotes, *notice.quotes),
        )
    ]


_COMPARED = {
    "notice": (re.compile(r"\bnotice\b", re.IGNORECASE), quantities.days, "days"),
    "minimum term": (
        Words("clashes.compared.minimum_term"),
        quantities.months,
        "months",
    ),
    "reply time": (
        Words("clashes.compared.reply_time"),
        quantities.hours,
        "hours",
    ),
    "discount": (re.compile(r"\bdiscount\b", re.IGNORECASE), quantities.percents, "percent"),
}


def _same_thing(passages: Sequence[Passage], document: Document) -> list[Clash]:
    """One term with two different figures."""
    clashes: list[Clash] = []
    for about, (pattern, measure, unit) in _COMPARED.items():
        stated = [
            (found[0], passage)
            for passage in passages
            if pattern.search(passage.text) and len(found := _near(pattern, measure(passage.text), passage.text)) == 1
        ]
        for (one, at), (other, where) in itertools.combinations(stated, 2):
            if (
                one.low == one.high
                and other.low == other.high
                and abs(one.low - other.low) > TOLERANCE * max(one.low, other.low)
                and not (_OPTIONAL.search(at.text) or _OPTIONAL.search(where.text))
            ):
                clashes.append(
                    Clash(
                        about=about,
                        arithmetic=f"{one.low:g} {unit} in one place, {other.low:g} {unit} in another.",
                        quotes=_quote(document, at, where),
                    )
                )
                break
    return clashes


def _near(pattern: re.Pattern[str], found: list[quantities.Measure], text: str) -> list[quantities.Measure]:
    match = pattern.search(text)
    return [one for one in found if match and abs(one.start - match.start()) < 40][:1]


def _fees(fees: Sequence[Fee]) -> list[Clash]:
    monthly = [
        fee
        for fee in fees
        if fee.per == "month"
        and fee.upto is None
        and not re.search(
            r"discount|commit|option|tier|package|or\b|instead|reduced|from month|after|phase|plus|per adviser|each",
            fee.quote.words,
            re.IGNORECASE,
        )
    ]
    for one, other in itertools.combinations(monthly, 2):
        if one.currency == other.currency and one.amount != other.amount and one.quote.words != other.quote.words and len(monthly) == 2:
            return [
                Clash(
                    about="monthly fee",
                    arithmetic=f"{one.amount:,.0f} a month in one place, {other.amount:,.0f} in another.",
                    quotes=(one.quote, other.quote),
                )
            ]
    return []


_OPPOSITES: tuple[tuple[str, str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "ownership against advice",
        "One place takes the outcome on, the other declines it.",
        Words("clashes.opposites.ownership_against_advice.yes"),
        Words("clashes.opposites.ownership_against_advice.no"),
    ),
    (
        "who decides",
        "One place gives the officer the decision, the other takes it away.",
        Words("clashes.opposites.who_decides.yes"),
        Words("clashes.opposites.who_decides.no"),
    ),
    (
        "availability",
        "One place promises to be there at any hour, the other limits the hours.",
        Words("clashes.opposites.availability.yes"),
        Words("clashes.opposites.availability.no"),
    ),
)


def _opposites(passages: Sequence[Passage], document: Document) -> list[Clash]:
    """A promise in one place that another place takes back."""
    clashes = []
    for about, says, one, other in _OPPOSITES:
        first = next((passage for passage in passages if one.search(passage.text) and not passage.marks & {"negative"}), None)
        second = next((passage for passage in passages if other.search(passage.text) and passage is not first), None)
        if first is not None and second is not None:
            clashes.append(Clash(about=about, arithmetic=says, quotes=_quote(document, first, second)))
    return clashes


def _discounted(passages: Sequence[Passage], document: Document, fees: Sequence[Fee]) -> list[Clash]:
    """A discount and a reduced fee that do not belong to the list fee."""
    monthly = sorted({(fee.amount, fee.currency) for fee in fees if fee.per == "month" and fee.upto is None}, reverse=True)
    if len(monthly) != 2 or monthly[0][1] != monthly[1][1]:
        return []
    for passage in passages:
        percent = [one for one in quantities.percents(passage.text) if one.low == one.high and 1 <= one.low <= 40]
        if not percent or not any(
            fee.quote.start <= passage.end and fee.quote.end >= passage.start and fee.amount == monthly[1][0] for fee in fees
        ):
            continue
        expected = monthly[0][0] * (1 - percent[0].low / 100)
        if abs(expected - monthly[1][0]) > 0.01 * expected:
            listed = next(fee for fee in fees if fee.amount == monthly[0][0])
            return [
                Clash(
                    about="discount against the reduced fee",
                    arithmetic=f"{percent[0].low:g} % off {monthly[0][0]:,.0f} is {expected:,.0f}, but {monthly[1][0]:,.0f} is named.",
                    quotes=tuple(dict.fromkeys((listed.quote, *_quote(document, passage)))),
                )
            ]
    return []
