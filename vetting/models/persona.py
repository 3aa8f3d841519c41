"""A simulated candidate: what is true, what they say, and what they will not say unless it is asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from vetting.models.base import Model
from vetting.models.question import Seniority
from vetting.scale import DEPTH, Signal, Verdict, verdict_of

Text = Annotated[str, Field(min_length=1)]
Level = Annotated[int, Field(ge=0, le=4)]
Mark = Annotated[Text, BeforeValidator(lambda mark: str(mark) if type(mark) is int else mark)]
"""A word, a phrase or a figure."""


class Kind(StrEnum):
    """What sort of candidate this is; shown only after the reveal."""

    OPERATOR = "operator"
    STRATEGIST = "strategist"
    VENDOR = "vendor speak"
    INFLATER = "resume inflater"
    BLUFFER = "bluffer"
    WE_TALKER = "we-talker"
    NDA_BOUND = "bound by an NDA"
    NERVOUS = "nervous expert"
    NON_NATIVE = "operator in a second language"
    NAME_DROPPER = "name-dropper"
    RESEARCHER = "researcher without production"
    GENERALIST = "generalist with a new deck"
    INJECTOR = "instruction injector"


class Fact(Model):
    """One thing there is to find out."""

    id: Text
    signal: Signal
    truth: Text
    """As the truth sheet has it, in one sentence."""
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The candidate's own ways of telling it; each is used at most once."""
    marks: Annotated[tuple[Mark, ...], Field(min_length=1)]
    """Words and figures that give this fact away; no other words of the candidate hold them, so that a leak can be seen."""
    freely: bool = False
    """Told with the first account of the event, without being asked for."""
    real: bool = True
    """False: told as if it had happened to them, and it did not."""


class Blank(Model):
    """What the candidate cannot or will not tell about one signal, and how they get around it."""

    signal: Signal
    why: Text
    """For the truth sheet."""
    says: Annotated[tuple[Text, ...], Field(min_length=2)]


class Reserve(Model):
    """A candidate who keeps everything back until the interviewer says that names may be left out."""

    why: Text
    says: Annotated[tuple[Text, ...], Field(min_length=3)]
    """What is said instead, until then."""


class Lines(Model):
    """What the candidate says where no fact is asked for. None of it gives a fact away, except those told freely."""

    opening: Annotated[tuple[Text, ...], Field(min_length=2)]
    """How the account of the event begins; fits any question for an event."""
    background: Annotated[tuple[Text, ...], Field(min_length=2)]
    """To: tell me about yourself."""
    again: Annotated[tuple[Text, ...], Field(min_length=3)]
    """Asked for what was told already."""
    dodge: Annotated[tuple[Text, ...], Field(min_length=5)]
    """What they fall back on when nothing else fits."""
    opinion: Annotated[tuple[Text, ...], Field(min_length=3)]
    """To: what would you do, what is your approach."""
    another: Annotated[tuple[Text, ...], Field(min_length=2)]
    """To: tell me of a second event."""
    small_talk: Annotated[tuple[Text, ...], Field(min_length=3)]
    unclear: Annotated[tuple[Text, ...], Field(min_length=3)]
    """A question they cannot make sense of, or one that is no part of an interview."""
    leaving: Text
    """When nothing is left to say."""


class Persona(Model):
    """A simulated candidate. Everything they will ever say without a model stands here."""

    id: Text
    name: Text
    headline: Text
    """How they present themselves; all the interviewer sees at the start."""
    kind: Kind
    level: Level
    seniority: Seniority
    failure_class: Text
    """Id of the class whose follow-ups fit their event."""
    voice: Text
    """How they speak, for a model that plays them."""
    truth: Text
    """What really happened, or did not."""
    tells: Annotated[tuple[Text, ...], Field(min_length=2)]
    """What gives them away, or what is easily taken for the wrong thing."""
    facts: tuple[Fact, ...] = ()
    blanks: tuple[Blank, ...] = ()
    reserve: Reserve | None = None
    names_practice: bool = True
    """False: not one practice or tool is named correctly, which parts level 0 from level 1."""
    lines: Lines

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.level)

    @property
    def told_freely(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.freely)

    def facts_of(self, signal: Signal) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.signal is signal)

    def blank_of(self, signal: Signal) -> Blank | None:
        return next((blank for blank in self.blanks if blank.signal is signal), None)

    @model_validator(mode="after")
    def _answers_for_every_signal(self) -> Persona:
        ids = [fact.id for fact in self.facts]
        if twice := [id for id in ids if ids.count(id) > 1]:
            raise ValueError(f"facts has the id {twice[0]} twice")
        signals = [fact.signal for fact in self.facts] + [blank.signal for blank in self.blanks]
        if shallow := [signal.value for signal in signals if signal not in DEPTH]:
            raise ValueError(f"{shallow[0]} is no depth signal")
        for signal in DEPTH:
            told, blank = bool(self.facts_of(signal)), self.blank_of(signal) is not None
            if told == blank:
                raise ValueError(f"{signal.value} needs facts or a blank, one of the two" + (", not both" if told else ""))
        return self
