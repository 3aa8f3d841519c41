"""The report on one interview: everything kept about it, question by question, with the machine and people side by side."""

from __future__ import annotations

from datetime import UTC, datetime

from vetting import __version__
from vetting.interview.scorecard import scorecard
from vetting.models.interview import Turn
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Grade
from vetting.models.question import QuestionCard
from vetting.models.record import InterviewRecord
from vetting.models.report import Answered, Asked, CriterionNamed, Disagreement, InterviewReport, Report, Step
from vetting.report.limits import what_this_cannot_know


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="minutes")


def interview_report(record: InterviewRecord, knowledge: Knowledge, *, made: str | None = None) -> Report:
    """The report on one interview. The same record, knowledge and time give the same report."""
    part = reported(record, knowledge)
    return Report(
        kind="interview",
        title=f"Interview with {part.candidate}",
        made=made or now(),
        code=__version__,
        interviews=(part,),
        cannot_know=what_this_cannot_know(part.engines),
    )


def reported(record: InterviewRecord, knowledge: Knowledge) -> InterviewReport:
    """One interview as a part of any report."""
    interview = record.interview
    answered = {turn.card.id for turn in interview.turns}
    card = scorecard(interview, record.standing_levels)
    return InterviewReport(
        id=interview.id,
        candidate=interview.candidate,
        brief=interview.plan.brief,
        seniority=interview.plan.seniority.value,
        started=interview.started,
        finished=interview.finished,
        revision=record.revision,
        engines=tuple(dict.fromkeys(outcome.engine for turn in interview.turns for outcome in turn.outcomes)),
        scorecard=card,
        answers=tuple(_answered(turn, record, knowledge) for turn in interview.turns),
        never_asked=tuple(asked(one) for one in interview.plan.questions if one.id not in answered),
        criteria_never_asked=tuple(named(id, knowledge) for id in card.criteria_never_asked),
        not_covered=tuple(named(id, knowledge) for id in interview.plan.coverage.not_covered),
        disagreements=_disagreements(record),
        notes=tuple(note for note in record.notes if note.question not in answered),
        decisions=record.decisions,
    )


def asked(card: QuestionCard) -> Asked:
    return Asked(id=card.id, text=card.text, failure_class=card.failure_class)


def named(id: str, knowledge: Knowledge) -> CriterionNamed:
    """The criterion with its title and sections; its id alone where the knowledge has changed since."""
    criterion = next((one for one in knowledge.criteria if one.id == id), None)
    return CriterionNamed(id=id, title=criterion.title if criterion else id, sections=criterion.sections if criterion else ())


def _answered(turn: Turn, record: InterviewRecord, knowledge: Knowledge) -> Answered:
    id = turn.card.id
    steps = [
        Step(
            asked=exchange.asked,
            answer=exchange.answer,
            aims_at=exchange.aims_at,
            outcome=outcome,
            ratings=record.ratings_of(id, step),
            overrides=tuple(o for o in record.overrides if (o.question, o.step, o.input) == (id, step, outcome.fingerprint.input)),
        )
        for step, (exchange, outcome) in enumerate(zip(turn.exchanges, turn.outcomes, strict=False))
    ]
    return Answered(
        card=turn.card,
        criteria=tuple(named(criterion, knowledge) for criterion in turn.card.criteria),
        steps=tuple(steps),
        notes=tuple(note for note in record.notes if note.question == id),
    )


def _disagreements(record: InterviewRecord) -> tuple[Disagreement, ...]:
    """Ratings and overrides that are not the machine's level, the widest apart first; one without a level counts as widest."""
    apart: list[Disagreement] = []
    for turn in record.interview.turns:
        id = turn.card.id
        for step, outcome in enumerate(turn.outcomes):
            machine = outcome.level if isinstance(outcome, Grade) else None
            override = record.override_of(id, step)
            said: list[tuple[str, int | None, str | None]] = [(override.by, override.level, override.reason)] if override else []
            said += [(rating.by, rating.level, None) for rating in record.ratings_of(id, step)]
            apart += [
                Disagreement(question=id, step=step, by=by, person=level, machine=machine, reason=reason)
                for by, level, reason in said
                if level != machine
            ]
    return tuple(sorted(apart, key=lambda d: -(5 if d.person is None or d.machine is None else abs(d.person - d.machine))))
