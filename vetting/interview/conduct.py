"""Moves an interview one answer further. Nothing is kept here: see `vetting.storage`."""

from __future__ import annotations

from typing import Protocol

from vetting.errors import BadInput
from vetting.models.interview import Exchange, Interview, Turn, follow_ups, joined
from vetting.models.outcome import Failed, Outcome, Probe
from vetting.models.question import QuestionCard
from vetting.trust.identity import identity_of, known_as

PROBES_PER_QUESTION = 2
"""The same for every candidate, so that nobody gets more chances than another."""


class Grader(Protocol):
    """Question and answer in, outcome out."""

    def __call__(self, question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
        """`answer` is all answers of a turn joined; `follow_ups` are the probes they also answer."""
        ...


def take_answer(interview: Interview, card: QuestionCard, answer: str, grade: Grader) -> Interview:
    """The interview with the answer to a planned question, graded."""
    exchanges = (Exchange(asked=card.text, answer=answer),)
    with known_as(identity_of(interview)):
        outcome = grade(card.text, answer)
    return interview.with_turn(Turn(card=card, exchanges=exchanges, outcomes=(outcome,)))


def take_probe_answer(interview: Interview, turn: Turn, probe: Probe, answer: str, grade: Grader) -> Interview:
    """The interview with the answer to a probe; all answers of the turn are graded together, and the earlier grade is kept.

    Raises BadInput beyond the budget: one more probe would be one more chance than others had.
    """
    if len(turn.exchanges) > PROBES_PER_QUESTION:
        raise BadInput(f"This question has had its {PROBES_PER_QUESTION} probes, as for every candidate. Keep what was said as a note.")
    exchanges = (*turn.exchanges, Exchange(asked=probe.text, answer=answer, aims_at=probe.aims_at))
    with known_as(identity_of(interview)):
        outcome = grade(turn.card.text, joined(exchanges), follow_ups(exchanges))
    return interview.with_turn(turn.model_copy(update={"exchanges": exchanges, "outcomes": (*turn.outcomes, outcome)}))


def next_probe(turn: Turn) -> Probe | None:
    """The best probe not asked yet, or None where the budget is used, nothing is missing, or the engine failed."""
    outcome = turn.outcomes[-1]
    if len(turn.exchanges) > PROBES_PER_QUESTION or isinstance(outcome, Failed):
        return None
    asked = {exchange.asked for exchange in turn.exchanges}
    return next((probe for probe in outcome.probes if probe.text not in asked), None)
