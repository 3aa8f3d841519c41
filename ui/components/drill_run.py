"""A drill under way: one answer, five keys, and the truth after each or at the end. Every rating is kept as it is given."""

from __future__ import annotations

import secrets
import time

import streamlit as st

from ui import engine, state
from ui.components.evidence import answer_box
from ui.components.markup import draw, tag
from ui.components.trouble import say
from ui.components.words import count
from ui.components.worked import worked
from vetting.errors import BadInput
from vetting.models.drill import Drill, Reveal, WorkedAnswer
from vetting.practice.drill import SEEDS, answer_of, new_drill, rated, unfinished
from vetting.scale import LEVELS
from vetting.storage import new_id

REVEALS = {Reveal.EACH: "After each answer", Reveal.END: "At the end"}
SHOWN = "shown worked"
"""Where the session keeps the answer whose truth is in view."""


def begin() -> None:
    """Starting a drill, or going on with the one left half-way."""
    earlier = engine.store().drills.list(state.person())
    if left := unfinished(earlier):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Go on with your drill", key="go_on", type="primary", on_click=state.open_drill, args=(left.id,))
            draw(tag("p", f"{len(left.ratings)} of {count(len(left.answers), 'answer')} rated", class_="vt-faint"))
    state.start("reveal", Reveal.EACH)
    st.segmented_control("Show the truth", options=list(Reveal), format_func=lambda one: REVEALS[one], key="reveal", required=True)
    with st.expander("Drill as a panel", key="together"):
        draw(
            tag(
                "p",
                "Everybody who gives the same number rates the same answers; the Panel tab then shows how far you agree.",
                class_="vt-faint",
            )
        )
        st.number_input(
            "The panel's number", min_value=0, max_value=SEEDS - 1, value=None, step=1, key="seed", placeholder="Leave empty to drill alone"
        )
    st.button("Start a drill", key="start", type="secondary" if left else "primary", on_click=_start)


def run(drill: Drill) -> None:
    """The answer to rate, or the truth of the one just rated."""
    pool = engine.pool()
    shown: str | None = state.value(SHOWN, None)
    just = next((rating for rating in drill.ratings if rating.answer == shown), None)
    place = len(drill.ratings) + (0 if just else 1)
    draw(
        tag("p", tag("b", f"Answer {place} of {len(drill.answers)}"), f" · drill {drill.seed}" if drill.shared else "", class_="vt-eyebrow")
    )
    st.progress(len(drill.ratings) / len(drill.answers))
    answer = answer_of(pool, just.answer if just else drill.upcoming or "")
    if answer is None:
        say("warn", "This drill cannot go on", "An answer of it is no longer among the worked answers. Start another drill.")
    elif just:
        draw(tag("p", answer.question, class_="vt-question"))
        worked(answer, just, engine.machine_on([answer.id])[answer.id])
        last = drill.finished
        st.button(
            "See the result" if last else "Next answer", key="next", type="primary", shortcut="Right", on_click=state.forget, args=(SHOWN,)
        )
    else:
        _ask(drill, answer)
    st.button("Leave it for now", key="leave", type="tertiary", help="What you rated is kept; you can go on later.", on_click=leave)


def leave() -> None:
    state.forget(SHOWN)
    state.open_drill(None)


def is_showing(drill: Drill) -> bool:
    """True while the truth of an answer of this drill is in view."""
    return any(rating.answer == state.value(SHOWN, None) for rating in drill.ratings)


def _ask(drill: Drill, answer: WorkedAnswer) -> None:
    state.start(_since(drill, answer), time.monotonic())
    draw(tag("p", answer.question, class_="vt-question"))
    draw(answer_box(answer.answer))
    with st.container(horizontal=True, key="levels"):
        for words in LEVELS:
            st.button(
                f"{words.level} · {words.name}",
                key=f"level {words.level} {answer.id}",  # of this answer: a key hit twice must not rate the next one unread
                shortcut=str(words.level),
                help=words.shows,
                on_click=_rate,
                args=(drill, answer, words.level),
            )
    draw(tag("p", "Or press 0 to 4 on the keyboard. Your first thought counts; it cannot be changed.", class_="vt-faint"))


def _rate(drill: Drill, answer: WorkedAnswer, level: int) -> None:
    seconds = round(time.monotonic() - state.start(_since(drill, answer), time.monotonic()), 1)
    try:
        engine.store().drills.rate(drill.id, rated(engine.pool(), answer, level, seconds))
    except BadInput as already:
        state.say(str(already))
        return
    state.forget(_since(drill, answer))
    if drill.reveal is Reveal.EACH:
        state.put(SHOWN, answer.id)


def _start() -> None:
    seed: int | None = state.value("seed", None)
    drills, by = engine.store().drills, state.person()
    earlier = drills.list(by)
    if seed is not None and (left := unfinished(earlier, seed)):
        state.open_drill(left.id)
        return
    made = new_drill(
        engine.pool(),
        id=new_id(),
        by=by,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        shared=seed is not None,
        reveal=state.value("reveal", Reveal.EACH),
        earlier=earlier,
    )
    state.open_drill(drills.start(made).id)


def _since(drill: Drill, answer: WorkedAnswer) -> str:
    return f"since {drill.id} {answer.id}"
