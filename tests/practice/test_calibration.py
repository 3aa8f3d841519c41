"""Certainty over sessions: Brier, bias and a curve, from first meetings only, and not drawn from too few."""

from __future__ import annotations

import pytest

from vetting.models.practice import Guess, Practice
from vetting.practice.calibration import FEWEST, calibration
from vetting.practice.cast import load_cast

CAST = load_cast()
TRUE = {persona.id: persona.level for persona in CAST}
DEEP = [persona.id for persona in CAST if persona.level == 4]
SHALLOW = [persona.id for persona in CAST if persona.level <= 1]


def session(number: int, persona: str, level: int | None, sure: int = 80, **changes: object) -> Practice:
    usual: dict[str, object] = {
        "id": f"p{number}",
        "persona": persona,
        "chosen": "surprise",
        "by": "Ada",
        "started": f"2026-11-24T09:{number:02d}:00+00:00",
        "guess": None if level is None else Guess(level=level, sure=sure, at="2026-11-24T10:00:00+00:00"),
    }
    return Practice.model_validate({**usual, **changes})


def test_brier_bias_and_shares_are_as_by_hand() -> None:
    found = calibration([session(1, DEEP[0], 3, 90), session(2, SHALLOW[0], 3, 60)], CAST)
    assert found.sessions == 2
    assert found.brier == pytest.approx(((0.9 - 1) ** 2 + 0.6**2) / 2)
    assert found.bias == pytest.approx(((3 - 4) + (3 - TRUE[SHALLOW[0]])) / 2)
    assert (found.right, found.sure) == (0.5, 0.75)
    assert [(band.low, band.sessions, band.right) for band in found.bands] == [(50, 1, 0.0), (85, 1, 1.0)]


def test_a_chosen_level_and_a_second_meeting_are_no_test_and_are_counted_as_left_out() -> None:
    sessions = [session(1, DEEP[0], 4), session(2, DEEP[0], 4), session(3, DEEP[1], 4, chosen="level"), session(4, DEEP[2], None)]
    found = calibration(sessions, CAST)
    assert (found.sessions, found.left_out) == (1, 2)


def test_the_first_meeting_counts_whatever_the_order_they_come_in() -> None:
    first, second = session(1, DEEP[0], 0), session(2, DEEP[0], 4)
    assert calibration([second, first], CAST).right == 0


def test_fewer_than_ten_are_too_few_for_a_curve() -> None:
    sessions = [session(number, persona.id, persona.level) for number, persona in enumerate(CAST)]
    assert calibration(sessions[: FEWEST - 1], CAST).too_few
    assert not calibration(sessions[:FEWEST], CAST).too_few


def test_without_sessions_there_is_no_figure() -> None:
    found = calibration([], CAST)
    assert (found.sessions, found.brier, found.bias, found.too_few) == (0, None, None, True)


def test_a_candidate_who_is_gone_from_the_cast_is_not_counted() -> None:
    assert calibration([session(1, "nobody", 4)], CAST).sessions == 0
