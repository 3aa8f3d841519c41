"""Chooses questions of the bank: relevant, unlike each other, covering most, and fitting the time. Ties go by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.models.knowledge import CriterionKind, FailureClass, Knowledge
from vetting.models.question import Seniority
from vetting.questions.bank import Candidate, candidates, criteria_of
from vetting.questions.gate import is_alike
from vetting.questions.relevance import Relevance, Relevant

HARD_RULE = ("evals", "observability", "guardrails")
"""Who never speaks of these has not shipped at scale, says the source: they carry weight in every plan."""
HARD_RULE_WEIGHT = 0.08
LEADERSHIP = frozenset({"leadership", "board", "governance", "hiring"})
PEOPLE = "hiring"
"""Every job advertisement speaks of people: classes about hiring count in full only where hiring is a focus."""
FOCUS = 0.30
BESIDE = 0.10
"""For a class that touches a focus topic without being about it."""
UNLIKE = 0.5
"""How much of a class's relevance a like class already chosen takes away."""
AGAIN = 0.25
"""What is left of a class's relevance for its second question, and what that costs: breadth first."""
DEPTH_SIGNAL = 0.02
"""For a class that tests what the source calls a sign of depth, so that a brief that says little still gets a sound plan."""
FIT = 0.25
FITTING = 0.35
"""A question that is no nearer than this to any clause fits no better than another."""
COVERAGE = 0.015
GENERAL = 0.03
"""The class's own opener leaves the candidate most room, so it is preferred among equals."""


@dataclass(frozen=True)
class Budget:
    """What a choice may take."""

    count: int
    minutes: int


class Chooser:
    """Picks one question after the other for one brief."""

    def __init__(self, knowledge: Knowledge, relevant: Relevant, about: Relevance, focus: Sequence[str], seniority: Seniority) -> None:
        self._knowledge, self._relevant, self._about, self._focus = knowledge, relevant, about, tuple(focus)
        self._seniority = seniority
        self._basic = {id for topic in HARD_RULE if (id := _most_single_minded(knowledge, topic))}
        self._shortest = min(opener.minutes for one in knowledge.failure_classes for opener in one.questions)
        self._weights = {one.id: self._weight(one) for one in knowledge.failure_classes}

    def choose(self, budget: Budget, taken: Sequence[Candidate] = (), busy: Mapping[str, int] | None = None) -> tuple[Candidate, ...]:
        """Questions within the budget, best first, none like one taken. `busy` counts questions of a class that stand in the plan already.

        A long question is passed over where it would cost a later one its place.
        """
        chosen: list[Candidate] = []
        minutes = budget.minutes
        while len(chosen) < budget.count:
            before = [*taken, *chosen]
            kept_free = self._shortest * (budget.count - len(chosen) - 1)
            most = minutes - kept_free if minutes - kept_free >= self._shortest else self._shortest
            best = None
            if minutes >= self._shortest:
                best = self._best(before, most, busy or {}, neighbours=False) or self._best(before, most, busy or {}, neighbours=True)
            if best is None:
                break
            chosen.append(best)
            minutes -= best.opener.minutes
        return tuple(chosen)

    def _best(self, before: Sequence[Candidate], minutes: int, busy: Mapping[str, int], *, neighbours: bool) -> Candidate | None:
        fitting = [
            one
            for one in candidates(self._knowledge, self._seniority, neighbours=neighbours)
            if one.opener.minutes <= minutes and not any(is_alike(one.opener.text, other.opener.text) for other in before)
        ]
        return min(fitting, key=lambda one: (-self._value(one, before, busy), one.opener.id), default=None)

    def _value(self, one: Candidate, before: Sequence[Candidate], busy: Mapping[str, int]) -> float:
        like = max(
            (
                self._relevant.likeness(one.failure_class, other.failure_class)
                for other in before
                if other.failure_class != one.failure_class
            ),
            default=0.0,
        )
        times = sum(other.failure_class == one.failure_class for other in before) + busy.get(one.failure_class.id, 0)
        weight = self._weights[one.failure_class.id] * (1 - UNLIKE * like) * AGAIN**times
        met = {other.failure_class.topics[0] for other in before}
        asked = next(
            (
                FOCUS if place == 0 else BESIDE
                for place, topic in enumerate(one.failure_class.topics)
                if topic in self._focus and topic not in met
            ),
            0.0,
        )
        basics = HARD_RULE_WEIGHT * (one.failure_class.id in self._basic and one.failure_class.topics[0] not in met)
        covered = {id for other in before for id in criteria_of(other.failure_class, self._knowledge)}
        gain = len((set(criteria_of(one.failure_class, self._knowledge)) & set(self._about.criteria)) - covered)
        fit = max(0.0, self._about.questions.get(one.opener.id, 0.0) - FITTING)
        weight -= (1 - AGAIN) * 0.2 * times
        return weight + asked + basics + COVERAGE * min(gain, 3) + FIT * fit + GENERAL * one.is_general

    def _weight(self, one: FailureClass) -> float:
        """Relevance to the brief, set right for the seniority and for what every plan should ask."""
        weight = self._about.classes.get(one.id, 0.0)
        leads = bool(LEADERSHIP & set(one.topics))
        if one.topics[0] == PEOPLE and PEOPLE not in self._focus:
            weight *= 0.35
        tested = self._knowledge.criteria_of(one)
        weight += DEPTH_SIGNAL * (bool(tested) and tested[0].kind is CriterionKind.DEPTH_SIGNAL)
        if leads and self._seniority is Seniority.ENGINEER:
            weight *= 0.5
        weight += 0.04 * (leads and self._seniority is Seniority.OFFICER and one.topics[0] == "leadership")
        return weight + sum(0.15 / (1 + one.topics.index(topic)) for topic in self._focus if topic in one.topics)


def _most_single_minded(knowledge: Knowledge, topic: str) -> str | None:
    """The class that is about a topic first and about least beside it."""
    about = [one for one in knowledge.failure_classes if one.topics[0] == topic]
    return min(about, key=lambda one: (len(one.topics), one.id)).id if about else None
