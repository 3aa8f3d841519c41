"""How far several raters agree on the same answers: pair by pair, all together, who is severe, and what they see differently.

Krippendorff's alpha takes any number of raters and gaps in the table: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from vetting.bench import metrics
from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.practice.drift import LEAST, Leaning, bootstrapped, leaning, mean_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW_ITEMS = 10
"""Below this many answers rated by two or more, alpha is shown with the word "few"."""
WIDEST = 5


class Vote(Model):
    """One rater's level for one answer."""

    rater: str
    item: str
    level: Annotated[int, Field(ge=0, le=4)]


class Pair(Model):
    """Two raters on the answers both rated."""

    first: str
    second: str
    n: int
    kappa: float | None = None
    """Quadratic weights; None under LEAST answers, or where both gave one level throughout."""
    low: float | None = None
    """Bootstrap 95 % interval."""
    high: float | None = None


class Severity(Model):
    """A rater against the mean of the others, on answers somebody else rated too."""

    rater: str
    n: int
    gap: float | None = None
    """In levels; below zero is more severe than the others."""
    low: float | None = None
    """95 % interval; None where there are too few."""
    high: float | None = None

    @property
    def leaning(self) -> Leaning:
        return leaning(self.low, self.high)


class Spread(Model):
    """An answer the raters see differently."""

    item: str
    levels: dict[str, int]
    """Rater to level."""

    @property
    def width(self) -> int:
        return max(self.levels.values()) - min(self.levels.values())


class Panel(Model):
    """What several raters' levels show."""

    raters: tuple[str, ...]
    items: int
    """Answers rated by two or more; the rest say nothing about agreement."""
    alone: int
    """Answers only one person rated."""
    alpha: float | None = None
    """Krippendorff's alpha for ordered levels: 1 is agreement, 0 what chance gives; None where all levels are the same."""
    low: float | None = None
    """Bootstrap 95 % interval over answers."""
    high: float | None = None
    pairs: tuple[Pair, ...]
    severity: tuple[Severity, ...]
    """The most severe first."""
    widest: tuple[Spread, ...]
    """The answers furthest apart, the widest first."""

    @property
    def is_small(self) -> bool:
        return self.items < FEW_ITEMS


def panel(votes: Sequence[Vote]) -> Panel:
    """Raises BadInput where no answer was rated by two, or somebody rated one twice."""
    table = _table(votes)
    shared = {item: levels for item, levels in table.items() if len(levels) > 1}
    if not shared:
        raise BadInput("No answer was rated by two people, so there is no agreement to measure. Have the same answers rated by each.")
    raters = tuple(dict.fromkeys(vote.rater for vote in votes))
    alpha, low, high = _alpha(list(shared.values()))
    spread = sorted((Spread(item=item, levels=levels) for item, levels in shared.items()), key=lambda one: (-one.width, -_variance(one)))
    return Panel(
        raters=raters,
        items=len(shared),
        alone=len(table) - len(shared),
        alpha=alpha,
        low=low,
        high=high,
        pairs=tuple(_pair(first, second, shared) for first, second in combinations(raters, 2)),
        severity=tuple(sorted((_severity(rater, shared) for rater in raters), key=lambda one: (one.gap is None, one.gap))),
        widest=tuple(one for one in spread[:WIDEST] if one.width),
    )


def krippendorff_alpha(counts: NDArray[np.float64]) -> float:
    """Alpha for ordered values, from how often each answer (row) was given each value (column). NaN where there is no variation."""
    import numpy as np

    raters = counts.sum(axis=1)
    counts, raters = counts[raters > 1], raters[raters > 1]
    weighted = counts / np.maximum(raters - 1, 1)[:, None]
    coincidences = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    each = coincidences.sum(axis=0)
    upto = np.cumsum(each) - each / 2  # how many values lie below the middle of each: the ordinal scale
    distance = np.subtract.outer(upto, upto) ** 2
    expected = float((np.outer(each, each) * distance).sum())
    if not expected:
        return math.nan
    return 1 - (float(each.sum()) - 1) * float((coincidences * distance).sum()) / expected


def _table(votes: Sequence[Vote]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for vote in votes:
        if vote.rater in table[vote.item]:
            raise BadInput(f"{vote.rater} rated {vote.item} twice. Leave one rating of each person for each answer.")
        table[vote.item][vote.rater] = vote.level
    return dict(table)


def _alpha(items: Sequence[dict[str, int]]) -> tuple[float | None, float | None, float | None]:
    import numpy as np

    counts = np.array([[list(levels.values()).count(level) for level in range(5)] for levels in items], dtype=np.float64)
    alpha = krippendorff_alpha(counts)
    if math.isnan(alpha):
        return None, None, None
    if len(items) < LEAST:
        return alpha, None, None
    return alpha, *bootstrapped(lambda rows: krippendorff_alpha(counts[rows]), len(items))


def _pair(first: str, second: str, table: dict[str, dict[str, int]]) -> Pair:
    import numpy as np

    both = [(levels[first], levels[second]) for levels in table.values() if first in levels and second in levels]
    found = Pair(first=first, second=second, n=len(both))
    if len(both) < LEAST:
        return found
    one, other = (np.array(column, dtype=np.float64) for column in zip(*both, strict=True))
    kappa = metrics.qwk(one, other)
    if math.isnan(kappa):
        return found
    low, high = bootstrapped(lambda rows: metrics.qwk(one[rows], other[rows]), len(both))
    return found.model_copy(update={"kappa": kappa, "low": low, "high": high})


def _severity(rater: str, table: dict[str, dict[str, int]]) -> Severity:
    gaps: list[float] = []
    for levels in table.values():
        others = [level for name, level in levels.items() if name != rater]
        if rater in levels and others:
            gaps.append(levels[rater] - sum(others) / len(others))
    low, high = mean_interval(gaps) or (None, None)
    return Severity(rater=rater, n=len(gaps), gap=sum(gaps) / len(gaps) if gaps else None, low=low, high=high)


def _variance(spread: Spread) -> float:
    levels = list(spread.levels.values())
    mean = sum(levels) / len(levels)
    return sum((level - mean) ** 2 for level in levels) / len(levels)
