"""Puts an answer right that was typed or heard wrongly, and grades again what it touches. The store keeps the earlier version."""

from __future__ import annotations

from vetting.at_once import in_order
from vetting.interview.conduct import Grader
from vetting.models.interview import Interview, Turn, follow_ups, joined
from vetting.trust.identity import identity_of, known_as


def correct_answer(interview: Interview, turn: Turn, step: int, answer: str, grade: Grader) -> Interview:
    """The interview with another text for one answer of a turn; every outcome from there on is made again.

    With the same text it tries a failed grade again.
    """
    exchanges = tuple(one.model_copy(update={"answer": answer}) if place == step else one for place, one in enumerate(turn.exchanges))
    so_far = [exchanges[: place + 1] for place in range(step, len(exchanges))]
    with known_as(identity_of(interview)):
        again = tuple(in_order(lambda said: grade(turn.card.text, joined(said), follow_ups(said)), so_far, len(so_far)))
    return interview.with_turn(turn.model_copy(update={"exchanges": exchanges, "outcomes": (*turn.outcomes[:step], *again)}))
