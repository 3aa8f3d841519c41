"""The person's own level of a simulated candidate, and how sure they are; nothing is revealed before it is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from ui import engine, state
from ui.components.markup import draw, tag
from ui.components.trouble import in_words, say
from ui.components.words import VERDICTS
from vetting.models.practice import Practice
from vetting.practice.session import rate
from vetting.scale import LEVELS, verdict_of

STEP = 5
"""Certainty is given in steps; nobody is 83 % sure."""


def rating_first(practice: Practice) -> None:
    """Asks for level and certainty with the anchors in view."""
    level_key, sure_key = f"level {practice.id}", f"sure {practice.id}"
    draw(tag("h3", "When you have heard enough", class_="vt-h"))
    if not practice.said:
        draw(tag("p", "Your level comes after the conversation, and before the truth.", class_="vt-faint"))
        return
    level = st.radio(
        "Your level",
        options=[words.level for words in LEVELS],
        format_func=lambda one: f"{one} · {LEVELS[one].name}",
        captions=[words.shows for words in LEVELS],
        index=None,
        key=level_key,
    )
    verdict = "your verdict" if level is None else f"“{VERDICTS[verdict_of(level)].lower()}”"
    state.start(sure_key, 50)
    st.slider(f"How sure are you that {verdict} is right?", min_value=0, max_value=100, step=STEP, format="%d %%", key=sure_key)
    if st.button("Keep my level and see the truth", key="rate", type="primary"):
        if level is None:
            say("warn", None, "Choose a level first.")
            return
        with in_words():
            at = datetime.now(UTC).isoformat(timespec="seconds")
            engine.store().practices.keep(rate(practice, int(level), int(state.value(sure_key, 50)), at=at))
            st.rerun()
