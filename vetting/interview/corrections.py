"""People's own grades of kept answers, as labelled answers to fit and measure the engine on."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator

from vetting.grading.grade import asked_for
from vetting.models.interview import Turn, follow_ups, joined
from vetting.models.labelled import LabelledAnswer
from vetting.models.record import InterviewRecord

APART = 1
"""Levels by which raters may differ for their median to count; where they are further apart, nobody knows the level."""


def corrections(records: Iterable[InterviewRecord]) -> list[LabelledAnswer]:
    """Every answer a person overrode or rated: agreement counts as much as correction, else only the engine's errors would be learnt from.

    The last override stands above ratings. The candidate's name is left out; the interview's id keeps one person's answers together.
    """
    return [row for record in records for turn in record.interview.turns for row in _of_turn(record, turn)]


def _of_turn(record: InterviewRecord, turn: Turn) -> Iterator[LabelledAnswer]:
    for step in range(len(turn.outcomes)):
        override = record.override_of(turn.card.id, step)
        level = override.level if override else _rated(record, turn.card.id, step)
        if override is None and level is None:
            continue
        said = turn.exchanges[: step + 1]
        yield LabelledAnswer(
            id=f"{record.interview.id} {turn.card.id} {step}",
            question=asked_for(turn.card.text, follow_ups(said)),
            answer=joined(said),
            status="not_assessed" if level is None else "graded",
            level=level,
            writer=record.interview.id,
        )


def _rated(record: InterviewRecord, question: str, step: int) -> int | None:
    """The median of what people rated, the lower one of two; None where nobody did, or they are too far apart."""
    levels = [rating.level for rating in record.ratings_of(question, step)]
    if not levels or max(levels) - min(levels) > APART:
        return None
    return statistics.median_low(levels)
