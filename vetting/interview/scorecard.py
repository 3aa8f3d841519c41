"""What the answers add up to for one candidate. Never one number: figures with an interval, by failure class and criterion."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Grade
from vetting.models.scorecard import Scorecard, Standing

BETWEEN = 2.0
"""Variance taken for one person's answers around their own mean: that of levels which are all as likely. No data here say how far a
person's answers lie apart, and a spread guessed from two or three of them would jump; so the interval starts as wide as the scale and
narrows with each answer, whatever it says."""
FAR_APART = 3
"""Levels between the best and the lowest answer from which their mean describes neither."""


@dataclass(frozen=True)
class _Counted:
    """A level that counts, and how unsure it is."""

    level: int
    mean: float
    variance: float


def scorecard(interview: Interview, people: Mapping[str, int | None] | None = None) -> Scorecard:
    """Adds up the last outcome of each turn; where `people` has the question, the level a person put in its place (None: no level)."""
    said = people or {}
    counted = {turn.card.id: _counted(turn, said) for turn in interview.turns}
    graded = [(turn, one) for turn in interview.turns if (one := counted[turn.card.id])]
    ungraded = Counter(_status(turn, said) for turn in interview.turns if counted[turn.card.id] is None)
    every = [one for _, one in graded]
    levels = [one.level for one in every]
    tested = {criterion for turn in interview.turns for criterion in turn.card.criteria}
    left = [card for card in interview.plan.questions if card.id not in counted]
    return Scorecard(
        candidate=interview.candidate,
        graded=len(graded),
        ungraded=dict(ungraded),
        mean=round(statistics.fmean(one.mean for one in every), 3) if every else None,
        interval=_interval(every) if every else None,
        best=max(levels, default=None),
        median=statistics.median(levels) if levels else None,
        share_at_production=_share_at_production(levels) if levels else None,
        far_apart=bool(levels) and max(levels) - min(levels) >= FAR_APART,
        by_class=_standings([(turn.card.failure_class, one) for turn, one in graded]),
        by_criterion=_standings([(criterion, one) for turn, one in graded for criterion in turn.card.criteria]),
        never_asked=tuple(card.id for card in left),
        criteria_never_asked=tuple(dict.fromkeys(criterion for card in left for criterion in card.criteria if criterion not in tested)),
        by_a_person=tuple(id for id in counted if id in said),
        needs_human=tuple(turn.card.id for turn in interview.turns if turn.card.id not in said and _needs_human(turn)),
    )


def _counted(turn: Turn, people: Mapping[str, int | None]) -> _Counted | None:
    outcome = turn.outcomes[-1]
    if turn.card.id in people:
        level = people[turn.card.id]
        return None if level is None else _Counted(level, float(level), 0.0)
    if not isinstance(outcome, Grade):
        return None
    variance = sum(chance * (level - outcome.mean) ** 2 for level, chance in enumerate(outcome.probabilities))
    return _Counted(outcome.level, outcome.mean, variance)


def _status(turn: Turn, people: Mapping[str, int | None]) -> str:
    """Why there is no level; a person who found that none can be given did not assess the answer."""
    return "not_assessed" if turn.card.id in people else turn.outcomes[-1].status


def _needs_human(turn: Turn) -> bool:
    outcome = turn.outcomes[-1]
    return not isinstance(outcome, Grade) or outcome.needs_human


def _standings(counted: Sequence[tuple[str, _Counted]]) -> tuple[Standing, ...]:
    grouped: dict[str, list[_Counted]] = defaultdict(list)
    for about, one in counted:
        grouped[about].append(one)
    return tuple(_standing(about, some) for about, some in sorted(grouped.items()))


def _standing(about: str, counted: Sequence[_Counted]) -> Standing:
    levels = [one.level for one in counted]
    return Standing(
        about=about,
        graded=len(levels),
        best=max(levels),
        median=statistics.median(levels),
        share_at_production=_share_at_production(levels),
        interval=_interval(counted),
    )


def _share_at_production(levels: list[int]) -> float:
    return round(sum(level >= 3 for level in levels) / len(levels), 3)


def _interval(counted: Sequence[_Counted]) -> tuple[float, float]:
    """90 % interval of the mean level: how unsure each level is, and how far a person's answers may lie apart (normal approximation)."""
    mean = statistics.fmean(one.mean for one in counted)
    half = 1.645 * ((statistics.fmean(one.variance for one in counted) + BETWEEN) / len(counted)) ** 0.5
    return round(max(0.0, mean - half), 3), round(min(4.0, mean + half), 3)
