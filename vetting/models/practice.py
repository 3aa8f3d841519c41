"""A practice interview: what was asked of a simulated candidate, what came back, and what the person made of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.outcome import Outcome
from vetting.scale import Signal, Verdict, verdict_of

Level = Annotated[int, Field(ge=0, le=4)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Intent(StrEnum):
    """What a question is, where it asks for no part of an event."""

    BACKGROUND = "background"
    OPINION = "opinion"
    ANOTHER = "another"
    SMALL_TALK = "small_talk"
    UNCLEAR = "unclear"


class Heard(Model):
    """What a candidate hears in a question."""

    signals: tuple[Signal, ...] = ()
    """The parts of an event it asks for, in the order asked."""
    intent: Intent | None = None
    """What it is instead; None where it asks for signals."""
    nameless: bool = False
    """It offers to leave names out."""


class Speaker(StrEnum):
    """Where a reply comes from."""

    WRITTEN = "written"
    """Chosen from the candidate's written material, without a model."""
    MODEL = "model"
    """A model played the candidate; the reply passed the check."""
    REPLACED = "replaced"
    """A model's reply gave away too much twice; the written reply stands in its place."""


class Said(Model):
    """One question and the reply to it."""

    asked: str
    heard: Heard
    reply: str
    lines: tuple[str, ...] = ()
    """The written lines used, by name, so that none is used twice."""
    told: tuple[str, ...] = ()
    """Ids of facts told here for the first time."""
    blank: tuple[Signal, ...] = ()
    """Signals that were asked for, and that the candidate could not tell about."""
    speaker: Speaker = Speaker.WRITTEN
    refused: tuple[str, ...] = ()
    """Why replies of a model were not let through; in words, without what they gave away."""
    ends: bool = False
    """The candidate has nothing left to say, and leaves."""


class Guess(Model):
    """What the person thinks of the candidate, before the reveal."""

    level: Level
    sure: Percent
    """Chance, in per cent, that the verdict of this level is the right one."""
    at: str
    """ISO 8601, UTC."""

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.level)


class Practice(Model):
    """One practice session. Change it by making a new one."""

    id: str
    persona: str
    chosen: Literal["persona", "level", "surprise"]
    """How the candidate was chosen: where the level was, guessing it shows nothing."""
    by: str
    started: str
    """ISO 8601, UTC."""
    said: tuple[Said, ...] = ()
    guess: Guess | None = None
    """None: still interviewing; nothing is revealed before it is there."""
    machine: Outcome | None = None
    """The machine's outcome on the same conversation, made at the reveal."""

    @property
    def is_over(self) -> bool:
        """True where the candidate has left, or the person has rated."""
        return self.guess is not None or bool(self.said and self.said[-1].ends)

    @property
    def told(self) -> frozenset[str]:
        """Ids of every fact told so far."""
        return frozenset(id for one in self.said for id in one.told)


class Use(StrEnum):
    """What a question was good for."""

    AIMED = "aimed"
    """It asked for a part of the event that was still open."""
    PRESSED = "pressed"
    """It pressed once more where the candidate had got around the answer."""
    AGAIN = "again"
    """It asked for what was settled already."""
    TALK = "talk"
    """It asked for opinions or what one would do: anybody can answer it."""
    ELSEWHERE = "elsewhere"
    """It asked for something beside the event, or was not understood."""
    COURTESY = "courtesy"
    """A greeting or thanks; not counted."""


class Step(Model):
    """One question on the timeline."""

    number: int
    aimed: tuple[Signal, ...]
    use: Use
    worth: Annotated[float, Field(ge=0, le=1)]
    """1: aimed or pressed, and direct; 0.5: the same, but blunt; 0: nothing open was asked for."""
    faults: tuple[str, ...]
    """What made it blunt."""
    could: tuple[str, ...]
    """Ids of the facts it could have brought out."""
    did: tuple[str, ...]
    """Ids of the facts it did bring out."""
    found: tuple[Signal, ...]
    """Signals of the facts it brought out."""
    blank: tuple[Signal, ...]
    """Signals on which it showed that the candidate has nothing to tell."""


class Probing(Model):
    """How well the questions probed. The formula stands in docs/practice.md."""

    score: Percent
    """100 times coverage times directness."""
    coverage: Annotated[float, Field(ge=0, le=1)]
    directness: Annotated[float, Field(ge=0, le=1)]
    settled: dict[Signal, float]
    """Share of what there is to find out, by signal."""
    missed: tuple[str, ...]
    """Ids of the facts nobody asked for."""
    supports: Level
    """The level that what was heard supports, of what really happened."""
    steps: tuple[Step, ...]


class Band(Model):
    """Sessions with about the same certainty."""

    low: Percent
    high: Percent
    sessions: int
    sure: float
    """Mean certainty, 0-1."""
    right: float
    """Share whose verdict was right, 0-1."""


class Calibration(Model):
    """How well certainty held over one person's sessions."""

    sessions: int
    """Those counted."""
    left_out: int = 0
    """Rated sessions that are no test: the level was chosen, or the candidate was known."""
    brier: float | None = None
    """Mean square of certainty less hit: 0 is perfect; 0.25 is what 'fifty-fifty' always earns. None without sessions."""
    bias: float | None = None
    """Mean of guessed less true level: above 0 is too generous."""
    right: float | None = None
    """Share of verdicts that were right."""
    sure: float | None = None
    """Mean certainty; above `right` is overconfident."""
    too_few: bool = True
    """Fewer sessions than a curve can be drawn from."""
    bands: tuple[Band, ...] = ()
