"""A plan in a person's hands: reorder, swap, reword, leave out, lock. Every step makes a new plan; questions pass the gate first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from vetting.errors import BadInput
from vetting.models.knowledge import Knowledge
from vetting.models.question import Coverage, Plan, QuestionCard
from vetting.models.record import Event, EventKind
from vetting.questions.bank import candidates, card_of
from vetting.questions.gate import check_question, is_alike

LOCK = "plan_locked"
"""Name of the switch that is noted on an interview whose plan may not change any more."""


def is_locked(events: Iterable[Event]) -> bool:
    """True where the last turn of the lock, in an interview's events, was on."""
    turned = [event.on for event in events if event.kind is EventKind.SWITCHED and event.switch == LOCK]
    return bool(turned and turned[-1])


def planned_minutes(plan: Plan) -> int:
    return sum(card.minutes for card in plan.questions)


def moved(plan: Plan, id: str, by: int) -> Plan:
    """The question `by` places later (earlier where negative); at either end it stays."""
    cards = list(plan.questions)
    place = _place(plan, id)
    card = cards.pop(place)
    cards.insert(min(max(place + by, 0), len(cards)), card)
    return with_questions(plan, tuple(cards))


def without(plan: Plan, id: str) -> Plan:
    """The plan less one question. Raises BadInput for the last one."""
    if len(plan.questions) == 1:
        raise BadInput("A plan needs at least one question. Swap this one instead.")
    return with_questions(plan, tuple(card for card in plan.questions if card.id != id))


def swapped(plan: Plan, id: str, card: QuestionCard) -> Plan:
    """Another question in this one's place; it is core where the old one was."""
    if any(other.id == card.id for other in plan.questions if other.id != id):
        raise BadInput("That question stands in the plan already. Choose another one.")
    place = _place(plan, id)
    new = card.model_copy(update={"core": plan.questions[place].core})
    return with_questions(plan, (*plan.questions[:place], new, *plan.questions[place + 1 :]))


def added(plan: Plan, card: QuestionCard) -> Plan:
    """One more question, at the end."""
    if any(other.id == card.id for other in plan.questions):
        raise BadInput("That question stands in the plan already. Choose another one.")
    return with_questions(plan, (*plan.questions, card))


def reworded(plan: Plan, id: str, text: str) -> Plan:
    """The question in a person's own words, if it may be asked. Raises BadInput with every reason why not."""
    card = plan.questions[_place(plan, id)]
    asked = " ".join(text.split())
    if asked == card.text:
        return plan
    claim = card.claim if card.claim and card.claim in asked else None
    reasons = check_question(asked, known=[other.text for other in plan.questions if other.id != id], claim=claim)
    if reasons:
        raise BadInput("This question should not be asked: " + "; ".join(reasons) + ". Reword it.")
    new = card.model_copy(
        update={"id": f"edited.{hashlib.sha256(asked.encode()).hexdigest()[:10]}", "text": asked, "claim": claim, "origin": "written"}
    )
    return with_questions(plan, tuple(new if other.id == id else other for other in plan.questions))


def alternatives(plan: Plan, card: QuestionCard, knowledge: Knowledge) -> tuple[QuestionCard, ...]:
    """Questions of the bank that could take a card's place: of its own failure class first, none like one in the plan."""
    others = [other for other in plan.questions if other.id != card.id]
    found = [
        candidate
        for candidate in candidates(knowledge, plan.seniority, neighbours=True)
        if candidate.opener.id != card.id
        and candidate.opener.id not in {other.id for other in others}
        and not any(is_alike(candidate.opener.text, other.text) for other in others)
    ]
    found.sort(key=lambda one: (one.failure_class.id != card.failure_class, one.failure_class.id, one.opener.id))
    return tuple(card_of(one, knowledge, core=card.core) for one in found)


def for_another(plan: Plan, own: Plan | None = None) -> Plan:
    """The plan for one more candidate: everything that was not about the first one's claims, and what `own` asks about theirs."""
    shared = tuple(card for card in plan.questions if card.claim is None)
    used = sum(card.minutes for card in shared)
    theirs: list[QuestionCard] = []
    for card in own.questions if own else ():
        if card.claim and used + card.minutes <= max(plan.minutes, used):
            theirs.append(card)
            used += card.minutes
    if not shared and not theirs:
        raise BadInput("Every question of this plan is about the first candidate's claims. Make a new plan instead.")
    return with_questions(plan, (*shared, *theirs))


def with_questions(plan: Plan, cards: tuple[QuestionCard, ...]) -> Plan:
    """The plan with these questions, and its coverage counted again."""
    tested: dict[str, tuple[str, ...]] = {}
    for card in cards:
        for id in card.criteria:
            tested[id] = (*tested.get(id, ()), card.id)
    relevant = (*plan.coverage.criteria, *plan.coverage.not_covered)
    coverage = Coverage(
        criteria=tested,
        not_covered=tuple(id for id in dict.fromkeys(relevant) if id not in tested),
        failure_classes=tuple(dict.fromkeys(card.failure_class for card in cards)),
    )
    return plan.model_copy(update={"questions": cards, "coverage": coverage})


def _place(plan: Plan, id: str) -> int:
    for place, card in enumerate(plan.questions):
        if card.id == id:
            return place
    raise BadInput("That question is not in the plan any more; it was changed in another window.")
