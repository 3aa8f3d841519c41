"""Places every fee of a document in the bands, with what the document says about hours, model and discount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from vetting.errors import BadInput
from vetting.models.knowledge import Contradiction, Knowledge
from vetting.models.price import EngagementModel, Prices
from vetting.models.priced import BandSource, Fee, Offer, Per, Placement, Rates, Region, Stacked
from vetting.models.proposal import (
    Term,
    TermReading,
)
from vetting.proposal.price import place_price, stack

_DISCOUNTED = re.compile(
    r"\b(?:after (?:the )?(?:\w+ )?discount|discounted|reduced (?:rate|fee|price)|instead of|net of (?:the "
    r")?discount|already (?:includes|reflects))\b",
    re.IGNORECASE,
)


def offers_in(fees: Sequence[Fee], terms: Sequence[TermReading], region: Region | None, commitment: float | None) -> tuple[Offer, ...]:
    """Each fee with what the document says about hours, model and discount."""
    by_term = {one.term: one for one in terms}
    hours_term, discount_term = by_term[Term.HOURS_PER_WEEK], by_term[Term.DISCOUNT_PERCENT]
    hours = (hours_term.low or hours_term.high, hours_term.high) if hours_term.high else None
    return tuple(
        Offer(
            amount=fee.amount,
            per=fee.per,
            currency=fee.currency,
            model=_model(fee.per, by_term[Term.ENGAGEMENT_MODEL].choice),
            hours_per_week=hours if fee.per not in ("fixed", "sprint") else None,
            region=region,
            commitment_months=commitment or by_term[Term.MINIMUM_MONTHS].low,
            discount_percent=discount_term.low if discount_term.low and _DISCOUNTED.search(fee.quote.words) else None,
        )
        for fee in fees
    )


def price_fees(
    fees: Sequence[Fee],
    terms: Sequence[TermReading],
    region: Region | None,
    commitment: float | None,
    knowledge: Knowledge,
    rates: Rates,
    sources: Sequence[BandSource],
) -> tuple[tuple[Placement, ...], Stacked | None]:
    """Each fee in the bands, and the fees of several advisers on top of each other."""
    prices: Prices | None = knowledge.prices
    if prices is None:
        return (), None
    placed: list[tuple[Fee, Placement]] = []
    for fee, offer in zip(fees, offers_in(fees, terms, region, commitment), strict=True):
        try:
            placed.append((fee, place_offer(offer, prices=prices, rates=rates, contradictions=knowledge.contradictions, sources=sources)))
        except BadInput:
            continue  # hours nobody can work, as a document may state them: the clash list and the term itself show them
    return tuple(one for _, one in placed), _stacked(placed, prices)


def place_offer(
    offer: Offer, *, prices: Prices, rates: Rates, contradictions: Sequence[Contradiction], sources: Sequence[BandSource]
) -> Placement:
    """An offer in the bands. Raises BadInput for what nobody can charge or work."""
    return place_price(
        offer.amount,
        offer.per,
        offer.currency,
        prices=prices,
        rates=rates,
        contradictions=contradictions,
        sources=sources,
        model=offer.model,
        hours_per_week=offer.hours_per_week,
        region=offer.region,
        commitment_months=offer.commitment_months,
        discount_percent=offer.discount_percent,
        days=offer.days,
    )


_EACH = re.compile(r"\b(?:each|per (?:advis\w+|expert|partner|person|head)|advis[eo]rs?\b.*\bat)\b", re.IGNORECASE)


def _stacked(placed: Sequence[tuple[Fee, Placement]], prices: Prices) -> Stacked | None:
    """Where one monthly fee is asked for each of several people."""
    for fee, placement in placed:
        if fee.per == "month" and _EACH.search(fee.quote.words) and placement.list_price_usd:
            count = _advisers(fee.quote.words)
            return stack([placement.list_price_usd] * count, prices) if count else None
    return None


def _advisers(words: str) -> int | None:
    from vetting.proposal.quantities import RANGE, measures

    found = measures(RANGE + r"\s+(?:\w+\s+){0,2}(?:advis[eo]rs|experts|partners|specialists|people|officers|consultants)\b", words)
    return int(found[0].low) if found and 2 <= found[0].low <= 12 else None


def _model(per: Per, choice: str | None) -> EngagementModel | None:
    """The model that goes with a fee: days and sprints are day-rate work whatever the document calls itself."""
    if per in ("day", "sprint", "fixed", "hour"):
        return "day_rate"
    return next((model for model in get_args(EngagementModel) if model == choice and model != "day_rate"), None)
