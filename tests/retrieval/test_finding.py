"""With the real sentence model: people find what they mean, whether they name a thing or say what troubles them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vetting.embedding import embedder
from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.retrieval import Index, open_index

SAID = {
    "our assistant keeps quoting the return policy we had before the merger": "stale embeddings",
    "the agent ordered the same part again after the supplier's system timed out": "tool-calling idempotency",
    "somebody hid an order to our bot inside a spreadsheet": "guardrails and injection",
    "she would be here two days, or three, we will see": "hours and SLA",
    "is twenty-one thousand a month a fair fee": "price bands",
    "he answered my question about the outage with a lecture on operating models": "deflection to frameworks",
    "we have nobody who could put the advice into practice": "execution capacity",
    "the tests were green the whole time and customers left": "eval false confidence",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def index(shared_cache: Path, knowledge: Knowledge) -> Iterator[Index]:
    opened = open_index(shared_cache / "index", knowledge, embedder())
    yield opened
    opened.close()


@pytest.mark.parametrize(("said", "concept"), SAID.items(), ids=SAID.values())
def test_what_people_say_leads_to_what_to_vet(index: Index, knowledge: Knowledge, said: str, concept: str) -> None:
    assert concept in [knowledge.criterion(hit.id).concept for hit in index.search(said, limit=5)]


def test_naming_a_concept_finds_it(index: Index, knowledge: Knowledge) -> None:
    found = [concept for concept in knowledge.concepts if concept in concepts_of(index, knowledge, concept, 5)]
    assert len(found) >= 0.95 * len(knowledge.concepts)


def test_a_criterions_title_finds_it(index: Index, knowledge: Knowledge) -> None:
    found = [one.id for one in knowledge.criteria if one.id in [hit.id for hit in index.search(one.title, limit=5)]]
    assert len(found) >= 0.9 * len(knowledge.criteria)


def test_a_question_of_the_bank_finds_its_failure_class(index: Index, knowledge: Knowledge) -> None:
    asked = [(one.id, one.opener.text) for one in knowledge.failure_classes]
    found = [id for id, text in asked if id in [hit.id for hit in index.search(text, kind="failure_class", limit=3)]]
    assert len(found) >= 0.8 * len(asked)


def test_a_whole_cv_finds_what_its_single_lines_are_about(index: Index, knowledge: Knowledge) -> None:
    filler = "Studied physics in Leiden. Speaks four languages. Plays the cello in a quartet. Ran a department of forty. " * 6
    cv = f"{filler} Cut our monthly model invoice by half after finding the feature that burnt it. {filler}"
    assert "cost and FinOps" in concepts_of(index, knowledge, cv, 10)


def concepts_of(index: Index, knowledge: Knowledge, query: str, limit: int) -> list[str]:
    return [knowledge.criterion(hit.id).concept for hit in index.search(query, limit=limit)]
