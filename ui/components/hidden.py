"""Nothing the machine found is shown before the person has rated, neither one by one nor added up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import engine, state
from ui.components.switches import RATE_FIRST, is_on
from ui.components.trouble import say
from ui.components.words import count
from vetting.models.interview import Turn
from vetting.models.outcome import Failed
from vetting.models.record import EventKind, InterviewRecord


def is_hidden(record: InterviewRecord, turn: Turn) -> bool:
    """True where this person should rate the last outcome of a turn before they see it."""
    step = len(turn.outcomes) - 1
    if isinstance(turn.outcomes[step], Failed) or not is_on(RATE_FIRST):
        return False
    return not record.is_revealed(turn.card.id, step, state.person())


def unrated(record: InterviewRecord) -> int:
    """Answers of an interview this person should rate first."""
    return sum(is_hidden(record, turn) for turn in record.interview.turns)


def may_add_up(records: Sequence[InterviewRecord], key: str) -> bool:
    """True where sums and comparisons may be shown: everything was rated, or the person wants to see them all the same."""
    left = sum(unrated(record) for record in records)
    if not left or state.value(f"anyway {key}", False):
        return True
    say(
        "calm",
        f"{count(left, 'answer is', 'answers are')} not rated by you yet",
        "Sums and comparisons would tell you what the machine found. Rate first, or look anyway.",
    )
    if st.button("Look anyway", key=f"look {key}"):
        state.put(f"anyway {key}", True)
        st.rerun()
    return False


def seen_by_me() -> dict[str, int] | None:
    """How many questions of each interview this person has seen the grade of; None where nothing is hidden."""
    if not is_on(RATE_FIRST):
        return None
    me = state.person()
    seen = {(event.interview, event.question) for event in engine.store().events() if event.kind is EventKind.REVEALED and event.by == me}
    return {id: sum(interview == id for interview, _ in seen) for id in {interview for interview, _ in seen if interview}}
