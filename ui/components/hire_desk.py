"""Fractional against a hire: every assumption can be changed, and the 18-month rule is shown with what speaks for it and against it."""

from __future__ import annotations

import streamlit as st

from ui import engine
from ui.components import price_charts
from ui.components.form import Form
from ui.components.markup import Html, draw, tag
from ui.components.proposal_found import bites
from ui.components.trouble import say
from vetting.models.price import Prices
from vetting.models.priced import Assumptions, HireComparison, Placement
from vetting.models.proposal import ProposalReview, Term
from vetting.proposal.hire import RULE_MONTHS, assumptions_of, compare_with_hire

MOST_MONTHS = 36


def hire_desk(review: ProposalReview, placements: tuple[Placement, ...], form: Form) -> None:
    prices = engine.knowledge().prices
    if prices is None:
        say("warn", "There is nothing to compare with", "The knowledge pack in use holds no figures on hiring.")
        return
    comparison = compare_with_hire(
        _assumptions(_start(review, placements, prices), form), prices=prices, contradictions=engine.knowledge().contradictions
    )
    _says(comparison)
    price_charts.cumulative(comparison, f"cumulative {form.id}")
    if comparison.per_hour:
        draw(tag("p", comparison.per_hour))
    draw(_by_month(comparison))
    draw(tag("h4", f"The {RULE_MONTHS}-month rule", class_="vt-h"))
    draw(
        tag(
            "div",
            tag("div", tag("b", "For it"), tag("ul", *(tag("li", one) for one in comparison.for_the_rule), class_="vt-bullets")),
            tag("div", tag("b", "Against it"), tag("ul", *(tag("li", one) for one in comparison.against_the_rule), class_="vt-bullets")),
            class_="vt-sides",
        )
    )
    draw(bites(comparison.bites))


def _start(review: ProposalReview, placements: tuple[Placement, ...], prices: Prices) -> Assumptions:
    """The source's figures, with the fee and the hours of the document where it has them."""
    start = assumptions_of(prices)
    monthly = next((one.list_price_usd for one in placements if one.unit == "month" and one.list_price_usd), None)
    if monthly is None:
        return start
    hours = review.term(Term.HOURS_PER_WEEK).high
    return start.model_copy(update={"monthly_fee": monthly, "hours_per_week": hours if hours and hours <= 168 else None})


def _assumptions(start: Assumptions, form: Form) -> Assumptions:
    """In US dollars; an emptied field falls back to where it started."""
    draw(
        tag(
            "p",
            "In US dollars. Every figure is an assumption: the start is the source's, or the document's. Put in yours.",
            class_="vt-faint",
        )
    )
    one, two, three = st.columns(3)

    def given(label: str, name: str, default: float, **about: float) -> float:
        found = form.number(label, name, default, **about)
        return default if found is None else found

    with one:
        fee = given("Fractional fee a month", "fee", start.monthly_fee, step=500.0, min_value=1.0)
        discount = given("Discount on it, %", "discount", start.discount_percent, max_value=99.0)
        hours = form.number("Hours a week it buys", "hours", start.hours_per_week, max_value=168.0)
    with two:
        salary = given("Hire: salary a year", "salary", start.salary, step=5000.0)
        benefits = given("Benefits a year", "benefits", start.benefits, step=1000.0)
        equity = given("Equity, worth a year", "equity", start.equity_per_year, step=5000.0)
    with three:
        low = given("Recruiting, from", "recruiting low", start.recruiting_low, step=5000.0)
        high = given("Recruiting, to", "recruiting high", start.recruiting_high, step=5000.0)
        ramp = given("Months until productive", "ramp", start.ramp_months, max_value=36.0)
    months = form.slide("Months to look at", "months", 1, MOST_MONTHS, start.months)
    return Assumptions(
        monthly_fee=fee,
        discount_percent=discount,
        salary=salary,
        benefits=benefits,
        equity_per_year=equity,
        recruiting_low=min(low, high),
        recruiting_high=max(low, high),
        ramp_months=ramp,
        months=months,
        hours_per_week=hours or None,
    )


def _says(comparison: HireComparison) -> None:
    first, last = comparison.hire_cheaper_from
    end = comparison.rows[-1]
    paid = (
        f"After {end.month} months: ${end.fractional:,.0f} for the fractional officer, "
        f"${end.hire_low:,.0f} to ${end.hire_high:,.0f} for a hire."
    )
    if first is None:
        say("calm", "In cash the hire never becomes cheaper on these figures", paid)
    elif first == 0:
        say("calm", "In cash the hire is cheaper from the first month", paid)
    else:
        until = f" to {last:g}" if last is not None and last != first else ""
        say("calm", f"In cash the hire becomes cheaper at month {first:g}{until}", paid)


def _by_month(comparison: HireComparison) -> Html:
    shown = [row for row in comparison.rows if row.month in (1, 2) or row.month % 3 == 0 or row.month == len(comparison.rows)]
    heads = ("Month", "Fractional", "Hire, from", "Hire, to", "Months of work received")
    body = (
        tag(
            "tr",
            tag("th", str(row.month), scope="row"),
            tag("td", f"${row.fractional:,.0f}"),
            tag("td", f"${row.hire_low:,.0f}"),
            tag("td", f"${row.hire_high:,.0f}"),
            tag("td", f"{row.productive_fractional:g} against {row.productive_hire:g}"),
        )
        for row in shown
    )
    table = tag("table", tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))), tag("tbody", *body), class_="vt-table")
    return tag(
        "details",
        tag("summary", "The figures month by month"),
        tag("div", table, class_="vt-scroll", tabindex="0"),
        class_="vt-fold",
    )
