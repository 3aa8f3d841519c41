"""Where ratings drift: agreement in words, and a line for each level and style with its interval and the machine beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui import engine
from ui.components import charts
from ui.components.markup import Html, draw, tag
from ui.components.trouble import say
from ui.components.words import count
from vetting.practice.drift import LEAST, Agreement, Drift, DrillResult, Leaning, in_levels
from vetting.scale import LEVELS

REACH = 4


def drifts(result: DrillResult, key: str) -> None:
    """The result of one drill, or of all together."""
    draw(_agreements(result))
    _what_stands_out(result)
    for heading, rows in (("By level", result.by_level), ("By style", result.by_style)):
        draw(tag("h3", heading, class_="vt-h"))
        _chart(rows, f"{key} {heading}")
    draw(
        tag(
            "details",
            tag("summary", "The figures, and how to read them"),
            tag("div", _table((result.overall, *result.by_level, *result.by_style)), class_="vt-scroll", tabindex="0"),
            tag(
                "p",
                "Drift is your level less the true one, on average. The line is a 95 % interval; of twenty lines about one leaves zero "
                f"out by chance alone. Under {LEAST} answers there is none. Level 0 can only be over-rated and level 4 only under-rated, "
                "so somebody who guesses shows a slope by level; a style holds every level.",
                class_="vt-faint",
            ),
            class_="vt-fold",
        )
    )


def figure(value: float | None, low: float | None, high: float | None) -> str:
    """0.71 (0.40 to 0.88)."""
    if value is None:
        return "cannot be said yet"
    return (f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f} to {high:.2f})").replace("-", "−")


def title(about: str) -> str:
    """A level or a style as a person reads it."""
    if about.isdigit():
        return f"{about} {LEVELS[int(about)].name}"
    return {style.id: style.title for style in engine.pool().styles}.get(about, "All answers" if about == "all" else about)


def _agreements(result: DrillResult) -> Html:
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Against the truth", "Exact", "Within one", "QWK", "Drift")))
    silent = f" (no level for {result.silent})" if result.silent else ""
    rows = (("You", result.yours, result.overall.mean), (f"Machine{silent}", result.machine, result.overall.machine))
    return tag(
        "div",
        tag("table", tag("thead", heads), tag("tbody", *(_row(*row) for row in rows)), class_="vt-table vt-figures"),
        class_="vt-scroll",
        tabindex="0",
    )


def _row(who: str, found: Agreement, drift: float | None) -> Html:
    cells = (
        f"{found.exact} of {found.n}",
        f"{found.within_one} of {found.n}",
        figure(found.qwk, found.low, found.high),
        "–" if drift is None else in_levels(drift),
    )
    return tag("tr", tag("th", who, scope="row"), *(tag("td", cell) for cell in cells))


def _what_stands_out(result: DrillResult) -> None:
    """The drifts that are more than chance, in sentences; and how much cannot be said yet."""
    every = (*result.by_level, *result.by_style)
    clear = [drift for drift in (result.overall, *every) if drift.leaning in (Leaning.OVER, Leaning.UNDER)]
    few = sum(drift.leaning is Leaning.TOO_FEW for drift in every)
    left = f"{few} of {len(every)} groups hold too few answers to say anything; they fill up with further drills." if few else None
    if clear:
        say("warn", "What stands out", *(_sentence(drift) for drift in clear), *([left] if left else []))
    else:
        say("calm", "No drift can be told from chance", *([left] if left else []))


def _sentence(drift: Drift) -> str:
    verb = "over-rate" if drift.leaning is Leaning.OVER else "under-rate"
    size = f"{abs(drift.mean):.1f} of a level ({_between(drift)}, {count(drift.n, 'answer')})"
    if drift.about == "all":
        return f"On the whole you {verb} by {size}."
    what = f"answers of level {drift.about}" if drift.about.isdigit() else f"the style “{title(drift.about)}”"
    return f"You {verb} {what} by {size}."


def _between(drift: Drift) -> str:
    return "too few" if drift.low is None or drift.high is None else f"{in_levels(drift.low)} to {in_levels(drift.high)}"


def _table(rows: Sequence[Drift]) -> Html:
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Answers", "n", "Your drift", "95 %", "Machine")))
    body = [
        tag(
            "tr",
            tag("th", title(one.about), scope="row"),
            tag("td", str(one.n)),
            tag("td", in_levels(one.mean)),
            tag("td", _between(one)),
            tag("td", "–" if one.machine is None else in_levels(one.machine)),
        )
        for one in rows
    ]
    return tag("table", tag("thead", heads), tag("tbody", *body), class_="vt-table vt-figures")


def _chart(rows: Sequence[Drift], key: str) -> None:
    alt = charts.drawing()

    look = charts.colours()
    names = [f"{title(one.about)} ({one.n})" for one in rows]
    values = [
        {"name": name, "mean": one.mean, "low": one.low, "high": one.high, "machine": one.machine, "said": one.leaning.value}
        for name, one in zip(names, rows, strict=True)
    ]
    x = _axis()
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=190, labelFontSize=13, ticks=False, domain=False))
    base = alt.Chart(alt.InlineData(values=values)).encode(y=y)
    known = base.transform_filter("datum.low != null")
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=look["text"], strokeDash=[3, 3]).encode(x=alt.X("zero:Q", **x))
    line = known.mark_rule(strokeWidth=5, opacity=0.45, color=look["strong"]).encode(x=alt.X("low:Q", **x), x2="high:Q")
    point = base.mark_point(size=110, strokeWidth=2, color=look["strong"]).encode(
        x=alt.X("mean:Q", **x),
        fill=alt.condition("datum.low != null", alt.value(look["strong"]), alt.value("transparent")),
        tooltip=[
            alt.Tooltip("name:N", title="Answers"),
            alt.Tooltip("mean:Q", format="+.1f", title="Your drift"),
            alt.Tooltip("said:N", title="Says"),
        ],
    )
    machine = (
        base.transform_filter("datum.machine != null")
        .mark_tick(thickness=3, size=18, color=look["second"])
        .encode(x=alt.X("machine:Q", **x))
    )
    said = "; ".join(f"{name}: {in_levels(one.mean)}, {_between(one)}" for name, one in zip(names, rows, strict=True))
    charts.show((zero + line + machine + point).properties(height=70 + 30 * len(rows)), key, alt_text=f"Drift. {said}")
    st.caption("Circle: you, hollow where there are too few answers. Upright line: the machine on the same answers.")


def _axis() -> dict[str, Any]:
    alt = charts.drawing()

    return {
        "title": "under-rated ← 0 → over-rated",
        "scale": alt.Scale(domain=[-REACH, REACH], clamp=True),
        "axis": alt.Axis(
            values=list(range(-REACH, REACH + 1)), labelExpr="(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)"
        ),
    }
