"""An answer put right is graded again from there on."""

from __future__ import annotations

from factories import card, grade, interview, turn

from vetting.interview.correct import correct_answer
from vetting.models.interview import Exchange
from vetting.models.outcome import Outcome
from vetting.scale import Signal


def graded_by_length(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
    return grade(min(4, len(answer.split())))


def test_only_what_the_correction_touches_is_graded_again() -> None:
    probed = turn(grade(1)).model_copy(
        update={
            "exchanges": (Exchange(asked="q", answer="first"), Exchange(asked="p", answer="second thing", aims_at=Signal.FIX)),
            "outcomes": (grade(0), grade(0)),
        }
    )
    again = correct_answer(interview(probed), probed, 1, "second thing said", graded_by_length).turns[0]
    assert [exchange.answer for exchange in again.exchanges] == ["first", "second thing said"]
    assert again.outcomes == (grade(0), grade(4))


def test_correcting_the_first_answer_grades_the_probes_again_too() -> None:
    probed = turn(grade(1)).model_copy(
        update={
            "exchanges": (Exchange(asked="q", answer="one"), Exchange(asked="p", answer="two", aims_at=Signal.FIX)),
            "outcomes": (grade(0), grade(0)),
        }
    )
    assert correct_answer(interview(probed), probed, 0, "one more", graded_by_length).turns[0].outcomes == (grade(2), grade(3))


def test_the_question_stays_where_it_was() -> None:
    two = interview(turn(grade(1), of=card("a")), turn(grade(2), of=card("b")))
    assert [one.card.id for one in correct_answer(two, two.turns[0], 0, "x", graded_by_length).turns] == ["a", "b"]
