"""Fits several logistic models on the same inputs, each on one thread, since the order of a sum must not depend on the machine's load."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from vetting.errors import MissingExtra
from vetting.grading.offline.weights import Linear

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

    Task = tuple[Any, Numbers, Numbers]
    """Inputs (an array, or a sparse matrix), targets (NaN: left out) and weights."""

WORKERS = 2
ALWAYS = 6.0
"""The log-odds of what was never seen otherwise."""


def several(count: int, task: Callable[[int], Task], strength: float, *, scaled: bool = False) -> Linear:
    """`count` models; `strength` is scikit-learn's C. Scaling is folded into the weights. Raises MissingExtra."""
    import numpy as np

    try:
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingExtra("Fitting needs scikit-learn. Install it with: pip install 'vetting[fit]'") from error
    with threadpool_limits(1), ThreadPoolExecutor(WORKERS) as workers:
        models = list(workers.map(lambda index: _one(*task(index), strength, scaled=scaled), range(count)))
    return Linear(np.array([column for column, _ in models]).T, np.array([bias for _, bias in models]))


def _one(inputs: Any, targets: Numbers, weights: Numbers, strength: float, *, scaled: bool) -> tuple[Numbers, float]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    known = ~np.isnan(targets)
    inputs, targets, weights = inputs[known], targets[known], weights[known]
    if len(set(targets)) < 2:
        return np.zeros(inputs.shape[1]), ALWAYS if targets.any() else -ALWAYS
    if not scaled:
        plain = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(inputs, targets, sample_weight=weights)
        return np.asarray(plain.coef_[0]), float(plain.intercept_[0])
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit((inputs - middle) / spread, targets, sample_weight=weights)
    column = model.coef_[0] / spread
    return column, float(model.intercept_[0] - column @ middle)
