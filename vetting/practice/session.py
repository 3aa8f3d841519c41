"""A practice session from the choice of a candidate to the reveal. Nothing is kept here: see `vetting.storage`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from vetting.errors import BadInput
from vetting.interview.conduct import Grader
from vetting.models.persona import Persona
from vetting.models.practice import Guess, Heard, Intent, Practice, Said
from vetting.scale import Signal

MOST_QUESTIONS = 30
"""After as many the candidate's time is up."""


class Player(Protocol):
    """Who speaks for the candidate."""

    says_of_itself: str
    """In words, for the screen."""

    def reply(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard) -> Said: ...


class Hears(Protocol):
    """Who understands the question; see `ear.Ear`."""

    def hear(self, question: str, last: tuple[Signal, ...] = ()) -> Heard: ...


def choose(cast: Sequence[Persona], *, seed: str, level: int | None = None, met: Collection[str] = ()) -> Persona:
    """A candidate, of the level where one is asked for: those not met yet first; the same seed and people met give the same one."""
    fitting = [persona for persona in cast if level is None or persona.level == level]
    if not fitting:
        raise BadInput(f"There is no candidate of level {level}. Levels there are: {', '.join(map(str, sorted({p.level for p in cast})))}.")
    fresh = [persona for persona in fitting if persona.id not in met] or fitting
    return min(fresh, key=lambda persona: hashlib.sha256(f"{seed} {persona.id}".encode()).digest())


def begin(id: str, persona: Persona, chosen: Literal["persona", "level", "surprise"], *, by: str, at: str) -> Practice:
    return Practice(id=id, persona=persona.id, chosen=chosen, by=by, started=at)


def ask(practice: Practice, persona: Persona, question: str, ear: Hears, player: Player) -> Practice:
    """The session with one more question and its reply. Raises BadInput where it is over, and EndpointError where a model fails."""
    if practice.is_over:
        raise BadInput("This conversation is over; rate the candidate, or start with another one.")
    if not question.strip():
        raise BadInput("There is no question yet; type one.")
    last = practice.said[-1].heard.signals if practice.said else ()
    reply = player.reply(persona, practice.said, question.strip(), ear.hear(question, last))
    if len(practice.said) + 1 >= MOST_QUESTIONS:
        reply = reply.model_copy(update={"ends": True})
    return practice.model_copy(update={"said": (*practice.said, reply)})


def rate(practice: Practice, level: int, sure: int, *, at: str) -> Practice:
    """The session with the person's guess, which ends it. Raises BadInput where nothing was asked, or it was rated before."""
    if practice.guess is not None:
        raise BadInput("This candidate was rated already; the first guess stands.")
    if not practice.said:
        raise BadInput("Nothing was asked yet. Ask at least one question, then rate.")
    if level not in range(5) or sure not in range(101):
        raise BadInput(f"A level is 0 to 4 and a certainty 0 to 100; {level} and {sure} are not.")
    return practice.model_copy(update={"guess": Guess(level=level, sure=sure, at=at)})


def judge(practice: Practice, grade: Grader) -> Practice:
    """The session with the machine's outcome on the same conversation, read as one answer to the first question and its follow-ups.

    Greetings and thanks are left out, as they would be in a real interview.
    """
    if practice.guess is None:
        raise BadInput("The machine's grade comes after yours; rate the candidate first.")
    graded = graded_part(practice)
    asked = [one.asked for one in graded]
    return practice.model_copy(update={"machine": grade(asked[0], answer_of(graded), tuple(asked[1:]))})


def graded_part(practice: Practice) -> tuple[Said, ...]:
    """What is said beside courtesies; all of it where there is nothing else."""
    return tuple(one for one in practice.said if one.heard.intent is not Intent.SMALL_TALK) or practice.said


def answer_of(said: Sequence[Said]) -> str:
    """The replies as one answer."""
    return "\n\n".join(one.reply for one in said)
