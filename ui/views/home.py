"""Home: every interview with where it stands, and what needs a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import engine, state
from ui.components.hidden import seen_by_me
from ui.components.markup import Html, draw, short, tag
from ui.components.trouble import empty, in_words
from ui.components.words import STATUSES, VERDICTS, count
from vetting.interview.example import example_interviews, read_example
from vetting.models.record import Summary
from vetting.report.words import CHOICES
from vetting.scale import Verdict
from vetting.storage import new_id

SHOWN = 30
STEPS = (
    ("Prepare", "Say what the role owns. You get questions that only somebody who ran AI in production can answer."),
    ("Interview", "Type or paste each answer. Give your own level first; then see the evidence, the gap, and the best next question."),
    ("Review", "See where you and the machine differ, override with a reason, compare candidates, decide, and export."),
)


def page() -> None:
    st.title("Interviews", anchor=False)
    every = engine.store().list()
    with st.container(horizontal=True):
        if st.button("Prepare an interview", key="create", type="primary", icon=":material/add:"):
            state.open_interview(None)
            st.switch_page("views/prepare.py")
        shown = {one.candidate for one in every} & {one.candidate for one in read_example().candidates}
        if not shown and st.button("Try it with an example", key="example", help="Three invented candidates, graded here and now"):
            _add_example()
        if st.button("Vet a proposal", key="to_proposal", help="An offer on paper: what it promises, what is missing, what it costs"):
            state.open_proposal(None)
            st.switch_page("views/proposal.py")
    if not every:
        _welcome()
        return
    found = _searched(every)
    seen = seen_by_me()
    rated = {one.id for one in every if seen is None or seen.get(one.id, 0) >= one.answered}
    _waiting(every, rated)
    if not found:
        empty("Nothing found", "Every word you type has to stand in the candidate's name, the role, a question, an answer or a note.")
    for summary in found[:SHOWN]:
        _row(summary, summary.id in rated)
    if len(found) > SHOWN:
        draw(tag("p", f"{count(len(found) - SHOWN, 'more interview')}; search to find one.", class_="vt-faint"))


def _searched(every: tuple[Summary, ...]) -> tuple[Summary, ...]:
    words = st.text_input(
        "Search", key="search", placeholder="Candidate, role, or words from an answer or note", label_visibility="collapsed"
    )
    return engine.store().search(words) if words.strip() else every


def _welcome() -> None:
    """What this is for, in the three steps a person takes."""
    draw(
        tag(
            "p",
            "For the person who hires somebody to run AI, and needs to know who has done it and who talks about it. "
            "You ask and you decide; this finds what an answer proves, word by word, and what is still missing.",
        )
    )
    draw(tag("ol", *(tag("li", tag("b", step), tag("span", words)) for step, words in STEPS), class_="vt-steps"))
    empty(
        "No interviews yet", "Prepare one for a role you are filling, or look at the example first: three invented candidates for one role."
    )


def _waiting(every: tuple[Summary, ...], rated: set[str]) -> None:
    """What needs a person, across all interviews. What the machine doubts is not told before the person has rated."""
    undecided = [one for one in every if one.finished and one.decision is None]
    human = sum(one.needs_human for one in every if one.id in rated)
    open_ = sum(one.answered > 0 and one.id not in rated for one in every)
    parts = [
        f"{count(open_, 'interview has', 'interviews have')} answers for you to rate" if open_ else None,
        f"{count(human, 'answer needs', 'answers need')} a person's judgement" if human else None,
        f"{count(len(undecided), 'finished interview has', 'finished interviews have')} no decision yet" if undecided else None,
    ]
    said = " · ".join(part for part in parts if part)
    draw(tag("p", said or "Nothing is waiting for you.", class_="vt-faint"))


def _row(one: Summary, rated: bool) -> None:
    with st.container(border=True, key=f"row {one.id}"):
        draw(
            tag(
                "div",
                tag("div", tag("b", one.candidate or "Unnamed", dir="auto"), tag("p", short(one.role, 110), class_="vt-faint", dir="auto")),
                tag("div", _bar(one), tag("p", _standing(one), class_="vt-faint")) if rated else tag("p", _to_rate(one), class_="vt-faint"),
                tag("div", tag("b", _state(one)), tag("p", f"Changed {one.changed[:10]}, {one.changed[11:16]} UTC", class_="vt-faint")),
                class_="vt-row",
            )
        )
        with st.container(horizontal=True):
            if not one.planned:
                _open_in("prepare", "Go on preparing", one, type="secondary")
            else:
                words = "Go on" if not one.finished and one.answered else "Start" if not one.finished else "Interview"
                _open_in("interview", words, one, type="secondary")
                _open_in("review", "Review", one, disabled=not one.answered)
                _open_in("prepare", "Plan", one)
            with st.popover("Erase", type="tertiary", key=f"erase {one.id}"):
                draw(
                    tag(
                        "p",
                        f"This takes away the interview with {short(one.candidate, 60)}: answers, grades, ratings, notes "
                        "and decisions. It cannot be undone.",
                    )
                )
                if st.button("Erase it for good", key=f"really {one.id}"):
                    with in_words():
                        engine.store().erase(one.id, by=state.person())
                        if state.interview() == one.id:
                            state.open_interview(None)
                        state.say("Erased. The log keeps only that it was there.")
                        st.rerun()


def _open_in(page: str, words: str, one: Summary, **look: Any) -> None:
    """A button that opens the interview on a page."""
    if st.button(words, key=f"{page} {one.id}", **{"type": "tertiary", **look}):
        state.open_interview(one.id)
        st.switch_page(f"views/{page}.py")


def _state(one: Summary) -> str:
    if one.decision is not None:
        return f"Decided: {CHOICES[one.decision]}"
    if one.finished:
        return "Finished, no decision yet"
    if not one.planned:
        return "Being prepared"
    return f"Running, {one.answered} of {one.planned} answered" if one.answered else f"Planned, {count(one.planned, 'question')}"


def _to_rate(one: Summary) -> str:
    return f"{count(one.answered, 'answer')}, not all rated by you yet. What the machine found shows once you have."


def _standing(one: Summary) -> str:
    """The bar in words."""
    parts = [f"{one.verdicts[verdict]} {VERDICTS[verdict].lower()}" for verdict in reversed(Verdict) if one.verdicts.get(verdict)]
    parts += [f"{number} {STATUSES[status].lower()}" for status, number in one.ungraded.items()]
    if one.needs_human:
        parts.append(f"{one.needs_human} for you to judge")
    return " · ".join(parts) or ("No answers yet" if one.planned else "No questions yet")


def _bar(one: Summary) -> Html:
    """Answers by verdict, as shares of a bar. Answers without a level are outlined, never drawn as low."""
    pieces = [(verdict.value.replace("_", "-"), one.verdicts.get(verdict, 0)) for verdict in reversed(Verdict)]
    pieces.append(("none", _sum(one.ungraded)))
    spans = [tag("span", class_=f"vt-{look}", style=f"flex: {number}") for look, number in pieces if number]
    return tag("div", *spans, class_="vt-bar", role="img", aria_label=_standing(one)) if spans else Html()


def _sum(counts: Mapping[str, int]) -> int:
    return sum(counts.values())


def _add_example() -> None:
    with in_words():
        with st.spinner("Grading the example answers, a few seconds", show_time=True):
            made = example_interviews(engine.knowledge(), engine.judge().grade, new_id)
        for interview, note in made:
            engine.store().create(interview, by=state.person())
            if note:
                engine.store().note(interview.id, note, by=state.person())
        state.say("Added three invented candidates for one role. Open a review, or compare them.")
        st.rerun()


page()
