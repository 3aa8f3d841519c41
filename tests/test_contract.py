"""The JSON shapes other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path

import factories as make
import pytest
from pydantic import TypeAdapter

from vetting import contract
from vetting.contract import outcome_json, plan_json
from vetting.models.outcome import Declined, Failed, NotAssessed, Outcome, Probe
from vetting.models.question import Plan
from vetting.scale import Signal

GOLDEN = Path(__file__).parent / "golden" / "contract.json"
PROBE = Probe(text="What happened?", aims_at=Signal.INCIDENT, why="w")
JUDGED = {"engine": "fake", "fingerprint": make.fingerprint(), "reasons": ("because",)}
READ = make.reading(Signal.FIX, "well, I rolled it back", "I rolled it back")
OUTCOMES: dict[str, Outcome] = {
    "graded": make.grade(3, signals=(READ,), flags=(READ,), probes=(PROBE,), strategy_share=0.25, missing=(Signal.DETECTION,)),
    "not_assessed": NotAssessed(**JUDGED, probes=(PROBE,)),
    "declined": Declined(**JUDGED),
    "failed": Failed(**JUDGED),
}
WITHOUT_GRADE = ("level", "mean", "probabilities", "verdict", "interval", "strategy_share")


@pytest.mark.parametrize("status", OUTCOMES)
def test_every_key_is_present_in_the_same_order_whatever_the_status(status: str) -> None:
    keys = list(outcome_json(OUTCOMES[status]))
    assert keys == [
        "contract", "status", "level", "mean", "probabilities", "verdict", "interval", "needs_human", "reasons", "signals", "missing",
        "flags", "strategy_share", "probes", "unsupported", "engine", "fingerprint", "spent",
    ]  # fmt: skip


@pytest.mark.parametrize("status", [status for status in OUTCOMES if status != "graded"])
def test_without_a_grade_nothing_looks_like_one(status: str) -> None:
    shown = outcome_json(OUTCOMES[status])
    assert [shown[key] for key in WITHOUT_GRADE] == [None] * len(WITHOUT_GRADE)
    assert shown["needs_human"] is True
    assert shown["status"] == status


@pytest.mark.parametrize("status", OUTCOMES)
def test_an_outcome_survives_json_as_the_type_it_was(status: str) -> None:
    union: TypeAdapter[Outcome] = TypeAdapter(Outcome)
    outcome = OUTCOMES[status]
    back = union.validate_json(union.dump_json(outcome))
    assert type(back) is type(outcome)
    assert back == outcome


def test_the_contract_survives_json_text() -> None:
    for outcome in OUTCOMES.values():
        assert json.loads(json.dumps(outcome_json(outcome))) == outcome_json(outcome)


def test_a_plan_is_printed_whole_and_read_back() -> None:
    shown = json.loads(json.dumps(plan_json(make.plan())))
    assert shown.pop("contract") == contract.VERSION
    assert Plan.model_validate(shown) == make.plan()


def test_the_shapes_are_those_of_the_version_they_name() -> None:
    """A field that goes, or changes its type, needs a new version; a new field needs a look at this file's diff."""
    shapes = {"version": contract.VERSION, "outcome": TypeAdapter(Outcome).json_schema(), "plan": Plan.model_json_schema()}
    shown = json.dumps(shapes, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert shown == GOLDEN.read_text("utf-8"), f"the JSON contract changed; if it was meant, write the new text to {GOLDEN.name}"
