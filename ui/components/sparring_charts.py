"""What each question brought out, and how certainty held. Each chart has its figures in words beside it."""

from __future__ import annotations

import streamlit as st

from ui.components.charts import colours, drawing, show
from ui.components.words import SIGNALS
from vetting.models.practice import Calibration, Practice, Probing
from vetting.scale import DEPTH

BROUGHT, BLANK, NOTHING, NEVER = "told", "nothing to tell", "nothing new", "never asked"


def timeline(practice: Practice, found: Probing, key: str) -> None:
    """Questions from left to right, parts of the event from top to bottom: what was aimed at, and what it brought."""
    alt = drawing()

    look = colours()
    rows = []
    for step in found.steps:
        for signal in sorted({*step.aimed, *step.found}, key=list(DEPTH).index):
            did = BROUGHT if signal in step.found else BLANK if signal in step.blank else NOTHING
            rows.append(
                {"question": f"{step.number + 1}", "part": SIGNALS[signal], "did": did, "asked": practice.said[step.number].asked[:120]}
            )
    end = "never"
    rows += [{"question": end, "part": SIGNALS[signal], "did": NEVER, "asked": ""} for signal in DEPTH if not found.settled[signal]]
    order = [f"{step.number + 1}" for step in found.steps] + [end]
    kinds = [BROUGHT, BLANK, NOTHING, NEVER]
    legend = alt.Legend(orient="bottom", title=None, columns=2, labelFontSize=12, labelLimit=200)
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=150, opacity=1)
        .encode(
            x=alt.X("question:N", sort=order, scale=alt.Scale(domain=order), title="Question", axis=alt.Axis(labelAngle=0, grid=True)),
            y=alt.Y(
                "part:N",
                sort=[SIGNALS[signal] for signal in DEPTH],
                scale=alt.Scale(domain=[SIGNALS[signal] for signal in DEPTH]),
                title=None,
                axis=alt.Axis(labelFontSize=13, labelLimit=120, grid=True),
            ),
            shape=alt.Shape(
                "did:N",
                scale=alt.Scale(domain=kinds, range=["circle", "square", "triangle-down", "cross"]),
                legend=legend,
            ),
            color=alt.Color(
                "did:N", scale=alt.Scale(domain=kinds, range=[look["strong"], look["strong"], look["faint"], look["second"]]), legend=legend
            ),
            tooltip=["question:N", "part:N", "did:N", "asked:N"],
        )
    )
    said = "; ".join(f"{row['question']}: {row['part']}, {row['did']}" for row in rows)
    show(chart.properties(height=330), key, alt_text=f"What each question asked for and brought. {said}")


def curve(found: Calibration, key: str) -> None:
    """Certainty against the share that was right; on the line both agree."""
    alt = drawing()

    look = colours()
    rows = [{"sure": band.sure, "right": band.right, "sessions": band.sessions} for band in found.bands]
    percent = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("sure:Q", title="You were sure", scale=alt.Scale(domain=[0, 1]), axis=percent)
    y = alt.Y("right:Q", title="You were right", scale=alt.Scale(domain=[0, 1]), axis=percent)
    line = alt.Chart(alt.InlineData(values=[{"sure": 0, "right": 0}, {"sure": 1, "right": 1}])).mark_line(
        strokeDash=[4, 4], color=look["faint"]
    )
    points = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, opacity=0.9, color=look["strong"])
        .encode(
            x=x,
            y=y,
            size=alt.Size("sessions:Q", scale=alt.Scale(range=[90, 500]), legend=None),
            tooltip=["sure:Q", "right:Q", "sessions:Q"],
        )
    )
    labels = alt.Chart(alt.InlineData(values=rows)).mark_text(dy=-21, fontSize=12, color=look["text"]).encode(x=x, y=y, text="sessions:Q")
    said = "; ".join(f"{band.low} to {band.high} % sure: right in {band.right:.0%} of {band.sessions}" for band in found.bands)
    with st.container(width=520):
        show((line.encode(x=x, y=y) + points + labels).properties(height=280), key, alt_text=said)
