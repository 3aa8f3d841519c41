"""What a change of an interview may do, and what follows from it. An answer may be corrected; nothing the machine said may be altered."""

from __future__ import annotations

from typing import Any

from vetting.errors import BadInput
from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Failed
from vetting.models.record import answer_place

ROLE_LENGTH = 120


def check_nothing_taken_away(before: Interview, after: Interview) -> None:
    """Raises BadInput where a change drops or reorders answers, or alters an outcome other than a failed one."""
    if (before.id, before.started) != (after.id, after.started):
        raise BadInput(f"A change may not give interview {before.id!r} another id or start.")
    was, now = [turn.card.id for turn in before.turns], [turn.card.id for turn in after.turns]
    if now[: len(was)] != was:
        raise BadInput(f"A change may not take away or reorder answers of interview {before.id!r}; correct an answer in its place.")
    if len(set(now)) < len(now):
        raise BadInput(f"A change answers one question of interview {before.id!r} twice; put the answer in place of the earlier one.")
    for old, new in zip(before.turns, after.turns, strict=False):
        _check_outcomes(old, new)


def _check_outcomes(old: Turn, new: Turn) -> None:
    for step, (was, now) in enumerate(zip(old.outcomes, new.outcomes, strict=False)):
        same_answer = old.exchanges[: step + 1] == new.exchanges[: step + 1]
        if same_answer and now != was and not isinstance(was, Failed):
            raise BadInput(f"The outcome on {old.card.id!r} is kept as it was made. Override it beside, with a reason.")


def answered_places(before: Interview, after: Interview) -> list[str]:
    """The places of drafts whose answer this change takes."""
    earlier = {turn.card.id: turn.exchanges for turn in before.turns}
    return [
        answer_place(turn.card.id, step)
        for turn in after.turns
        for step, exchange in enumerate(turn.exchanges)
        if earlier.get(turn.card.id, ())[step : step + 1] != (exchange,)
    ]


def row_of(interview: Interview) -> dict[str, Any]:
    """What the list of interviews shows without reading the interview."""
    first = next((line.strip() for line in interview.plan.brief.splitlines() if line.strip()), "")
    return {
        "candidate": interview.candidate,
        "role": first[:ROLE_LENGTH],
        "started": interview.started,
        "finished": interview.finished,
        "planned": len(interview.plan.questions),
    }
