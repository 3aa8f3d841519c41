"""The LLM engine on paper, with a door that says what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import factories as make
import httpx2
import pytest

from vetting.errors import EndpointBroke, ModelAnswerUnusable
from vetting.llm import Decisions, Door, Endpoint, Messages, Scale
from vetting.models.document import Document
from vetting.models.knowledge import Knowledge
from vetting.models.proposal import Presence, ProposalReview, ReviewFailed, ScopeItem, Term
from vetting.proposal import review_proposal
from vetting.proposal.llm import LlmProposalEngine

EVALS = "for each feature in production a golden set of 200 cases and a pass mark"


class _Door(Door):
    def __init__(self, chances: Mapping[str, tuple[float, ...]], found: Mapping[str, Any], failure: Exception | None = None) -> None:
        super().__init__(Endpoint(api_key="none", base_url=None, chat_model="openai:fake", decisions_model="fake"))
        self._chances, self._found, self._failure = chances, found, failure
        self.asked: list[Mapping[str, Scale]] = []

    def decide(self, given: Mapping[str, str], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions:
        self.asked.append(scales)
        return Decisions({}, {name: self._chances.get(name, (0.9, 0.05, 0.05)) for name in scales})

    def structured(self, messages: Messages, schema: Any) -> Any:
        if self._failure:
            raise self._failure
        return schema.model_validate(self._found)


def _found(**changes: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "scope": [],
        "terms": [],
        "fees": [],
        "deliverables": [],
        "clashes": [],
        "region": None,
        "commitment_months": None,
    }
    return {**nothing, **changes}


def _review(door: Door, offer: Document, knowledge: Knowledge) -> ProposalReview:
    found = review_proposal(offer, LlmProposalEngine(door), knowledge=knowledge)
    assert isinstance(found, ProposalReview)
    return found


def test_status_comes_from_the_decisions_and_words_from_the_document(offer: Document, knowledge: Knowledge) -> None:
    door = _Door(
        {"evals": (0.02, 0.08, 0.9)},
        _found(
            scope=[{"item": "evals", "quotes": [EVALS], "excluded": []}],
            terms=[{"term": "hours_per_week", "choice": None, "holds": None, "low": 16, "high": 16, "quotes": ["16 hours a week"]}],
            fees=[{"amount": 9500, "upto": None, "currency": "eur", "per": "month", "quote": "EUR 9,500 per month"}],
            deliverables=[{"number": 62, "by_day": 60, "quotes": ["a twelve-month roadmap with build, buy or cut"]}],
            region="EU",
        ),
    )
    review = _review(door, offer, knowledge)
    assert review.item(ScopeItem.EVALS).status is Presence.PRESENT
    assert review.item(ScopeItem.EVALS).quotes[0].words == EVALS
    assert review.item(ScopeItem.BOARD).status is Presence.ABSENT
    assert review.term(Term.HOURS_PER_WEEK).low == 16
    assert (review.fees[0].currency, review.region) == ("EUR", "EU")
    assert next(one for one in review.ninety_days if one.criterion == 62).found
    assert set(door.asked[0]) == {item.value for item in ScopeItem}


def test_a_promise_without_words_in_the_document_is_not_believed(offer: Document, knowledge: Knowledge) -> None:
    door = _Door(
        {"board": (0.0, 0.1, 0.9)}, _found(scope=[{"item": "board", "quotes": ["A monthly board deck with forty slides."], "excluded": []}])
    )
    review = _review(door, offer, knowledge)
    assert review.item(ScopeItem.BOARD).status is Presence.NOT_ASSESSED
    assert review.unsupported == 1


@pytest.mark.parametrize("failure", [EndpointBroke("The endpoint failed (HTTP 500)."), ModelAnswerUnusable("The answer was cut off.")])
def test_when_either_request_fails_nothing_is_reviewed(offer: Document, knowledge: Knowledge, failure: Exception) -> None:
    found = review_proposal(offer, LlmProposalEngine(_Door({}, _found(), failure)), knowledge=knowledge)
    assert isinstance(found, ReviewFailed)
    assert str(failure) in found.reasons


def test_an_item_the_model_left_out_fails_the_review_instead_of_being_absent(offer: Document, knowledge: Knowledge) -> None:
    class Forgetful(_Door):
        def decide(self, given: Mapping[str, str], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions:
            return Decisions({}, {name: (1.0, 0.0, 0.0) for name in scales if name != "evals"})

    found = review_proposal(offer, LlmProposalEngine(Forgetful({}, _found())), knowledge=knowledge)
    assert isinstance(found, ReviewFailed)
    assert "evals" in found.reasons[0]


def test_the_document_travels_as_data_over_the_wire_of_both_requests(offer: Document, knowledge: Knowledge) -> None:
    """Through the real clients: Decisions and structured chat, the network a function."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        seen.append(request.url.path)
        if request.url.path.endswith("decisions"):
            return httpx2.Response(200, json=make.decisions_reply(body))
        assert offer.text in json.loads(body["messages"][1]["content"])["proposal"]
        return httpx2.Response(200, json=make.chat_reply(_found()))

    found = review_proposal(offer, LlmProposalEngine(Door(make.endpoint(answer))), knowledge=knowledge)
    assert isinstance(found, ProposalReview)
    assert sorted(path.rpartition("/")[2] for path in seen) == ["completions", "decisions"]
