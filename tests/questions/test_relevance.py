"""What a text is about, in the words people use."""

from __future__ import annotations

import pytest

from vetting.embedding import embedder
from vetting.models.knowledge import Knowledge
from vetting.questions.glossary import in_our_words
from vetting.questions.relevance import Relevant
from vetting.retrieval import Index


@pytest.fixture(scope="module")
def relevant(knowledge: Knowledge, index: Index) -> Relevant:
    return Relevant(knowledge, index, embedder())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our chatbot lies to customers.", "silent-hallucination"),
        ("The token bill doubled in August.", "cost-blow-up"),
        ("It once booked the same visit four times.", "tool-calling-idempotency"),
        ("Answers are sometimes out of date.", "retrieval-staleness"),
        ("An assistant over our RAG index cannot find part numbers.", "retrieval-misses"),
        ("Patient data must not leave our data centre.", "pii-exposure"),
        ("Our churn forecasts got worse after the last retraining.", "classic-ml-in-production"),
        ("Doctors click accept on every draft letter.", "human-in-the-loop"),
        ("Somebody tricked the bot with a prompt injection.", "guardrails-injection"),
    ],
)
def test_a_plain_sentence_leads_to_the_way_it_fails(relevant: Relevant, text: str, expected: str) -> None:
    classes = relevant.of(text).classes
    assert max(classes, key=lambda id: classes[id]) == expected


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "We sell shoes in three countries.", "Free fruit and a bike scheme.", "", "?!"])
def test_a_text_about_something_else_is_about_nothing(relevant: Relevant, text: str) -> None:
    about = relevant.of(text)
    assert not any(about.classes.values())
    assert about.criteria == about.telling == ()


def test_a_long_text_is_about_its_clauses_and_not_about_their_mean(relevant: Relevant) -> None:
    filler = "We offer thirty days of vacation. The office is near the river. We like coffee. "
    about = relevant.of(filler * 20 + "The token bill doubled in August. " + filler * 20)
    assert max(about.classes, key=lambda id: about.classes[id]) == "cost-blow-up"


def test_people_called_agents_are_not_taken_for_software() -> None:
    assert "clerks" in in_our_words("a copilot for 1,200 agents")
    assert in_our_words("an agent books visits") == "an agent books visits"
