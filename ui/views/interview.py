"""The live interview: one question at a time, the answer, the evidence gap, the next probe."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import conduct, drafts, plan_strip, timer
from ui.components.card import question_card
from ui.components.hidden import is_hidden
from ui.components.markup import draw, label, tag
from ui.components.notes import notes
from ui.components.opener import no_interview
from ui.components.trouble import empty, in_words, say
from ui.components.watch import opened, watch
from ui.components.words import count
from vetting.models.question import QuestionCard
from vetting.models.record import InterviewRecord


def page() -> None:
    if state.interview() is None:
        no_interview("Interview", "Prepare one, or open one from Home. It opens here with its first question.")
        return
    record = opened()
    interview = record.interview
    st.title(label(interview.candidate or "Interview"), anchor=False)
    if not interview.plan.questions:
        empty("This interview has no questions yet", "Make its plan first; then it starts here.")
        if st.button("Go to the plan", key="to_plan", type="primary"):
            st.switch_page("views/prepare.py")
        return
    watch(interview.id)
    drafts.save_while_typing()
    card = _card_in_view(record)
    main, side = st.columns([7, 3], gap="large")
    with side:
        timer.timer(interview, card.id)
        plan_strip.plan_strip(record, card.id)
        notes(record, card.id)
    with main:
        if interview.finished:
            say("calm", None, "This interview is finished. You can still add answers and probes; the review takes them in.")
        number = [one.id for one in interview.plan.questions].index(card.id) + 1
        answered = any(turn.card.id == card.id for turn in interview.turns)
        draw(question_card(card, engine.knowledge(), number=number, of=len(interview.plan.questions), folded=answered))
        with in_words():
            conduct.answers(record, card)
        _steps(record, card, number)


def _card_in_view(record: InterviewRecord) -> QuestionCard:
    """The chosen question, else the first without an answer, else the last."""
    cards = record.interview.plan.questions
    chosen = next((card for card in cards if card.id == state.question()), None)
    card = chosen or record.interview.next_card or cards[-1]
    state.look_at(card.id)
    return card


def _steps(record: InterviewRecord, card: QuestionCard, number: int) -> None:
    """Back, on, and the end."""
    cards = record.interview.plan.questions
    answered = {turn.card.id: turn for turn in record.interview.turns}
    done = card.id in answered and not is_hidden(record, answered[card.id])
    left = len(cards) - len(answered)
    draw(tag("hr", class_="vt-rule"))
    with st.container(horizontal=True, key="steps"):
        if number > 1:
            st.button("Previous question", key="previous", on_click=state.look_at, args=(cards[number - 2].id,))
        if number < len(cards):
            words = "Next question" if card.id in answered else "Leave it out and go on"
            st.button(words, key="next", on_click=state.look_at, args=(cards[number].id,), type="primary" if done and left else "secondary")
        if not record.interview.finished and st.button(
            "Finish the interview", key="finish", type="primary" if done and not left else "secondary"
        ):
            with in_words():
                engine.store().change(
                    record.interview.id, record.revision, lambda it: it.model_copy(update={"finished": True}), by=state.person(), merge=True
                )
                state.say(
                    f"Finished. {count(left, 'question was', 'questions were')} not asked."
                    if left
                    else "Finished. Every question was asked."
                )
                st.switch_page("views/review.py")
        if record.interview.finished and st.button("Go to the review", key="to_review", type="primary"):
            st.switch_page("views/review.py")


page()
