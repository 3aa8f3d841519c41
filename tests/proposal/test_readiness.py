"""The buyer's own eight answers: ready, not yet, or a consultant."""

from __future__ import annotations

import pytest

from vetting.models.knowledge import Knowledge
from vetting.models.readiness import BuyerAnswers, Readiness
from vetting.proposal import readiness
from vetting.proposal.readiness import buyer_questions

READY = BuyerAnswers(
    champion="Bea",
    executor="Raj",
    authority=True,
    direct_line=True,
    pushback=True,
    hours=16,
    horizon=9,
    in_production="a support assistant",
)


@pytest.mark.parametrize(
    ("changes", "outcome", "criterion"),
    [
        pytest.param({}, Readiness.READY, None, id="everything is there"),
        pytest.param({"champion": ""}, Readiness.NOT_YET, 86, id="no champion"),
        pytest.param({"executor": ""}, Readiness.NOT_YET, 52, id="nobody to execute"),
        pytest.param({"executor": None}, Readiness.NOT_YET, 52, id="not answered"),
        pytest.param({"direct_line": False}, Readiness.NOT_YET, 82, id="no direct line"),
        pytest.param({"authority": False}, Readiness.CONSULTANT, 85, id="no authority"),
        pytest.param({"pushback": False}, Readiness.CONSULTANT, 84, id="does not want a no"),
        pytest.param({"hours": 4}, Readiness.CONSULTANT, 25, id="too few hours for a retainer"),
        pytest.param({"horizon": 1}, Readiness.CONSULTANT, 119, id="four weeks"),
        pytest.param({"horizon": 1.5}, Readiness.NOT_YET, 118, id="six weeks are only diagnosis"),
        pytest.param({"hours": 60}, Readiness.NOT_YET, 19, id="more than one person"),
        pytest.param({"in_production": ""}, Readiness.READY, None, id="nothing in production is an answer"),
        pytest.param({"horizon": 24}, Readiness.READY, None, id="long, and told to plan a hire"),
    ],
)
def test_the_outcome_follows_from_the_answers_and_cites_its_criterion(
    changes: dict[str, object], outcome: Readiness, criterion: int | None
) -> None:
    check = readiness(READY.model_copy(update=changes))
    assert check.outcome is outcome
    assert criterion is None or str(criterion) in check.says


def test_there_are_eight_questions_and_a_finding_for_each() -> None:
    assert len(buyer_questions()) == 8
    assert [one.question for one in readiness(READY).findings] == [one.id for one in buyer_questions()]


def test_contradictions_of_the_source_are_shown_where_the_answers_touch_them(knowledge: Knowledge) -> None:
    check = readiness(READY.model_copy(update={"hours": 35, "horizon": 20}), contradictions=knowledge.contradictions)
    assert {bite.contradiction for bite in check.bites} == {"d", "f"}
    assert check.fits is not None
    assert "embedded" in check.fits
