"""The JSON shapes other programs rely on. Version 1; a field is never removed or given another meaning within a version.

Documented in docs/json.md.
"""

from __future__ import annotations

from typing import Any

from vetting.models.explanation import Explanation
from vetting.models.outcome import Outcome
from vetting.models.question import Plan

VERSION = 1

_OUTCOME: dict[str, Any] = {
    "status": None,
    "level": None,
    "mean": None,
    "probabilities": None,
    "verdict": None,
    "interval": None,
    "needs_human": True,
    "reasons": [],
    "signals": [],
    "missing": [],
    "flags": [],
    "strategy_share": None,
    "probes": [],
    "unsupported": 0,
    "engine": None,
    "fingerprint": None,
    "spent": None,
}
"""Every key of a graded answer, in order, with what it holds where there is no grade."""


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome with every key present: null or empty where there is no grade, never a zero."""
    return {"contract": VERSION, **_OUTCOME, **outcome.model_dump(mode="json")}


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """An explanation as `vetting explain --json` prints it; `outcome` is the shape of a graded answer."""
    return {"contract": VERSION, **explanation.model_dump(mode="json"), "outcome": outcome_json(explanation.outcome)}


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as `vetting ask --json` prints it."""
    return {"contract": VERSION, **plan.model_dump(mode="json")}
