"""Graded runs to compare: a file that grade-batch or bench wrote, a recorded session, or a kept interview."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.interview import Interview
from vetting.models.outcome import Fingerprint, Outcome
from vetting.replay.session import read_session
from vetting.scale import Signal, Verdict


class Graded(Model):
    """One outcome of a run: the part of the JSON contract that a comparison needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: Literal["graded", "not_assessed", "declined", "failed"]
    level: int | None = None
    mean: float | None = None
    verdict: Verdict | None = None
    missing: tuple[Signal, ...] = ()
    fingerprint: Fingerprint

    @property
    def in_short(self) -> str:
        """level 3 (2.91), or the status."""
        return self.status.replace("_", " ") if self.level is None else f"level {self.level} ({self.mean:.2f})"


class Run(Model):
    """What was graded, by id, in its order."""

    name: str
    outcomes: dict[str, Graded]
    parts: dict[str, str] = Field(default_factory=dict)
    """Content hash of each criterion and failure class behind it, where the run kept them."""


def read_run(path: Path) -> Run:
    """A run from a file. Raises BadInput with the line that is at fault."""
    if path.name.endswith(".session.json"):
        session = read_session(path)
        return run_of(session.interview, path.name, session.parts)
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}. Name a file that grade-batch or bench --out wrote.") from error
    outcomes: dict[str, Graded] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            id, graded = _line(line, f"{path}, line {number}")
            outcomes[id] = graded
    if not outcomes:
        raise BadInput(f"{path} holds no grades. Name a file that grade-batch or bench --out wrote.")
    return Run(name=path.name, outcomes=outcomes)


def run_of(interview: Interview, name: str, parts: dict[str, str] | None = None) -> Run:
    """The outcomes of an interview: each question, then each of its probes."""
    outcomes = {
        f"{turn.card.id}{f', probe {step}' if step else ''}": _graded(outcome)
        for turn in interview.turns
        for step, outcome in enumerate(turn.outcomes)
    }
    return Run(name=name, outcomes=outcomes, parts=parts or {})


def _graded(outcome: Outcome) -> Graded:
    return Graded.model_validate(outcome.model_dump(mode="json"))


def _line(line: str, where: str) -> tuple[str, Graded]:
    try:
        fields: dict[str, Any] = json.loads(line)
        return str(fields["id"]), Graded.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        raise BadInput(f"{where} is no grade ({'.'.join(map(str, fault['loc']))}: {fault['msg']}). Take the line out.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{where} is no grade ({error}). Name a file that grade-batch or bench --out wrote.") from error
