"""Charts, where looking beats reading. Each has its figures in words beside it, for those who cannot see it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui import state
from vetting.models.interview import Turn
from vetting.models.outcome import Grade
from vetting.scale import LEVELS

SCALE = [0, 4]


def drawing() -> Any:
    """Altair, once pandas is whole: it looks into pandas as soon as any window has begun to import it, and half of it breaks a chart."""
    importlib.import_module("pandas")
    return importlib.import_module("altair")


def level_distribution(grade: Grade, key: str, own: int | None = None) -> None:
    """The chance of each level; the levels of the 90 % interval stand out, and the person's own level is named."""
    alt = drawing()

    low, high = grade.interval
    names = [f"{words.level} {words.name}{' (you)' if own == words.level else ''}" for words in LEVELS]
    rows = [
        {"level": name, "chance": chance, "inside": low <= words.level <= high, "share": f"{chance:.0%}"}
        for name, words, chance in zip(names, LEVELS, grade.probabilities, strict=True)
    ]
    look = colours()
    y = alt.Y("level:N", sort=names[::-1], title=None, axis=alt.Axis(labelLimit=190, labelFontSize=13, ticks=False, domain=False))
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=15, cornerRadius=2)
        .encode(
            y=y,
            x=alt.X("chance:Q", scale=alt.Scale(domain=[0, 1.12]), axis=None),
            color=alt.condition("datum.inside", alt.value(look["strong"]), alt.value(look["faint"])),
            tooltip=[alt.Tooltip("level:N"), alt.Tooltip("chance:Q", format=".0%")],
        )
    )
    text = bars.mark_text(align="left", dx=5, fontSize=12).encode(text="share:N", color=alt.value(look["text"]))
    show((bars + text).properties(height=150), key, alt_text=in_words(grade))


def before_and_after(turn: Turn, ratings: Sequence[int | None], key: str) -> None:
    """The level after the answer and after each probe, with its interval, and the person's own beside it."""
    alt = drawing()

    look = colours()
    steps = ["Answer", *(f"Probe {n}" for n in range(1, len(turn.outcomes)))]
    graded = [(step, outcome) for step, outcome in zip(steps, turn.outcomes, strict=True) if isinstance(outcome, Grade)]
    machine = [{"step": step, "mean": one.mean, "low": one.interval[0], "high": one.interval[1]} for step, one in graded]
    own = [{"step": step, "level": rating} for step, rating in zip(steps, ratings, strict=False) if rating is not None]
    x = alt.X("step:N", sort=steps, title=None, scale=alt.Scale(domain=steps), axis=alt.Axis(labelAngle=0))
    y = _levels_axis()
    base = alt.Chart(alt.InlineData(values=machine)).encode(x=x)
    rule = base.mark_rule(strokeWidth=2, color=look["faint"]).encode(y=alt.Y("low:Q", **y), y2="high:Q")
    line = base.mark_line(color=look["strong"], point=alt.OverlayMarkDef(filled=True, size=90, color=look["strong"])).encode(
        y=alt.Y("mean:Q", **y), tooltip=["step:N", "mean:Q", "low:Q", "high:Q"]
    )
    chart: Any = rule + line
    if own:
        mine = alt.Chart(alt.InlineData(values=own)).mark_point(
            shape="diamond", size=110, strokeWidth=2, color=look["second"], filled=False
        )
        chart = chart + mine.encode(x=x, y=alt.Y("level:Q", **y), tooltip=["step:N", "level:Q"])
    said = "; ".join(f"{step}: {one.mean:.1f}, between {one.interval[0]} and {one.interval[1]}" for step, one in graded)
    show(chart.properties(height=190), key, alt_text=f"Level before and after each probe. {said}")


def agreement(pairs: Sequence[tuple[str, int, float]], key: str) -> None:
    """Each rated answer: the person's level against the machine's mean. On the line both agree."""
    alt = drawing()

    look = colours()
    rows = [{"question": name, "you": own, "machine": round(mean, 2)} for name, own, mean in pairs]
    ends = [{"you": 0, "machine": 0}, {"you": 4, "machine": 4}]
    x = alt.X("you:Q", **{**_levels_axis(), "title": "Your level"})
    y = alt.Y("machine:Q", **{**_levels_axis(), "title": "Machine"})
    line = alt.Chart(alt.InlineData(values=ends)).mark_line(strokeDash=[4, 4], color=look["faint"]).encode(x=x, y=y)
    points = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=110, opacity=0.85, color=look["strong"])
        .encode(x=x, y=y, tooltip=["question:N", "you:Q", "machine:Q"])
    )
    show(
        (line + points).properties(height=250),
        key,
        alt_text="; ".join(f"{name}: you {own}, machine {mean:.1f}" for name, own, mean in pairs),
    )


def intervals(rows: Sequence[tuple[str, float, float, float]], key: str) -> None:
    """Name, mean, low, high: one line each, so that overlapping intervals are seen to overlap."""
    alt = drawing()

    look = colours()
    data = alt.InlineData(values=[{"name": n, "mean": m, "low": low, "high": high} for n, m, low, high in rows])
    names = [row[0] for row in rows]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=180, labelFontSize=13, ticks=False))
    base = alt.Chart(data).encode(y=y)
    rule = base.mark_rule(strokeWidth=5, opacity=0.45, color=look["strong"]).encode(x=alt.X("low:Q", **_levels_axis()), x2="high:Q")
    point = base.mark_point(filled=True, size=120, color=look["strong"]).encode(
        x=alt.X("mean:Q", **_levels_axis()), tooltip=["name:N", "mean:Q", "low:Q", "high:Q"]
    )
    said = "; ".join(f"{name}: {mean:.1f}, between {low:.1f} and {high:.1f}" for name, mean, low, high in rows)
    show((rule + point).properties(height=46 + 40 * len(rows)), key, alt_text=said)


def in_words(grade: Grade) -> str:
    """Level 3, production; 90 % between 2 and 4."""
    low, high = grade.interval
    return f"Level {grade.level}, {LEVELS[grade.level].name}; " + (f"90 % at {low}" if low == high else f"90 % between {low} and {high}")


def colours() -> dict[str, str]:
    """What reads on the theme in use."""
    if state.is_dark():
        return {"strong": "#5ab0e6", "second": "#e8924a", "faint": "#5c6975", "text": "#e6ebf0"}
    return {"strong": "#0b5c8a", "second": "#b4540a", "faint": "#b9c3cc", "text": "#1b2530"}


def _levels_axis() -> dict[str, Any]:
    alt = drawing()

    return {"title": None, "scale": alt.Scale(domain=SCALE), "axis": alt.Axis(values=[0, 1, 2, 3, 4], format="d", grid=True)}


def show(chart: Any, key: str, alt_text: str) -> None:
    """The chart over the whole width, with its figures in words."""
    st.altair_chart(chart, width="stretch", key=key, alt=alt_text)
