"""One answered question under review: both levels, the evidence, before and after each probe, and the person's last word."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import charts
from ui.components.card import class_title, criterion_title
from ui.components.explained import why_this_level
from ui.components.hidden import is_hidden
from ui.components.markup import draw, label, short, tag
from ui.components.notes import note_list
from ui.components.outcome import flags, made_by, rate_first, verdict_line, what_it_says
from ui.components.stages import stages
from ui.components.trouble import in_words, say
from vetting.interview.disagree import Reviewed
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Grade
from vetting.models.record import InterviewRecord
from vetting.report.words import level_words
from vetting.scale import LEVELS
from vetting.storage import OverrideConflict

NO_LEVEL = "No level can be given"


def one_answer(record: InterviewRecord, one: Reviewed, knowledge: Knowledge) -> None:
    """Folded to a line; open where the person has to look."""
    id, step = one.turn.card.id, one.step
    hidden = is_hidden(record, one.turn)
    mark = "Not rated by you yet" if hidden else _mark(one)
    place = (
        [card.id for card in record.interview.plan.questions].index(id) + 1
        if id in {c.id for c in record.interview.plan.questions}
        else None
    )
    name = f"{place}. " if place else ""
    with st.expander(
        label(f"{name}{class_title(one.turn.card, knowledge)} · {mark}"),
        expanded=one.differs and not one.overridden and not hidden,
        key=f"answer {id}",
    ):
        draw(tag("p", tag("b", one.turn.card.text), dir="auto"))
        draw(
            tag("p", "Tests: ", "; ".join(criterion_title(criterion, knowledge) for criterion in one.turn.card.criteria), class_="vt-faint")
        )
        if hidden:
            key = f"review {id} {step} {one.turn.outcomes[step].fingerprint.input}"
            rate_first(one.turn.answer, key, lambda level: _rate(record, id, step, level))
            return
        _outcomes(record, one)
        _override(record, one)
        draw(note_list([note for note in record.notes if note.question == id]))


def _mark(one: Reviewed) -> str:
    if one.overridden:
        return "Decided by a person"
    if one.differs:
        return f"You differ by {abs(one.distance or 0)}"
    return "Needs your judgement" if one.needs_human else "No doubt left"


def _outcomes(record: InterviewRecord, one: Reviewed) -> None:
    turn, id = one.turn, one.turn.card.id
    outcome = turn.outcomes[one.step]
    what_it_says(turn.answer, outcome, f"review {id}", one.own)
    if isinstance(outcome, Grade):
        draw(stages(outcome))
    draw(flags(outcome.flags))
    if len(turn.outcomes) > 1:
        ratings = [_own(record, id, step) for step in range(len(turn.outcomes))]
        draw(tag("h4", "Before and after each probe", class_="vt-h"))
        charts.before_and_after(turn, ratings, f"review steps {id}")
        for step, (exchange, then) in enumerate(zip(turn.exchanges, turn.outcomes, strict=True)):
            draw(tag("p", tag("b", "Probe: " if step else "Question: "), exchange.asked, class_="vt-faint", dir="auto"))
            draw(verdict_line(then, ratings[step]))
    why_this_level(turn, f"review {id}")
    draw(tag("details", tag("summary", "How this grade was made"), made_by(outcome.engine, outcome.fingerprint), class_="vt-fold"))


def _override(record: InterviewRecord, one: Reviewed) -> None:
    """The person's level beside the machine's, with a reason; earlier ones stay."""
    id, step = one.turn.card.id, one.step
    earlier = [override for override in record.overrides if (override.question, override.step) == (id, step)]
    for override in earlier:
        say("calm", f"{override.by}: {level_words(override.level)}", override.reason)
    with st.popover("Override the level" if not earlier else "Override again", key=f"override {id}"):
        draw(tag("p", "The machine's level stays in the record; yours stands beside it and counts.", class_="vt-faint"))
        level = st.radio(
            "Level",
            options=[*range(len(LEVELS)), None],
            format_func=lambda n: NO_LEVEL if n is None else f"{n} · {LEVELS[n].name}",
            index=None,
            key=f"level {id}",
        )
        reason = st.text_area("Your reason; it goes into the report", key=f"reason {id}", height=90)
        if st.button("Keep my level", key=f"keep {id}", type="primary"):
            if level is None and state.value(f"level {id}", "unset") == "unset":
                say("warn", None, "Choose a level, or say that none can be given.")
                return
            with in_words():
                try:
                    engine.store().override(record.interview.id, id, step, level, reason, by=state.person(), seen=len(earlier))
                except OverrideConflict as conflict:
                    theirs = short(conflict.kept.reason, 200)
                    say(
                        "warn",
                        f"{conflict.kept.by} overrode it meanwhile: {level_words(conflict.kept.level)}",
                        theirs,
                        "Yours was not written. Press again if it still stands.",
                    )
                    state.drawn(engine.store().read(record.interview.id))
                    return
                st.rerun()


def _rate(record: InterviewRecord, question: str, step: int, level: int | None) -> None:
    with in_words():
        if level is not None:
            engine.store().rate(record.interview.id, question, step, level, by=state.person())
        engine.store().reveal(record.interview.id, question, step, by=state.person())
        st.rerun()


def _own(record: InterviewRecord, question: str, step: int) -> int | None:
    return next((rating.level for rating in record.ratings_of(question, step) if rating.by == state.person()), None)
