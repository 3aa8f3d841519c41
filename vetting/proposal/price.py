"""Places a price in the bands, step by step: discounts undone first, currencies converted at a dated rate, bands moved for the region."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.errors import BadInput
from vetting.models.knowledge import Contradiction
from vetting.models.price import EngagementModel, Prices
from vetting.models.priced import BandPlace, BandSource, Bite, Per, Placement, Rates, Region, Stacked, Step
from vetting.proposal.bands import IN_EUROPE, PART_TIME, further_places, places_in
from vetting.proposal.bites import bites
from vetting.proposal.quantities import HOURS_A_DAY, WEEKS_A_MONTH

MONTHS_IN: dict[Per, float] = {"month": 1, "week": 1 / WEEKS_A_MONTH, "quarter": 3, "year": 12}
NAMES: dict[EngagementModel, str] = {
    "strategic": "strategic retainer",
    "part_time": "part-time retainer",
    "embedded": "embedded leadership",
    "day_rate": "day rate",
    "any": "any retainer",
}


def place_price(
    amount: float,
    per: Per,
    currency: str | None = "USD",
    *,
    prices: Prices,
    rates: Rates,
    contradictions: Sequence[Contradiction] = (),
    sources: Sequence[BandSource] = (),
    model: EngagementModel | None = None,
    hours_per_week: tuple[float, float] | None = None,
    region: Region | None = None,
    commitment_months: float | None = None,
    discount_percent: float | None = None,
    days: float | None = None,
) -> Placement:
    """Where a price lies. `discount_percent` is one already taken off `amount`; `days` is the length of a sprint or of fixed work.

    Raises BadInput for amounts nobody can charge.
    """
    if amount <= 0 or (discount_percent is not None and not 0 <= discount_percent < 100) or (days is not None and days <= 0):
        raise BadInput("A price needs an amount above zero, a discount from 0 to under 100 percent, and a number of days above zero.")
    if hours_per_week is not None and not 0 < hours_per_week[0] <= hours_per_week[1] <= 168:
        raise BadInput("Hours a week must lie between 0 and 168, the lower figure first.")
    stated = (
        f"{currency or 'no currency'} {amount:,.2f}".removesuffix(".00")
        + ("" if per == "fixed" else f" per {per}")
        + (" fixed" if per == "fixed" else "")
    )
    steps: list[Step] = [Step(says="As stated", amount=amount, unit=f"{currency or '?'}/{per}")]
    open_points: list[str] = []
    chosen = model or _model_of(per, hours_per_week)
    value = amount
    if discount_percent:
        value = value / (1 - discount_percent / 100)
        steps.append(Step(says=f"Discount of {discount_percent:g} % undone: list price", amount=value, unit=f"{currency or '?'}/{per}"))
    elif commitment_months and commitment_months >= _six(prices) and per == "month":
        open_points.append(f"Is this the price before or after the {_discount(prices)} a commitment of six months usually takes off?")
    value_usd = _in_dollars(value, currency, rates, steps, open_points)
    unit, in_unit = _in_unit(value_usd, per, chosen, hours_per_week, days, steps, open_points)
    hourly = _hourly(in_unit, unit, hours_per_week)
    if chosen in (*PART_TIME, "embedded", None) and hours_per_week is None and unit == "month":
        open_points.append("How many hours a week are committed? Without them the price of an hour cannot be told.")
    places: tuple[BandPlace, ...] = ()
    if in_unit is not None:
        places = (*places_in(in_unit, unit, chosen, region, prices), *further_places(in_unit, unit, chosen, prices, sources))
    if region == "offshore":
        open_points.append(
            "Which of our hours do you share? For offshore and nearshore work the source says 'lower' without a figure; "
            "the list bands are shown."
        )
    if region is None:
        open_points.append("Where does the person work? Prices in the Netherlands, Germany and the UK run 20-35 % lower.")
    if chosen == "day_rate":
        gap = prices.depth_gap[0].bounds if prices.depth_gap else (1000.0, 2000.0)
        open_points.append(
            f"A relabelled generalist and someone who shipped production systems differ by ${gap[0]:,.0f}-{gap[1]:,.0f} "
            "a day: ask for deployments you can check."
        )
    other_hours = _other_hours(places, chosen, hours_per_week, prices)
    return Placement(
        stated=stated,
        model=chosen,
        steps=tuple(steps),
        list_price_usd=None if in_unit is None else round(in_unit, 2),
        unit=unit,
        places=places,
        hourly_usd=hourly,
        says=" ".join(filter(None, (_sentence(places, in_unit, unit, chosen), other_hours))),
        for_other_hours=other_hours is not None,
        open=tuple(open_points),
        bites=_bites(chosen, unit, in_unit, region, hours_per_week, discount_percent, commitment_months, contradictions),
    )


def stack(monthly_usd: Sequence[float], prices: Prices) -> Stacked:
    """Several part-time advisers at once, beside one embedded officer and a hire. Raises BadInput for fewer than two."""
    if len(monthly_usd) < 2 or min(monthly_usd) <= 0:
        raise BadInput("Stacking takes at least two monthly fees above zero.")
    total = sum(monthly_usd)
    low, high = next((band.bounds for band in prices.bands if band.model == "embedded"), (20_000.0, 30_000.0))
    hire = prices.derived.hire_run_rate.bounds[1]
    beside = (
        "more than one embedded officer at the top of the band"
        if total > high
        else "within the band of one embedded officer"
        if total >= low
        else "less than one embedded officer"
    )
    return Stacked(
        advisers=len(monthly_usd),
        monthly_usd=round(total, 2),
        embedded_band=(low, high),
        hire_run_rate=hire,
        says=(
            f"{len(monthly_usd)} advisers cost ${total:,.0f} a month: {beside} (${low:,.0f}-{high:,.0f}); a hire runs "
            f"at about ${hire:,.0f}. "
            "Each adviser sees a part of the picture and nobody owns the whole (criterion 50)."
        ),
    )


def _model_of(per: Per, hours: tuple[float, float] | None) -> EngagementModel | None:
    if per in ("day", "sprint", "fixed") or (per == "hour" and hours is None):
        return "day_rate"
    if hours is None:
        return None
    if hours[0] >= 30:
        return "embedded"
    return "strategic" if hours[1] <= 20 else None


def _six(prices: Prices) -> int:
    return prices.discounts[0].months if prices.discounts else 6


def _discount(prices: Prices) -> str:
    low, high = prices.discounts[0].bounds if prices.discounts else (10.0, 15.0)
    return f"{low:g}-{high:g} %"


def _in_dollars(value: float, currency: str | None, rates: Rates, steps: list[Step], open_points: list[str]) -> float | None:
    if currency is None:
        open_points.append("Which currency is it? The bands are in US dollars and nothing is assumed.")
        return None
    if currency == "USD":
        return value
    if currency not in rates.usd:
        open_points.append(
            f"There is no exchange rate for {currency}, so nothing was placed. Give your own: {currency}=… US dollars for one."
        )
        return None
    converted = value * rates.usd[currency]
    steps.append(
        Step(
            says=f"At {rates.usd[currency]:g} US dollars for one {currency}, {rates.says(currency)}",
            amount=converted,
            unit="USD",
        )
    )
    return converted


def _in_unit(
    value: float | None,
    per: Per,
    model: EngagementModel | None,
    hours: tuple[float, float] | None,
    days: float | None,
    steps: list[Step],
    open_points: list[str],
) -> tuple[str, float | None]:
    """The price a month, or a day for work by the day."""
    if per in MONTHS_IN:
        monthly = None if value is None else value / MONTHS_IN[per]
        if per != "month" and monthly is not None:
            steps.append(Step(says=f"A {per} as {MONTHS_IN[per]:.3g} months of 52/12 weeks", amount=monthly, unit="USD/month"))
        return "month", monthly
    if per == "hour" and hours is not None and model != "day_rate":
        middle = sum(hours) / 2
        monthly = None if value is None else value * middle * WEEKS_A_MONTH
        if monthly is not None:
            steps.append(Step(says=f"{middle:g} hours a week × 52/12 weeks", amount=monthly, unit="USD/month"))
        return "month", monthly
    if per == "hour":
        daily = None if value is None else value * HOURS_A_DAY
        if daily is not None:
            steps.append(Step(says=f"A day of {HOURS_A_DAY} hours", amount=daily, unit="USD/day"))
        return "day", daily
    if per == "day":
        return _days_as_month(value, model, hours, steps)
    if days is None:
        open_points.append("How many days of work does it buy? Without them a sprint or fixed price cannot be compared with a day rate.")
        return "day", None
    daily = None if value is None else value / days
    if daily is not None:
        steps.append(Step(says=f"Over {days:g} days", amount=daily, unit="USD/day"))
    return "day", daily


def _days_as_month(
    value: float | None, model: EngagementModel | None, hours: tuple[float, float] | None, steps: list[Step]
) -> tuple[str, float | None]:
    if model in (*PART_TIME, "embedded") and hours is not None:
        days_a_month = sum(hours) / 2 / HOURS_A_DAY * WEEKS_A_MONTH
        monthly = None if value is None else value * days_a_month
        if monthly is not None:
            steps.append(Step(says=f"{days_a_month:.1f} days a month of {HOURS_A_DAY} hours", amount=monthly, unit="USD/month"))
        return "month", monthly
    return "day", value


def _hourly(value: float | None, unit: str, hours: tuple[float, float] | None) -> tuple[float, float] | None:
    if value is None or (unit == "month" and hours is None):
        return None
    if unit == "day":
        low = high = value / HOURS_A_DAY
    else:
        assert hours is not None
        low, high = value / (hours[1] * WEEKS_A_MONTH), value / (hours[0] * WEEKS_A_MONTH)
    return round(low, 2), round(high, 2)


def _sentence(places: Sequence[BandPlace], value: float | None, unit: str, model: EngagementModel | None) -> str:
    if value is None or not places:
        return "It cannot be placed yet: see what is open."
    if model is None:
        named = [one for one in places if one.model in ("strategic", "embedded") and one.band in ("strategic", "embedded")]
        inside = [NAMES[one.model] for one in named if one.position == "inside"]
        where = f"inside the band of {' and '.join(inside)}" if inside else "outside the bands of strategic and embedded work alike"
        return f"${value:,.0f} a {unit} lies {where}; the model and the hours are not stated, so ask which it is."
    first = places[0]
    off = "" if first.position == "inside" else f" by {first.percent_off:g} %"
    moved = ", adjusted for the region," if first.adjusted else ""
    return f"${value:,.0f} a {unit} lies {first.position} the band for {NAMES[model]}{moved} of ${first.low:,.0f}-{first.high:,.0f}{off}."


def _other_hours(
    places: Sequence[BandPlace], model: EngagementModel | None, hours: tuple[float, float] | None, prices: Prices
) -> str | None:
    """That the band is for other hours, with the price of an hour in it."""
    band = next((one for one in prices.bands if one.model == model and one.hours_low and one.hours_high), None)
    place = next((one for one in places if band and one.band == band.id), None)
    if band is None or place is None or hours is None or not band.hours_low or not band.hours_high:
        return None
    if hours[1] >= band.hours_low and hours[0] <= band.hours_high:
        return None
    buys = f"{hours[0]:g}" if hours[0] == hours[1] else f"{hours[0]:g}-{hours[1]:g}"
    low, high = place.low / (band.hours_high * WEEKS_A_MONTH), place.high / (band.hours_low * WEEKS_A_MONTH)
    return (
        f"But that band is for {band.hours_low:g}-{band.hours_high:g} hours a week, ${low:,.0f}-{high:,.0f} an hour, and this buys {buys}: "
        "compare the price of an hour."
    )


def _bites(
    model: EngagementModel | None,
    unit: str,
    value: float | None,
    region: Region | None,
    hours: tuple[float, float] | None,
    discount: float | None,
    commitment: float | None,
    contradictions: Sequence[Contradiction],
) -> tuple[Bite, ...]:
    wanted: list[tuple[str, str]] = []
    part_time = model in PART_TIME or (model is None and unit == "month")
    if part_time:
        wanted.append(("a", "The price is measured against part-time bands that the source states three times, differently."))
        wanted.append(("c", "Part-time days lie under those the source says are needed for change."))
    if region in IN_EUROPE:
        wanted.append(("b", "The band was moved by a European discount that the source states twice, differently."))
    if model == "embedded" or (hours and hours[1] >= 25):
        wanted.append(("d", "The hours lie at or above those under which the source says fractional wins."))
        wanted.append(("e", "A year of an embedded fee is stated with an upper end that is eighteen months' spend."))
    if unit == "month" and (discount or commitment):
        wanted.append(("i", "A commitment discount takes the lowest list price under the floor: the discount was undone before the test."))
        wanted.append(("h", "A commitment discount stands beside a short notice and minimum terms."))
    return bites(wanted, contradictions) if value is not None else ()
