"""The plan in a person's hands: reorder, swap, reword, leave out, add, lock, print, and use for one more candidate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from ui import engine, state
from ui.components.card import class_title, question_card
from ui.components.markup import draw, short, tag
from ui.components.trouble import in_words, say
from ui.components.words import SENIORITIES, count
from vetting.models.interview import Interview
from vetting.models.knowledge import Knowledge
from vetting.models.question import Plan, QuestionCard
from vetting.models.record import Draft, InterviewRecord
from vetting.questions.request import PlanRequest
from vetting.questions.revise import LOCK, added, alternatives, for_another, moved, planned_minutes, reworded, swapped, without
from vetting.storage import InterviewConflict, new_id


def head(record: InterviewRecord, locked: bool) -> None:
    """The plan in a line, and the two steps that follow it."""
    plan = record.interview.plan
    used = planned_minutes(plan)
    over = f", {used - plan.minutes} more than you have" if used > plan.minutes else ""
    draw(tag("p", short(plan.brief, 240), class_="vt-faint", dir="auto"))
    draw(
        tag(
            "p",
            tag("b", f"{count(len(plan.questions), 'question')}, {used} of {plan.minutes} minutes{over}"),
            f" · {SENIORITIES[plan.seniority.value]} · {'locked' if locked else 'not locked yet'}",
        )
    )
    with st.container(horizontal=True):
        if st.button("Start the interview" if not record.interview.turns else "Go on with the interview", key="start", type="primary"):
            st.switch_page("views/interview.py")
        words = "Unlock the plan" if locked else "Lock the plan"
        help_ = "A locked plan stays the same, so that candidates can be compared. Who locks or unlocks it is recorded."
        if st.button(words, key="lock", help=help_, icon=":material/lock_open:" if locked else ":material/lock:"):
            with in_words():
                engine.store().switch(LOCK, not locked, by=state.person(), id=record.interview.id)
                st.rerun()
    if used > plan.minutes:
        say("warn", None, f"The questions take {used} minutes, and you have {plan.minutes}. Leave one out, or expect to run late.")


def cards(record: InterviewRecord, knowledge: Knowledge, locked: bool) -> None:
    """Every card in order, each with what can be done to it."""
    plan = record.interview.plan
    answered = {turn.card.id for turn in record.interview.turns}
    for number, card in enumerate(plan.questions, 1):
        with st.container(key=f"card {card.id}"):
            draw(question_card(card, knowledge, number=number, of=len(plan.questions)))
            if card.id in answered:
                draw(tag("p", "Answered already, so it stays as it was asked.", class_="vt-faint"))
            elif not locked:
                _handles(record, card, knowledge, number)
    if not locked:
        _add(record, knowledge)
    if plan.rejected:
        with st.expander(f"{count(len(plan.rejected), 'question')} refused by the gate"):
            draw(
                tag(
                    "ul",
                    *(tag("li", tag("b", one.text), " ", "; ".join(one.reasons), dir="auto") for one in plan.rejected),
                    class_="vt-notes",
                )
            )


def _handles(record: InterviewRecord, card: QuestionCard, knowledge: Knowledge, number: int) -> None:
    last = number == len(record.interview.plan.questions)
    with st.container(horizontal=True):
        if st.button("Earlier", key=f"up {card.id}", disabled=number == 1, type="tertiary", icon=":material/arrow_upward:"):
            _edit(record, lambda plan: moved(plan, card.id, -1))
        if st.button("Later", key=f"down {card.id}", disabled=last, type="tertiary", icon=":material/arrow_downward:"):
            _edit(record, lambda plan: moved(plan, card.id, 1))
        with st.popover("Swap", type="tertiary", key=f"swap {card.id}", icon=":material/swap_horiz:"):
            _swap(record, card, knowledge)
        with st.popover("Reword", type="tertiary", key=f"reword {card.id}", icon=":material/edit:"):
            text = st.text_area("The question in your words", value=card.text, key=f"words {card.id}", height=120)
            draw(tag("p", "It is checked first: open, one thing, about the past, not leading, lawful.", class_="vt-faint"))
            if st.button("Use these words", key=f"use {card.id}"):
                _edit(record, lambda plan: reworded(plan, card.id, text))
        if st.button("Leave out", key=f"drop {card.id}", type="tertiary", icon=":material/close:"):
            _edit(record, lambda plan: without(plan, card.id))


def _swap(record: InterviewRecord, card: QuestionCard, knowledge: Knowledge) -> None:
    others = {one.id: one for one in alternatives(record.interview.plan, card, knowledge)}
    chosen = st.selectbox(
        "Another question of the bank",
        options=list(others),
        format_func=lambda id: f"{class_title(others[id], knowledge)}: {others[id].text}",
        key=f"other {card.id}",
        index=None,
        placeholder="The same subject first",
    )
    if chosen:
        draw(question_card(others[chosen], knowledge, ladder=False))
        if st.button("Put it in this one's place", key=f"take {card.id}"):
            _edit(record, lambda plan: swapped(plan, card.id, others[chosen]))


def _add(record: InterviewRecord, knowledge: Knowledge) -> None:
    with st.expander("Add a question of the bank", key="add_question"):
        last = record.interview.plan.questions[-1]
        others = {one.id: one for one in alternatives(record.interview.plan, last, knowledge)}
        chosen = st.selectbox(
            "Question",
            options=list(others),
            format_func=lambda id: f"{class_title(others[id], knowledge)}: {others[id].text}",
            index=None,
            key="more",
            placeholder="Type to search",
        )
        if chosen and st.button("Add it at the end", key="add"):
            _edit(record, lambda plan: added(plan, others[chosen]))


def _edit(record: InterviewRecord, edit: Callable[[Plan], Plan]) -> None:
    """One step on the plan, kept before the screen shows it."""
    id = record.interview.id
    with in_words():
        try:
            engine.store().change(
                id, record.revision, lambda it: it.model_copy(update={"plan": edit(it.plan)}), by=state.person(), merge=True
            )
        except InterviewConflict:
            state.say("Somebody else changed the plan meanwhile. This is theirs; make your change again if it still fits.")
        st.rerun()


def printed(interview: Interview, knowledge: Knowledge) -> None:
    """The plan as it goes on paper: cards with their follow-ups, and room to write."""
    draw(tag("p", interview.plan.brief, class_="vt-faint", dir="auto"))
    for number, card in enumerate(interview.plan.questions, 1):
        card_on_paper = question_card(card, knowledge, number=number, of=len(interview.plan.questions), unfolded=True)
        draw(tag("section", card_on_paper, tag("div", *(tag("hr", class_="vt-write") for _ in range(5))), class_="vt-sheet"))


def another_candidate(record: InterviewRecord) -> None:
    """The same questions for somebody else; their own claims get their own questions."""
    draw(
        tag(
            "p",
            "The next candidate gets the same questions, in the same order. Questions about this candidate's own words are left out.",
            class_="vt-faint",
        )
    )
    name = st.text_input("A name or a label for the next candidate", key="next_name", max_chars=80)
    claims = st.text_area("Their CV or claims, if you have them", key="next_claims", height=120)
    if not st.button("Prepare the next candidate", key="next_candidate"):
        return
    if not name.strip():
        say("warn", None, "Give the candidate a name or a label first.")
        return
    plan = record.interview.plan
    with in_words():
        own = None
        if claims.strip():
            request = PlanRequest(
                brief=plan.brief,
                claims=claims,
                focus=plan.focus,
                count=len(plan.questions) + 2,
                minutes=plan.minutes,
                seniority=plan.seniority,
            )
            with st.spinner("Reading the claims", show_time=True):
                own = engine.make_plan(request)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        made = Interview(id=new_id(), candidate=name.strip(), started=started, plan=for_another(plan, own))
        engine.store().create(made, by=state.person())
        engine.store().switch(LOCK, True, by=state.person(), id=made.id)
        if claims.strip():
            engine.store().draft(made.id, Draft(place=engine.CLAIMS, text=claims, by=state.person(), revision=0))
        state.open_interview(made.id)
        state.say("Prepared, with the same questions and a locked plan.")
        st.rerun()
