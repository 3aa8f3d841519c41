"""Fractional against a hire, month by month, and the 18-month rule with the arithmetic on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.models.knowledge import Contradiction
from vetting.models.price import Prices
from vetting.models.priced import Assumptions, HireComparison, MonthRow
from vetting.proposal.bites import bites
from vetting.proposal.quantities import WEEKS_A_MONTH

RULE_MONTHS = 18
FULL_TIME = 40
"""Hours a week of a hire."""


def assumptions_of(prices: Prices) -> Assumptions:
    """The source's figures as a start: every one is to be edited."""
    hire = prices.hire
    return Assumptions(
        monthly_fee=prices.comparison.embedded_twelve_months.monthly,
        salary=hire.salary.bounds[0],
        benefits=hire.benefits.bounds[0],
        recruiting_low=hire.recruiting.bounds[0],
        recruiting_high=hire.recruiting.bounds[1],
        ramp_months=hire.ramp.bounds[1],
    )


def compare_with_hire(assumptions: Assumptions, *, prices: Prices, contradictions: Sequence[Contradiction] = ()) -> HireComparison:
    """Cumulative cost by month for both, where they cross, and what speaks for and against the 18-month rule."""
    fee = assumptions.monthly_fee * (1 - assumptions.discount_percent / 100)
    run_rate = (assumptions.salary + assumptions.benefits + assumptions.equity_per_year) / 12
    rows = tuple(
        MonthRow(
            month=month,
            fractional=round(fee * month, 2),
            hire_low=round(run_rate * month + assumptions.recruiting_low, 2),
            hire_high=round(run_rate * month + assumptions.recruiting_high, 2),
            productive_fractional=float(month),
            productive_hire=max(0.0, month - assumptions.ramp_months),
        )
        for month in range(1, assumptions.months + 1)
    )
    crossing = (_crossing(fee, run_rate, assumptions.recruiting_low), _crossing(fee, run_rate, assumptions.recruiting_high))
    return HireComparison(
        assumptions=assumptions,
        rows=rows,
        hire_cheaper_from=crossing,
        for_the_rule=_for(fee, run_rate, crossing, prices),
        against_the_rule=_against(fee, run_rate, crossing, assumptions),
        per_hour=_per_hour(fee, run_rate, assumptions.hours_per_week),
        bites=bites(
            (
                ("d", "The comparison is made with an embedded fee, though the source says fractional wins under 25-30 hours a week."),
                ("e", "The source's yearly figure for staying on goes up to eighteen months' spend."),
                ("f", "The 18-month rule has no crossover in cash on the source's own figures."),
                ("g", "The parts of a hire's first year do not add up to the total the source states."),
            ),
            contradictions,
        ),
    )


def _per_hour(fee: float, run_rate: float, hours: float | None) -> str | None:
    if hours is None:
        return None
    one, other = fee / (hours * WEEKS_A_MONTH), run_rate / (FULL_TIME * WEEKS_A_MONTH)
    return (
        f"The fee buys {hours:g} hours a week, a hire about {FULL_TIME}: an hour costs ${one:,.0f} against ${other:,.0f} (salary, "
        "benefits and equity as given, recruiting left out). The lines compare what is paid, not what is done."
    )


def _crossing(fee: float, run_rate: float, recruiting: float) -> float | None:
    """Months after which the hire has cost no more; None where the lines never meet."""
    if recruiting <= 0 and fee >= run_rate:
        return 0.0
    return round(recruiting / (fee - run_rate), 1) if fee > run_rate else None


def _for(fee: float, run_rate: float, crossing: tuple[float | None, float | None], prices: Prices) -> tuple[str, ...]:
    low, high = prices.hire.year_one_total.bounds
    says = [
        f"${fee:,.0f} a month reaches the stated first-year total of a hire, ${low:,.0f}-{high:,.0f}, "
        f"after {low / fee:.1f}-{high / fee:.1f} months{_eighteen(fee, low, high, prices)}.",
        "A hire's equity ties the person to the outcome, and what is learned stays: neither is in the cash sum.",
        "A fractional officer is meant as a bridge: after a year and a half a permanent need has shown itself.",
    ]
    if crossing[0] is not None:
        until = f"-{crossing[1]:g}" if crossing[1] is not None else ""
        says.insert(
            0,
            f"On your figures the fee is above the hire's ${run_rate:,.0f} a month, and the recruiting cost is earned "
            f"back after {crossing[0]:g}{until} months.",
        )
    return tuple(says)


def _eighteen(fee: float, low: float, high: float, prices: Prices) -> str:
    """Where the rule's number may come from: the source's own fee."""
    own = prices.comparison.embedded_twelve_months.monthly
    if fee == own:
        return ", which may be where 18 comes from"
    return f"; at the source's own ${own:,.0f} it is {low / own:.1f}-{high / own:.1f}, which may be where 18 comes from"


def _against(fee: float, run_rate: float, crossing: tuple[float | None, float | None], assumptions: Assumptions) -> tuple[str, ...]:
    says = []
    if crossing[0] is None:
        relation = "the same as" if fee == run_rate else "below"
        apart = run_rate * RULE_MONTHS + assumptions.recruiting_low - fee * RULE_MONTHS
        says.append(
            f"In cash there is no crossing: the fee of ${fee:,.0f} is {relation} the hire's ${run_rate:,.0f} a month "
            f"(salary, benefits and equity as given), so at month {RULE_MONTHS} the hire has cost at least "
            f"${apart:,.0f} more, and at no month less."
        )
    elif crossing[0] > RULE_MONTHS or crossing[0] < RULE_MONTHS / 2:
        says.append(f"On your figures the lines cross at month {crossing[0]:g}, not at {RULE_MONTHS}.")
    says.append("The stated total sets one year of a hire against a year and a half of the other.")
    says.append(
        f"A hire is productive only after about {assumptions.ramp_months:g} months, and is paid meanwhile "
        f"(${run_rate * assumptions.ramp_months:,.0f})."
    )
    if assumptions.equity_per_year == 0:
        says.append("The hire's equity is counted as nothing here; give it a value, and the hire gets dearer.")
    return tuple(says)
