"""From pairs to an interview that Review, report and comparison take as any other; every answer goes through the one grader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from vetting.grading.fingerprint import code_version, digest
from vetting.interview.conduct import Grader
from vetting.models.interview import Exchange, Interview, Turn, follow_ups, joined
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Fingerprint
from vetting.models.question import Coverage, Plan, QuestionCard, Seniority
from vetting.models.transcript import LeftOutKind, Pair, Pairing, Quality, Transcript
from vetting.questions.bank import criteria_of, ladder
from vetting.questions.ladder import class_for
from vetting.questions.revise import with_questions
from vetting.trust.identity import identity_of, known_as

MINUTES = 5
"""Put on a question that was asked without a plan."""
WHY = "It was asked in the recorded interview."


def plan_of(
    pairing: Pairing, transcript: Transcript, knowledge: Knowledge, plan: Plan | None = None
) -> tuple[Plan, tuple[QuestionCard, ...]]:
    """The plan with a card for every question that was asked, and the card of each pair in their order.

    Without a plan, the questions that were asked are the plan.
    """
    known = {card.id: card for card in plan.questions} if plan else {}
    cards: list[QuestionCard] = []
    for pair in pairing.pairs:
        card = known.get(pair.card or "") or _card_of(pair, knowledge)
        while any(card.id == other.id for other in cards):
            card = card.model_copy(update={"id": f"{card.id}.again", "text": pair.exchanges[0].asked})
        cards.append(card)
    own = [card for card in cards if card.id not in known]
    return with_questions(plan or unplanned(transcript.name, knowledge, cards), (*known.values(), *own)), tuple(cards)


def taken_in(
    interview: Interview,
    pairing: Pairing,
    cards: tuple[QuestionCard, ...],
    grade: Grader,
    told: Callable[[int, int], None] | None = None,
) -> Interview:
    """The interview with every pair graded: the answer, and again after each follow-up. `told` hears how far it is."""
    for place, (pair, card) in enumerate(zip(pairing.pairs, cards, strict=True)):
        with known_as(identity_of(interview)):
            turn = _turn(pair, card, grade)
        interview = interview.with_turn(turn)
        if told:
            told(place + 1, len(cards))
    return interview.model_copy(update={"finished": True})


def _turn(pair: Pair, card: QuestionCard, grade: Grader) -> Turn:
    exchanges = tuple(Exchange(asked=one.asked, answer=one.answer) for one in pair.exchanges)
    outcomes = tuple(grade(card.text, joined(exchanges[:step]), follow_ups(exchanges[:step])) for step in range(1, len(exchanges) + 1))
    return Turn(card=card, exchanges=exchanges, outcomes=outcomes)


def where_from(transcript: Transcript, pairing: Pairing, quality: Quality) -> str:
    """The note that goes with the interview: the file, the gate, and what was graded nowhere."""
    counts: dict[LeftOutKind, int] = {}
    for left in pairing.left_out:
        counts[left.kind] = counts.get(left.kind, 0) + len(left.utterances)
    parts = [
        f"Read from the transcript {transcript.name}.",
        quality.words,
        f"Graded nowhere: {', '.join(f'{count} x {kind.value}' for kind, count in counts.items())}." if counts else "",
        *(
            f"Not graded, because it should not be asked: “{_said(left.utterances, transcript)}” {left.reason or ''}"
            for left in pairing.left_out
            if left.kind is LeftOutKind.UNLAWFUL
        ),
        "Follow-ups are those that were asked in the interview, so their number differs from candidate to candidate.",
    ]
    return "\n".join(part for part in parts if part)


def _said(places: tuple[int, ...], transcript: Transcript) -> str:
    return transcript.utterances[places[0]].text


def _card_of(pair: Pair, knowledge: Knowledge) -> QuestionCard:
    """A card for a question the plan does not have, with what its failure class says to listen for."""
    asked = pair.exchanges[0].asked
    one = class_for(asked, knowledge)
    return QuestionCard(
        id=f"asked.{hashlib.sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}",
        text=asked,
        failure_class=one.id,
        criteria=criteria_of(one, knowledge),
        core=False,
        why=WHY,
        strong=one.strong,
        weak=one.weak,
        follow_ups=ladder(one),
        minutes=MINUTES,
        origin="written",
    )


def unplanned(name: str, knowledge: Knowledge, cards: Sequence[QuestionCard] = ()) -> Plan:
    """The plan of an interview that was held without one: no questions but those that were asked."""
    return Plan(
        brief=f"Read from the transcript {name}",
        seniority=Seniority.LEAD,
        focus=(),
        minutes=MINUTES * len(cards),
        questions=(),
        coverage=Coverage(criteria={}, not_covered=(), failure_classes=()),
        engine="transcript: the questions that were asked",
        fingerprint=Fingerprint(
            engine="transcript", model="none", code=code_version(), knowledge=knowledge.hash, input=digest([card.text for card in cards])
        ),
    )
