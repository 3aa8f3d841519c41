"""The drill: short worked answers whose level is known, and what a person said of them before the truth was shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from vetting.models.base import Model
from vetting.models.outcome import Evidence, SignalReading
from vetting.scale import DEPTH, INTEGRITY, STRATEGY, Signal

Level = Annotated[int, Field(ge=0, le=4)]
Words = Annotated[str, Field(min_length=1)]
Quotes = dict[Signal, tuple[Words, ...]]


class WorkedAnswer(Model):
    """An invented answer, why it has its level, and the words that show it."""

    id: Words
    level: Level
    names_practice: bool = True
    """That a practice or tool is named correctly: parts level 1 from level 0 where nothing happened."""
    question: Words
    answer: Words
    signals: Quotes = Field(default_factory=dict)
    """Depth signals present, each with the answer's words that show it."""
    flags: Quotes = Field(default_factory=dict)
    """Strategy and integrity signals present, likewise."""
    why: Words
    """The worked reason for the level, one paragraph."""

    @model_validator(mode="after")
    def _quotes_stand(self) -> WorkedAnswer:
        for quotes, kinds, name in ((self.signals, {**DEPTH}, "signals"), (self.flags, {**STRATEGY, **INTEGRITY}, "flags")):
            if strange := [signal for signal in quotes if signal not in kinds]:
                raise ValueError(f"{self.id}: {strange[0]} does not belong under {name}")
            for signal, words in quotes.items():
                if loose := [quote for quote in words if quote not in self.answer]:
                    raise ValueError(f"{self.id}: the words of {signal} do not stand in the answer: {loose[0][:50]!r}")
        return self

    @property
    def readings(self) -> tuple[SignalReading, ...]:
        """The signals and flags as a grade shows them, so that they are drawn the same way."""
        return tuple(
            SignalReading(name=signal, probability=1.0, evidence=tuple(self._found(quote) for quote in quotes))
            for signal, quotes in (*self.signals.items(), *self.flags.items())
        )

    def _found(self, quote: str) -> Evidence:
        start = self.answer.index(quote)
        return Evidence(quote=quote, start=start, end=start + len(quote))


class Style(Model):
    """One manner of speaking, which must not move a level, with answers of every level in it."""

    id: Words
    title: Words
    about: Words
    answers: tuple[WorkedAnswer, ...]


class Pool(Model):
    """Every worked answer there is."""

    styles: tuple[Style, ...]

    @property
    def answers(self) -> tuple[WorkedAnswer, ...]:
        return tuple(answer for style in self.styles for answer in style.answers)

    def style(self, answer: str) -> Style:
        """The style an answer is in."""
        return next(style for style in self.styles if any(one.id == answer for one in style.answers))

    @property
    def style_of(self) -> dict[str, str]:
        """Answer's id to its style's id."""
        return {answer.id: style.id for style in self.styles for answer in style.answers}


class Reveal(StrEnum):
    """When the truth is shown."""

    EACH = "each"
    END = "end"


class DrillRating(Model):
    """A person's level for one worked answer; one only, and before its truth is shown."""

    answer: str
    level: Level
    truth: Level
    """As it stood when it was rated, so that a later edit of the pool moves no history."""
    style: str
    seconds: Annotated[float, Field(ge=0)] | None = None
    """From showing to rating, where it was taken; noted, never scored."""

    @property
    def error(self) -> int:
        """Signed: above zero is over-rated."""
        return self.level - self.truth


class Drill(Model):
    """Some answers in their order, and the ratings so far."""

    id: str
    by: str
    started: str
    seed: int
    shared: bool
    """Drawn by its seed alone, so that everybody who gives the seed rates the same answers."""
    reveal: Reveal
    answers: tuple[str, ...]
    """Ids, in the order they are shown."""
    ratings: tuple[DrillRating, ...] = ()

    @property
    def upcoming(self) -> str | None:
        """The answer to rate next; None where all are rated."""
        rated = {rating.answer for rating in self.ratings}
        return next((id for id in self.answers if id not in rated), None)

    @property
    def finished(self) -> bool:
        return self.upcoming is None

    @property
    def is_told(self) -> bool:
        """True where what was rated so far may be set against the truth."""
        return bool(self.ratings) and (self.finished or self.reveal is Reveal.EACH)
