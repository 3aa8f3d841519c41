"""Contradictions are named by the model, and kept only where both quotes stand and a second look bears them out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import factories as make
import pytest

from vetting.errors import BadInput, EndpointUnreachable
from vetting.interview.consistency import check_consistency
from vetting.llm import Messages
from vetting.models.interview import Exchange, Interview

SMALL = "In May our index went stale. I was alone on it, and I rewrote the job that fed it."
TEAM = "At the same firm I led nine engineers who rebuilt the index from March to June."
PAIR = {
    "sentence": "Alone on the index, and leading nine engineers on it in the same month.",
    "one": {"source": "answer 1", "quote": "I was alone on it"},
    "other": {"source": "answer 2", "quote": "I led nine engineers"},
    "probe": "Who else worked on the index in May?",
}


class Door:
    """Names the pairs it is given, and is as sure of them as it is told."""

    model = "fake"

    def __init__(self, *pairs: dict[str, Any], sure: float = 0.95) -> None:
        self.pairs, self.sure = pairs, sure
        self.told: list[Messages] = []
        self.confirmed: list[Mapping[str, Any]] = []

    def structured(self, messages: Messages, schema: Any) -> Any:
        self.told.append(messages)
        return schema.model_validate({"pairs": list(self.pairs)})

    def decide(self, given: Mapping[str, Any], statements: Mapping[str, str], scales: Any, fallback: str) -> Any:
        self.confirmed.append(given)
        return make.Decisions(dict.fromkeys(statements, self.sure), {})


def _interview(*answers: str, claim: str | None = None) -> Interview:
    cards = [make.card(f"class.e{n}", claim=claim if n == 0 else None) for n in range(len(answers))]
    turns = [
        make.turn(make.grade(2), of=card).model_copy(update={"exchanges": (Exchange(asked=card.text, answer=answer),)})
        for card, answer in zip(cards, answers, strict=True)
    ]
    return make.interview(*turns, cards=tuple(cards))


def test_a_contradiction_comes_with_both_quotes_and_a_question_that_settles_it() -> None:
    door = Door(PAIR)
    check = check_consistency(_interview(SMALL, TEAM), door)
    (found,) = check.found
    assert (found.sentence, found.probe) == (PAIR["sentence"], PAIR["probe"])
    assert [said.source for said in (found.one, found.other)] == ["answer 1", "answer 2"]
    assert SMALL[found.one.evidence.start : found.one.evidence.end] == "I was alone on it"
    assert found.other.question == "class.e1"
    assert door.confirmed == [{"pair 1": {"sentence": PAIR["sentence"], "one": "I was alone on it", "other": "I led nine engineers"}}]


def test_the_documents_are_read_with_the_claims_of_the_plan() -> None:
    against = {**PAIR, "other": {"source": "documents", "quote": "built the search of a bank with a team of twelve"}}
    door = Door(against)
    check = check_consistency(_interview(SMALL, claim="I built the search of a bank with a team of twelve."), door)
    assert check.compared == ("answer 1", "documents")
    assert check.found[0].other.question is None
    assert set(json.loads(door.told[0].user)) == {"answers", "documents"}


def test_the_candidates_name_is_not_sent() -> None:
    door = Door()
    check_consistency(_interview(SMALL, TEAM).model_copy(update={"candidate": "Ottoline Vane"}), door)
    assert "Vane" not in door.told[0].user


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"one": {"source": "answer 1", "quote": "we were forty on it"}}, id="an invented quote"),
        pytest.param({"one": {"source": "answer 7", "quote": "I was alone on it"}}, id="an answer that is none"),
        pytest.param({"other": {"source": "answer 1", "quote": "I rewrote the job"}}, id="one answer against itself"),
        pytest.param({"sentence": " "}, id="nothing named"),
    ],
)
def test_what_cannot_be_checked_is_dropped_and_counted(change: dict[str, Any]) -> None:
    door = Door({**PAIR, **change})
    check = check_consistency(_interview(SMALL, TEAM), door)
    assert (check.found, check.unsupported, door.confirmed) == ((), 1, [])
    assert "do not stand" in (check.dropped or "")


def test_what_a_second_look_does_not_bear_out_is_dropped() -> None:
    check = check_consistency(_interview(SMALL, TEAM), Door(PAIR, sure=0.3))
    assert (check.found, check.unconfirmed) == ((), 1)
    assert "no proof" in check.says


def test_one_text_alone_cannot_be_compared() -> None:
    with pytest.raises(BadInput, match="only one text"):
        check_consistency(_interview(SMALL), Door())


def test_a_failing_model_is_a_failure_and_no_clean_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door()

    def fails(*_: object) -> None:
        raise EndpointUnreachable("The endpoint cannot be reached.")

    monkeypatch.setattr(door, "structured", fails)
    with pytest.raises(EndpointUnreachable):
        check_consistency(_interview(SMALL, TEAM), door)
