"""Practice: interview a simulated candidate, rate, then see the truth and what was never asked."""

from __future__ import annotations

import streamlit as st

from ui import engine, sparring, state
from ui.components import meeting, rating_first, truth
from ui.components.calibrated import calibrated
from ui.components.markup import draw, label, tag
from ui.components.trouble import in_words
from ui.components.words import count
from vetting.errors import BadInput
from vetting.models.practice import Practice


def page() -> None:
    practice = _opened()
    if practice is None:
        _front()
        return
    persona = sparring.candidate(practice)
    st.title(label(persona.name), anchor=False)
    draw(tag("p", persona.headline, class_="vt-faint"))
    if practice.guess is not None:
        truth.truth(practice, persona)
        return
    main, side = st.columns([7, 4], gap="large")
    with main:
        practice = meeting.meeting(practice, persona)
    with side, st.container(key="rating"):
        rating_first.rating_first(practice)
    sparring.get_ready()


def _front() -> None:
    st.title("Practice", anchor=False)
    draw(
        tag(
            "p",
            f"{count(len(sparring.cast()), 'invented candidate')}, from people who ran AI to people who talk about it. Interview one, say "
            "what you think and how sure you are; then see the truth, what your questions brought out, and what you never asked.",
            class_="vt-faint",
        )
    )
    start, figures = st.tabs(["Start", "Over time"])
    with start:
        meeting.choose()
    with figures:
        calibrated(sparring.so_far(state.person()))
        meeting.erase()


def _opened() -> Practice | None:
    id = state.practice()
    if id is None:
        return None
    try:
        practice = engine.store().practices.read(id)
    except BadInput:
        practice = None
    if practice is None or practice.by != state.person():
        state.open_practice(None)
        state.say("The practice session in the address is not yours, or was erased. Give your name at the side, or start a new one.")
        st.rerun()
    return practice


with in_words(), st.container(key="practice"):
    page()
