"""The two plots of money: a price beside the bands, and what both ways have cost by each month."""

from __future__ import annotations

from typing import Any

from ui.components.charts import colours, drawing, show
from vetting.models.priced import HireComparison, Placement
from vetting.proposal.hire import RULE_MONTHS


def bands(placement: Placement, key: str) -> None:
    """Each band as a bar, the price as a line across them."""
    alt = drawing()

    look = colours()
    price = placement.list_price_usd
    assert price is not None, "only what was placed is drawn"
    rows = [
        {
            "band": band_name(place.band),
            "low": place.low,
            "high": place.high,
            "where": place.position,
            "figures": f"${place.low:,.0f}-{place.high:,.0f}",
        }
        for place in placement.places
    ]
    names = [str(row["band"]) for row in rows]
    most = max([price, *(place.high for place in placement.places)]) * 1.08
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, most]), title=f"US dollars a {placement.unit}", axis=alt.Axis(format="~s", tickCount=5))
    y = alt.Y("band:N", sort=names, title=None, axis=alt.Axis(labelLimit=150, labelFontSize=13, ticks=False))
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    bars = base.mark_bar(height=16, cornerRadius=3).encode(
        x=x,
        x2="high:Q",
        color=alt.condition("datum.where == 'inside'", alt.value(look["strong"]), alt.value(look["faint"])),
        tooltip=["band:N", "figures:N", "where:N"],
    )
    line = alt.Chart(alt.InlineData(values=[{"price": price}])).mark_rule(strokeWidth=2.5, color=look["second"]).encode(x="price:Q")
    said = "; ".join(f"{row['band']} {row['figures']}, the price is {row['where']}" for row in rows)
    show((bars + line).properties(height=64 + 34 * len(rows)), key, alt_text=f"The price is ${price:,.0f} a {placement.unit}. {said}")


def band_name(id: str) -> str:
    return id.replace("-", " ").replace("_", " ")


def cumulative(comparison: HireComparison, key: str) -> None:
    """Cumulative cost of both, the hire as a band between low and high recruiting cost; month 18 is marked."""
    alt = drawing()

    look = colours()
    rows: list[dict[str, Any]] = [
        {"month": row.month, "fractional": row.fractional, "low": row.hire_low, "high": row.hire_high} for row in comparison.rows
    ]
    last = len(rows)
    x = alt.X("month:Q", title="Month", scale=alt.Scale(domain=[0, last], nice=False), axis=alt.Axis(format="d", tickCount=min(last, 12)))
    axis = alt.Axis(format="$~s", tickCount=5)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x)
    hire = base.mark_area(opacity=0.45, color=look["second"]).encode(y=alt.Y("low:Q", title=None, axis=axis), y2="high:Q")
    edge = base.mark_line(strokeWidth=1.5, strokeDash=[6, 3], color=look["second"]).encode(y=alt.Y("high:Q", title=None, axis=axis))
    fee = base.mark_line(strokeWidth=3, color=look["strong"]).encode(
        y=alt.Y("fractional:Q", title=None, axis=axis),
        tooltip=[
            alt.Tooltip("month:Q"),
            alt.Tooltip("fractional:Q", format="$,.0f"),
            alt.Tooltip("low:Q", title="hire from", format="$,.0f"),
            alt.Tooltip("high:Q", title="hire to", format="$,.0f"),
        ],
    )
    ends = [
        {"month": last, "cost": rows[-1]["fractional"], "name": "Fractional"},
        {"month": last, "cost": rows[-1]["high"], "name": "Hire"},
    ]
    text = (
        alt.Chart(alt.InlineData(values=ends))
        .mark_text(align="right", dx=-4, dy=-9, fontSize=13, fontWeight="bold", color=look["text"])
        .encode(x=x, y=alt.Y("cost:Q", title=None, axis=axis), text="name:N")
    )
    chart: Any = hire + edge + fee + text
    if last >= RULE_MONTHS:
        rule = alt.Chart(alt.InlineData(values=[{"month": RULE_MONTHS, "name": f"{RULE_MONTHS} months"}]))
        chart = chart + rule.mark_rule(strokeDash=[3, 3], color=look["faint"]).encode(x=x)
        chart = chart + rule.mark_text(align="left", dx=4, baseline="top", fontSize=12, color=look["text"]).encode(
            x=x, y=alt.value(2), text="name:N"
        )
    end = comparison.rows[-1]
    said = f"After {last} months fractional has cost ${end.fractional:,.0f} and a hire ${end.hire_low:,.0f} to ${end.hire_high:,.0f}."
    show(chart.properties(height=290), key, alt_text=said)
