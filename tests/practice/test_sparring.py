"""A session from the choice to the reveal: seeded, rated once, and graded by the machine only after the person."""

from __future__ import annotations

from collections.abc import Callable

import factories as make
import pytest

from vetting.errors import BadInput
from vetting.models.outcome import Outcome
from vetting.models.practice import Practice
from vetting.practice.cast import load_cast
from vetting.practice.session import MOST_QUESTIONS, choose, judge, rate

CAST = load_cast()
NOW = "2026-11-24T10:00:00+00:00"
Interviews = Callable[..., Practice]


def test_the_same_seed_draws_the_same_candidate_and_seeds_differ() -> None:
    assert choose(CAST, seed="a") == choose(CAST, seed="a")
    assert len({choose(CAST, seed=str(seed)).id for seed in range(40)}) > 8


def test_those_not_met_come_first_and_then_anybody() -> None:
    met = [persona.id for persona in CAST[1:]]
    assert choose(CAST, seed="a", met=met) == CAST[0]
    assert choose(CAST, seed="a", met=[persona.id for persona in CAST]) in CAST


def test_a_level_draws_among_that_level() -> None:
    assert {choose(CAST, seed=str(seed), level=0).level for seed in range(10)} == {0}
    with pytest.raises(BadInput, match="no candidate of level 3"):
        choose([persona for persona in CAST if persona.level != 3], seed="a", level=3)


def test_rating_ends_the_conversation_and_stands(interview: Interviews) -> None:
    rated = rate(interview("marta-lindqvist", "Tell me about one failure."), 4, 70, at=NOW)
    assert rated.is_over
    with pytest.raises(BadInput, match="first guess stands"):
        rate(rated, 0, 10, at=NOW)


@pytest.mark.parametrize(("level", "sure"), [(5, 50), (-1, 50), (3, 101), (3, -1)])
def test_a_level_or_certainty_off_the_scale_is_refused(interview: Interviews, level: int, sure: int) -> None:
    with pytest.raises(BadInput, match="0 to 4"):
        rate(interview("marta-lindqvist", "Tell me about one failure."), level, sure, at=NOW)


def test_nobody_is_rated_unasked(interview: Interviews) -> None:
    with pytest.raises(BadInput, match="Nothing was asked"):
        rate(interview("marta-lindqvist"), 4, 70, at=NOW)


def test_the_machine_grades_the_whole_conversation_after_the_person(interview: Interviews) -> None:
    seen: list[tuple[str, str, tuple[str, ...]]] = []

    def grade(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
        seen.append((question, answer, follow_ups))
        return make.grade(3)

    practice = interview("marta-lindqvist", "Good morning, how are you?", "Tell me about one failure.", "How did you notice?")
    with pytest.raises(BadInput, match="comes after yours"):
        judge(practice, grade)
    judged = judge(rate(practice, 4, 70, at=NOW), grade)
    assert judged.machine == make.grade(3)
    assert seen == [("Tell me about one failure.", "\n\n".join(one.reply for one in practice.said[1:]), ("How did you notice?",))]


def test_the_candidates_time_is_up_some_day(interview: Interviews, labelled: dict[str, list[str]]) -> None:
    questions = [question for group in labelled.values() for question in group]
    practice = interview("marta-lindqvist", *questions)
    assert practice.is_over
    assert len(practice.said) <= MOST_QUESTIONS


def test_an_empty_question_is_refused(interview: Interviews) -> None:
    with pytest.raises(BadInput, match="no question"):
        interview("marta-lindqvist", "  ")
