"""What a price means: fees as stated, where they lie in the bands, what several cost together, and a hire beside them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.document import Quote
from vetting.models.price import Amount, EngagementModel

Per = Literal["hour", "day", "week", "month", "quarter", "year", "sprint", "fixed"]
Region = Literal["US", "EU", "UK", "offshore"]
Months = Annotated[int, Field(ge=1, le=36)]


class Fee(Model):
    """A price a document states, as it states it."""

    amount: float
    upto: float | None = None
    """Upper end, where a range is stated."""
    currency: str | None
    """ISO code; None where the document names no currency."""
    per: Per
    hours_per_week: float | None = None
    """Where the same words say what it buys."""
    quote: Quote


class Offer(Model):
    """A price with what decides how it is placed; what nobody said stays None."""

    amount: float
    per: Per
    currency: str | None
    model: EngagementModel | None = None
    hours_per_week: tuple[float, float] | None = None
    region: Region | None = None
    commitment_months: float | None = None
    discount_percent: float | None = None
    """One already taken off the amount."""
    days: float | None = None
    """Length of a sprint or of fixed work."""


class Rates(Model):
    """US dollars for one unit of each currency: planning figures of one date, not quotations. Edit them before relying on them."""

    date: str
    note: str
    usd: dict[str, float]
    own: tuple[str, ...] = ()
    """Currencies whose figure the user gave."""

    def says(self, currency: str) -> str:
        """Whose figure it is, and of which date."""
        return "your own rate" if currency in self.own else f"a planning figure of {self.date}, not a quotation: check it"


class SourceBand(Amount):
    """A band of another source."""

    id: str
    model: EngagementModel
    currency: str = "USD"
    region: str = "any"


class BandSource(Model):
    """Prices of another source than the article, read from a file."""

    source: str
    date_read: str
    note: str = ""
    bands: tuple[SourceBand, ...]


class Step(Model):
    """One step of the arithmetic, for a person to check."""

    says: str
    amount: float
    unit: str


class BandPlace(Model):
    """Where a price lies in one band."""

    band: str
    source: str
    model: EngagementModel
    low: float
    high: float
    unit: str
    position: Literal["below", "inside", "above"]
    percent_off: float
    """How far outside the nearer end, in percent; 0 inside."""
    adjusted: str | None = None
    """How the band was moved for the region; None for the list band."""
    criterion: int | None = None
    section: str | None = None


class Bite(Model):
    """A contradiction of the source that bears on this case."""

    contradiction: str
    title: str
    why: str
    arithmetic: str
    reading: str


class Placement(Model):
    """One price, step by step from the words to the bands."""

    stated: str
    """The price in words."""
    model: EngagementModel | None
    """None where neither the document nor the figures say which model it is."""
    steps: tuple[Step, ...]
    list_price_usd: float | None
    """Discounts undone, in US dollars; None where no currency or no rate is known."""
    unit: str
    places: tuple[BandPlace, ...]
    hourly_usd: tuple[float, float] | None
    """Lowest and highest price of an hour; None where hours are not stated."""
    says: str
    """Where it lies, in a sentence; and where the band is for other hours, in a second one."""
    for_other_hours: bool = False
    """The band is for more or fewer hours a week than the price buys, so lying inside it means little."""
    open: tuple[str, ...] = ()
    """What must be known before the price can be judged."""
    bites: tuple[Bite, ...] = ()


class Stacked(Model):
    """Several part-time advisers at once: criterion 50."""

    advisers: int
    monthly_usd: float
    embedded_band: tuple[float, float]
    hire_run_rate: float
    says: str


class Assumptions(Model):
    """Fractional against a hire. The defaults are the source's figures; every one is to be edited."""

    monthly_fee: float = 24_000
    discount_percent: Annotated[float, Field(ge=0, lt=100)] = 0
    salary: float = 320_000
    benefits: float = 40_000
    recruiting_low: float = 60_000
    recruiting_high: float = 80_000
    equity_per_year: Annotated[float, Field(ge=0)] = 0
    """What a year of the equity is worth to you; the source gives 1-2 % and no value."""
    ramp_months: Annotated[float, Field(ge=0, le=36)] = 4
    """Months until a hire is productive."""
    months: Months = 36
    hours_per_week: Annotated[float | None, Field(gt=0, le=168)] = None
    """What the fee buys; None where it is not stated."""


class MonthRow(Model):
    """Cumulative cost at the end of one month."""

    month: int
    fractional: float
    hire_low: float
    hire_high: float
    productive_fractional: float
    """Months of work received so far; a hire's begin after the ramp."""
    productive_hire: float


class HireComparison(Model):
    """Fractional against a hire, month by month."""

    assumptions: Assumptions
    rows: tuple[MonthRow, ...]
    hire_cheaper_from: tuple[float | None, float | None]
    """Month from which the hire has cost less, with the low and the high recruiting fee; None where never."""
    for_the_rule: tuple[str, ...]
    """What supports the 18-month rule."""
    against_the_rule: tuple[str, ...]
    per_hour: str | None = None
    """What an hour costs on either side, where the hours the fee buys are known: the two are not the same amount of work."""
    bites: tuple[Bite, ...]
