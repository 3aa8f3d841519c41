"""A plan for one interview: a locked core from the brief, questions that test the candidate's claims, coverage, and minutes that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.grading.fingerprint import code_version, digest
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Fingerprint
from vetting.models.question import Coverage, Plan, QuestionCard, Rejection
from vetting.questions.bank import Candidate, card_of, claim_card
from vetting.questions.choose import Budget, Chooser
from vetting.questions.claims import CheckableClaim, checkable_claims
from vetting.questions.clauses import is_order, sentences
from vetting.questions.gate import check_question, is_alike
from vetting.questions.relevance import Embeds, Relevance, Relevant, Search
from vetting.questions.request import PlanRequest, checked
from vetting.questions.writing import Order, Writer, Written

CORE_QUESTIONS, CORE_MINUTES = 0.65, 0.67
"""Shares that go to the core whether or not there are claims, so that it is the same for everyone."""
MATCHES = 0.36
"""A claim is asked about when some class scores at least this for it."""
ROLE = 0.05
"""How much what the brief is about decides between classes that fit a claim."""
CLAIM_CRITERIA = 2
OFFLINE = "offline engine: chooses and adapts questions of the bank by retrieval, diversity and coverage; reads English only"
CODE = ("questions/**/*.py", "retrieval/**/*.py", "embedding.py", "models/question.py", "models/knowledge.py")
"""Source that decides what a plan looks like, for the fingerprint."""


def make_plan(request: PlanRequest, knowledge: Knowledge, index: Search, embedder: Embeds, writer: Writer | None = None) -> Plan:
    """The questions for one interview. Without a writer they come from the bank; with one, what fails the gate does.

    The core depends on brief, focus, seniority, minutes and count, never on the claims. Raises BadInput, and EndpointError from the writer.
    """
    given = checked(request, knowledge)
    asked = given.request
    relevant = Relevant(knowledge, index, embedder)
    about = relevant.of(asked.brief)
    chooser = Chooser(knowledge, relevant, about, asked.focus, given.seniority)
    core = _core(asked, about, chooser, knowledge, given.seniority.value, writer)
    tests = _claim_tests(asked, core, about, relevant, knowledge, given.seniority.value, writer)
    rest = _fill(asked, (*core.cards, *tests.cards), core.bank, chooser, knowledge)
    cards = (*core.cards, *tests.cards, *rest)
    wanted = _relevant_criteria(asked, about, tests.cards, relevant)
    return Plan(
        brief=asked.brief,
        seniority=given.seniority,
        focus=asked.focus,
        minutes=asked.minutes,
        questions=cards,
        coverage=_coverage(cards, wanted),
        rejected=(*core.rejected, *tests.rejected),
        engine=_engine(cards, writer),
        fingerprint=Fingerprint(
            engine=writer.name if writer else "offline",
            model=writer.model if writer else "bank",
            code=code_version(CODE),
            knowledge=knowledge.hash,
            prompts=writer.prompts if writer else {},
            input=digest(request.model_dump(mode="json"), index.version),
        ),
        warnings=(*given.warnings, *_warnings(asked, about, cards, tests)),
    )


@dataclass(frozen=True)
class _Part:
    """One part of a plan."""

    cards: tuple[QuestionCard, ...]
    rejected: tuple[Rejection, ...] = ()
    bank: tuple[Candidate, ...] = ()
    """What the bank chose, whether or not it was used."""
    claims: int = 0
    """Checkable claims found."""


def _core(asked: PlanRequest, about: Relevance, chooser: Chooser, knowledge: Knowledge, seniority: str, writer: Writer | None) -> _Part:
    """The part that is the same for every candidate."""
    shortest = min(opener.minutes for one in knowledge.failure_classes for opener in one.questions)
    budget = Budget(max(1, round(CORE_QUESTIONS * asked.count)), max(shortest, int(CORE_MINUTES * asked.minutes)))
    bank = chooser.choose(budget)
    cards = tuple(card_of(one, knowledge, core=True, first=about.criteria) for one in bank)
    if writer is None:
        return _Part(cards, bank=bank)
    order = Order(
        brief=_without_orders(asked.brief),
        seniority=seniority,
        focus=asked.focus,
        count=len(cards),
        classes=tuple(one.failure_class for one in bank),
        criteria=tuple(knowledge.criterion(id) for id in about.criteria),
    )
    written = writer.write(order, knowledge)
    return _Part(_mixed(written, cards, budget), written.rejected, bank)


def _claim_tests(
    asked: PlanRequest, core: _Part, about: Relevance, relevant: Relevant, knowledge: Knowledge, seniority: str, writer: Writer | None
) -> _Part:
    """Questions about what this candidate wrote, in what the core left of questions and time."""
    budget = Budget(asked.count - len(core.cards), asked.minutes - sum(card.minutes for card in core.cards))
    found = checkable_claims(asked.claims or "")
    if not found or budget.count < 1:
        return _Part((), claims=len(found))
    cards = _cards_for(_matched(found, relevant, about), core.cards, knowledge)
    if writer is None or not cards:
        return _Part(_fitting(cards, budget), claims=len(found))
    chosen = cards[: budget.count + 2]
    order = Order(
        brief=_without_orders(asked.brief),
        seniority=seniority,
        focus=asked.focus,
        count=budget.count,
        classes=tuple(knowledge.failure_class(card.failure_class) for card in chosen),
        criteria=tuple(knowledge.criterion(id) for card in chosen for id in card.criteria[:CLAIM_CRITERIA]),
        claims=tuple(card.claim or "" for card in chosen),
    )
    written = writer.write(order, knowledge, known=tuple(card.text for card in core.cards))
    return _Part(_mixed(written, cards, budget), written.rejected, claims=len(found))


def _matched(found: Sequence[CheckableClaim], relevant: Relevant, about: Relevance) -> list[tuple[CheckableClaim, str]]:
    """Each claim with the class that bites where such work goes wrong, most telling first."""
    matched: list[tuple[float, CheckableClaim, str]] = []
    for claim in found:
        scores = relevant.scores(claim.text)
        best = min(scores, key=lambda id: (-scores[id] - ROLE * about.classes[id], id))
        if scores[best] >= MATCHES:
            matched.append((claim.weight / 4 + scores[best], claim, best))
    return [(claim, id) for _, claim, id in sorted(matched, key=lambda one: -one[0])]


def _cards_for(matched: Sequence[tuple[CheckableClaim, str]], core: Sequence[QuestionCard], knowledge: Knowledge) -> list[QuestionCard]:
    """A card for each claim that leads to a question of its own; those of classes not yet tested come first."""
    cards: list[QuestionCard] = []
    later: list[QuestionCard] = []
    asked = [card.text for card in core]
    for claim, id in matched:
        card = claim_card(claim, knowledge.failure_class(id), knowledge)
        question = card.text.replace(claim.text, "")
        if check_question(card.text, claim=claim.text) or any(is_alike(question, other) for other in asked):
            continue
        asked.append(question)
        (later if id in {other.failure_class for other in cards} else cards).append(card)
    return cards + later


def _mixed(written: Written, bank: Sequence[QuestionCard], budget: Budget) -> tuple[QuestionCard, ...]:
    """What was written, then the bank's own for what failed, of classes and claims not asked about yet."""
    cards = list(_fitting(written.cards, budget))
    for card in bank:
        taken = {(other.failure_class, other.claim) for other in cards}
        claims = {other.claim for other in cards if other.claim}
        if (card.failure_class, card.claim) not in taken and card.claim not in claims:
            cards = list(_fitting([*cards, card], budget))
    return tuple(cards)


def _fitting(cards: Sequence[QuestionCard], budget: Budget) -> tuple[QuestionCard, ...]:
    """The first cards that fit the budget; one that is too long lets a shorter one pass."""
    kept: list[QuestionCard] = []
    minutes = budget.minutes
    for card in cards:
        if len(kept) < budget.count and card.minutes <= minutes:
            kept.append(card)
            minutes -= card.minutes
    return tuple(kept)


def _fill(
    asked: PlanRequest, before: Sequence[QuestionCard], taken: Sequence[Candidate], chooser: Chooser, knowledge: Knowledge
) -> tuple[QuestionCard, ...]:
    """Further questions on the brief where there are questions and time left; not core, since claims would take their place."""
    budget = Budget(asked.count - len(before), asked.minutes - sum(card.minutes for card in before))
    busy = Counter(card.failure_class for card in before)
    busy.subtract(one.failure_class.id for one in taken)
    chosen = chooser.choose(budget, taken, {id: count for id, count in busy.items() if count > 0})
    cards = (card_of(one, knowledge, core=False) for one in chosen)
    return tuple(card for card in cards if not check_question(card.text, known=[other.text for other in before]))


def _relevant_criteria(asked: PlanRequest, about: Relevance, tests: Sequence[QuestionCard], relevant: Relevant) -> tuple[str, ...]:
    """Criteria found for the brief, the focus and the claims that are asked about, each above the cut."""
    found = [*about.criteria]
    for topic in asked.focus:
        found += relevant.criteria(topic.replace("_", " "), limit=CLAIM_CRITERIA)
    for card in tests:
        found += relevant.criteria(card.claim or card.text, limit=CLAIM_CRITERIA)
    return tuple(dict.fromkeys(found))


def _coverage(cards: Sequence[QuestionCard], wanted: Sequence[str]) -> Coverage:
    tested: dict[str, tuple[str, ...]] = {}
    for card in cards:
        for id in card.criteria:
            tested[id] = (*tested.get(id, ()), card.id)
    return Coverage(
        criteria=tested,
        not_covered=tuple(id for id in wanted if id not in tested),
        failure_classes=tuple(dict.fromkeys(card.failure_class for card in cards)),
    )


def _engine(cards: Sequence[QuestionCard], writer: Writer | None) -> str:
    if writer is None:
        return OFFLINE
    written = sum(card.origin == "written" for card in cards)
    return f"{writer.says_of_itself}; {written} of {len(cards)} questions written, the others from the bank"


def _without_orders(text: str) -> str:
    """The text without sentences that give its reader orders: they are no part of a role."""
    return "\n".join(sentence for sentence in sentences(text) if not is_order(sentence))


def _warnings(asked: PlanRequest, about: Relevance, cards: Sequence[QuestionCard], tests: _Part) -> tuple[str, ...]:
    """What a person should know before relying on the plan."""
    found: list[str] = []
    if not about.telling:
        found.append(
            "The brief says nothing that relates to AI in production, so the core is the general one. "
            "Say what runs, what goes wrong and what the person will own, or name topics with --focus."
        )
    for what, text in (("brief", asked.brief), ("claims", asked.claims or "")):
        orders = [sentence for sentence in sentences(text) if is_order(sentence)]
        if orders:
            found.append(f"Text in the {what} that gives instructions was left out: “{orders[0][:80]}”")
    if asked.claims and not tests.claims:
        found.append("The claims hold nothing that can be checked (work done, a system run, a gain), so no question is about them.")
    elif asked.claims and not any(card.claim for card in cards) and asked.count > 1:
        found.append("No claim could be matched to a way AI fails in production, so no question is about the claims.")
    if len(cards) < asked.count:
        found.append(f"{len(cards)} questions instead of {asked.count}: more do not fit in {asked.minutes} minutes.")
    return tuple(found)
