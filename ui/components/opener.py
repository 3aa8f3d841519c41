"""What a page shows while no interview is open, and the way to one."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.markup import short
from ui.components.trouble import empty
from ui.components.words import told_apart


def no_interview(page: str, words: str) -> None:
    """Says that nothing is open and offers what there is."""
    st.title(page, anchor=False)
    empty("No interview is open", words)
    found = engine.store().list()
    with st.container(horizontal=True):
        if st.button("Prepare an interview", key="to_prepare", type="primary"):
            st.switch_page("views/prepare.py")
        if st.button("Go to Home", key="to_home"):
            st.switch_page("views/home.py")
    if found:
        names = told_apart({one.id: f"{one.candidate or 'Unnamed'} · {short(one.role, 60)}" for one in found})
        chosen = st.selectbox("Or open one", options=list(names), format_func=lambda id: names[id], index=None, key=f"open on {page}")
        if chosen:
            state.open_interview(chosen)
            st.rerun()
