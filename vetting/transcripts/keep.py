"""Grades what was paired and keeps it, in the interview that was prepared for it or in a new one. What the gate refused is not graded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from vetting.errors import BadInput
from vetting.interview.conduct import Grader
from vetting.models.interview import Interview
from vetting.models.knowledge import Knowledge
from vetting.models.record import InterviewRecord
from vetting.models.transcript import Gate, Pairing, Quality, Transcript
from vetting.questions.revise import for_another
from vetting.storage import Store, new_id
from vetting.transcripts.grade import plan_of, taken_in, where_from


def graded_and_kept(
    store: Store,
    transcript: Transcript,
    pairing: Pairing,
    quality: Quality,
    *,
    candidate: str,
    by: str,
    knowledge: Knowledge,
    grade: Grader,
    prepared: InterviewRecord | None = None,
    told: Callable[[int, int], None] | None = None,
) -> InterviewRecord:
    """The kept interview with every pair graded, and a note on where it comes from.

    `prepared` gives the plan. Where nothing was answered in it yet, the answers go into it; else a new interview is made with its plan.
    Raises BadInput where the gate refuses, or where there is no pair left.
    """
    if quality.gate is Gate.REFUSE:
        raise BadInput(f"{quality.words} Nothing was graded.")
    if not pairing.pairs:
        raise BadInput("There is no question with an answer left to grade. Make one, or give another transcript.")
    own = prepared is not None and not prepared.interview.turns
    plan = None if prepared is None or not prepared.interview.plan.questions else prepared.interview.plan
    plan, cards = plan_of(pairing, transcript, knowledge, plan if own or plan is None else for_another(plan))

    def fill(interview: Interview) -> Interview:
        named = interview.model_copy(update={"plan": plan, "candidate": candidate or interview.candidate})
        return taken_in(named, pairing, cards, grade, told)

    if own and prepared is not None:
        record = store.change(prepared.interview.id, prepared.revision, fill, by=by)
    else:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        record = store.create(fill(Interview(id=new_id(), candidate=candidate, started=started, plan=plan)), by=by)
    return store.note(record.interview.id, where_from(transcript, pairing, quality), by=by)
