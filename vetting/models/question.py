"""What we ask: question cards, and the plan they make up."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.outcome import Fingerprint
from vetting.scale import Signal


class Seniority(StrEnum):
    """Who is asked: hands-on, leading a team, or accountable to the board."""

    ENGINEER = "engineer"
    LEAD = "lead"
    OFFICER = "officer"


class FollowUp(Model):
    """What to ask when a signal is missing after the first answer."""

    text: str
    aims_at: Signal


class QuestionCard(Model):
    """One question and what the interviewer needs to ask it well."""

    id: str
    """Stable: the bank's id, or a hash of the text for a written question."""
    text: str
    failure_class: str
    criteria: tuple[str, ...]
    """Ids of the criteria it tests; their source sections come from the knowledge base."""
    core: bool
    """Asked of every candidate for the same brief; else it tests this candidate's claim, or fills the time that claims left."""
    why: str
    strong: str
    """What a strong answer sounds like, one line."""
    weak: str
    follow_ups: tuple[FollowUp, ...]
    minutes: Annotated[int, Field(ge=1)]
    claim: str | None = None
    """The candidate's own words this question tests, verbatim from the text given."""
    origin: Literal["bank", "written"] = "bank"


class Rejection(Model):
    """A written question that did not pass the gate, and why."""

    text: str
    reasons: tuple[str, ...]


class Coverage(Model):
    """Which criteria a plan tests, and which of the relevant ones it leaves out."""

    criteria: dict[str, tuple[str, ...]]
    """Criterion id to the ids of the questions that test it."""
    not_covered: tuple[str, ...]
    """Relevant criteria no question tests."""
    failure_classes: tuple[str, ...]


class Plan(Model):
    """The questions of one interview, in the order to ask them."""

    brief: str
    seniority: Seniority
    focus: tuple[str, ...]
    minutes: int
    """The time the user gave; the questions' minutes never add up to more."""
    questions: tuple[QuestionCard, ...]
    coverage: Coverage
    rejected: tuple[Rejection, ...] = ()
    engine: str
    fingerprint: Fingerprint
    warnings: tuple[str, ...] = ()
