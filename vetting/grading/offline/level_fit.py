"""Fits the four level models together, so that the level also moves as it must between an answer and its edit.

Beside the levels it learns from orders: of two answers, the second must lie well below the first, or no more than a little beside it.
An order that is kept pulls at nothing, so edits teach direction without moving what a level means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vetting.errors import MissingExtra
from vetting.grading.offline.judge import chances
from vetting.grading.offline.weights import Linear

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

CUTS = 4
STRENGTH = 0.1
"""How freely the models may follow their examples (scikit-learn's C)."""
FALL, SOFT = 0.8, 0.15
"""Levels a fall should have, and how softly less of it is held against the models."""
STAY = 0.25
"""Levels within which staying put costs little."""
ORDERS_COUNT = 2.0
"""What an order counts beside an answer whose level is known."""


@dataclass(frozen=True)
class Order:
    """Row numbers of two answers."""

    first: int
    second: int
    falls: bool
    """The second must be lower; else it must be where the first is."""
    weight: float


def fit_levels(pooled: Numbers, levels: Numbers, weights: Numbers, orders: Sequence[Order]) -> Linear:
    """Four logistic models of being above 0, 1, 2, 3; a level of NaN is known by its orders only. Raises MissingExtra."""
    import numpy as np

    try:
        from scipy.optimize import minimize
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingExtra("Fitting needs scikit-learn. Install it with: pip install 'vetting[fit]'") from error
    known = ~np.isnan(levels)
    middle, spread = pooled[known].mean(axis=0), pooled[known].std(axis=0) + 1e-6
    scaled = (pooled - middle) / spread
    width = pooled.shape[1]
    above = np.array([levels[known] > n for n in range(CUTS)], dtype=np.float64).T
    told = _Told(scaled[known], above, weights[known][:, None])
    moved = _Moved(scaled, orders)

    def loss(numbers: Numbers, of_orders: float) -> tuple[float, Numbers]:
        columns, bias = numbers[: CUTS * width].reshape(width, CUTS), numbers[CUTS * width :]
        cost, slope, lift = told.loss(columns, bias)
        if of_orders:
            order_cost, order_slope, order_lift = moved.loss(columns, bias)
            cost, slope, lift = cost + of_orders * order_cost, slope + of_orders * order_slope, lift + of_orders * order_lift
        cost += float((columns * columns).sum()) / (2 * STRENGTH)
        return cost, np.concatenate([(slope + columns / STRENGTH).ravel(), lift])

    with threadpool_limits(1):
        found = np.zeros(CUTS * width + CUTS)
        for of_orders in (0.0, ORDERS_COUNT) if orders else (0.0,):
            found = minimize(loss, found, args=(of_orders,), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    coefficients = found[: CUTS * width].reshape(width, CUTS) / spread[:, None]
    return Linear(coefficients, found[CUTS * width :] - middle @ coefficients)


@dataclass(frozen=True)
class _Told:
    """Answers whose level is known."""

    inputs: Numbers
    above: Numbers
    weights: Numbers

    def loss(self, columns: Numbers, bias: Numbers) -> tuple[float, Numbers, Numbers]:
        """The cost, and its slope for columns and bias."""
        import numpy as np

        odds = self.inputs @ columns + bias
        cost = float((self.weights * (np.logaddexp(0, odds) - odds * self.above)).sum())
        pull = self.weights * (chances(odds) - self.above)
        return cost, self.inputs.T @ pull, pull.sum(axis=0)


class _Moved:
    """Pairs of answers whose order is known."""

    def __init__(self, inputs: Numbers, orders: Sequence[Order]) -> None:
        import numpy as np

        self._first = inputs[[order.first for order in orders]]
        self._second = inputs[[order.second for order in orders]]
        self._falls = np.array([order.falls for order in orders])
        self._weights = np.array([order.weight for order in orders])

    def loss(self, columns: Numbers, bias: Numbers) -> tuple[float, Numbers, Numbers]:
        """As of _Told; the difference of two means costs where it is too small, or not small."""
        import numpy as np

        first, second = chances(self._first @ columns + bias), chances(self._second @ columns + bias)
        fall = first.sum(axis=1) - second.sum(axis=1)
        short, far = (FALL - fall) / SOFT, fall / STAY
        cost = np.where(self._falls, SOFT * np.logaddexp(0, short), STAY * (np.sqrt(1 + far * far) - 1))
        pull = (self._weights * np.where(self._falls, -chances(short), far / np.sqrt(1 + far * far)))[:, None]
        up, down = pull * first * (1 - first), -pull * second * (1 - second)
        return float((self._weights * cost).sum()), self._first.T @ up + self._second.T @ down, (up + down).sum(axis=0)
