"""The bank: the failure classes' questions as cards, and the questions that test a claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from vetting.models.knowledge import FailureClass, Knowledge, Opener
from vetting.models.question import FollowUp, QuestionCard, Seniority
from vetting.questions.claims import CheckableClaim

MOST_CRITERIA = 5
CLAIM_MINUTES = 5
_NEIGHBOURS = {
    Seniority.ENGINEER: (Seniority.LEAD,),
    Seniority.LEAD: (Seniority.ENGINEER, Seniority.OFFICER),
    Seniority.OFFICER: (Seniority.LEAD,),
}


@dataclass(frozen=True)
class Candidate:
    """A question that may be asked, with the class it belongs to."""

    opener: Opener
    failure_class: FailureClass

    @property
    def is_general(self) -> bool:
        return self.opener.seniority is None


def candidates(knowledge: Knowledge, seniority: Seniority, *, neighbours: bool = False) -> tuple[Candidate, ...]:
    """Every general opener and those written for the seniority; with `neighbours`, the next seniority's too, for long plans."""
    fitting = {None, seniority, *(_NEIGHBOURS[seniority] if neighbours else ())}
    return tuple(Candidate(opener, one) for one in knowledge.failure_classes for opener in one.questions if opener.seniority in fitting)


def card_of(candidate: Candidate, knowledge: Knowledge, *, core: bool, first: Iterable[str] = ()) -> QuestionCard:
    """The card of a bank question. `first` are criteria that matter most for this plan; of those it tests, they lead."""
    one, opener = candidate.failure_class, candidate.opener
    return QuestionCard(
        id=opener.id,
        text=opener.text,
        failure_class=one.id,
        criteria=criteria_of(one, knowledge, first),
        core=core,
        why=one.why_ask,
        strong=opener.strong,
        weak=opener.weak,
        follow_ups=ladder(one),
        minutes=opener.minutes,
    )


def claim_card(claim: CheckableClaim, one: FailureClass, knowledge: Knowledge) -> QuestionCard:
    """A card that quotes the claim and asks for the part of it that only someone who did it can tell."""
    question = getattr(one.about_claims, claim.kind) if one.about_claims else one.opener.text
    return QuestionCard(
        id=f"claim.{hashlib.sha256(f'{claim.text} | {question}'.encode()).hexdigest()[:10]}",
        text=f"You write: “{claim.text}”. {question}",
        failure_class=one.id,
        criteria=criteria_of(one, knowledge),
        core=False,
        why=f"It tests what the candidate wrote, where such work goes wrong: {one.title[0].lower()}{one.title[1:]}.",
        strong=one.strong,
        weak=one.weak,
        follow_ups=ladder(one),
        minutes=CLAIM_MINUTES,
        claim=claim.text,
    )


def criteria_of(one: FailureClass, knowledge: Knowledge, first: Iterable[str] = ()) -> tuple[str, ...]:
    """The criteria a class tests, those in `first` before the others, each group most specific first."""
    tested = [criterion.id for criterion in knowledge.criteria_of(one)]
    wanted = set(first)
    return tuple(sorted(tested, key=lambda id: id not in wanted)[:MOST_CRITERIA])


def ladder(one: FailureClass) -> tuple[FollowUp, ...]:
    """The class's probe for every depth signal, in the order of the scale."""
    return tuple(FollowUp(text=text, aims_at=signal) for signal, text in one.probes.items())
