"""An interview with what people said about it. Nothing here changes the machine's outcomes; people's words stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from vetting.models.base import Model
from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Outcome
from vetting.scale import Verdict

Level = Annotated[int, Field(ge=0, le=4)]
Step = Annotated[int, Field(ge=0)]
"""Which outcome of a turn is meant: 0 after the answer, 1 after the first probe, and so on."""


def _with_words(text: str) -> str:
    if not text.strip():
        raise ValueError("a reason needs words")
    return text


Reason = Annotated[str, AfterValidator(_with_words)]


class Choice(StrEnum):
    """What the person decided."""

    HIRE = "hire"
    GO_ON = "go_on"
    WAIT = "wait"
    TURN_DOWN = "turn_down"


class EventKind(StrEnum):
    """What happened; the log never says more."""

    CREATED = "created"
    CHANGED = "changed"
    RATED = "rated"
    REVEALED = "revealed"
    OVERRIDDEN = "overridden"
    NOTED = "noted"
    DECIDED = "decided"
    SWITCHED = "switched"
    ERASED = "erased"
    RESTORED = "restored"


class Rating(Model):
    """A person's own level for one outcome. A later one by the same person stands; the earlier stays."""

    question: str
    step: Step
    level: Level
    by: str
    at: str
    """ISO 8601, UTC."""
    before_reveal: bool
    """True where the machine's outcome had not been shown to this person yet."""
    input: str
    """Hash of the question and answer that were rated (the fingerprint's input), so that a corrected answer is rated anew."""


class Override(Model):
    """A person's level in place of the machine's. The machine's outcome stays as it was, beside it."""

    question: str
    step: Step
    level: Level | None
    """None: a person found that no level can be given."""
    machine: Level | None
    """The level it stands against; None where the machine gave none."""
    reason: Reason
    by: str
    at: str
    input: str
    """As in Rating."""


class Note(Model):
    """What a person jotted down."""

    question: str | None
    """None: about the whole interview."""
    text: str
    by: str
    at: str


class Decision(Model):
    """What a person decided, and why. A later one stands; the earlier stay."""

    choice: Choice
    reason: Reason
    by: str
    at: str


class Reveal(Model):
    """That the machine's outcome was shown to a person."""

    question: str
    step: Step
    by: str
    at: str


class Draft(Model):
    """Something half typed: kept so that a closed laptop costs nothing, and no part of the interview."""

    place: str
    """What is being typed; see `answer_place`."""
    text: str
    by: str
    revision: int = 0
    """How often it was kept; a draft of an older revision is refused."""
    at: str = ""


class Event(Model):
    """One line of the log: who did what to which interview or proposal when, without any content, so that it may outlive an erasure."""

    number: int
    at: str
    by: str
    kind: EventKind
    interview: str | None
    question: str | None = None
    step: int | None = None
    revision: int | None = None
    switch: str | None = None
    """Name of the switch that was turned."""
    on: bool | None = None
    proposal: str | None = None
    """Id of the proposal it is about; then there is no interview."""


class Version(Model):
    """One kept state of an answered question; later ones stand, none is lost."""

    revision: int
    at: str
    by: str
    turn: Turn


class InterviewRecord(Model):
    """Everything kept about one interview."""

    interview: Interview
    revision: int
    """Grows with every change of the interview itself; a change must name the one it started from."""
    stamp: int
    """Number of the last event: grows with everything anybody adds, so a screen can tell that there is something new."""
    ratings: tuple[Rating, ...] = ()
    overrides: tuple[Override, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reveals: tuple[Reveal, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """The one that stands."""
        return self.decisions[-1] if self.decisions else None

    def outcome_of(self, question: str, step: int) -> Outcome | None:
        """The machine's outcome, or None where the question has no such step."""
        turn = next((t for t in self.interview.turns if t.card.id == question), None)
        return turn.outcomes[step] if turn and 0 <= step < len(turn.outcomes) else None

    def override_of(self, question: str, step: int) -> Override | None:
        """The one that stands on the answer as it is now."""
        return next((o for o in reversed(self.overrides) if self._is_about(o, question, step)), None)

    @property
    def standing_levels(self) -> dict[str, int | None]:
        """Question to the level a person put in place of the machine's last; None where they found that none can be given."""
        last = {turn.card.id: self.override_of(turn.card.id, len(turn.outcomes) - 1) for turn in self.interview.turns}
        return {question: override.level for question, override in last.items() if override is not None}

    def ratings_of(self, question: str, step: int) -> tuple[Rating, ...]:
        """The standing rating of each person on the answer as it is now, in the order they first rated."""
        return tuple({rating.by: rating for rating in self.ratings if self._is_about(rating, question, step)}.values())

    def _is_about(self, said: Rating | Override, question: str, step: int) -> bool:
        outcome = self.outcome_of(question, step)
        return (said.question, said.step) == (question, step) and outcome is not None and said.input == outcome.fingerprint.input

    def is_revealed(self, question: str, step: int, by: str) -> bool:
        """True where this person has seen the machine's outcome."""
        return any((r.question, r.step, r.by) == (question, step, by) for r in self.reveals)


class Summary(Model):
    """One line of the list of interviews."""

    id: str
    candidate: str
    role: str
    """The first line of the brief."""
    started: str
    changed: str
    finished: bool
    planned: int
    answered: int
    verdicts: Mapping[Verdict, int]
    ungraded: Mapping[str, int]
    """Status to count, for answers without a level."""
    needs_human: int
    """Outcomes a person should look at."""
    decision: Choice | None
    revision: int
    stamp: int


def answer_place(question: str, step: int) -> str:
    """The place of the draft of an answer: step 0 to the question itself, then to each probe."""
    return f"answer {question} {step}"
