"""Where the person and the machine differ: what a review should look at first."""

from __future__ import annotations

from vetting.models.base import Model
from vetting.models.interview import Turn
from vetting.models.outcome import Grade
from vetting.models.record import InterviewRecord


class Reviewed(Model):
    """One answered question as a reviewer should see it."""

    turn: Turn
    step: int
    """The last outcome, which stands."""
    own: int | None
    """This person's level for it, if they gave one."""
    distance: int | None
    """Own level minus the machine's; None where either is missing."""
    overridden: bool
    needs_human: bool
    hidden: bool
    """This person has not seen the outcome, so nothing may depend on it."""

    @property
    def differs(self) -> bool:
        return bool(self.distance)


def to_review(record: InterviewRecord, by: str, *, rate_first: bool = False) -> tuple[Reviewed, ...]:
    """Every answered question: open disagreements first, the widest ahead; what is to be rated; what a person should decide; the rest.

    With `rate_first`, the order tells nothing about outcomes this person has not seen.
    """
    reviewed = [_reviewed(record, turn, by, rate_first) for turn in record.interview.turns]
    return tuple(sorted(reviewed, key=_urgency))


def _reviewed(record: InterviewRecord, turn: Turn, by: str, rate_first: bool) -> Reviewed:
    step = len(turn.outcomes) - 1
    outcome = turn.outcomes[step]
    own = next((rating.level for rating in record.ratings_of(turn.card.id, step) if rating.by == by), None)
    return Reviewed(
        turn=turn,
        step=step,
        own=own,
        distance=own - outcome.level if own is not None and isinstance(outcome, Grade) else None,
        overridden=record.override_of(turn.card.id, step) is not None,
        needs_human=not isinstance(outcome, Grade) or outcome.needs_human,
        hidden=rate_first and not record.is_revealed(turn.card.id, step, by),
    )


def _urgency(one: Reviewed) -> tuple[int, int]:
    if one.hidden:
        return 1, 0
    if one.differs and not one.overridden:
        return 0, -abs(one.distance or 0)
    return (2, 0) if one.needs_human and not one.overridden else (3, 0)
