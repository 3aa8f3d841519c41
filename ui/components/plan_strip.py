"""The plan beside the interview: what was answered, what is in view, what is still to come."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.card import class_title
from ui.components.markup import draw, label, short, tag
from vetting.models.outcome import Grade
from vetting.models.record import InterviewRecord


def plan_strip(record: InterviewRecord, current: str) -> None:
    """One button a question; a sign says where it stands, and no level is shown before the person has rated."""
    answered = {turn.card.id: turn for turn in record.interview.turns}
    draw(tag("h4", f"Questions ({len(answered)} of {len(record.interview.plan.questions)} answered)", class_="vt-h"))
    with st.container(key="strip"):
        for number, card in enumerate(record.interview.plan.questions, 1):
            turn = answered.get(card.id)
            sign = "○" if turn is None else "●" if isinstance(turn.outcomes[-1], Grade) else "◌"
            words = f"{sign} {number}. {short(class_title(card, engine.knowledge()), 44)}"
            st.button(
                label(words),
                key=f"go {card.id}",
                type="secondary" if card.id == current else "tertiary",
                on_click=state.look_at,
                args=(card.id,),
                width="stretch",
            )
    signs = ("● answered", "◌ answered, no level", "○ not asked")
    draw(tag("p", *(tag("span", sign, class_="vt-whole") for sign in signs), class_="vt-faint"))
