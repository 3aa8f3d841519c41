"""Time used against the plan. The clock is kept, so it goes on while a window is closed, until somebody pauses it."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.markup import Html, draw, tag
from vetting.interview.clock import CLOCK, Clock, planned_until, read_clock
from vetting.models.interview import Interview
from vetting.questions.revise import planned_minutes

EVERY = 15.0
"""Seconds between two looks at the clock."""
LATE = 1
"""Minutes behind the plan that are worth saying."""


def timer(interview: Interview, card: str) -> None:
    """Start, pause, and where the plan would be by now."""
    with st.container(key="timer"):
        _running(interview, card)


@st.fragment(run_every=EVERY)
def _running(interview: Interview, card: str) -> None:
    clock = read_clock(engine.store().events(interview.id))
    draw(_face(clock, interview, card))
    words = "Pause the clock" if clock.running else "Go on" if clock.started else "Start the clock"
    st.button(words, key="clock", on_click=_turn, args=(interview.id, not clock.running), width="stretch")


def _turn(id: str, on: bool) -> None:
    engine.store().switch(CLOCK, on, by=state.person(), id=id)
    state.drawn(engine.store().read(id))


def _face(clock: Clock, interview: Interview, card: str) -> Html:
    used, total = round(clock.minutes), planned_minutes(interview.plan)
    due = planned_until(interview, card)
    behind = used - due
    if not clock.started:
        pace = f"The plan takes {total} minutes."
    elif behind >= LATE:
        pace = f"{behind} min behind the plan, which had {due} min for the questions so far."
    else:
        pace = f"On time: the plan has {due} min for the questions so far."
    share = min(100, round(100 * clock.minutes / total)) if total else 0
    return tag(
        "div",
        tag(
            "div", tag("b", f"{used} min"), f" of {total}", " · paused" if clock.started and not clock.running else None, class_="vt-clock"
        ),
        tag(
            "div",
            tag("div", class_="vt-meter-fill", style=f"width: {share}%"),
            class_="vt-meter",
            role="img",
            aria_label=f"{used} of {total} minutes used",
        ),
        tag("p", pace, class_="vt-late" if behind >= LATE else "vt-faint"),
    )
