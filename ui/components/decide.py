"""The decision: a person's, with a reason."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drafts
from ui.components.markup import draw, short, tag
from ui.components.trouble import in_words, say
from vetting.models.record import Choice, InterviewRecord
from vetting.report.words import CHOICES
from vetting.storage import DecisionConflict

PLACE = "decision"


def decide(record: InterviewRecord) -> None:
    """The decision that stands, the earlier ones, and room for a new one."""
    for number, decision in enumerate(reversed(record.decisions)):
        said = f"{CHOICES[decision.choice]}, decided by {decision.by} on {decision.at[:10]}"
        say("good" if number == 0 else "calm", said if number == 0 else f"Earlier: {said}", decision.reason)
    if not record.decisions:
        draw(tag("p", "Nobody has decided yet. The tool never decides, and never recommends.", class_="vt-faint"))
    id = record.interview.id
    choice = st.segmented_control("Your decision", options=list(Choice), format_func=lambda one: CHOICES[one], key=f"choice {id}")
    reason = drafts.draft_area(
        id,
        PLACE,
        "Your reason",
        height=110,
        placeholder="What decided it, in the candidate's words where you can. It goes into the report.",
    )
    if not st.button("Keep the decision", key="decide", type="primary"):
        return
    if choice is None:
        say("warn", None, "Choose one of the four first.")
        return
    with in_words():
        try:
            engine.store().decide(id, choice, reason, by=state.person(), seen=len(record.decisions))
        except DecisionConflict as conflict:
            kept = conflict.kept
            say(
                "warn",
                f"{kept.by} decided meanwhile: {CHOICES[kept.choice]}",
                short(kept.reason, 300),
                "Yours was not written. Reload, read theirs, then decide again.",
            )
            return
        drafts.empty_draft(id, PLACE)
        state.say("Decision kept.")
        st.rerun()
