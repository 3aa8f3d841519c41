"""Drill: rate short worked answers fast, see where you drift beside the machine, and how far a panel agrees."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drill_run
from ui.components.drill_result import history, one_drill
from ui.components.markup import draw, tag
from ui.components.raters import raters
from vetting.errors import BadInput
from vetting.models.drill import Drill


def page() -> None:
    st.title("Drill", anchor=False)
    drill = _opened()
    if drill and (not drill.finished or drill_run.is_showing(drill)):
        drill_run.run(drill)
        return
    if drill is None:
        draw(
            tag(
                "p",
                "Twenty short answers, one level each, as fast as you can judge. Their levels are known; afterwards you see whether you "
                "fall for fluency, figures or famous names, and how the machine did on the same twenty.",
                class_="vt-faint",
            )
        )
    tabs = st.tabs(["Result" if drill else "Start", "Over time", "Panel"])
    with tabs[0]:
        if drill:
            one_drill(drill)
        else:
            drill_run.begin()
    with tabs[1]:
        history()
    with tabs[2]:
        raters()


def _opened() -> Drill | None:
    id = state.drill()
    if id is None:
        return None
    try:
        drill = engine.store().drills.read(id)
    except BadInput:
        drill = None
    if drill is None or drill.by != state.person():
        state.open_drill(None)
        state.say("The drill in the address is not yours, or was erased. Give your name at the side, or start a new one.")
        st.rerun()
    return drill


with st.container(key="drill"):
    page()
