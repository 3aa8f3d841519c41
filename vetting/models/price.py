"""What the source says things cost, as data; and what follows from it by arithmetic, kept apart."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from vetting.models.base import Model

Number = Annotated[int, Field(ge=1)]
"""Number of the source's criterion that states a figure."""
EngagementModel = Literal["any", "part_time", "strategic", "embedded", "day_rate"]


class Amount(Model):
    """One value, or a range; the unit says of what."""

    low: float | None = None
    high: float | None = None
    value: float | None = None
    unit: str

    @model_validator(mode="after")
    def _one_value_or_a_range(self) -> Self:
        if (self.value is None) == (self.low is None or self.high is None):
            raise ValueError("give either value, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """Low and high; twice the value where there is one."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        assert self.value is not None
        return self.value, self.value


class Stated(Amount):
    """An amount the source states."""

    criterion: Number
    section: str


class PriceBand(Stated):
    """What one model of engagement costs, list price."""

    id: str
    model: EngagementModel
    currency: str
    region: str
    hours_low: float | None
    """Hours a week the price buys, where the source says so."""
    hours_high: float | None
    hours_criterion: Number | None = None
    is_starting_price: bool = False
    """Where prices begin, rather than what the model may cost."""


class HoursBand(Stated):
    id: str
    model: EngagementModel


class CommitmentDiscount(Stated):
    id: str
    months: int
    """Length of the commitment that earns it."""
    applies_to: str


class RegionAdjustment(Model):
    """What a region does to the price."""

    id: str
    region: str
    countries: tuple[str, ...] = ()
    low: float | None
    """Percent lower; none where the source gives no figure."""
    high: float | None
    unit: str
    criterion: Number
    section: str


class NamedAmount(Stated):
    id: str


class HireCost(Stated):
    stage: str | None = None
    """Stage of the company the figure is stated for."""


class Hire(Model):
    """A full-time hire, part by part; the stated total is not the sum of its parts (see the contradictions)."""

    base_salary: HireCost
    salary: HireCost
    benefits: HireCost
    recruiting: HireCost
    equity: HireCost
    year_one_total: HireCost
    year_one_total_repeated: HireCost
    ramp: HireCost
    """Months until productive."""


class MonthsTotal(Model):
    """So many months at a monthly price."""

    months: int
    monthly: float
    total: float
    unit: str
    criterion: Number
    section: str


class StatedYearlySpend(Stated):
    contradiction: str
    """Id of the contradiction that must be shown with it."""


class DaysThreshold(Stated):
    over_months: int


class Stack(Model):
    """Several part-time advisers at once."""

    advisers: int
    each: float
    total: float
    unit: str
    criterion: Number
    section: str


class Comparison(Model):
    """Fractional against a hire, as stated."""

    embedded_twelve_months: MonthsTotal
    fractional_wins_below: Stated
    fractional_wins_for: Stated
    reconsider_after: Stated
    stated_yearly_spend: StatedYearlySpend
    cheaper_under: Stated
    advice_only_below: DaysThreshold
    stacked_advisers: Stack


class AuthorPrice(Stated):
    """What the source's author charges."""

    id: str
    model: EngagementModel
    is_from: bool
    """A starting price."""
    currency: str
    region: str
    minimum_months: int | None = None
    option_months: int | None = None


class MinimumCommitment(Stated):
    model: EngagementModel


class Computed(Amount):
    """Our arithmetic on stated figures."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    id: str | None = None
    model: EngagementModel | None = None
    unit: str = "none"
    computed: str
    from_criteria: Annotated[tuple[Number, ...], Field(alias="from")] = ()
    """Numbers of the criteria whose figures went in."""


class At24Months(Model):
    fractional: Computed
    hire: Computed


class Derived(Model):
    """Sums of ours that the source does not state."""

    weeks_per_month: Computed
    hours_per_day: Computed
    hourly: tuple[Computed, ...]
    eu_bands: tuple[Computed, ...]
    author_position: str
    hire_run_rate: Computed
    hire_year_one_cash: Computed
    fractional_year_on_band: Computed
    at_24_months: At24Months
    months_until_stated_hire_total: Computed
    lowest_discounted: Computed


class OtherSource(Amount):
    """What others quote, for contrast."""

    id: str
    source: str
    what: str
    currency: str
    from_article: Literal[False]


class Prices(Model):
    """Everything about money and time, of one source read on one date."""

    source: str
    date_read: str
    note: str
    currency: str
    bands: Annotated[tuple[PriceBand, ...], Field(min_length=1)]
    hours: tuple[HoursBand, ...]
    discounts: tuple[CommitmentDiscount, ...]
    region_adjustments: tuple[RegionAdjustment, ...]
    depth_gap: tuple[NamedAmount, ...]
    hire: Hire
    comparison: Comparison
    authors_own: tuple[AuthorPrice, ...]
    minimum_commitments: tuple[MinimumCommitment, ...]
    term_signals: tuple[NamedAmount, ...]
    derived: Derived
    other_sources: tuple[OtherSource, ...]
