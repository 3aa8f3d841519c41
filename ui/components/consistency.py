"""Whether what the candidate said holds together: asked of the endpoint, shown as pairs of quotes with a question."""

from __future__ import annotations

import streamlit as st

from ui import engine
from ui.components.markup import Html, draw, tag
from ui.components.trouble import in_words
from vetting.models.consistency import Consistency, Contradiction
from vetting.models.record import InterviewRecord


def consistency(record: InterviewRecord) -> None:
    """The section of a review; without an endpoint it says that nothing was checked."""
    draw(tag("h3", "Do the answers hold together?", class_="vt-h"))
    if not engine.settings().uses_endpoint:
        draw(tag("p", "Not checked: only an endpoint can tell whether statements contradict each other.", class_="vt-faint"))
        return
    draw(
        tag("p", "Compares the answers with each other and with the CV. It gives you questions to ask; no level moves.", class_="vt-faint")
    )
    documents = st.text_area("CV or claims (optional)", key=f"cv {record.interview.id}", height=120)
    if st.button("Look for contradictions", key="consistency"):
        with in_words():
            draw(_drawn(engine.consistency(record.interview, documents)))


def _drawn(check: Consistency) -> Html:
    return tag(
        "div",
        tag("p", check.says),
        *(_one(one) for one in check.found),
        tag("p", check.dropped, class_="vt-faint") if check.dropped else None,
    )


def _one(one: Contradiction) -> Html:
    quotes = (tag("li", tag("b", said.source), ": “", said.evidence.quote, "”", dir="auto") for said in (one.one, one.other))
    return tag("div", tag("p", tag("b", one.sentence)), tag("ul", *quotes, class_="vt-notes"), tag("p", "Ask: ", one.probe))
