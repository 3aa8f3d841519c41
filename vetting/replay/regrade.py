"""Grades a recorded session again and says what is different, and which prompt, criterion, model or code version moved it."""

from __future__ import annotations

from itertools import islice

from vetting.at_once import in_order
from vetting.interview.conduct import Grader
from vetting.models.base import Model
from vetting.models.interview import Interview, Turn, follow_ups, joined
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Fingerprint, Grade, Outcome
from vetting.replay.session import Session


class Compared(Model):
    """One outcome then and now."""

    question: str
    step: int
    """0 for the question itself, then one for each probe."""
    expected: str
    """The outcome in short, as recorded."""
    now: str
    same: bool


class Replayed(Model):
    """What replaying a session found."""

    title: str
    compared: tuple[Compared, ...]
    debrief_same: bool
    moved: tuple[str, ...]
    """Prompts, criteria, models or code whose fingerprint changed since the recording, in words."""

    @property
    def drifted(self) -> bool:
        return not self.debrief_same or any(not one.same for one in self.compared)


def regrade(recorded: Interview, grade: Grader, workers: int = 1) -> Interview:
    """The same interview, every answer graded again, `workers` at a time."""
    asked = [(turn, turn.exchanges[:number]) for turn in recorded.turns for number in range(1, len(turn.exchanges) + 1)]
    outcomes = in_order(lambda one: grade(one[0].card.text, joined(one[1]), follow_ups(one[1])), asked, workers)
    turns = (turn.model_copy(update={"outcomes": tuple(islice(outcomes, len(turn.exchanges)))}) for turn in recorded.turns)
    return recorded.model_copy(update={"turns": tuple(turns)})


def compare(session: Session, now: Interview, debrief: str, knowledge: Knowledge) -> Replayed:
    """Expected against now, outcome by outcome. A fingerprint may change where the result does not: that is said, and is no drift."""
    compared = tuple(
        Compared(question=turn.card.text, step=step, expected=in_short(then), now=in_short(again), same=_result(then) == _result(again))
        for turn in session.interview.turns
        for step, (then, again) in enumerate(zip(turn.outcomes, _turn(now, turn).outcomes, strict=True))
    )
    return Replayed(title=session.title, compared=compared, debrief_same=debrief == session.debrief, moved=_moved(session, now, knowledge))


def parts_of(interview: Interview, knowledge: Knowledge) -> dict[str, str]:
    """Content hashes of the failure classes and criteria behind an interview's questions."""
    from vetting.grading.fingerprint import digest

    classes = {card.failure_class for card in interview.plan.questions}
    criteria = {criterion for card in interview.plan.questions for criterion in card.criteria}
    return {
        **{f"failure class {one.id}": digest(one.model_dump(mode="json")) for one in knowledge.failure_classes if one.id in classes},
        **{f"criterion {one.id}": digest(one.model_dump(mode="json")) for one in knowledge.criteria if one.id in criteria},
    }


def in_short(outcome: Outcome) -> str:
    """level 3 (2.91), or the status."""
    return f"level {outcome.level} ({outcome.mean:.2f})" if isinstance(outcome, Grade) else outcome.status.replace("_", " ")


def _turn(interview: Interview, like: Turn) -> Turn:
    return next(turn for turn in interview.turns if turn.card.id == like.card.id)


def _result(outcome: Outcome) -> dict[str, object]:
    return outcome.model_dump(mode="json", exclude={"fingerprint", "spent"})


def _moved(session: Session, now: Interview, knowledge: Knowledge) -> tuple[str, ...]:
    then = _fingerprint(session.interview)
    again = _fingerprint(now)
    if then is None or again is None:
        return ()
    found = [
        f"prompt {name}: {then.prompts.get(name)} → {again.prompts.get(name)}"
        for name in sorted({*then.prompts, *again.prompts})
        if then.prompts.get(name) != again.prompts.get(name)
    ]
    found += [
        f"{name}: {getattr(then, name)} → {getattr(again, name)}"
        for name in ("engine", "model", "code")
        if getattr(then, name) != getattr(again, name)
    ]
    parts = parts_of(session.interview, knowledge)
    found += [f"{name} changed" for name in sorted({*parts, *session.parts}) if parts.get(name) != session.parts.get(name)]
    return tuple(found)


def _fingerprint(interview: Interview) -> Fingerprint | None:
    return next((outcome.fingerprint for turn in interview.turns for outcome in turn.outcomes), None)
