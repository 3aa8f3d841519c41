"""What a person's ratings show: how far they agree with the truth, and where they drift up or down, with the machine beside them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from vetting.bench import metrics
from vetting.models.base import Model
from vetting.models.drill import Drill, DrillRating
from vetting.models.outcome import Grade, Outcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = 4
"""Fewer ratings than this give no interval: "too few" is all that can be said."""
WORST = 3
Z = 1.959964
"""Of a 95 % interval."""


class Leaning(StrEnum):
    """What an interval allows to be said."""

    TOO_FEW = "too few"
    OVER = "over-rated"
    UNDER = "under-rated"
    UNSEEN = "no drift seen"


def leaning(low: float | None, high: float | None) -> Leaning:
    """What a 95 % interval allows to be said, at the one decimal it is shown with."""
    if low is None or high is None:
        return Leaning.TOO_FEW
    return Leaning.OVER if round(low, 1) > 0 else Leaning.UNDER if round(high, 1) < 0 else Leaning.UNSEEN


class Drift(Model):
    """The mean signed error on answers that have something in common."""

    about: str
    """A level, a style's id, or "all"."""
    n: int
    mean: float
    """In levels; above zero is over-rated."""
    low: float | None = None
    """95 % interval; None where there are too few."""
    high: float | None = None
    machine: float | None = None
    """The machine's mean error on those of them it gave a level."""

    @property
    def leaning(self) -> Leaning:
        return leaning(self.low, self.high)


def in_levels(gap: float) -> str:
    """+0.4, −1.2, 0.0: with the sign of a sum, so that up and down cannot be mixed up."""
    rounded = f"{abs(gap):.1f}"
    return rounded if rounded == "0.0" else ("+" if gap > 0 else "−") + rounded


class Agreement(Model):
    """How far levels agree with the truth."""

    n: int
    exact: int
    within_one: int
    qwk: float | None = None
    """Kappa with quadratic weights; None where all levels are the same."""
    low: float | None = None
    """Bootstrap 95 % interval."""
    high: float | None = None


class DrillResult(Model):
    """Everything some ratings can show."""

    yours: Agreement
    machine: Agreement
    """On the same answers, less those it gave no level."""
    silent: int
    """Answers the machine gave no level."""
    overall: Drift
    by_level: tuple[Drift, ...]
    by_style: tuple[Drift, ...]
    worst: tuple[str, ...]
    """Ids of the answers rated furthest from the truth, the worst first; none where all were right."""


def drill_result(ratings: Sequence[DrillRating], machine: Mapping[str, int | None]) -> DrillResult:
    """`machine`: its level for each answer, None where it gave none. There must be at least one rating."""
    said = [(rating.truth, level) for rating in ratings if (level := machine.get(rating.answer)) is not None]
    wrong = sorted((rating for rating in ratings if rating.error), key=lambda rating: -abs(rating.error))
    return DrillResult(
        yours=agreement([(rating.truth, rating.level) for rating in ratings]),
        machine=agreement(said),
        silent=len(ratings) - len(said),
        overall=_drift("all", ratings, machine),
        by_level=_by(lambda rating: str(rating.truth), ratings, machine),
        by_style=_by(lambda rating: rating.style, ratings, machine),
        worst=tuple(rating.answer for rating in wrong[:WORST]),
    )


def machine_levels(outcomes: Mapping[str, Outcome]) -> dict[str, int | None]:
    """The levels of its outcomes; None is no low level."""
    return {id: outcome.level if isinstance(outcome, Grade) else None for id, outcome in outcomes.items()}


def first_ratings(drills: Iterable[Drill]) -> tuple[DrillRating, ...]:
    """One rating an answer over several drills, the first: later ones may remember the truth."""
    first: dict[str, DrillRating] = {}
    for drill in drills:
        for rating in drill.ratings:
            first.setdefault(rating.answer, rating)
    return tuple(first.values())


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Of truth and level, in pairs."""
    import numpy as np

    if not pairs:
        return Agreement(n=0, exact=0, within_one=0)
    truth, levels = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
    found = Agreement(n=len(pairs), exact=int((truth == levels).sum()), within_one=int((abs(truth - levels) <= 1).sum()))
    qwk = metrics.qwk(truth, levels)
    if math.isnan(qwk) or len(pairs) < LEAST:
        return found
    low, high = bootstrapped(lambda rows: metrics.qwk(truth[rows], levels[rows]), len(pairs))
    return found.model_copy(update={"qwk": qwk, "low": low, "high": high})


def bootstrapped(measure: Callable[[NDArray[np.int64]], float], count: int) -> tuple[float, float] | tuple[None, None]:
    """Bootstrap 95 % interval over answers; none where every resample gives the same, as full agreement does: that is no certainty."""
    low, high = metrics.interval(measure, count)
    return (None, None) if math.isnan(low) or high - low < 1e-9 else (low, high)


def mean_interval(errors: Sequence[float]) -> tuple[float, float] | None:
    """95 % interval of the mean of a few small whole errors, or None where there are fewer than LEAST.

    Student's t over the errors and two more, one a level above their mean and one a level below: four ratings that happen to be equal
    are no certainty. Simulated coverage is 0.91 or more for 4 to 20 ratings, where the bootstrap falls to 0.83 (docs/drill.md).
    """
    count = len(errors)
    if count < LEAST:
        return None
    mean = sum(errors) / count
    squares = sum((error - mean) ** 2 for error in errors) + 2
    reach = student_t(count - 1) * math.sqrt(squares / (count + 1) / (count + 2))
    return mean - reach, mean + reach


def student_t(freedom: int) -> float:
    """The two-sided 95 % quantile of Student's t, by the Cornish-Fisher expansion; within 0.01 from 4 degrees of freedom on."""
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def _by(kind: Callable[[DrillRating], str], ratings: Sequence[DrillRating], machine: Mapping[str, int | None]) -> tuple[Drift, ...]:
    kinds = sorted({kind(rating) for rating in ratings})
    return tuple(_drift(about, [rating for rating in ratings if kind(rating) == about], machine) for about in kinds)


def _drift(about: str, ratings: Sequence[DrillRating], machine: Mapping[str, int | None]) -> Drift:
    errors = [rating.error for rating in ratings]
    low, high = mean_interval(errors) or (None, None)
    said = [level - rating.truth for rating in ratings if (level := machine.get(rating.answer)) is not None]
    return Drift(
        about=about, n=len(errors), mean=sum(errors) / len(errors), low=low, high=high, machine=sum(said) / len(said) if said else None
    )
