"""A transcript on its way to being graded, in the store as a draft: a closed window, a refresh or a new server costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st
from pydantic import ValidationError

from ui import engine, state
from ui.components.trouble import in_words
from vetting.errors import BadInput
from vetting.models.interview import Interview
from vetting.models.question import Plan
from vetting.models.record import Draft, InterviewRecord
from vetting.models.transcript import Imported, Pairing, Role
from vetting.questions.revise import for_another
from vetting.storage import DraftConflict, new_id
from vetting.transcripts import unplanned

PLACE = "transcript"


def imported(id: str) -> Imported | None:
    """What was read for this interview and not graded yet."""
    draft = _draft(id)
    if draft is None or not draft.text:
        return None
    try:
        return Imported.model_validate_json(draft.text)
    except ValidationError:
        return None  # kept by another version of the program; it is read anew


def keep(id: str, one: Imported | None) -> None:
    """Keeps it as it is now; None lets go of it."""
    before = _draft(id)
    if before is None and one is None:
        return
    text = one.model_dump_json() if one else ""
    try:
        engine.store().draft(id, Draft(place=PLACE, text=text, by=state.person(), revision=before.revision if before else 0))
    except DraftConflict:
        state.say("The transcript was changed in another window; this page shows it as it is now.")


def change(id: str, one: Imported, edit: Callable[[Pairing], Pairing]) -> None:
    """One step on the pairs, kept before the screen shows it. What cannot be done is said in words."""
    with in_words():
        assert one.pairing is not None, "pairs are edited once there are some"
        keep(id, one.model_copy(update={"pairing": edit(one.pairing)}))
        st.rerun()


def holder(used: InterviewRecord | None, one: Imported) -> str:
    """The interview the answers will go to: the one that was prepared, where nothing was answered in it yet, or a new one."""
    if used is not None and not used.interview.turns:
        return used.interview.id
    plan = unplanned(one.transcript.name, engine.knowledge()) if used is None else for_another(used.interview.plan)
    candidate = next(iter(one.roles.named(Role.CANDIDATE)), "")
    made = Interview(id=new_id(), candidate=candidate, started=datetime.now(UTC).isoformat(timespec="seconds"), plan=plan)
    return engine.store().create(made, by=state.person()).interview.id


def let_go(record: InterviewRecord) -> None:
    """Another transcript instead: the draft goes, and so does the interview that was made for it only."""
    keep(record.interview.id, None)
    if not record.interview.turns and not record.interview.plan.questions:
        engine.store().erase(record.interview.id, by=state.person())
        state.open_interview(None)


def plan_of(record: InterviewRecord) -> Plan | None:
    """The plan the interview was prepared with."""
    return record.interview.plan if record.interview.plan.questions else None


def _draft(id: str) -> Draft | None:
    try:
        return state.new_drafts(engine.store().drafts(id)).get(PLACE)
    except BadInput:
        return None  # erased meanwhile; the page says so
