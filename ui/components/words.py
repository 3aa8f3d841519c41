"""The interview's words as a hiring manager reads them. What they mean stands in `vetting.scale`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from vetting.scale import DEPTH, INTEGRITY, STRATEGY, Signal, Verdict

K = TypeVar("K", str, int)
SIGNALS: dict[Signal, str] = {
    Signal.INCIDENT: "Event",
    Signal.OWN_ROLE: "Own part",
    Signal.DETECTION: "Noticed",
    Signal.DIAGNOSIS: "Searched",
    Signal.ROOT_CAUSE: "Cause",
    Signal.FIX: "Fix",
    Signal.VERIFICATION: "Proof",
    Signal.PREVENTION: "Prevention",
    Signal.IMPACT_NUMBER: "Figure",
    Signal.TRADEOFF_OR_LESSON: "Cost or lesson",
    Signal.FRAMEWORK_TALK: "Framework talk",
    Signal.GENERIC_BEST_PRACTICE: "General advice",
    Signal.BUZZWORDS: "Buzzwords",
    Signal.HYPOTHETICAL: "What one would do",
    Signal.DEFLECTION: "Changes the subject",
    Signal.VAGUE_WE: "Only “we”",
    Signal.INSTRUCTION_TO_GRADER: "Addresses the grader",
    Signal.INCOHERENT_MECHANISM: "Contradicts itself",
    Signal.INCONSISTENCY: "Differs from other answers",
    Signal.PARROTING: "Retells a known case",
}
VERDICTS = {Verdict.PRODUCTION_DEPTH: "Production depth", Verdict.MIXED: "Mixed", Verdict.STRATEGY_TALK: "Strategy talk"}
STATUSES = {"not_assessed": "Not assessed", "declined": "Declined to answer", "failed": "No grade"}
STATUS_MEANS = {
    "not_assessed": "No level could be given. This is not a low level.",
    "declined": "The speaker chose not to answer. This is not a low level.",
    "failed": "The grade could not be made. The answer is kept; nothing was judged from it.",
}
SENIORITIES = {"engineer": "Hands-on engineer", "lead": "Leads a team", "officer": "Answers to the board"}


def means(signal: Signal) -> str:
    """What counts as this signal, in one line."""
    return {**DEPTH, **STRATEGY, **INTEGRITY}[signal]


def topic(name: str) -> str:
    """A topic of the knowledge as a person reads it."""
    return name.replace("_", " ")


def told_apart(names: Mapping[K, str]) -> dict[K, str]:
    """The names with their ids beside them where two are the same: a list of choices goes by name, and would take the other one."""
    often = Counter(names.values())
    return {id: name if often[name] == 1 else f"{name} ({id})" for id, name in names.items()}


def count(number: int, one: str, many: str | None = None) -> str:
    """1 answer, 2 answers."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def title(id: str) -> str:
    """An id of the knowledge as words, where its title is not at hand."""
    words = id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
