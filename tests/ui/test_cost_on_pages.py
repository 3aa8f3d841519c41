"""Where an endpoint graded, the pages say what it took; where none did, they say nothing of it."""

from __future__ import annotations

import pytest
from screen import Screen

from vetting.models.interview import Interview
from vetting.models.spent import Spent
from vetting.storage import Store

EACH = Spent(requests=3, input_tokens=4000, output_tokens=600, usd=0.0007)


@pytest.fixture
def graded_by_an_endpoint(store: Store, example: tuple[Interview, ...]) -> str:
    """The deep interview, as if an endpoint had graded it, and seen by the person."""
    turns = tuple(
        turn.model_copy(update={"outcomes": tuple(outcome.model_copy(update={"spent": EACH}) for outcome in turn.outcomes)})
        for turn in example[0].turns
    )
    interview = example[0].model_copy(update={"turns": turns})
    store.create(interview, by="Interviewer")
    for turn in turns:
        store.reveal(interview.id, turn.card.id, len(turn.outcomes) - 1, by="Interviewer")
    return interview.id


def test_review_adds_up_the_interview_and_each_grade_says_its_own(graded_by_an_endpoint: str, store: Store) -> None:
    window = Screen(interview=graded_by_an_endpoint).open("review")
    total = store.read(graded_by_an_endpoint).interview.spent
    assert total is not None
    assert total.requests > EACH.requests
    assert window.sees(f"The grades took {total.words}.")
    assert window.sees("This grade took 3 requests, 4,000 tokens in, 600 out, about $0.0007.")


def test_offline_grades_say_nothing_of_cost(kept: tuple[Interview, ...]) -> None:
    window = Screen(interview=kept[0].id).open("review")
    assert not window.sees("grades took")
    assert not window.sees("grade took")
