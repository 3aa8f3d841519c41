"""What a review looks at first."""

from __future__ import annotations

import pytest
from factories import card, fingerprint, grade, interview, turn

from vetting.interview.disagree import to_review
from vetting.models.outcome import NotAssessed, Outcome
from vetting.models.record import InterviewRecord, Override, Rating, Reveal

ME = "Anna"


def record(levels: dict[str, tuple[Outcome, int | None]]) -> InterviewRecord:
    """Questions with the machine's outcome and my level."""
    turns = tuple(turn(outcome, of=card(id)) for id, (outcome, _) in levels.items())
    ratings = tuple(
        Rating(question=id, step=0, level=own, by=ME, at="", before_reveal=True, input="i")
        for id, (_, own) in levels.items()
        if own is not None
    )
    reveals = tuple(Reveal(question=id, step=0, by=ME, at="") for id, (_, own) in levels.items() if own is not None)
    return InterviewRecord(interview=interview(*turns), revision=1, stamp=1, ratings=ratings, reveals=reveals)


def order(of: InterviewRecord, **options: bool) -> list[str]:
    return [one.turn.card.id for one in to_review(of, ME, **options)]


def test_the_widest_difference_comes_first() -> None:
    assert order(record({"same": (grade(3), 3), "near": (grade(3), 2), "far": (grade(4), 0)})) == ["far", "near", "same"]


def test_what_a_person_overrode_is_settled() -> None:
    settled = record({"same": (grade(3), 3), "far": (grade(4), 0)})
    override = Override(question="far", step=0, level=1, machine=4, reason="r", by=ME, at="", input="i")
    assert order(settled.model_copy(update={"overrides": (override,)})) == ["same", "far"]


def test_doubt_and_answers_without_a_level_come_before_the_rest() -> None:
    silent = NotAssessed(engine="fake", fingerprint=fingerprint())
    assert order(record({"sure": (grade(3), 3), "silent": (silent, 2), "doubt": (grade(3, needs_human=True), 3)})) == [
        "silent",
        "doubt",
        "sure",
    ]


def test_the_order_tells_nothing_about_what_was_not_seen() -> None:
    mixed = record({"a": (grade(3), None), "b": (grade(0, needs_human=True), None), "c": (grade(4), 0)})
    assert order(mixed, rate_first=True) == ["c", "a", "b"]


@pytest.mark.parametrize("own", [None, 3])
def test_no_difference_without_both_levels(own: int | None) -> None:
    silent = NotAssessed(engine="fake", fingerprint=fingerprint())
    assert to_review(record({"a": (silent, own)}), ME)[0].distance is None
