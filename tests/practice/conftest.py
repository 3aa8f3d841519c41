"""What every story about simulated candidates needs: the cast, the ear and the written player, opened once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from vetting.models.knowledge import Knowledge
from vetting.models.persona import Persona
from vetting.models.practice import Practice
from vetting.practice.cast import load_cast, persona_called
from vetting.practice.ear import Ear
from vetting.practice.session import Player, ask, begin
from vetting.settings import from_environment
from vetting.wiring import open_ear, open_knowledge, open_player

ASKED = Path(__file__).resolve().parent.parent / "data" / "practice" / "questions.yaml"
Interviews = Callable[..., Practice]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return open_knowledge(from_environment({}, engine="offline"))


@pytest.fixture(scope="session")
def ear(knowledge: Knowledge) -> Ear:
    return open_ear(from_environment({}, engine="offline"), knowledge)


@pytest.fixture(scope="session")
def written() -> Player:
    return open_player(from_environment({}, engine="offline"))


@pytest.fixture(scope="session")
def labelled() -> dict[str, list[str]]:
    """The labelled questions: what each asks for, or is instead, to the questions."""
    asked: dict[str, list[str]] = yaml.safe_load(ASKED.read_text("utf-8"))
    return asked


@pytest.fixture(scope="session")
def interview(ear: Ear, written: Player) -> Interviews:
    """Asks a candidate question after question; what was heard once is not worked out for every candidate again."""
    remembering = _Remembers(ear)

    def conduct(persona: Persona | str, *questions: str, player: Player = written) -> Practice:
        who = persona_called(persona, load_cast()) if isinstance(persona, str) else persona
        practice = begin("p1", who, "persona", by="Ada", at="2026-11-24T09:00:00+00:00")
        for question in questions:
            if practice.is_over:
                break
            practice = ask(practice, who, question, remembering, player)
        return practice

    return conduct


class _Remembers:
    def __init__(self, ear: Ear) -> None:
        self.hear = functools.cache(ear.hear)
