"""The level learns from levels, and from orders where levels alone leave it open."""

import numpy as np

from vetting.grading.offline.judge import chances
from vetting.grading.offline.level_fit import FALL, STAY, Order, fit_levels

COUNT = 60


def _answers() -> tuple[np.ndarray, np.ndarray]:
    """Depth and a habit that goes with it, as in one writer; then two edits, each of which changes one of them only."""
    levels = np.repeat(np.arange(5.0), COUNT // 5)
    noise = np.random.default_rng(3).normal(size=(COUNT, 2)) * 0.3
    rows = np.stack([levels, levels], axis=1) + noise
    return np.vstack([rows, [[4.0, 4.0], [2.0, 4.0], [4.0, 2.0]]]), np.append(levels, [np.nan] * 3)


def _mean(model, row: np.ndarray) -> float:
    return float(chances(model.logits(row)).sum())


def test_levels_alone_cannot_tell_depth_from_a_habit_that_goes_with_it() -> None:
    inputs, levels = _answers()
    model = fit_levels(inputs, levels, np.ones(len(levels)), [])
    whole, less_depth, less_habit = (_mean(model, row) for row in inputs[-3:])
    assert abs(less_depth - less_habit) < 0.5
    assert less_habit < whole - STAY


def test_edits_teach_which_of_them_the_level_hangs_on() -> None:
    inputs, levels = _answers()
    orders = [Order(COUNT, COUNT + 1, True, 20.0), Order(COUNT, COUNT + 2, False, 20.0)]
    model = fit_levels(inputs, levels, np.ones(len(levels)), orders)
    whole, less_depth, less_habit = (_mean(model, row) for row in inputs[-3:])
    assert whole - less_depth > FALL
    assert abs(whole - less_habit) < 2 * STAY


def test_the_same_answers_give_the_same_numbers() -> None:
    inputs, levels = _answers()
    orders = [Order(COUNT, COUNT + 1, True, 1.0)]
    first, second = (fit_levels(inputs, levels, np.ones(len(levels)), orders) for _ in range(2))
    assert np.array_equal(first.coefficients, second.coefficients)
