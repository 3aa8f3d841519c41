"""Places every fee of a document in the bands, with what the document says about hours, model and discount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from vetting.errors import BadInput
from vetting.models.knowledge import Knowledge
from vetting.models.price import EngagementModel, Prices
from vetting.models.priced import BandSource, Fee, Per, Placement, Rates, Region, Stacked
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


def price_fees(
    fees: Sequence[Fee],
    terms: Sequence[TermReading],
    region: Region | None,
    commitment: float | None,
    knowledge: Knowledge,
    rates: Rates,
    sources: Sequence[BandSource],
) -> tuple[tuple[Placement, ...], Stacked | None]:
    """Each fee in the bands, with what the document says about hours, model and discount."""
    prices: Prices | None = knowledge.prices
    if prices is None:
        return (), None
    by_term = {one.term: one for one in terms}
    hours_term, model_term, discount_term = by_term[Term.HOURS_PER_WEEK], by_term[Term.ENGAGEMENT_MODEL], by_term[Term.DISCOUNT_PERCENT]
    hours = (hours_term.low or hours_term.high, hours_term.high) if hours_term.high else None
    placements: list[Placement] = []
    for fee in fees:
        taken = discount_term.low if discount_term.low and _DISCOUNTED.search(fee.quote.words) else None
        model = _model(fee.per, model_term.choice)
        try:
            placements.append(
                place_price(
                    fee.amount,
                    fee.per,
                    fee.currency,
                    prices=prices,
                    rates=rates,
                    contradictions=knowledge.contradictions,
                    sources=sources,
                    model=model,
                    hours_per_week=hours if fee.per not in ("fixed", "sprint") else None,
                    region=region,
                    commitment_months=commitment or by_term[Term.MINIMUM_MONTHS].low,
                    discount_percent=taken,
                )
            )
        except BadInput:
            continue  # hours nobody can work, as a document may state them: the clash list and the term itself show them
    monthly = [one.list_price_usd for one, fee in zip(placements, fees, strict=False) if fee.per == "month" and one.list_price_usd]
    several = [
        fee
        for fee in fees
        if fee.per == "month"
        and re.search(r"\b(?:each|per (?:advis\w+|expert|partner|person|head)|advis[eo]rs?\b.*\bat)\b", fee.quote.words, re.IGNORECASE)
    ]
    stacked = None
    if several and (count := _advisers(several[0].quote.words)) and monthly:
        one = next((placed.list_price_usd for placed, fee in zip(placements, fees, strict=False) if fee is several[0]), None)
        stacked = stack([one] * count, prices) if one else None
    return tuple(placements), stacked


def _advisers(words: str) -> int | None:
    from vetting.proposal.quantities import RANGE, measures

    found = measures(RANGE + r"\s+(?:\w+\s+){0,2}(?:advis[eo]rs|experts|partners|specialists|people|officers|consultants)\b", words)
    return int(found[0].low) if found and 2 <= found[0].low <= 12 else None


def _model(per: Per, choice: str | None) -> EngagementModel | None:
    """The model that goes with a fee: days and sprints are day-rate work whatever the document calls itself."""
    if per in ("day", "sprint", "fixed", "hour"):
        return "day_rate"
    return next((model for model in get_args(EngagementModel) if model == choice and model != "day_rate"), None)
