"""Review: where person and machine differ first, then everything that was said; the card, the decision, the letter, the exports."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import charts, drafts
from ui.components.by_criterion import by_criterion
from ui.components.consistency import consistency
from ui.components.decide import decide
from ui.components.downloads import letter, reports
from ui.components.hidden import may_add_up
from ui.components.markup import draw, label, tag
from ui.components.notes import note_list, notes
from ui.components.opener import no_interview
from ui.components.reviewed import one_answer
from ui.components.scorecard import scorecard_of
from ui.components.switches import RATE_FIRST, is_on
from ui.components.trouble import empty, in_words, say
from ui.components.watch import opened, watch
from ui.components.words import count
from vetting.errors import EndpointError
from vetting.interview.debrief import plain_debrief
from vetting.interview.disagree import Reviewed, to_review
from vetting.models.outcome import Grade
from vetting.models.record import InterviewRecord


def page() -> None:
    if state.interview() is None:
        no_interview("Review", "Open an interview to see what was proven, where you and the machine differ, and what was never asked.")
        return
    record = opened()
    st.title(label(f"Review of {record.interview.candidate}"), anchor=False)
    watch(record.interview.id)
    if record.interview.spent:
        draw(tag("p", f"The grades took {record.interview.spent.words}.", class_="vt-faint"))
    if not record.interview.turns:
        empty("Nothing was answered yet", "Start the interview; each graded answer appears here.")
        if st.button("Go to the interview", key="to_interview", type="primary"):
            st.switch_page("views/interview.py")
        return
    drafts.save_while_typing()
    reviewed = to_review(record, state.person(), rate_first=is_on(RATE_FIRST))
    answers, criteria, card, decision, to_candidate, export = st.tabs(["Answers", "Criteria", "Card", "Decision", "Letter", "Export"])
    with answers:
        _answers(record, reviewed)
    with criteria:
        by_criterion(record, reviewed, engine.knowledge())
    with card:
        _card(record, reviewed)
    with decision:
        decide(record)
        notes(record, None)
    with to_candidate:
        letter(record)
    with export:
        reports(record, engine.knowledge())


def _answers(record: InterviewRecord, reviewed: tuple[Reviewed, ...]) -> None:
    to_rate = [one for one in reviewed if one.hidden]
    apart = [one for one in reviewed if one.differs and not one.overridden and not one.hidden]
    human = [one for one in reviewed if one.needs_human and not one.overridden and not one.hidden and one not in apart]
    parts = [
        f"You and the machine differ on {count(len(apart), 'answer')}" if apart else "",
        f"You have {count(len(to_rate), 'answer')} to rate" if to_rate else "",
        f"{count(len(human), 'answer needs', 'answers need')} your judgement" if human else "",
    ]
    draw(tag("p", ". ".join(part for part in parts if part) or "Nothing is left to look at", ".", class_="vt-faint"))
    for one in reviewed:
        one_answer(record, one, engine.knowledge())
    _never_asked(record)
    stray = [note for note in record.notes if note.question is None]
    if stray:
        draw(tag("h3", "Notes on the interview", class_="vt-h"))
        draw(note_list(stray))


def _never_asked(record: InterviewRecord) -> None:
    answered = {turn.card.id for turn in record.interview.turns}
    left = [card for card in record.interview.plan.questions if card.id not in answered]
    if left:
        draw(tag("h3", "Never asked", class_="vt-h"))
        draw(tag("ul", *(tag("li", card.text, dir="auto") for card in left), class_="vt-notes"))


def _card(record: InterviewRecord, reviewed: tuple[Reviewed, ...]) -> None:
    if not may_add_up([record], f"card {record.interview.id}"):
        return
    scorecard_of(record, engine.knowledge())
    pairs = [
        (one.turn.card.text, one.own, outcome.mean)
        for one in reviewed
        if one.own is not None and isinstance(outcome := one.turn.outcomes[one.step], Grade)
    ]
    if pairs:
        draw(tag("h3", "Your levels against the machine's", class_="vt-h"))
        charts.agreement(pairs, "agreement")
    consistency(record)
    _debrief(record)


def _debrief(record: InterviewRecord) -> None:
    """In fixed words, or written by the endpoint's model as it comes; always drawn as text, never as markup."""
    draw(tag("h3", "In a few sentences", class_="vt-h"))
    if not st.button("Write a debrief", key="debrief"):
        return
    place, text = st.empty(), ""
    with in_words():
        try:
            for piece in engine.debrief(record.interview):
                text += piece
                with place:
                    draw(tag("div", text, class_="vt-answer", dir="auto"))
        except EndpointError as error:
            say("warn", "The model wrote no debrief", str(error), "This is the plain one.")
            draw(tag("div", plain_debrief(record.interview, engine.subjects()), class_="vt-answer", dir="auto"))


page()
