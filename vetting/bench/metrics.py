"""Measures of agreement between labels and judgements. Each takes arrays of equal length and is NaN where it has no meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESAMPLES = 500
SEED = 7
BINS = 10


def qwk(truth: Numbers, levels: Numbers) -> float:
    """Cohen's kappa with quadratic weights on levels 0-4."""
    import numpy as np

    seen = np.zeros((5, 5))
    np.add.at(seen, (truth.astype(int), levels.astype(int)), 1)
    weights = np.subtract.outer(np.arange(5), np.arange(5)) ** 2
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / max(1, len(truth))
    expected = float((weights * by_chance).sum())
    return 1 - float((weights * seen).sum()) / expected if expected else float("nan")


def exact(truth: Numbers, levels: Numbers) -> float:
    return float((truth == levels).mean()) if len(truth) else float("nan")


def within_one(truth: Numbers, levels: Numbers) -> float:
    return float((abs(truth - levels) <= 1).mean())


def spearman(first: Numbers, second: Numbers) -> float:
    return pearson(ranks(first), ranks(second))


def pearson(first: Numbers, second: Numbers) -> float:
    import numpy as np

    if len(first) < 3 or first.std() == 0 or second.std() == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def auc(positive: NDArray[np.bool_], scores: Numbers) -> float:
    """Chance that a positive scores above a negative."""
    ups, downs = int(positive.sum()), int((~positive).sum())
    if not ups or not downs:
        return float("nan")
    return float((ranks(scores)[positive].sum() - ups * (ups + 1) / 2) / (ups * downs))


def ranks(values: Numbers) -> Numbers:
    """1 for the least; ties share their mean rank."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)


def calibration_error(sureness: Numbers, right: Numbers) -> float:
    """Expected calibration error over ten bins of equal width."""
    import numpy as np

    bins = np.minimum((sureness * BINS).astype(int), BINS - 1)
    gaps = [abs(sureness[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))


def brier(chances: Numbers, truth: Numbers) -> float:
    """Mean squared distance between three verdict chances and what was true: 0 is best, 2 worst."""
    import numpy as np

    return float(((chances - np.eye(3)[truth.astype(int)]) ** 2).sum(axis=1).mean())


def ranked_probability(truth: Sequence[int], levels: Sequence[Sequence[float]]) -> float:
    """Mean over answers of the squared distance between the chances of being above each level and what was true; 0 is best, 4 worst."""
    import numpy as np

    chances, reached = np.array(levels), np.array(truth)
    above = np.cumsum(chances[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return round(float(((above - (reached[:, None] > np.arange(4))) ** 2).sum(axis=1).mean()), 4)


def length_at_fixed_level(truth: Numbers, scores: Numbers, words: Numbers) -> float:
    """|r| of score with word count, both taken as distances from their level's mean."""
    import numpy as np

    def centred(values: Numbers) -> Numbers:
        means = {level: values[truth == level].mean() for level in set(truth.tolist())}
        return np.asarray(values - np.array([means[level] for level in truth.tolist()]))

    return abs(pearson(centred(scores), centred(words)))


def interval(measure: Callable[[NDArray[np.int64]], float], count: int, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Bootstrap 95 % interval of a measure of row numbers; the same seed every time."""
    import numpy as np

    generator = np.random.default_rng(SEED)
    values = np.array([measure(generator.integers(0, count, count)) for _ in range(resamples)])
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), float("nan")
    return float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))
