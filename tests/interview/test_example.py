"""The invented interviews are real questions with real grades, and the scale's examples stand where they say."""

from __future__ import annotations

import pytest

from vetting.interview.example import example_interviews, read_example, scale_examples
from vetting.models.interview import Interview
from vetting.models.outcome import Grade
from vetting.settings import from_environment
from vetting.storage import new_id
from vetting.wiring import grader, open_engine, open_knowledge


@pytest.fixture(scope="module")
def made() -> tuple[Interview, ...]:
    settings = from_environment({}, engine="offline")
    knowledge = open_knowledge(settings)
    return tuple(one for one, _ in example_interviews(knowledge, grader(open_engine(settings), knowledge), new_id))


def mean(interview: Interview) -> float:
    grades = [outcome.mean for turn in interview.turns if isinstance(outcome := turn.outcomes[-1], Grade)]
    return sum(grades) / len(grades)


def test_all_are_asked_the_same_questions(made: tuple[Interview, ...]) -> None:
    assert len({tuple(card.id for card in one.plan.questions) for one in made}) == 1


def test_the_operator_and_the_strategist_are_told_apart(made: tuple[Interview, ...]) -> None:
    operator, strategist, between = map(mean, made)
    assert operator > between > strategist


def test_everything_that_can_happen_is_in_it(made: tuple[Interview, ...]) -> None:
    statuses = {outcome.status for one in made for turn in one.turns for outcome in turn.outcomes}
    assert {"graded", "declined", "not_assessed"} <= statuses
    assert any(len(turn.outcomes) > 1 for one in made for turn in one.turns), "a probe was asked"
    assert [one.finished for one in made] == [True, True, False]


def test_no_candidate_of_the_example_passes_for_real() -> None:
    assert all("Example" in one.candidate for one in read_example().candidates)


def test_the_examples_of_the_scale_are_graded_as_what_they_are() -> None:
    settings = from_environment({}, engine="offline")
    knowledge = open_knowledge(settings)
    grade = grader(open_engine(settings), knowledge)
    question = knowledge.failure_class("retrieval-staleness").opener.text
    means = [outcome.mean if isinstance(outcome := grade(question, text), Grade) else None for text in scale_examples()]
    assert means == sorted(means, key=lambda mean: -1 if mean is None else mean)
    assert [round(mean) for mean in means if mean is not None] == [0, 1, 2, 3, 4]
