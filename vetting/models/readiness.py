"""Whether the buyer is ready for a fractional officer: eight answers and what follows from them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.priced import Bite


class BuyerQuestion(Model):
    """One question to the buyer."""

    id: str
    ask: str
    expects: Literal["name", "yes_no", "hours", "months"]
    criteria: tuple[int, ...]
    because: str
    fix: str


class BuyerQuestions(Model):
    """readiness.yaml."""

    questions: Annotated[tuple[BuyerQuestion, ...], Field(min_length=1)]


class BuyerAnswers(Model):
    """What the buyer says. None where a question was not answered; empty text means 'nobody' or 'nothing'."""

    champion: str | None = None
    executor: str | None = None
    authority: bool | None = None
    direct_line: bool | None = None
    pushback: bool | None = None
    hours: Annotated[float | None, Field(ge=0, le=168)] = None
    horizon: Annotated[float | None, Field(ge=0, le=240)] = None
    """Months."""
    in_production: str | None = None


class Readiness(StrEnum):
    """The three ways it can come out."""

    READY = "ready"
    NOT_YET = "not_yet"
    CONSULTANT = "buy_a_consultant"


class Finding(Model):
    """What one answer means."""

    question: str
    ask: str
    outcome: Literal["good", "to_fix", "decides_against", "to_know"]
    says: str
    criteria: tuple[int, ...]


class ReadinessCheck(Model):
    """The outcome with everything it rests on."""

    outcome: Readiness
    says: str
    findings: tuple[Finding, ...]
    fits: str | None
    """Which model the hours and months call for."""
    bites: tuple[Bite, ...] = ()
