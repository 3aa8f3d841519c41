"""Which failure class a question's follow-ups come from."""

from __future__ import annotations

import pytest

from vetting.knowledge import load_knowledge
from vetting.questions.ladder import GENERAL, class_for


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Tell me about a search index that kept serving deleted documents.", "retrieval-staleness", id="by its words"),
        pytest.param("How did the tool call get retried, and what ran twice?", "tool-calling-idempotency", id="by rare words"),
        pytest.param("Tell me about an outage.", GENERAL, id="too few words in common"),
        pytest.param("", GENERAL, id="nothing asked"),
    ],
)
def test_a_question_of_ones_own_gets_follow_ups_that_fit(question: str, expected: str) -> None:
    assert class_for(question, load_knowledge()).id == expected


def test_every_question_of_the_bank_keeps_its_own_class_also_behind_a_quoted_claim() -> None:
    knowledge = load_knowledge()
    for one in knowledge.failure_classes:
        for opener in one.questions:
            assert class_for(opener.text, knowledge).id == one.id
        if one.about_claims:
            for text in one.about_claims.model_dump().values():
                assert class_for(f"You write: “Cut cost by 40 %”. {text}", knowledge).id == one.id
