"""What the answers add up to for one candidate. Never one number: figures with an interval, by failure class and criterion."""

from __future__ import annotations

import statistics
from collections import defaultdict

from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Grade
from vetting.models.scorecard import Scorecard, Standing

BETWEEN = 2.0
"""Variance taken for one person's answers around their own mean: that of levels which are all as likely. No data here say how far a
person's answers lie apart, and a spread guessed from two or three of them would jump; so the interval starts as wide as the scale and
narrows with each answer, whatever it says."""
FAR_APART = 3
"""Levels between the best and the lowest answer from which their mean describes neither."""


def scorecard(interview: Interview) -> Scorecard:
    """Adds up the last outcome of each turn."""
    grades = [(turn, outcome) for turn in interview.turns if isinstance(outcome := turn.outcomes[-1], Grade)]
    ungraded: dict[str, int] = defaultdict(int)
    for turn in interview.turns:
        if not isinstance(turn.outcomes[-1], Grade):
            ungraded[turn.outcomes[-1].status] += 1
    answered = {turn.card.id for turn in interview.turns}
    levels = [grade.level for _, grade in grades]
    tested = {criterion for turn in interview.turns for criterion in turn.card.criteria}
    left = [card for card in interview.plan.questions if card.id not in answered]
    return Scorecard(
        candidate=interview.candidate,
        graded=len(grades),
        ungraded=dict(ungraded),
        mean=round(statistics.fmean(grade.mean for _, grade in grades), 3) if grades else None,
        interval=_interval([grade for _, grade in grades]) if grades else None,
        best=max(levels, default=None),
        median=statistics.median(levels) if levels else None,
        share_at_production=_share_at_production(levels) if levels else None,
        far_apart=bool(levels) and max(levels) - min(levels) >= FAR_APART,
        by_class=_standings([(turn.card.failure_class, grade) for turn, grade in grades]),
        by_criterion=_standings([(criterion, grade) for turn, grade in grades for criterion in turn.card.criteria]),
        never_asked=tuple(card.id for card in left),
        criteria_never_asked=tuple(dict.fromkeys(criterion for card in left for criterion in card.criteria if criterion not in tested)),
        needs_human=tuple(turn.card.id for turn in interview.turns if _needs_human(turn)),
    )


def _needs_human(turn: Turn) -> bool:
    outcome = turn.outcomes[-1]
    return not isinstance(outcome, Grade) or outcome.needs_human


def _standings(grades: list[tuple[str, Grade]]) -> tuple[Standing, ...]:
    grouped: dict[str, list[Grade]] = defaultdict(list)
    for about, grade in grades:
        grouped[about].append(grade)
    return tuple(_standing(about, some) for about, some in sorted(grouped.items()))


def _standing(about: str, grades: list[Grade]) -> Standing:
    levels = [grade.level for grade in grades]
    return Standing(
        about=about,
        graded=len(levels),
        best=max(levels),
        median=statistics.median(levels),
        share_at_production=_share_at_production(levels),
        interval=_interval(grades),
    )


def _share_at_production(levels: list[int]) -> float:
    return round(sum(level >= 3 for level in levels) / len(levels), 3)


def _interval(grades: list[Grade]) -> tuple[float, float]:
    """90 % interval of the mean level: how unsure each grade is, and how far a person's answers may lie apart (normal approximation)."""
    n = len(grades)
    mean = statistics.fmean(grade.mean for grade in grades)
    within = statistics.fmean(sum(p * (level - g.mean) ** 2 for level, p in enumerate(g.probabilities)) for g in grades)
    half = 1.645 * ((within + BETWEEN) / n) ** 0.5
    return round(max(0.0, mean - half), 3), round(min(4.0, mean + half), 3)
