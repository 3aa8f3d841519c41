"""Meeting a simulated candidate: who it is to be, and the conversation."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import engine, sparring, state
from ui.components.markup import Html, draw, draw_as_it_comes, label, short, tag
from ui.components.trouble import say, show
from ui.components.words import count
from vetting.errors import BadInput, Conflict, EndpointError
from vetting.models.persona import Persona
from vetting.models.practice import Practice, Said, Speaker
from vetting.practice.session import begin
from vetting.practice.session import choose as drawn_from
from vetting.scale import LEVELS
from vetting.storage import new_id

LONGEST = 2000
"""Characters of a question."""
A_WORD = 0.012
"""Seconds between two words of a reply, so that it can be read as it comes."""


class Speaks(StrEnum):
    """Whose bubble it is."""

    YOU = "user"
    CANDIDATE = "assistant"


def choose() -> None:
    """Goes on with what is open, or meets somebody new."""
    mine = engine.store().practices.list(state.person())
    for practice in reversed([one for one in mine if one.guess is None][-3:]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Go on", key=f"go on {practice.id}", on_click=state.open_practice, args=(practice.id,))
            asked = count(len(practice.said), "question")
            draw(tag("p", tag("b", sparring.candidate(practice).name), f" · {asked} asked, not rated yet", class_="vt-faint"))
    met = frozenset(practice.persona for practice in mine)
    st.button("Surprise me", key="surprise", type="primary", on_click=_surprise, args=(met,))
    left = len(sparring.cast()) - len(met)
    draw(
        tag(
            "p",
            f"{left} of {len(sparring.cast())} you have not met yet. Only a first meeting tells how good your judgement is.",
            class_="vt-faint",
        )
    )
    with st.expander("Choose who it is", key="everybody"):
        for persona in sparring.cast():
            press, words = st.columns([1, 8], vertical_alignment="center")
            press.button("Meet", key=f"meet {persona.id}", on_click=_meet, args=(persona, "persona"))
            with words:
                draw(tag("p", tag("b", persona.name), f": {persona.headline}", " · met" if persona.id in met else None))
    with st.expander("Choose a level, to see what it sounds like", key="of_level"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            level = st.selectbox(
                "Level",
                options=[words.level for words in LEVELS],
                format_func=lambda one: f"{one} · {LEVELS[one].name}",
                key="wanted_level",
            )
            st.button("Meet one", key="meet_level", on_click=_of_level, args=(level, met))
        draw(tag("p", "You know the answer then, so the session does not count over time.", class_="vt-faint"))
    past = [one for one in mine if one.guess is not None]
    if past:
        with st.expander(f"Your rated sessions ({len(past)})", key="past"):
            for practice in reversed(past):
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.button("Look", key=f"look {practice.id}", on_click=state.open_practice, args=(practice.id,))
                    draw(tag("p", tag("b", sparring.candidate(practice).name), f" · {practice.started[:16].replace('T', ' ')}"))


def erase() -> None:
    """Takes away this person's sessions, when they say so."""
    mine = engine.store().practices.list(state.person())
    if not mine:
        return
    with st.expander("Erase my sessions", key="erase sessions"):
        kept = f"Takes away {count(len(mine), 'session')} kept under the name {state.person()}. Backups are not reached."
        draw(tag("p", kept, class_="vt-faint"))
        st.button("Erase them", key="erase_practice", on_click=_erase_now)


def meeting(practice: Practice, persona: Persona) -> Practice:
    """The conversation so far, and the next question; returns the session as it is after it."""
    draw(tag("p", sparring.speaker(), class_="vt-faint"))
    talk = st.container(key="talk")
    with talk:
        conversation(practice)
        if practice.is_over:
            say("calm", f"{persona.name} has left", "Nothing more will be said. Give your level now.")
            return practice
        if not practice.said:
            draw(
                tag("p", "Ask as you would in the real interview: for one event first, then for what is missing in it.", class_="vt-empty")
            )
    asked_again: str | None = state.value(f"again {practice.id}", None)
    state.forget(f"again {practice.id}")
    question = st.chat_input("Your question", key=f"ask {practice.id}", max_chars=LONGEST) or asked_again
    if question:
        with talk:
            practice = _ask(practice, question)
    if unanswered := state.value(_unanswered(practice), None):
        words = f"Ask again: “{label(short(unanswered, 60))}”"
        st.button(words, key="ask_again", on_click=state.put, args=(f"again {practice.id}", unanswered))
    return practice


def conversation(practice: Practice) -> None:
    """Everything said so far."""
    for said in practice.said:
        with _speaks(Speaks.YOU):
            draw(_words(said.asked))
        with _speaks(Speaks.CANDIDATE):
            draw(_words(said.reply))
            draw(_note(said))


def _ask(practice: Practice, question: str) -> Practice:
    """The question, the reply as it comes; where it fails, why, and the conversation stands."""
    with _speaks(Speaks.YOU):
        draw(_words(question))
    try:
        with _speaks(Speaks.CANDIDATE):
            with st.spinner("…"):
                now = sparring.asked(practice, question)
            draw_as_it_comes(_word_by_word(now.said[-1].reply), _words)
            draw(_note(now.said[-1]))
    except (BadInput, Conflict, EndpointError) as error:
        show(error)
        state.put(_unanswered(practice), question)
        return practice
    state.forget(_unanswered(practice))
    if now.is_over:
        st.rerun()
    return now


def _unanswered(practice: Practice) -> str:
    """Where the session keeps a question that failed, so that nobody types it twice."""
    return f"unanswered {practice.id}"


def _speaks(who: Speaks) -> DeltaGenerator:
    return st.chat_message(who.value, avatar=f":material/{'person' if who is Speaks.YOU else 'record_voice_over'}:")


def _words(text: str) -> Html:
    return tag("p", text, class_="vt-spoken", dir="auto")


def _note(said: Said) -> Html:
    """Where a reply is not what the model said, it says so."""
    if said.speaker is Speaker.REPLACED:
        return tag("p", "The model's reply was not let through; this is the candidate's written reply.", class_="vt-faint")
    if said.speaker is Speaker.MODEL and said.refused:
        return tag("p", "The model's first reply was not let through; this is its second.", class_="vt-faint")
    return Html()


def _word_by_word(text: str) -> Iterator[str]:
    for part in re.findall(r"\S+\s*", text):
        yield part
        time.sleep(A_WORD)


def _erase_now() -> None:
    gone = engine.store().practices.erase(state.person())
    state.open_practice(None)
    state.say(f"{count(gone, 'session is', 'sessions are')} erased.")


def _surprise(met: frozenset[str]) -> None:
    _meet(drawn_from(sparring.cast(), seed=new_id(), met=met), "surprise")


def _of_level(level: int, met: frozenset[str]) -> None:
    _meet(drawn_from(sparring.cast(), seed=new_id(), level=level, met=met), "level")


def _meet(persona: Persona, how: Literal["persona", "level", "surprise"]) -> None:
    made = begin(new_id(), persona, how, by=state.person(), at=datetime.now(UTC).isoformat(timespec="seconds"))
    state.open_practice(engine.store().practices.keep(made).id)
