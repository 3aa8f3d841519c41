"""A rater's drift is found where it is, and "too few" is said where nothing else can be."""

from __future__ import annotations

import math
import random

import pytest

from vetting.models.drill import Drill, DrillRating, Reveal
from vetting.practice.drift import LEAST, Leaning, agreement, drill_result, first_ratings, mean_interval, student_t


def rating(answer: str, level: int, truth: int, style: str = "plain") -> DrillRating:
    return DrillRating(answer=answer, level=level, truth=truth, style=style)


def by_style(*ratings: DrillRating) -> dict[str, Leaning]:
    return {drift.about: drift.leaning for drift in drill_result(ratings, {}).by_style}


def test_somebody_who_falls_for_fluent_talk_is_told_so_and_for_nothing_else() -> None:
    fluent = [rating(f"f{n}", min(4, n % 3 + 2), n % 3, "fluent") for n in range(7)]
    plain = [rating(f"p{n}", n % 3 + (n % 2), n % 3, "plain") for n in range(7)]
    assert by_style(*fluent, *plain) == {"fluent": Leaning.OVER, "plain": Leaning.UNSEEN}


def test_marking_hesitant_people_down_shows_below_zero() -> None:
    result = drill_result([rating(f"h{n}", 2, 4, "hesitant") for n in range(6)], {})
    (drift,) = result.by_style
    assert drift.leaning is Leaning.UNDER
    assert drift.mean == -2
    assert drift.high is not None
    assert drift.high < 0


def test_three_ratings_are_too_few_to_say_anything() -> None:
    assert by_style(*(rating(str(n), 4, 0) for n in range(LEAST - 1))) == {"plain": Leaning.TOO_FEW}
    assert by_style(*(rating(str(n), 4, 0) for n in range(LEAST))) == {"plain": Leaning.OVER}


def test_equal_errors_are_no_certainty() -> None:
    low, high = mean_interval([0, 0, 0, 0]) or (0.0, 0.0)
    assert low < -0.5 < 0.5 < high


def test_the_interval_holds_the_true_mean_nine_times_in_ten() -> None:
    chance = random.Random(3)
    for errors, weights in (((-2, -1, 0, 1, 2), (5, 20, 50, 20, 5)), ((0, 1, 2, 3), (60, 25, 10, 5))):
        true = sum(e * w for e, w in zip(errors, weights, strict=True)) / 100
        for count in (4, 8, 20):
            drawn = [mean_interval(chance.choices(errors, weights, k=count)) for _ in range(1000)]
            assert sum(found is not None and found[0] <= true <= found[1] for found in drawn) / 1000 > 0.89


@pytest.mark.parametrize(("freedom", "quantile"), [(3, 3.182), (4, 2.776), (9, 2.262), (19, 2.093), (120, 1.980)])
def test_students_quantile_is_the_one_in_the_tables(freedom: int, quantile: float) -> None:
    assert student_t(freedom) == pytest.approx(quantile, abs=0.005)


def test_the_machine_stands_beside_on_the_answers_it_gave_a_level() -> None:
    ratings = [rating("a", 3, 1), rating("b", 1, 1), rating("c", 4, 4), rating("d", 0, 3)]
    result = drill_result(ratings, {"a": 1, "b": 2, "c": None, "d": 3})
    assert (result.yours.n, result.yours.exact, result.yours.within_one) == (4, 2, 2)
    assert (result.machine.n, result.machine.exact, result.machine.within_one) == (3, 2, 3)
    assert result.silent == 1
    assert [(drift.about, drift.mean, drift.machine) for drift in result.by_level] == [("1", 1.0, 0.5), ("3", -3.0, 0.0), ("4", 0.0, None)]


def test_the_worst_three_come_worst_first_and_right_ones_never() -> None:
    ratings = [rating("a", 1, 1), rating("b", 2, 1), rating("c", 4, 0), rating("d", 0, 2), rating("e", 3, 4)]
    assert drill_result(ratings, {}).worst == ("c", "d", "b")
    assert drill_result([rating("a", 1, 1)], {}).worst == ()


def test_agreement_is_what_it_is_by_hand() -> None:
    found = agreement([(0, 0), (1, 1), (2, 2), (3, 3), (4, 3)])
    assert (found.exact, found.within_one) == (4, 5)
    assert found.qwk == pytest.approx(1 - 1 / 17)  # squared distances: 1 as seen, 17 over the margins
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.qwk <= found.high + 1e-9


def test_somebody_who_says_two_to_everything_agrees_no_more_than_chance() -> None:
    assert agreement([(level, 2) for level in range(5)]).qwk == pytest.approx(0)


def test_one_level_throughout_has_no_kappa() -> None:
    assert agreement([(2, 2)] * 6).qwk is None


def test_an_answer_met_again_counts_as_it_was_met_first() -> None:
    def drill(id: str, level: int) -> Drill:
        return Drill(id=id, by="Ada", started="", seed=1, shared=False, reveal=Reveal.END, answers=("a",), ratings=(rating("a", level, 1),))

    assert [one.level for one in first_ratings([drill("d1", 4), drill("d2", 1)])] == [4]
    assert not any(math.isnan(drift.mean) for drift in drill_result(first_ratings([drill("d1", 4)]), {}).by_level)
