"""Runs the protocol on one answer: decide and extract side by side, check the quotes, confirm.

Where the answer addresses the grader it is judged a second time without that text, and the lower result stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from vetting.at_once import side_by_side
from vetting.grading import rule
from vetting.grading.evidence import check_quotes
from vetting.grading.llm.confirm import confirm, hinges
from vetting.grading.llm.decide import JUDGED, decide
from vetting.grading.llm.extract import Extracted, NamedContradiction, extract, quotes_of
from vetting.llm import Door
from vetting.models.outcome import Claim, Claims, Distribution, Probe
from vetting.prompts import Prompt, load_prompt
from vetting.scale import DEPTH, PRESENT, STRATEGY, Signal

DISAGREE = 1.0
"""Levels by which the rule and the model's own score may differ before a person is asked."""
OPINION_WEIGHT = 0.25
JUDGED_TWICE = "The answer contains text addressed to a grader. It was judged with and without that text, and the lower result stands."
UNLOCATED = "The answer seems to contain text addressed to a grader, but its words could not be pointed at: read the answer yourself."
UNNAMED = "A contradiction in the mechanism was suspected, but not named so that it could be checked; it counts for nothing."
_OUTCOMES = ("answers_question", "declines", "names_practice")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
"""A comment in markup: what is quoted from one speaks for all of it."""
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
        (probability, level), words = side_by_side(
            lambda: decide(self._door, self._prompts["decide"], question, answer),
            lambda: extract(self._door, self._prompts["extract"], question, answer),
        )
        quotes = quotes_of(words)
        kept = {signal: tuple(e.quote for e in check_quotes(texts, answer).evidence) for signal, texts in quotes.items()}
        warnings: list[str] = []
        unlocated = False
        if probability[Signal.INSTRUCTION_TO_GRADER.value] >= PRESENT:
            suspicious = kept.get(Signal.INSTRUCTION_TO_GRADER, ())
            unlocated = not suspicious
            if suspicious:
                probability, level = self._without_instructions(question, without(suspicious, answer), probability, level)
            warnings.append(UNLOCATED if unlocated else JUDGED_TWICE)
        first = {signal: probability[signal.value] for signal in JUDGED}
        named = _named(words, kept) if first[Signal.INCOHERENT_MECHANISM] >= PRESENT else None
        if first[Signal.INCOHERENT_MECHANISM] >= PRESENT and named is None:
            first[Signal.INCOHERENT_MECHANISM] = 0.0
            warnings.append(UNNAMED)
        seen, doubts = self._confirmed(question, first, kept, named)
        if doubts:
            warnings.append(f"A second look at the quotes did not support: {', '.join(signal.words for signal in doubts)}.")
            level = rule.cap(level, rule.level_of(set(_supported(seen, kept)) - set(doubts)))
        if named is not None and Signal.INCOHERENT_MECHANISM not in doubts:
            warnings.append(f"The mechanism contradicts itself: {named.sentence.strip()}")
        names_practice = probability["names_practice"]
        ruled = _mean(seen, kept, names_practice)
        apart = abs(ruled - rule.mean(level)) >= DISAGREE
        if apart:
            warnings.append("The signals found and the model's own level differ by a level or more: decide yourself.")
        return Claims(
            claims=tuple(Claim(signal=signal, probability=_sure(chance), quotes=quotes.get(signal, ())) for signal, chance in seen.items()),
            level_opinion=level,
            opinion_weight=OPINION_WEIGHT,
            answers_question=max(probability["answers_question"], first[Signal.DEFLECTION]),  # to turn a question away is an answer: talk
            declines=probability["declines"],
            names_practice=names_practice,
            strategy_share=_strategy_share(kept, answer),
            probes=_probes(words),
            exposing=_exposing(named),
            warnings=tuple(warnings),
            needs_human=apart or unlocated or abs(_mean(first, kept, names_practice) - ruled) >= DISAGREE,
        )

    def _confirmed(
        self,
        question: str,
        seen: dict[Signal, float],
        kept: Mapping[Signal, tuple[str, ...]],
        named: NamedContradiction | None,
    ) -> tuple[dict[Signal, float], tuple[Signal, ...]]:
        """Both looks in one for every signal the level hangs on, and the signals the second look overturned."""
        asked = tuple(signal for signal in hinges(_supported(seen, kept)) if kept.get(signal))
        if not asked:
            return seen, ()
        second = confirm(self._door, self._prompts["confirm"], question, kept, asked, named.sentence.strip() if named else None)
        doubts = tuple(signal for signal in asked if second[signal] < PRESENT)
        return {**seen, **{signal: both(seen[signal], second[signal]) for signal in asked}}, doubts

    def _without_instructions(
        self, question: str, rest: str, seen: dict[str, float], level: Distribution
    ) -> tuple[dict[str, float], Distribution]:
        """Decides again on what is left of the answer: the lower judgement stands for depth and level, the clean one for the outcome."""
        if not _has_words(rest):
            nothing = dict.fromkeys((*(signal.value for signal in DEPTH), *_OUTCOMES), 0.0)
            return {**seen, **nothing}, (1.0, 0.0, 0.0, 0.0, 0.0)
        again, level_again = decide(self._door, self._prompts["decide"], question, rest)
        lower = {signal.value: min(seen[signal.value], again[signal.value]) for signal in DEPTH}
        return {**seen, **lower, **{name: again[name] for name in _OUTCOMES}}, min(level, level_again, key=rule.mean)


def both(first: float, second: float) -> float:
    """Two looks in one: the lower where they disagree; where both see the signal, the lower one's odds count twice.

    Two looks that agree are surer than either, and the second sees other text than the first.
    """
    lower = _sure(min(first, second))
    if lower < PRESENT:
        return min(first, second)
    return _sure(1 / (1 + math.exp(-2 * math.log(lower / (1 - lower)))))


def without(quotes: tuple[str, ...], answer: str) -> str:
    """The answer without the sentences and comments that hold the quotes, or without the quotes alone where nothing else would be left."""
    spans = [(e.start, e.end) for e in check_quotes(quotes, answer).evidence]
    comments = [found.span() for found in _COMMENT.finditer(answer)]
    shown = _blanked(answer, [one for one in comments if _touches(one, spans)])
    open_spans = [one for one in spans if not _touches(one, comments)]
    sentences = [match.span() for match in _SENTENCE.finditer(shown) if _has_words(match[0])]
    left = [one for one in sentences if not _touches(one, open_spans)]
    return "".join(shown[a:b] for a, b in left) if left else _blanked(shown, open_spans)


def _touches(one: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if any(start <= i < end for start, end in spans) else letter for i, letter in enumerate(text))


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _supported(seen: Mapping[Signal, float], kept: Mapping[Signal, tuple[str, ...]]) -> dict[Signal, float]:
    return {signal: chance for signal, chance in seen.items() if kept.get(signal)}


def _mean(seen: Mapping[Signal, float], kept: Mapping[Signal, tuple[str, ...]], names_practice: float) -> float:
    return rule.mean(rule.distribution(_supported(seen, kept), names_practice=names_practice))


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
    return tuple(
        Probe(text=one.text, aims_at=one.aims_at, why=one.why) for one in words.probes if one.aims_at in DEPTH and one.text.strip()
    )


def _named(words: Extracted, kept: Mapping[Signal, tuple[str, ...]]) -> NamedContradiction | None:
    """The contradiction where it is named and its words stand in the answer."""
    found = words.contradiction
    return found if found and found.sentence.strip() and kept.get(Signal.INCOHERENT_MECHANISM) else None


def _exposing(named: NamedContradiction | None) -> Probe | None:
    if named is None or not named.probe.strip():
        return None
    return Probe(text=named.probe.strip(), aims_at=Signal.INCOHERENT_MECHANISM, why=f"To check: {named.sentence.strip()}")
