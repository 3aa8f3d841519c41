"""Places of one document that cannot both hold: by arithmetic on what was read, never by taste."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vetting.models.document import Document
from vetting.models.priced import Fee
from vetting.models.proposal import Clash, Term, TermReading
from vetting.proposal import quantities
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import HOURS_A_DAY, WEEKS_A_MONTH
from vetting.proposal.sums import OF_THEM, OPTIONAL, TOLERANCE, quote_of, two_fees, wrong_discounts, wrong_totals
from vetting.proposal.terms import NO_MINIMUM, of_the_client
from vetting.proposal.words import Pattern, Words

MOST_HOURS = 2
"""More different figures belong to several people or tiers, and do not contradict each other."""
MOST_FEES = 2
"""Likewise."""


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
        *_hours(readable, document, fees),
        *wrong_totals(readable, document, fees),
        *_notice(by_term),
        *_no_minimum(readable, document),
        *_same_thing(readable, document),
        *(wrong_discounts(readable, document, fees) or two_fees(fees)),
        *_opposites(readable, document),
    ]
    unique: dict[tuple[int, ...], Clash] = {}
    for clash in found:
        unique.setdefault(tuple(sorted(quote.start for quote in clash.quotes)), clash)
    return tuple(unique.values())


def _hours(passages: Sequence[Passage], document: Document, fees: Sequence[Fee]) -> list[Clash]:
    if len({fee.amount for fee in fees if fee.per == "month"}) > MOST_FEES:
        return []
    stated = [
        _Hours(one.low, one.high, passage)
        for passage in passages
        for one in quantities.hours_per_week(passage.text)
        if not OF_THEM.search(passage.text) and not OPTIONAL.search(passage.text) and not of_the_client(passage)
    ]
    if len({one.high for one in stated}) > MOST_HOURS:
        return []
    for first, second in itertools.combinations(stated, 2):
        if first.passage is second.passage or _of_two_people(first.passage, second.passage):
            continue
        low, high = sorted((first, second), key=lambda one: one.high)
        if high.low > low.high * (1 + TOLERANCE) + 0.5:
            return [
                Clash(
                    about="hours a week",
                    arithmetic=(
                        f"{_plain(first.low, first.high)} h/week in one place and {_plain(second.low, second.high)} h/week "
                        f"in another (a day is {HOURS_A_DAY} hours, a month {WEEKS_A_MONTH:.2f} weeks)."
                    ),
                    quotes=quote_of(document, first.passage, second.passage),
                )
            ]
    return []


def _of_two_people(one: Passage, other: Passage) -> bool:
    """Each under a heading of its own and with nothing but the figure: what two people, or two tiers, give."""
    return one.heading != other.heading and max(len(one.text.split()), len(other.text.split())) <= ONLY_A_FIGURE


ONLY_A_FIGURE = 7
"""Words."""


def _plain(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _notice(terms: dict[Term, TermReading]) -> list[Clash]:
    notice, minimum = terms.get(Term.NOTICE_DAYS), terms.get(Term.MINIMUM_MONTHS)
    if notice is None or minimum is None or notice.low is None or minimum.low is None:
        return []
    days = minimum.low * quantities.DAYS_A_MONTH
    words = " ".join(quote.words for quote in notice.quotes)
    if _AFTERWARDS.search(words) or _AFTERWARDS.search(" ".join(quote.words for quote in minimum.quotes)):
        return []
    at_any_time = re.search(
        r"\b(?:any ?time|at will|whenever|for any reason|without cause|at any point|any moment|no lock-?in|you "
        r"(?:can|may) (?:go|leave|stop|cancel|walk))\b",
        words,
        re.IGNORECASE,
    )
    if not at_any_time or notice.low >= days:
        return []
    return [
        Clash(
            about="notice against the minimum term",
            arithmetic=(
                f"{notice.low:g} days' notice at any time would end it before the minimum of {minimum.low:g} months "
                f"({days:g} days) is over."
            ),
            quotes=(*minimum.quotes, *notice.quotes),
        )
    ]


_AFTERWARDS = re.compile(
    r"\b(?:after|following|thereafter|once|from (?:the )?(?:end|month)|at the end|beyond|then|month[- ]to[- ]month|rolling|except)\b",
    re.IGNORECASE,
)
"""The notice begins when the minimum is over, so the two go together."""


def _no_minimum(passages: Sequence[Passage], document: Document) -> list[Clash]:
    """No minimum in one place, a minimum of months in another."""
    none = next((one for one in passages if NO_MINIMUM.search(one.text)), None)
    stated = next(
        (
            (one, months[0])
            for one in passages
            if one is not none and _MINIMUM.search(one.text) and (months := _near(_MINIMUM, quantities.months(one.text), one.text))
        ),
        None,
    )
    if none is None or stated is None:
        return []
    where, length = stated
    return [
        Clash(
            about="minimum term",
            arithmetic=f"No minimum in one place, {_plain(length.low, length.high)} months in another.",
            quotes=quote_of(document, none, where),
        )
    ]


_MINIMUM = re.compile(r"\bminimum\b", re.IGNORECASE)
_COMPARED: dict[str, tuple[Pattern, Callable[[str], list[quantities.Measure]], str]] = {
    "notice": (re.compile(r"\bnotice\b", re.IGNORECASE), quantities.days, "days"),
    "minimum term": (
        Words("clashes.compared.minimum_term"),
        quantities.months,
        "months",
    ),
    "reply time": (
        Words("clashes.compared.reply_time"),
        quantities.reply_times,
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
                and not (OPTIONAL.search(at.text) or OPTIONAL.search(where.text))
            ):
                clashes.append(
                    Clash(
                        about=about,
                        arithmetic=f"{one.low:g} {unit} in one place, {other.low:g} {unit} in another.",
                        quotes=quote_of(document, at, where),
                    )
                )
                break
    return clashes


def _near(pattern: Pattern, found: list[quantities.Measure], text: str) -> list[quantities.Measure]:
    match = pattern.search(text)
    return [one for one in found if match and abs(one.start - match.start()) < 40][:1]


_OPPOSITES: tuple[tuple[str, str, Pattern, Pattern], ...] = (
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
            clashes.append(Clash(about=about, arithmetic=says, quotes=quote_of(document, first, second)))
    return clashes
