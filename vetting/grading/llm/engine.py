"""Runs the protocol on one answer: decide and extract side by side, check the quotes, confirm.

Where the answer addresses the grader it is judged a second time without that text, and the lower result stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from vetting.grading import rule
from vetting.grading.evidence import check_quotes
from vetting.grading.llm.confirm import confirm, hinges
from vetting.grading.llm.decide import JUDGED, decide
from vetting.grading.llm.extract import Extracted, extract, quotes_of
from vetting.llm import Door
from vetting.models.outcome import Claim, Claims, Distribution, Probe
from vetting.prompts import Prompt, load_prompt
from vetting.scale import DEPTH, PRESENT, STRATEGY, Signal

DISAGREE = 1.0
"""Levels by which the rule and the model's own score may differ before a person is asked."""
OPINION_WEIGHT = 0.25
JUDGED_TWICE = "The answer contains text addressed to a grader. It was judged with and without that text, and the lower result stands."
UNLOCATED = "The answer seems to contain text addressed to a grader, but its words could not be pointed at: read the answer yourself."
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?\n]+|$)\s*")


class LlmEngine:
    """Grades through an OpenAI-compatible endpoint."""

    name = "openai"
    any_language = True

    def __init__(self, door: Door) -> None:
        self._door = door
        self._prompts: dict[str, Prompt] = {name: load_prompt(name) for name in ("decide", "extract", "confirm")}

    @property
    def model(self) -> str:
        return self._door.model

    @property
    def says_of_itself(self) -> str:
        return f"LLM engine ({self._door.endpoint.chat_model}): its claims are checked word for word, its judgement is not infallible"

    @property
    def prompts(self) -> dict[str, str]:
        return {name: prompt.identity for name, prompt in self._prompts.items()}

    def read(self, question: str, answer: str) -> Claims:
        """Two requests side by side, a third where the level hangs on a quote, a fourth where text addresses the grader."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            decided = pool.submit(decide, self._door, self._prompts["decide"], question, answer)
            extracted = pool.submit(extract, self._door, self._prompts["extract"], question, answer)
            (probability, level), words = decided.result(), extracted.result()
        quotes = quotes_of(words)
        kept = {signal: tuple(e.quote for e in check_quotes(texts, answer).evidence) for signal, texts in quotes.items()}
        warnings: list[str] = []
        seen = {signal: probability[signal.value] for signal in JUDGED}
        unlocated = False
        if seen[Signal.INSTRUCTION_TO_GRADER] >= PRESENT:
            suspicious = kept.get(Signal.INSTRUCTION_TO_GRADER, ())
            unlocated = not suspicious
            if suspicious:
                seen, level = self._without_instructions(question, without(suspicious, answer), seen, level)
            warnings.append(UNLOCATED if unlocated else JUDGED_TWICE)
        seen, doubts = self._confirmed(question, seen, kept)
        if doubts:
            warnings.append(f"A second look at the quotes did not support: {', '.join(signal.value for signal in doubts)}.")
            level = rule.cap(level, rule.level_of(set(_supported(seen, kept)) - set(doubts)))
        apart = abs(rule.mean(rule.distribution(_supported(seen, kept), names_practice=probability["names_practice"])) - rule.mean(level))
        if apart >= DISAGREE:
            warnings.append("The signals found and the model's own level differ by a level or more: decide yourself.")
        return Claims(
            claims=tuple(Claim(signal=signal, probability=_sure(chance), quotes=quotes.get(signal, ())) for signal, chance in seen.items()),
            level_opinion=level,
            opinion_weight=OPINION_WEIGHT,
            answers_question=probability["answers_question"],
            declines=probability["declines"],
            names_practice=probability["names_practice"],
            strategy_share=_strategy_share(kept, answer),
            probes=_probes(words),
            warnings=tuple(warnings),
            needs_human=apart >= DISAGREE or bool(doubts) or unlocated,
        )

    def _confirmed(
        self, question: str, seen: dict[Signal, float], kept: Mapping[Signal, tuple[str, ...]]
    ) -> tuple[dict[Signal, float], tuple[Signal, ...]]:
        """The lower of both looks for every signal the level hangs on, and the signals the second look overturned."""
        asked = tuple(signal for signal in hinges(_supported(seen, kept)) if kept.get(signal))
        if not asked:
            return seen, ()
        second = confirm(self._door, self._prompts["confirm"], question, kept, asked)
        doubts = tuple(signal for signal in asked if second[signal] < PRESENT)
        return {**seen, **{signal: min(seen[signal], second[signal]) for signal in asked}}, doubts

    def _without_instructions(
        self, question: str, rest: str, seen: dict[Signal, float], level: Distribution
    ) -> tuple[dict[Signal, float], Distribution]:
        """Decides again on what is left of the answer; the lower judgement stands for every depth signal and for the level."""
        if not _has_words(rest):
            return {signal: 0.0 if signal in DEPTH else chance for signal, chance in seen.items()}, (1.0, 0.0, 0.0, 0.0, 0.0)
        again, level_again = decide(self._door, self._prompts["decide"], question, rest)
        lower = {signal: min(chance, again[signal.value]) if signal in DEPTH else chance for signal, chance in seen.items()}
        return lower, min(level, level_again, key=rule.mean)


def without(quotes: tuple[str, ...], answer: str) -> str:
    """The answer without the sentences that hold the quotes, or without the quotes alone where no other sentence would be left."""
    spans = [(e.start, e.end) for e in check_quotes(quotes, answer).evidence]
    sentences = [match.span() for match in _SENTENCE.finditer(answer) if _has_words(match[0])]
    left = [(a, b) for a, b in sentences if not any(a < end and start < b for start, end in spans)]
    if left:
        return "".join(answer[a:b] for a, b in left)
    return "".join(" " if any(start <= i < end for start, end in spans) else letter for i, letter in enumerate(answer))


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _supported(seen: Mapping[Signal, float], kept: Mapping[Signal, tuple[str, ...]]) -> dict[Signal, float]:
    return {signal: chance for signal, chance in seen.items() if kept.get(signal)}


def _sure(chance: float) -> float:
    """No model is certain: keeps a probability within 0.01 and 0.99."""
    return min(0.99, max(0.01, chance))


def _strategy_share(kept: Mapping[Signal, tuple[str, ...]], answer: str) -> float:
    """Share of the answer's words inside quoted strategy talk; each stretch counts once."""
    quotes = tuple(quote for signal in STRATEGY for quote in kept.get(signal, ()))
    covered: set[int] = set()
    for evidence in check_quotes(quotes, answer).evidence:
        covered.update(range(evidence.start, evidence.end))
    return round(min(1.0, len(covered) / max(1, len(answer.strip()))), 4)


def _probes(words: Extracted) -> tuple[Probe, ...]:
    wanted = (probe for probe in words.probes if probe.aims_at in DEPTH and probe.text.strip())
    return tuple(Probe(text=probe.text, aims_at=probe.aims_at, why=probe.why) for probe in wanted)[:2]
