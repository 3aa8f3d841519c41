"""A second look at the quotes a level hangs on: does the quote, read alone, show the signal?"""

from __future__ import annotations

from collections.abc import Mapping

from vetting.grading import rule
from vetting.grading.llm.decide import Decides
from vetting.prompts import Prompt
from vetting.scale import DEPTH, PRESENT, Signal

WORTH_ASKING = 0.15
"""Signals whose absence would lower the expected level by at least this much are confirmed."""


def hinges(probability: Mapping[Signal, float]) -> tuple[Signal, ...]:
    """The signals the level hangs on, and a suspected incoherent mechanism."""
    now = rule.mean(rule.distribution(probability))
    lost = {
        signal: now - rule.mean(rule.distribution({**probability, signal: 0.0}))
        for signal in DEPTH
        if probability.get(signal, 0) >= PRESENT
    }
    found = tuple(signal for signal, drop in lost.items() if drop >= WORTH_ASKING)
    return (*found, Signal.INCOHERENT_MECHANISM) if probability.get(Signal.INCOHERENT_MECHANISM, 0) >= PRESENT else found


def confirm(
    door: Decides,
    prompt: Prompt,
    question: str,
    quotes: Mapping[Signal, tuple[str, ...]],
    asked: tuple[Signal, ...],
    contradiction: str | None = None,
) -> dict[Signal, float]:
    """The probability that each asked signal's quotes show it. The model sees only the quotes, and the contradiction as it was named."""
    statements = {signal.value: _statement(prompt, signal) for signal in asked}
    shown = {signal.value: list(texts) for signal, texts in quotes.items() if texts and (signal in DEPTH or signal in asked)}
    given: dict[str, object] = {"interviewer_question": question, "quotes": shown}
    if Signal.INCOHERENT_MECHANISM in asked:
        given["named_contradiction"] = contradiction
    answers = door.decide(given, statements, {}, prompt.render("chat"))
    return {signal: answers.statements[signal.value] for signal in asked}


def _statement(prompt: Prompt, signal: Signal) -> str:
    if signal is Signal.INCOHERENT_MECHANISM:
        return prompt.render("incoherent_mechanism")
    if signal is Signal.INCIDENT:
        return prompt.render("incident", definition=DEPTH[signal])
    return prompt.render("depth", signal=signal.value, definition=DEPTH[signal])
