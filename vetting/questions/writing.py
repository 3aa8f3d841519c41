"""What a writer of questions is asked for, and what becomes of what it wrote. Code decides: a writer only proposes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from vetting.grading.evidence import check_quotes
from vetting.models.knowledge import Criterion, FailureClass, Knowledge
from vetting.models.question import FollowUp, QuestionCard, Rejection
from vetting.questions.bank import MOST_CRITERIA, criteria_of, ladder
from vetting.questions.gate import check_question
from vetting.scale import DEPTH

SHORTEST, LONGEST = 4, 8
"""Minutes a written question may take."""


@dataclass(frozen=True)
class Order:
    """What to write about. Everything in it is material, already without text that gives orders."""

    brief: str
    seniority: str
    focus: tuple[str, ...]
    count: int
    classes: tuple[FailureClass, ...]
    """The only failure classes a question may belong to."""
    criteria: tuple[Criterion, ...]
    claims: tuple[str, ...] = ()
    """Checkable claims, verbatim; empty for the core, which knows no candidate."""


class DraftFollowUp(BaseModel):
    """A follow-up as written."""

    aims_at: str
    text: str


class Draft(BaseModel):
    """A question as written, before anything is believed."""

    text: str
    failure_class: str
    criteria: list[str]
    claim: str | None
    why: str
    strong: str
    weak: str
    minutes: int
    follow_ups: list[DraftFollowUp]


@dataclass(frozen=True)
class Written:
    """The drafts that passed, as cards, and those that did not, with reasons."""

    cards: tuple[QuestionCard, ...]
    rejected: tuple[Rejection, ...]


class Writer(Protocol):
    """Writes questions to order. Raises EndpointError; never returns fewer in silence."""

    @property
    def name(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def prompts(self) -> dict[str, str]: ...
    @property
    def says_of_itself(self) -> str: ...
    def write(self, order: Order, knowledge: Knowledge, known: Sequence[str] = ()) -> Written: ...


def accept(drafts: Sequence[Draft], order: Order, knowledge: Knowledge, known: Sequence[str] = ()) -> Written:
    """Passes each draft through the gate: unknown classes and invented claims are refused, unknown criteria dropped."""
    cards: list[QuestionCard] = []
    rejected: list[Rejection] = []
    for draft in drafts:
        text, claim, reasons = _checked(draft, order, (*known, *(card.text for card in cards)))
        if any(claim and card.claim == claim for card in cards):
            reasons = (*reasons, "a second question about the same claim")
        if reasons:
            rejected.append(Rejection(text=text, reasons=reasons))
        else:
            cards.append(_card(draft, text, claim, order, knowledge))
    return Written(tuple(cards), tuple(rejected))


def _checked(draft: Draft, order: Order, known: Sequence[str]) -> tuple[str, str | None, tuple[str, ...]]:
    """The text as it would be asked, the claim in the candidate's own words, and what is wrong with it."""
    text, claim, reasons = " ".join(draft.text.split()), None, []
    if draft.failure_class not in {one.id for one in order.classes}:
        reasons.append(f"unknown failure class {draft.failure_class!r}")
    if order.claims:
        claim = _own_words(draft.claim or "", order.claims)
        if claim is None:
            reasons.append("the claim it quotes does not stand in what the candidate wrote")
        elif claim not in text:
            text = f"You write: “{claim}”. {text}"
    elif draft.claim:
        reasons.append("it quotes a claim, but the core knows no candidate")
    reasons += check_question(text, known=[_bare(other) for other in known], claim=claim)
    if any(not line.strip() for line in (draft.why, draft.strong, draft.weak)):
        reasons.append("it does not say why it is asked or what a strong and a weak answer sound like")
    return text, claim, tuple(reasons)


def _own_words(quote: str, claims: Sequence[str]) -> str | None:
    """The claim the quote stands in, in the candidate's words; None for an invented one."""
    for claim in claims:
        found = check_quotes((quote,), claim).evidence
        if found:
            return found[0].quote
    return None


def _bare(text: str) -> str:
    """A question without the quote in front, so that two about different claims are compared by what they ask."""
    return text.split("”. ", 1)[-1]


def _card(draft: Draft, text: str, claim: str | None, order: Order, knowledge: Knowledge) -> QuestionCard:
    one = next(c for c in order.classes if c.id == draft.failure_class)
    named = [id for id in dict.fromkeys(draft.criteria) if id in {criterion.id for criterion in order.criteria}]
    return QuestionCard(
        id=f"written.{hashlib.sha256(text.encode()).hexdigest()[:10]}",
        text=text,
        failure_class=one.id,
        criteria=tuple(named[:MOST_CRITERIA]) or criteria_of(one, knowledge),
        core=not order.claims,
        why=draft.why.strip(),
        strong=draft.strong.strip(),
        weak=draft.weak.strip(),
        follow_ups=_follow_ups(draft, one),
        minutes=min(LONGEST, max(SHORTEST, draft.minutes)),
        claim=claim,
        origin="written",
    )


def _follow_ups(draft: Draft, one: FailureClass) -> tuple[FollowUp, ...]:
    """A written probe for each signal where one passed the gate, else the class's own."""
    written = {
        follow.aims_at: " ".join(follow.text.split()) for follow in draft.follow_ups if not check_question(follow.text, kind="probe")
    }
    return tuple(
        FollowUp(text=written.get(own.aims_at.value, own.text), aims_at=own.aims_at) for own in ladder(one) if own.aims_at in DEPTH
    )
