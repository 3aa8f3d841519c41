"""Eight questions to the buyer: ready, not yet, or better served by a consultant."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from vetting.knowledge_files import as_fields, read_text
from vetting.models.knowledge import Contradiction
from vetting.models.readiness import BuyerAnswers, BuyerQuestion, BuyerQuestions, Finding, Readiness, ReadinessCheck
from vetting.proposal.bites import bites
from vetting.resources import data_dir

SHORTEST = 6 / (52 / 12)
"""Months: leadership for under four to six weeks is a consulting package (criterion 119)."""
MINIMUM = 2
"""Months: below this all the time goes into diagnosis (criterion 118)."""
LONGEST = 18
FEW_HOURS, MANY_HOURS, MOST_HOURS = 8, 25, 40
Outcome = Literal["good", "to_fix", "decides_against", "to_know"]


@functools.lru_cache(maxsize=1)
def buyer_questions() -> tuple[BuyerQuestion, ...]:
    """The eight questions, in the order to ask them. Raises BadKnowledge."""
    path = data_dir("knowledge") / "proposal" / "readiness.yaml"
    return as_fields(path, read_text(path), BuyerQuestions).questions


def readiness(answers: BuyerAnswers, *, contradictions: Sequence[Contradiction] = ()) -> ReadinessCheck:
    """What the answers say about buying a fractional officer; every finding cites its criteria."""
    findings = tuple(_finding(question, answers) for question in buyer_questions())
    against = [one for one in findings if one.outcome == "decides_against"]
    to_fix = [one for one in findings if one.outcome == "to_fix"]
    if against:
        outcome, says = Readiness.CONSULTANT, f"Buy an AI consultant with a defined output instead: {_joined(against)}."
    elif to_fix:
        outcome, says = Readiness.NOT_YET, f"Not yet. Fix first: {_joined(to_fix)}."
    else:
        outcome, says = Readiness.READY, "Ready: what a fractional officer needs from you is there."
    wanted = []
    if answers.hours is not None and answers.hours >= MANY_HOURS:
        wanted.append(("d", "You need hours at or above those under which the source says fractional wins."))
    if answers.hours is not None and FEW_HOURS <= answers.hours < 24:
        wanted.append(("c", "Your hours lie under the days the source says are needed for change."))
    if answers.horizon is not None and answers.horizon >= LONGEST:
        wanted.append(("f", "Your horizon reaches the 18 months of the rule, which has no crossover in cash."))
    return ReadinessCheck(outcome=outcome, says=says, findings=findings, fits=_fits(answers), bites=bites(wanted, contradictions))


def _joined(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{one.says[0].lower()}{one.says[1:].rstrip('.')} (criteria {', '.join(map(str, one.criteria))})" for one in findings)


def _finding(question: BuyerQuestion, answers: BuyerAnswers) -> Finding:
    answer: str | bool | float | None = getattr(answers, question.id)
    outcome, says = _judged(question, answer)
    return Finding(question=question.id, ask=question.ask, outcome=outcome, says=says, criteria=question.criteria)


def _judged(question: BuyerQuestion, answer: str | bool | float | None) -> tuple[Outcome, str]:
    if answer is None:
        return "to_fix", f"Not answered: {question.fix}"
    if question.id in ("authority", "pushback"):
        if answer:
            return "good", "You give what a leader needs."
        return "decides_against", "That authority is uncomfortable for you, and an officer without it is a vendor"
    if question.id == "in_production":
        said = str(answer).strip()
        return (
            "to_know",
            f"In production: {said}. Start the first call there."
            if said
            else "Nothing is in production: the first ninety days are about getting one thing there and measured.",
        )
    if isinstance(answer, bool):
        return (
            ("good", "The line is direct.")
            if answer
            else ("to_fix", f"{question.because[0].upper()}{question.because[1:]}. {question.fix}")
        )
    if isinstance(answer, str):
        return (
            ("good", f"{answer.strip()} is named.")
            if answer.strip()
            else ("to_fix", f"Nobody is named, and {question.because}. {question.fix}")
        )
    return _hours(answer) if question.id == "hours" else _months(answer)


def _hours(hours: float) -> tuple[Outcome, str]:
    if hours < FEW_HOURS:
        return "decides_against", f"{hours:g} hours a week are under the {FEW_HOURS} of any retainer: buy single days with a defined output"
    if hours > MOST_HOURS:
        return "to_fix", f"{hours:g} hours a week are more than one person: split the need, or hire."
    if hours >= MANY_HOURS:
        return (
            "to_know",
            f"{hours:g} hours a week call for the embedded model; the source says fractional wins under 25-30, so look at a hire too.",
        )
    if hours < 24:
        return "good", f"{hours:g} hours a week fit a strategic retainer; expect one narrow, measured win and not a changed company."
    return "good", f"{hours:g} hours a week are enough for change."


def _months(months: float) -> tuple[Outcome, str]:
    if months < SHORTEST:
        return "decides_against", f"{months:g} months are under four to six weeks, and leadership that short is a consulting package"
    if months < MINIMUM:
        return "to_fix", f"In {months:g} months all the time goes into diagnosis: plan at least two, or buy a review."
    if months > LONGEST:
        return "to_know", f"{months:g} months are past the {LONGEST} after which the source advises a hire: plan the search now."
    return (
        "good",
        f"{months:g} months are inside the 6-18 for which fractional is meant."
        if months >= 6
        else f"{months:g} months are enough to show a result.",
    )


def _fits(answers: BuyerAnswers) -> str | None:
    if answers.hours is None:
        return None
    if answers.hours < FEW_HOURS:
        return "work by the day or sprint"
    if answers.hours <= 20:
        return "strategic retainer (8-20 h/week)"
    if answers.hours < 30:
        return "between the models: the source has none for 20-30 h/week, so ask for a price per committed hour"
    return "embedded leadership (30-40 h/week), or a hire beyond 18 months"
