"""Measures agree with scikit-learn and scipy, and are NaN where they mean nothing."""

import math

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from vetting.bench import metrics

TRUTH = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], dtype=float)
LEVELS = np.array([0, 1, 1, 0, 2, 4, 3, 2, 4, 3], dtype=float)
SCORES = LEVELS + np.array([0.1, 0.0, 0.2, 0.0, 0.1, 0.0, 0.3, 0.1, 0.2, 0.0])


def test_kappa_spearman_and_auc_are_the_usual_ones() -> None:
    assert metrics.qwk(TRUTH, LEVELS) == pytest.approx(cohen_kappa_score(TRUTH, LEVELS, weights="quadratic"))
    assert metrics.spearman(TRUTH, LEVELS) == pytest.approx(spearmanr(TRUTH, LEVELS)[0])
    assert metrics.auc(TRUTH >= 3, LEVELS) == pytest.approx(roc_auc_score(TRUTH >= 3, LEVELS))


def test_a_constant_grader_has_no_agreement_beyond_chance() -> None:
    assert metrics.qwk(TRUTH, np.full(10, 2.0)) == pytest.approx(0)
    assert math.isnan(metrics.spearman(TRUTH, np.full(10, 2.0)))


def test_auc_without_negatives_is_nan() -> None:
    assert math.isnan(metrics.auc(np.array([True, True]), np.array([1.0, 2.0])))


@pytest.mark.parametrize(
    ("sureness", "right", "error"),
    [
        pytest.param([0.9] * 10, [1] * 9 + [0], 0.0, id="nine of ten at 90 percent"),
        pytest.param([0.95] * 10, [0] * 10, 0.95, id="sure and always wrong"),
    ],
)
def test_calibration_error_is_the_gap_between_sureness_and_truth(sureness: list[float], right: list[int], error: float) -> None:
    assert metrics.calibration_error(np.array(sureness), np.array(right, dtype=float)) == pytest.approx(error)


def test_brier_is_zero_for_the_truth_and_two_for_its_opposite() -> None:
    assert metrics.brier(np.array([[1.0, 0, 0]]), np.array([0.0])) == 0
    assert metrics.brier(np.array([[1.0, 0, 0]]), np.array([2.0])) == 2


def test_length_counts_only_within_a_level() -> None:
    words = TRUTH * 100
    assert math.isnan(metrics.length_at_fixed_level(TRUTH, SCORES, words))
    assert metrics.length_at_fixed_level(TRUTH, TRUTH + np.tile([0.0, 1.0], 5), words + np.tile([0.0, 9.0], 5)) == pytest.approx(1)


def test_the_interval_holds_the_value_and_is_the_same_twice() -> None:
    def mean(rows: np.ndarray) -> float:
        return float(SCORES[rows].mean())

    low, high = metrics.interval(mean, 10)
    assert low < SCORES.mean() < high
    assert metrics.interval(mean, 10) == (low, high)
