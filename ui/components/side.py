"""The side bar: who is here, which interview is open, which engine grades."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.markup import draw, short, tag
from vetting.errors import BadInput


def side() -> None:
    with st.sidebar:
        _open_interview()
        st.text_input(
            "Your name",
            value=state.person(),
            key="name",
            max_chars=60,
            on_change=_renamed,
            help="What you rate, note and decide is kept under it.",
        )
        draw(tag("p", _engine_words(), class_="vt-faint"))


def _renamed() -> None:
    state.call_me(state.value("name", ""))


def _open_interview() -> None:
    id = state.interview()
    if id is None:
        return
    try:
        interview = engine.store().read(id).interview
    except BadInput:
        state.open_interview(None)
        state.say("The interview in the address is not kept here. It may have been erased.")
        st.rerun()
    draw(
        tag(
            "div",
            tag("p", "Open interview", class_="vt-eyebrow"),
            tag("b", short(interview.candidate, 40), dir="auto"),
            tag("p", short(interview.plan.brief, 70), class_="vt-faint", dir="auto"),
            class_="vt-side",
        )
    )


def _engine_words() -> str:
    return "Grades with your endpoint's model" if engine.settings().uses_endpoint else "Grades offline on this machine. Nothing leaves it."
