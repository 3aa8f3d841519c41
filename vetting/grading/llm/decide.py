"""Asks how likely each signal is, one judgement a statement, and a level as a second opinion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from vetting.llm import Decisions, Scale
from vetting.models.outcome import Distribution
from vetting.prompts import Prompt
from vetting.scale import DEPTH, INTEGRITY, LEVELS, STRATEGY, Signal

JUDGED: dict[Signal, str] = {**DEPTH, **STRATEGY, **{s: words for s, words in INTEGRITY.items() if s is not Signal.INCONSISTENCY}}
"""Every signal one answer alone can show; inconsistency needs a second answer or a document."""
_WITHOUT_DEFINITION = ("answers_question", "declines", "names_practice")


class Decides(Protocol):
    """What of the door this module needs."""

    def decide(self, given: Mapping[str, object], statements: dict[str, str], scales: dict[str, Scale], fallback: str) -> Decisions: ...


def decide(door: Decides, prompt: Prompt, question: str, answer: str) -> tuple[dict[str, float], Distribution]:
    """Probability of every judged signal (and of answers_question, declines, names_practice), and the chance of each level 0-4."""
    statements = {signal.value: prompt.render(signal.value, definition=words) for signal, words in JUDGED.items()}
    statements |= {name: prompt.render(name) for name in _WITHOUT_DEFINITION}
    level = Scale(prompt.render("level"), tuple((words.name, words.shows) for words in LEVELS))
    fallback = prompt.render("chat", statements="\n".join(f"- {name}: {text}" for name, text in statements.items()))
    answers = door.decide({"interviewer_question": question, "candidate_answer": answer}, statements, {"level": level}, fallback)
    return answers.statements, answers.scales["level"]
