"""The engine's side of practice: the cast, and one question more. What it opens is shared by every window, as in `ui.engine`."""

from __future__ import annotations

import streamlit as st

from ui import engine
from vetting.models.persona import Persona
from vetting.models.practice import Calibration, Practice
from vetting.practice.calibration import calibration
from vetting.practice.cast import load_cast, persona_called
from vetting.practice.ear import Ear
from vetting.practice.session import Player, ask, judge
from vetting.settings import Settings


def cast() -> tuple[Persona, ...]:
    """Every candidate there is to meet."""
    return load_cast()


def candidate(practice: Practice) -> Persona:
    return persona_called(practice.persona, cast())


def speaker() -> str:
    """Who speaks for the candidate, in words."""
    return _player(engine.settings()).says_of_itself


def get_ready() -> None:
    """Opens what the first question needs, while the person thinks of it."""
    _ear(engine.settings())
    _player(engine.settings())


def asked(practice: Practice, question: str) -> Practice:
    """The session with one more question and its reply, kept. Raises BadInput, Conflict and EndpointError; then nothing was kept."""
    given = engine.settings()
    return engine.store().practices.keep(ask(practice, candidate(practice), question, _ear(given), _player(given)))


def judged(practice: Practice) -> Practice:
    """The rated session with the machine's outcome beside, made once and kept."""
    if practice.machine is not None:
        return practice
    return engine.store().practices.keep(judge(practice, engine.judge().grade))


def so_far(by: str) -> Calibration:
    """One person's certainty over their sessions."""
    return calibration(engine.store().practices.list(by), cast())


@st.cache_resource(show_spinner=False)
def _ear(given: Settings) -> Ear:
    from vetting.wiring import open_ear

    return open_ear(given, engine.knowledge())


@st.cache_resource(show_spinner=False)
def _player(given: Settings) -> Player:
    from vetting.wiring import open_player

    return open_player(given)
