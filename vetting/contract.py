"""The JSON shapes other programs rely on. Version 1; a field is never removed or given another meaning within a version.

Documented in docs/json.md.
"""

from __future__ import annotations

from typing import Any

from vetting.models.explanation import Explanation
from vetting.models.interview import Interview
from vetting.models.outcome import Outcome
from vetting.models.question import Plan
from vetting.models.transcript import Pairing, Quality, Roles, Transcript

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


def transcript_json(
    transcript: Transcript, roles: Roles, pairing: Pairing, quality: Quality, interview: Interview | None, plan: Plan | None
) -> dict[str, Any]:
    """A transcript as `vetting transcript --json` prints it. Without an interview nothing was graded, and `outcomes` are empty."""
    said = [one.text for one in transcript.utterances]
    outcomes = [[outcome_json(one) for one in turn.outcomes] for turn in interview.turns] if interview else [[] for _ in pairing.pairs]
    texts = {card.id: card.text for card in plan.questions} if plan else {}
    return {
        "contract": VERSION,
        "name": transcript.name,
        "format": transcript.format,
        "speakers": [
            {**one.model_dump(mode="json"), "role": roles.of(one.name).value, "reason": _reason(roles, one.name)}
            for one in transcript.speakers
        ],
        "roles_in_doubt": roles.doubt,
        "repairs": transcript.repairs.model_dump(mode="json"),
        "utterances": [one.model_dump(mode="json") for one in transcript.utterances],
        "gate": quality.gate.value,
        "findings": [one.model_dump(mode="json") for one in quality.findings],
        "pairs": [{**pair.model_dump(mode="json"), "outcomes": graded} for pair, graded in zip(pairing.pairs, outcomes, strict=True)],
        "left_out": [{**one.model_dump(mode="json"), "text": [said[place] for place in one.utterances]} for one in pairing.left_out],
        "never_asked": [{"id": id, "text": texts.get(id)} for id in pairing.never_asked],
        "interview": interview.id if interview else None,
    }


def _reason(roles: Roles, speaker: str) -> str | None:
    return next((one.reason for one in roles.proposals if one.speaker == speaker), None)
