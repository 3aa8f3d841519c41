"""Looks every few seconds whether somebody else saved something, and shows it."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from vetting.errors import VettingError
from vetting.models.record import InterviewRecord

EVERY = 4.0
"""Seconds; said in words, Streamlit would load pandas to read them."""


def opened() -> InterviewRecord:
    """The interview that is open, as it is kept now. Raises BadInput where it was erased meanwhile."""
    id = state.interview()
    assert id is not None, "a page asks for the open interview only where there is one"
    record = engine.store().read(id)
    state.drawn(record)
    return record


@st.fragment(run_every=EVERY)
def watch(id: str) -> None:
    """Draws the page again where the interview has moved on since this window drew it."""
    try:
        stamp = engine.store().stamp(id)
    except VettingError:
        st.rerun()  # erased, or out of reach: the page says which
    if not state.is_drawn(id, stamp):
        state.say("Somebody else saved something; this page shows it now.")
        st.rerun()
