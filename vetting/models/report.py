"""What a report says, before it is laid out in any format. Every grade comes whole: quotes, missing stages, flags and fingerprint."""

from __future__ import annotations

from typing import Literal

from vetting.models.base import Model
from vetting.models.outcome import Outcome
from vetting.models.question import QuestionCard
from vetting.models.record import Decision, Note, Override, Rating
from vetting.models.scorecard import Scorecard, Standing
from vetting.scale import Signal


class CriterionNamed(Model):
    """A criterion as a reader meets it."""

    id: str
    title: str
    sections: tuple[str, ...]
    """Where the source states it; empty where the knowledge no longer has it."""


class Step(Model):
    """One thing asked, the answer, and how all answers so far were graded and rated."""

    asked: str
    answer: str
    aims_at: Signal | None
    """The signal a probe went for; None for the question itself."""
    outcome: Outcome
    ratings: tuple[Rating, ...]
    """The standing rating of each person."""
    overrides: tuple[Override, ...]
    """Every one on this answer; the last stands."""


class Answered(Model):
    """One question with its probes: the grade before and after each."""

    card: QuestionCard
    criteria: tuple[CriterionNamed, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


class Asked(Model):
    """A question, in a word or two."""

    id: str
    text: str
    failure_class: str


class Disagreement(Model):
    """Where a person and the machine are apart by a level or more, or one of them gave none."""

    question: str
    step: int
    by: str
    person: int | None
    machine: int | None
    reason: str | None
    """Only an override has one."""


class InterviewReport(Model):
    """One interview."""

    id: str
    candidate: str
    brief: str
    seniority: str
    started: str
    finished: bool
    revision: int
    engines: tuple[str, ...]
    """Each engine in its own words, with what it cannot do."""
    scorecard: Scorecard
    answers: tuple[Answered, ...]
    never_asked: tuple[Asked, ...]
    criteria_never_asked: tuple[CriterionNamed, ...]
    """Criteria that only those questions test."""
    not_covered: tuple[CriterionNamed, ...]
    """Relevant criteria that no planned question tests."""
    disagreements: tuple[Disagreement, ...]
    """The widest apart first."""
    notes: tuple[Note, ...]
    """On the whole interview; those on a question stand with its answer."""
    decisions: tuple[Decision, ...]
    """The last stands."""


class Quote(Model):
    """Words that show a signal."""

    question: str
    signal: Signal
    words: str


class Cell(Model):
    """What one candidate showed on one criterion."""

    interview: str
    standing: Standing | None
    """None where no answer on it was graded."""
    interval: tuple[float, float] | None
    ungraded: tuple[str, ...]
    """Status of each answer on it without a level."""
    quotes: tuple[Quote, ...]
    """Of the deepest answer on it."""
    ratings: tuple[Rating, ...]
    """What people rated, on the last step of each answer."""
    overrides: tuple[Override, ...]


class Pair(Model):
    """Whether two candidates can be told apart."""

    one: str
    """Id of the interview."""
    other: str
    distinguishable: bool
    """False where the intervals overlap, or one of them has no grade."""
    higher: str | None
    """Id of the interview whose interval lies above; None where the two are not distinguishable."""


class CriterionCompared(Model):
    """One criterion, candidate beside candidate, over the questions that all were asked."""

    criterion: CriterionNamed
    cells: tuple[Cell, ...]
    pairs: tuple[Pair, ...]


class Comparison(Model):
    """Candidates side by side. There is no ranking, and no number to rank by."""

    shared: tuple[Asked, ...]
    """The questions every candidate answered; only these are compared."""
    not_shared: tuple[Asked, ...]
    """Answered by some candidates only."""
    criteria: tuple[CriterionCompared, ...]
    scorecards: tuple[Scorecard, ...]
    """Over the shared questions, in the order of the interviews."""
    pairs: tuple[Pair, ...]
    warnings: tuple[str, ...]
    """What makes the comparison weaker than it looks."""


class Report(Model):
    """All of it, for any format."""

    kind: Literal["interview", "comparison"]
    title: str
    made: str
    """ISO 8601, UTC."""
    code: str
    """The version of vetting that wrote it."""
    interviews: tuple[InterviewReport, ...]
    comparison: Comparison | None = None
    cannot_know: tuple[str, ...]
    """What this tool cannot know."""
