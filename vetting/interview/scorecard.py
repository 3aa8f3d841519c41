"""What the answers add up to for one candidate. Never one number: figures with an interval, by failure class and criterion."""

from __future__ import annotations

import statistics
from collections import defaultdict

from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Grade
from vetting.models.scorecard import Scorecard, Standing


def scorecard(interview: Interview) -> Scorecard:
    """Adds up the last outcome of each turn."""
    grades = [(turn, outcome) for turn in interview.turns if isinstance(outcome := turn.outcomes[-1], Grade)]
    ungraded: dict[str, int] = defaultdict(int)
    for turn in interview.turns:
        if not isinstance(turn.outcomes[-1], Grade):
            ungraded[turn.outcomes[-1].status] += 1
    answered = {turn.card.id for turn in interview.turns}
    return Scorecard(
        candidate=interview.candidate,
        graded=len(grades),
        ungraded=dict(ungraded),
        mean=round(statistics.fmean(grade.mean for _, grade in grades), 3) if grades else None,
        interval=_interval([grade for _, grade in grades]) if grades else None,
        by_class=_standings([(turn.card.failure_class, grade) for turn, grade in grades]),
        by_criterion=_standings([(criterion, grade) for turn, grade in grades for criterion in turn.card.criteria]),
        never_asked=tuple(card.id for card in interview.plan.questions if card.id not in answered),
        needs_human=tuple(turn.card.id for turn in interview.turns if _needs_human(turn)),
    )


def _needs_human(turn: Turn) -> bool:
    outcome = turn.outcomes[-1]
    return not isinstance(outcome, Grade) or outcome.needs_human


def _standings(grades: list[tuple[str, Grade]]) -> tuple[Standing, ...]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for about, grade in grades:
        grouped[about].append(grade.level)
    return tuple(
        Standing(
            about=about,
            graded=len(levels),
            best=max(levels),
            median=statistics.median(levels),
            share_at_production=round(sum(level >= 3 for level in levels) / len(levels), 3),
        )
        for about, levels in sorted(grouped.items())
    )


def _interval(grades: list[Grade]) -> tuple[float, float]:
    """90 % interval of the mean level: each grade's own spread, and the spread between answers (normal approximation).

    One answer says little about a person, so the spread between answers is never taken as smaller than one level.
    """
    n = len(grades)
    mean = statistics.fmean(grade.mean for grade in grades)
    within = statistics.fmean(sum(p * (level - g.mean) ** 2 for level, p in enumerate(g.probabilities)) for g in grades)
    between = max(1.0, statistics.variance([g.mean for g in grades]) if n > 1 else 1.0)
    half = 1.645 * ((within + between) / n) ** 0.5
    return round(max(0.0, mean - half), 3), round(min(4.0, mean + half), 3)
