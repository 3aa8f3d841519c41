"""A finished drill, and a person's drills over time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import engine, state
from ui.components.drifts import drifts, figure
from ui.components.markup import Html, draw, short, tag
from ui.components.trouble import empty, say
from ui.components.words import count
from ui.components.worked import worked, you_said
from vetting.models.drill import Drill, DrillRating
from vetting.models.outcome import Outcome
from vetting.practice.drift import agreement, drill_result, first_ratings, in_levels, machine_levels
from vetting.practice.drill import answer_of


def one_drill(drill: Drill) -> None:
    """Its figures, the answers furthest off, and every answer with its truth."""
    with st.container(horizontal=True):
        st.button("Another drill", key="another", type="primary", on_click=state.open_drill, args=(None,))
    ids = [rating.answer for rating in drill.ratings]
    outcomes = _machine_on(ids)
    result = drill_result(drill.ratings, machine_levels(outcomes))
    if drill.shared:
        say("calm", f"This was the panel's drill {drill.seed}", "The Panel tab shows how far you agree with the others who rated it.")
    drifts(result, f"of {drill.id}")
    said = {rating.answer: rating for rating in drill.ratings}
    if result.worst:
        draw(tag("h3", "Furthest from the truth", class_="vt-h"))
    for id in result.worst:
        _answer(said[id], open_=True, drill=drill)
    draw(tag("h3", "Every answer" if not result.worst else "The others", class_="vt-h"))
    for id in ids:
        if id not in result.worst:
            _answer(said[id], open_=False, drill=drill)
    seconds = sorted(rating.seconds for rating in drill.ratings if rating.seconds is not None)
    if seconds:
        draw(
            tag(
                "p",
                f"Half of your ratings took {seconds[len(seconds) // 2]:.0f} seconds or less. Time is noted, never scored.",
                class_="vt-faint",
            )
        )


def history() -> None:
    """Every drill of this person, and the drift over all of them."""
    drills = [drill for drill in engine.store().drills.list(state.person()) if drill.is_told]
    if not drills:
        empty("No drill yet", "After the first drill, your agreement with the truth and your drift stand here, and grow surer with each.")
        return
    first = first_ratings(drills)
    draw(tag("div", _table(drills), class_="vt-scroll", tabindex="0"))
    draw(tag("p", f"Below, {count(len(first), 'answer')} over all drills; one met again counts as it was met first.", class_="vt-faint"))
    drifts(drill_result(first, machine_levels(_machine_on([rating.answer for rating in first]))), "over all")
    _erase(len(drills))


def _machine_on(ids: Sequence[str]) -> dict[str, Outcome]:
    """Quick, but for the first time after a start."""
    with st.spinner("The machine reads the same answers"):
        return engine.machine_on(ids)


def _answer(rating: DrillRating, *, open_: bool, drill: Drill) -> None:
    answer = answer_of(engine.pool(), rating.answer)
    if answer is None:
        return
    words = f"{rating.truth} · {short(answer.question, 70)} · {you_said(rating)}"
    with st.expander(words, expanded=open_, key=f"worked {drill.id} {answer.id}"):
        draw(tag("p", answer.question, class_="vt-question"))
        worked(answer, rating, engine.machine_on([answer.id])[answer.id])


def _table(drills: Sequence[Drill]) -> Html:
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Drill", "Rated", "Exact", "Within one", "QWK", "Drift")))
    return tag("table", tag("thead", heads), tag("tbody", *(_row(drill) for drill in reversed(drills))), class_="vt-table vt-figures")


def _row(drill: Drill) -> Html:
    found = agreement([(rating.truth, rating.level) for rating in drill.ratings])
    drift = sum(rating.error for rating in drill.ratings) / len(drill.ratings)
    when = f"{drill.started[:16].replace('T', ' ')}" + (f" · panel {drill.seed}" if drill.shared else "")
    cells = (
        f"{found.n} of {len(drill.answers)}",
        str(found.exact),
        str(found.within_one),
        figure(found.qwk, found.low, found.high),
        in_levels(drift),
    )
    return tag("tr", tag("th", when, scope="row"), *(tag("td", cell) for cell in cells))


def _erase(drills: int) -> None:
    with st.expander("Erase my drills", key="erase drills"):
        draw(
            tag(
                "p",
                f"Takes away {count(drills, 'drill')} kept under the name {state.person()}. Backups are not reached.",
                class_="vt-faint",
            )
        )
        st.button("Erase them", key="erase", on_click=_erase_now)


def _erase_now() -> None:
    gone = engine.store().drills.erase(state.person())
    state.open_drill(None)
    state.say(f"{count(gone, 'drill is', 'drills are')} erased.")
