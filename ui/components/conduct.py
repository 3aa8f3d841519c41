"""Taking answers: type, paste or record; grade; rate first; ask the next probe. Two windows never overwrite each other here."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import engine, state
from ui.components import charts, drafts
from ui.components.card import probe_card
from ui.components.evidence import answer_box
from ui.components.explained import why_this_level
from ui.components.hidden import is_hidden
from ui.components.markup import draw, tag
from ui.components.outcome import rate_first, what_it_says, why
from ui.components.recording import recording
from ui.components.trouble import in_words, say
from vetting.interview.conduct import next_probe, take_answer, take_probe_answer
from vetting.interview.correct import correct_answer
from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Failed, Probe
from vetting.models.question import QuestionCard
from vetting.models.record import Draft, InterviewRecord, answer_place
from vetting.storage import InterviewConflict
from vetting.trust.identity import known_as

ASIDE = "aside "
"""Before the place of an answer that another window was quicker with."""


def answers(record: InterviewRecord, card: QuestionCard) -> None:
    """Everything from the empty answer to the last probe of one question."""
    turn = next((one for one in record.interview.turns if one.card.id == card.id), None)
    _rescue(record, card, turn)
    if turn is None:
        _take(record, card)
        return
    step = len(turn.outcomes) - 1
    if not _revealed(record, turn, step):
        _earlier(turn, step)
        key = f"{card.id} {step} {turn.outcomes[step].fingerprint.input}"
        rate_first(turn.answer, key, lambda level: _rate(record, card, step, level))
        return
    ratings = [_own(record, card.id, place) for place in range(step + 1)]
    _shown(record, turn, step, ratings)
    _next(record, turn)
    why(turn.outcomes[step], f"{card.id} {step}", ratings[step])
    why_this_level(turn, f"{card.id} {step}")
    _correct(record, turn)


def _take(record: InterviewRecord, card: QuestionCard) -> None:
    """The answer to the question itself."""
    place = answer_place(card.id, 0)
    text = _answer_area(record, place, "The answer", "Type or paste what the candidate says. It is kept as you type.")
    if st.button("Grade this answer", key=f"grade {place}", type="primary"):
        _submit(record, card, place, text, lambda it: take_answer(it, card, text, engine.judge().grade))


def _next(record: InterviewRecord, turn: Turn) -> None:
    """The best follow-up, with room for its answer."""
    if isinstance(turn.outcomes[-1], Failed):
        if st.button("Try to grade again", key=f"again {turn.card.id}", type="primary"):
            last = len(turn.exchanges) - 1
            _change(record, lambda it: correct_answer(it, turn, last, turn.exchanges[last].answer, engine.judge().grade))
        return
    probe = next_probe(turn)
    if probe is None:
        asked = len(turn.exchanges) - 1
        why = "Both probes were asked; everyone gets the same number." if asked else "Nothing is missing that a follow-up could bring."
        draw(tag("p", why, class_="vt-faint"))
        return
    draw(probe_card(probe))
    place = answer_place(turn.card.id, len(turn.exchanges))
    text = _answer_area(
        record, place, "The answer to this probe", "Type or paste what is added. It is graded together with the first answer.", 130
    )
    if st.button("Grade with this added", key=f"grade {place}", type="primary"):
        _submit(record, turn.card, place, text, lambda it: _probed(it, turn, probe, text))


def _probed(interview: Interview, turn: Turn, probe: Probe, text: str) -> Interview:
    return take_probe_answer(interview, turn, probe, text, engine.judge().grade)


def _answer_area(record: InterviewRecord, place: str, name: str, hint: str, height: int = 220) -> str:
    text = drafts.draft_area(record.interview.id, place, name, height=height, placeholder=hint)
    recording(record.interview.id, place)
    return text


def _submit(record: InterviewRecord, card: QuestionCard, place: str, text: str, edit: Callable[[Interview], Interview]) -> None:
    if not text.strip():
        say("warn", None, "There is no answer yet. Type or paste it, or leave the question out.")
        return
    if _change(record, edit):
        drafts.done(record.interview.id, place)
        state.look_at(card.id)
        st.rerun()


def _change(record: InterviewRecord, edit: Callable[[Interview], Interview]) -> bool:
    """Grades and keeps in one step. False where another window was quicker: then both versions are shown, and nothing was overwritten."""
    id = record.interview.id
    with in_words():
        try:
            with st.spinner(_under_way(), show_time=True), known_as(engine.who(id)):
                engine.store().change(id, record.revision, edit, by=state.person(), merge=True)
            return True
        except InterviewConflict:
            state.say("Somebody else saved an answer to this question first. Both are below; nothing was overwritten.")
            st.rerun()
    return False


def _under_way() -> str:
    if engine.settings().uses_endpoint:
        return "The model judges and quotes side by side, then looks at its quotes a second time"
    return "Looking for evidence in the answer"


def _rescue(record: InterviewRecord, card: QuestionCard, turn: Turn | None) -> None:
    """Text typed here whose place was taken by another window is set aside, kept, and shown beside what was saved."""
    id, taken = record.interview.id, len(turn.exchanges) if turn else 0
    for step in range(taken):
        place = answer_place(card.id, step)
        mine = drafts.typed_here(id, place)
        if mine.strip() and turn and mine != turn.exchanges[step].answer:
            kept = state.new_drafts(engine.store().drafts(id)).get(ASIDE + place)
            new = Draft(place=ASIDE + place, text=mine, by=state.person(), revision=kept.revision if kept else 0)
            engine.store().draft(id, new)
        drafts.done(id, place)
    aside = {place: draft for place, draft in state.new_drafts(engine.store().drafts(id)).items() if place.startswith(ASIDE) and draft.text}
    for step in range(taken):
        draft = aside.get(ASIDE + answer_place(card.id, step))
        if draft and turn:
            _choose(record, turn, step, draft)


def _choose(record: InterviewRecord, turn: Turn, step: int, draft: Draft) -> None:
    say(
        "warn",
        "Two answers to the same question",
        "Another window saved an answer while you typed yours. Yours was set aside and is kept until you choose.",
    )
    saved, yours = st.columns(2)
    with saved:
        draw(tag("h4", "Saved in the other window", class_="vt-h"))
        draw(answer_box(turn.exchanges[step].answer))
    with yours:
        draw(tag("h4", "Typed here", class_="vt-h"))
        draw(answer_box(draft.text))
    id, key = record.interview.id, f"{turn.card.id} {step}"
    with st.container(horizontal=True):
        if st.button("Put mine in its place", key=f"use mine {key}") and _change(
            record, lambda it: correct_answer(it, turn, step, draft.text, engine.judge().grade)
        ):
            _let_go(id, draft)
            st.rerun()
        if st.button("Keep theirs, and mine as a note", key=f"note mine {key}"):
            engine.store().note(id, draft.text, by=state.person(), question=turn.card.id)
            _let_go(id, draft)
            st.rerun()


def _let_go(id: str, draft: Draft) -> None:
    engine.store().draft(id, draft.model_copy(update={"text": ""}))


def _revealed(record: InterviewRecord, turn: Turn, step: int) -> bool:
    """True where this person may see the outcome. With rating first switched off, it is noted as shown at once."""
    if is_hidden(record, turn):
        return False
    if not record.is_revealed(turn.card.id, step, state.person()):
        state.drawn(engine.store().reveal(record.interview.id, turn.card.id, step, by=state.person()))
    return True


def _rate(record: InterviewRecord, card: QuestionCard, step: int, level: int | None) -> None:
    with in_words():
        if level is not None:
            engine.store().rate(record.interview.id, card.id, step, level, by=state.person())
        engine.store().reveal(record.interview.id, card.id, step, by=state.person())
        st.rerun()


def _earlier(turn: Turn, step: int) -> None:
    """What a second or third rating needs to know: which probe was asked."""
    if step:
        draw(tag("p", "After the probe: ", tag("b", turn.exchanges[step].asked), class_="vt-faint", dir="auto"))


def _shown(record: InterviewRecord, turn: Turn, step: int, ratings: list[int | None]) -> None:
    what_it_says(turn.answer, turn.outcomes[step], f"{turn.card.id} {step}", ratings[step])
    override = record.override_of(turn.card.id, step)
    if override:
        level = "no level" if override.level is None else f"level {override.level}"
        say("calm", f"{override.by} set it to {level}", override.reason)
    if step:
        draw(tag("h4", "Before and after each probe", class_="vt-h"))
        charts.before_and_after(turn, ratings, f"steps {turn.card.id} {step}")
        draw(tag("p", "The dot is the machine's level with its 90 % interval; the diamond is yours.", class_="vt-faint"))


def _own(record: InterviewRecord, question: str, step: int) -> int | None:
    return next((rating.level for rating in record.ratings_of(question, step) if rating.by == state.person()), None)


def _correct(record: InterviewRecord, turn: Turn) -> None:
    """A mistyped answer put right; the first version stays in the record."""
    with st.expander("Correct the wording of an answer", key=f"correct {turn.card.id}"):
        draw(
            tag(
                "p",
                "For a slip of typing or hearing. The answer is graded again; the earlier version stays in the record.",
                class_="vt-faint",
            )
        )
        for step, exchange in enumerate(turn.exchanges):
            text = st.text_area(
                exchange_name(step), value=exchange.answer, key=f"corrected {turn.card.id} {step} {len(turn.exchanges)}", height=140
            )
            pressed = st.button("Grade the corrected answer", key=f"regrade {turn.card.id} {step}")
            if pressed and text.strip() and text != exchange.answer and _change(record, _correction(turn, step, text)):
                st.rerun()


def _correction(turn: Turn, step: int, text: str) -> Callable[[Interview], Interview]:
    return lambda interview: correct_answer(interview, turn, step, text, engine.judge().grade)


def exchange_name(step: int) -> str:
    return f"Answer to probe {step}" if step else "Answer to the question"
