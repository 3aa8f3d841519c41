"""Where a price lies in the bands of the source, moved for the region, and in those of other sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from vetting.models.price import Amount, EngagementModel, Prices
from vetting.models.priced import BandPlace, BandSource, Per, Region
from vetting.proposal.quantities import WEEKS_A_MONTH

MONTHS_IN: dict[Per, float] = {"month": 1, "week": 1 / WEEKS_A_MONTH, "quarter": 3, "year": 12}


PART_TIME = ("strategic", "part_time")


IN_EUROPE = ("EU", "UK")


def places_in(value: float, unit: str, model: EngagementModel | None, region: Region | None, prices: Prices) -> tuple[BandPlace, ...]:
    """The article's bands for the model, moved for the region; the one that says most first."""
    found: list[BandPlace] = []
    for band in prices.bands:
        if band.unit != unit or not _fits(band.model, model) or (band.region == "US" and region in IN_EUROPE):
            continue
        low, high, adjusted = _moved(band.bounds, region, prices)
        found.append(
            BandPlace(
                band=band.id,
                source=prices.source,
                model=band.model,
                low=low,
                high=high,
                unit=f"USD/{band.unit}",
                adjusted=adjusted,
                criterion=band.criterion,
                section=band.section,
                **_position(value, low, high),
            )
        )
    order = {"strategic": 0, "embedded": 0, "day_rate": 0, "part_time": 1, "any": 2}
    starting = {band.id for band in prices.bands if band.is_starting_price}
    return tuple(sorted(found, key=lambda one: (order[one.model], one.band in starting, one.low - one.high)))


def _fits(band: EngagementModel, model: EngagementModel | None) -> bool:
    if model is None:
        return True
    return band in ("any", model) or (model in PART_TIME and band in PART_TIME)


def _moved(bounds: tuple[float, float], region: Region | None, prices: Prices) -> tuple[float, float, str | None]:
    """The band for the region: the lower end with the widest discount, the upper end with the smallest."""
    if region not in IN_EUROPE:
        return (*bounds, None)
    lower = [one for one in prices.region_adjustments if one.region == "EU" and one.low is not None and one.high is not None]
    if not lower:
        return (*bounds, None)
    least, most = min(one.low or 0 for one in lower), max(one.high or 0 for one in lower)
    return (
        round(bounds[0] * (1 - most / 100), 2),
        round(bounds[1] * (1 - least / 100), 2),
        f"{least:g}-{most:g} % lower for {region} (list band ${bounds[0]:,.0f}-{bounds[1]:,.0f})",
    )


def _position(value: float, low: float, high: float) -> dict[str, object]:
    if value < low - 0.005:
        return {"position": "below", "percent_off": round((low - value) / low * 100, 1)}
    if value > high + 0.005:
        return {"position": "above", "percent_off": round((value - high) / high * 100, 1)}
    return {"position": "inside", "percent_off": 0.0}


def further_places(
    value: float, unit: str, model: EngagementModel | None, prices: Prices, sources: Sequence[BandSource]
) -> tuple[BandPlace, ...]:
    """Other sources, in dollars, named as such."""
    others: list[tuple[str, str, EngagementModel, Amount]] = [(one.id, one.source, "any", one) for one in prices.other_sources]
    others += [(band.id, source.source, band.model, band) for source in sources for band in source.bands if band.currency == "USD"]
    return tuple(
        BandPlace(
            band=id,
            source=source,
            model=of,
            low=amount.bounds[0],
            high=amount.bounds[1],
            unit=f"USD/{unit}",
            **_position(value, *amount.bounds),
        )
        for id, source, of, amount in others
        if amount.unit == unit and of in get_args(EngagementModel) and _fits(of, model)
    )
