"""Sums of one document that do not come out: hours against totals, months against fees, discounts against reduced fees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from vetting.models.document import Document, Quote
from vetting.models.priced import Fee
from vetting.models.proposal import Clash
from vetting.proposal import quantities
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import HOURS_A_DAY, WEEKS_A_MONTH
from vetting.proposal.words import Words

TOLERANCE = 0.12
"""Figures that differ by less agree: months have four weeks for some."""


def quote_of(document: Document, *passages: Passage) -> tuple[Quote, ...]:
    return tuple(document.quote(one.start, one.end) for one in passages)


OF_THEM = Words("clashes.of_them")


OPTIONAL = Words("clashes.optional")


_LASTS = re.compile(
    r"\b(?:term|engagement|runs?|lasts?|duration|for|over|initial|period|programme|program|minimum|booked|months together)\b", re.IGNORECASE
)
_NOT_THE_TERM = re.compile(r"\b(?:first|within|every|each|notice|after|discount|off|reduc\w+|less|ahead|ago|by)\b", re.IGNORECASE)
"""Such months or weeks are a date, a discount or a notice, not how long it lasts."""


def wrong_totals(passages: Sequence[Passage], document: Document, fees: Sequence[Fee]) -> list[Clash]:
    """Hours × weeks against total hours or days; months × fee against the total named."""
    spans = [
        (one, passage)
        for passage in passages
        for one in quantities.months(passage.text)
        if _LASTS.search(passage.text) and not _NOT_THE_TERM.search(passage.text[max(0, one.start - 30) : one.end + 12])
    ]
    return _wrong_hours(passages, document, spans) + _wrong_fees(fees, spans)


Spans = Sequence[tuple[quantities.Measure, Passage]]
"""How long it may last, and where that stands."""


def _wrong_hours(passages: Sequence[Passage], document: Document, spans: Spans) -> list[Clash]:
    """A total that no length named in the document explains."""
    weekly = [(one, passage) for passage in passages for one in quantities.hours_per_week(passage.text) if not OF_THEM.search(passage.text)]
    totals = [(one, passage) for passage in passages for one in _total_hours(passage.text)]
    lengths = [(one, where) for one, where in spans if one.low == one.high and one.low >= 1]
    for (hours, at), (total, place) in itertools.product(weekly[:3], totals[:4]):
        if hours.low != hours.high or place is at or not lengths:
            continue
        own = [one for one in lengths if one[1] is place] or lengths
        products = [hours.low * length.low * WEEKS_A_MONTH for length, _ in own]
        if min(abs(product - total.low) / max(product, total.low) for product in products) <= 2 * TOLERANCE:
            continue
        length, where = own[0]
        weeks = length.low * WEEKS_A_MONTH
        expected = hours.low * weeks
        arithmetic = (
            f"{hours.low:g} h/week × {weeks:.0f} weeks = {expected:.0f} hours ({expected / HOURS_A_DAY:.0f} days), "
            f"but {total.low:g} hours ({total.low / HOURS_A_DAY:g} days) are named."
        )
        quotes = quote_of(document, *dict.fromkeys((at, where, place)))
        return [Clash(about="hours a week against the total", arithmetic=arithmetic, quotes=quotes)]
    return []


def _wrong_fees(fees: Sequence[Fee], spans: Spans) -> list[Clash]:
    clashes: list[Clash] = []
    monthly = [fee for fee in fees if fee.per == "month" and fee.upto is None]
    fixed = [
        fee
        for fee in fees
        if fee.per == "fixed"
        and fee.upto is None
        and re.search(r"\b(?:total|in all|altogether|overall|in sum|sum)\b", fee.quote.words, re.IGNORECASE)
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


_TOTAL = (
    r"(?:total(?:s|ling)?(?: of)?|in total|altogether|overall|sum of|budget of|amount(?:s|ing)? to|package of|block of|makes)[^.]{0,45}?\b"
)
_IN_ALL = r"\s+(?:in total|in all|altogether|overall|total)\b"


def _total_hours(text: str) -> list[quantities.Measure]:
    hours, days = r"\s*(?:hours|hrs)\b", r"\s*(?:working |consulting |billable |person[- ])?days"
    return [
        *quantities.measures(_TOTAL + quantities.RANGE + hours, text),
        *quantities.measures(quantities.RANGE + hours + _IN_ALL, text),
        *quantities.measures(_TOTAL + quantities.RANGE + r"\s*(?:\w+ )?days\b", text, HOURS_A_DAY),
        *quantities.measures(quantities.RANGE + days + _IN_ALL, text, HOURS_A_DAY),
    ]


_ANOTHER_FEE = re.compile(
    r"discount|commit|option|tier|package|or\b|instead|reduc|percent|%|\boff\b|\bif\b|\belect|annual|prepa|from month|after|phase|plus"
    r"|light|per adviser|each",
    re.IGNORECASE,
)
"""Words that make a second fee one for another case."""


def two_fees(fees: Sequence[Fee]) -> list[Clash]:
    """The fee a month stands twice, differently."""
    monthly = [fee for fee in fees if fee.per == "month" and fee.upto is None and not _ANOTHER_FEE.search(fee.quote.words)]
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


def wrong_discounts(passages: Sequence[Passage], document: Document, fees: Sequence[Fee]) -> list[Clash]:
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
                    quotes=tuple(dict.fromkeys((listed.quote, *quote_of(document, passage)))),
                )
            ]
    return []
