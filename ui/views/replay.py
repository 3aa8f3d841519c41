"""Replay: recorded interviews graded again without network; every difference is shown with what moved it."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.markup import Html, draw, tag
from ui.components.trouble import empty, say, show
from ui.components.words import count
from vetting.errors import VettingError
from vetting.models.interview import Interview
from vetting.replay.regrade import Compared, Replayed
from vetting.replay.session import Session
from vetting.storage import new_id


def page() -> None:
    st.title("Replay", anchor=False)
    draw(
        tag(
            "p",
            "Recorded interviews are graded again from their recordings, with the network off. The same words must give the same grades.",
            class_="vt-faint",
        )
    )
    sessions = engine.sessions()
    if not sessions:
        empty("No recordings here", "This installation ships without recorded interviews. They can be made with: vetting record")
        return
    name = st.selectbox("Recording", options=list(sessions), format_func=lambda one: sessions[one].title, key="session")
    session = sessions[name]
    draw(_about(session))
    with st.container(horizontal=True):
        asked = st.button("Replay it", key="replay", type="primary")
        if st.button("Open it as an interview", key="copy", help="A copy to look at in Review and Compare; the recording stays as it is"):
            made: Interview = session.interview.model_copy(update={"id": new_id()})
            engine.store().create(made, by=state.person())
            state.open_interview(made.id)
            st.switch_page("views/review.py")
    if asked:
        _replay(name)


def _about(session: Session) -> Html:
    answers = sum(len(turn.exchanges) for turn in session.interview.turns)
    return tag(
        "dl",
        *(
            part
            for name, words in (
                ("Who answers", session.about),
                ("Recorded", session.recorded),
                ("Holds", f"{count(len(session.interview.turns), 'question')}, {count(answers, 'answer')}"),
            )
            for part in (tag("dt", name), tag("dd", words))
        ),
        class_="vt-facts",
    )


def _replay(name: str) -> None:
    """Shows each outcome beside the recorded one; a recording that no longer fits says what to do."""
    try:
        with st.status("Grading every answer again from the recording", expanded=False) as status:
            result = engine.replay(name)
            status.update(label="Replayed without network", state="complete")
    except VettingError as error:
        show(error)
        return
    drifted = sum(not one.same for one in result.compared)
    if result.drifted:
        say(
            "warn",
            "The grades have moved",
            f"{count(drifted, 'outcome differs', 'outcomes differ')} from the recording."
            if drifted
            else "The debrief differs from the recording.",
        )
    else:
        say("good", "Nothing has moved", f"All {count(len(result.compared), 'outcome')} and the debrief are the same as recorded.")
    if result.moved:
        draw(
            tag(
                "details",
                tag("summary", "What changed since the recording"),
                tag("ul", *(tag("li", what) for what in result.moved), class_="vt-bullets"),
                class_="vt-fold",
            )
        )
    draw(_table(result))


def _table(result: Replayed) -> Html:
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Question", "Recorded", "Now", "")))
    return tag(
        "div",
        tag("table", tag("thead", heads), tag("tbody", *(_row(one) for one in result.compared)), class_="vt-table"),
        class_="vt-scroll",
        tabindex="0",
    )


def _row(one: Compared) -> Html:
    asked = one.question if one.step == 0 else f"after probe {one.step}"
    return tag(
        "tr",
        tag("td", asked, dir="auto"),
        tag("td", one.expected),
        tag("td", one.now),
        tag("td", "same" if one.same else tag("b", "differs")),
    )


page()
