"""What each sentence moved: the answer is graded again without it. And why a model took it for a signal: its weights, group by group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vetting.grading.offline.features import FEATURES
from vetting.grading.offline.pooling import SENTENCE_SIGNALS
from vetting.grading.offline.seen import BLOCKS, look, sentence_inputs
from vetting.grading.offline.sentences import Sentence, split_sentences
from vetting.models.explanation import Moved, Part, SentenceEffect
from vetting.models.outcome import Claims, Grade, Outcome
from vetting.scale import DEPTH, STRATEGY, Signal

if TYPE_CHECKING:
    from vetting.grading.engine import Engine
    from vetting.grading.offline.engine import OfflineEngine
    from vetting.grading.offline.seen import Numbers

MOST = 60
"""Sentences left out one by one; of a longer answer, the first so many."""
TOLD_OF = 0.05
"""A signal's chance must move by this much to be told of."""
WORDINGS = 3
GROUPS = {
    "own": "what the sentence says",
    "own_features": "how it says it",
    "before": "the sentence before",
    "before_features": "the sentence before",
    "after": "the sentence after",
    "after_features": "the sentence after",
    "answer": "the answer as a whole",
    "answer_features": "the answer as a whole",
}
BARE_WORDS = "its bare words"
"""What the list of words adds to them."""
"""What each block of a sentence model's inputs is, in words."""


@dataclass(frozen=True)
class Effects:
    outcome: Outcome
    sentences: tuple[SentenceEffect, ...]
    notes: tuple[str, ...]


def sentence_effects(question: str, answer: str, engine: OfflineEngine, grade: Callable[[Engine, str], Outcome]) -> Effects:
    """`grade` grades a text with an engine: the whole answer first, then the answer without each of its sentences."""
    listening = _Listening(engine.with_memory())
    outcome = grade(listening, answer)
    whole, sentences = listening.chances, split_sentences(answer)
    if not whole:
        return Effects(outcome, (), ())  # nothing could be read, so there is nothing to leave out
    reasons = _Reasons(question, sentences, engine)
    found: list[SentenceEffect] = []
    for at, sentence in enumerate(sentences[:MOST]):
        listening.chances = {}
        without = grade(listening, answer[: sentence.start] + answer[sentence.end :])
        moved = {signal: chance - listening.chances.get(signal, 0.0) for signal, chance in whole.items()}
        found.append(
            SentenceEffect(
                start=sentence.start,
                end=sentence.end,
                level=round(outcome.mean - without.mean, 4) if isinstance(outcome, Grade) and isinstance(without, Grade) else None,
                moved=tuple(
                    reasons.moved(at, signal, by)
                    for signal, by in sorted(moved.items(), key=lambda pair: -abs(pair[1]))
                    if abs(by) >= TOLD_OF
                ),
            )
        )
    cut = (f"Only the first {MOST} of {len(sentences)} sentences were left out one by one.",) if len(sentences) > MOST else ()
    return Effects(outcome, tuple(found), cut)


class _Listening:
    """An engine that remembers the chances it last claimed."""

    def __init__(self, engine: OfflineEngine) -> None:
        self._engine = engine
        self.name, self.says_of_itself, self.any_language = engine.name, engine.says_of_itself, engine.any_language
        self.model, self.prompts = engine.model, engine.prompts
        self.chances: dict[Signal, float] = {}

    def read(self, question: str, answer: str) -> Claims:
        claims = self._engine.read(question, answer)
        self.chances = {claim.signal: claim.probability for claim in claims.claims if claim.signal in (*DEPTH, *STRATEGY)}
        return claims


class _Reasons:
    """The sentence models' weights times what they looked at, for one answer."""

    def __init__(self, question: str, sentences: Sequence[Sentence], engine: OfflineEngine) -> None:
        seen = look(question, sentences, engine.embedder)
        self._models, self._heard = engine.weights.sentence, engine.weights.heard
        self._words = engine.weights.bag.rows(seen.tokens)
        self._inputs = sentence_inputs(seen)
        self._dimensions = seen.vectors.shape[1]

    def moved(self, at: int, signal: Signal, by: float) -> Moved:
        """With each group's share of the log-odds that this sentence shows the signal, and what any sentence starts from."""
        column = SENTENCE_SIGNALS.index(signal)
        blocks = self._blocks(at, column)
        sums = {"any sentence": float(self._models.bias[column] + self._heard.bias[column])}
        sums[BARE_WORDS] = float(self._words[at] @ self._heard.coefficients[:, column])
        for block, products in blocks.items():
            sums[GROUPS[block]] = sums.get(GROUPS[block], 0.0) + float(products.sum())
        named = {name: float(value) for name, value in zip(FEATURES, blocks["own_features"], strict=True) if round(float(value), 2)}
        return Moved(
            signal=signal,
            by=round(by, 4),
            log_odds=round(sum(sums.values()), 2),
            parts=_strongest(sums, len(sums)),
            wording=_strongest(named, WORDINGS),
        )

    def _blocks(self, at: int, column: int) -> dict[str, Numbers]:
        products = self._inputs[at] * self._models.coefficients[:, column]
        blocks: dict[str, Numbers] = {}
        start = 0
        for block in BLOCKS:
            width = len(FEATURES) if block.endswith("features") else self._dimensions
            blocks[block] = products[start : start + width]
            start += width
        return blocks


def _strongest(sums: dict[str, float], most: int) -> tuple[Part, ...]:
    ranked = sorted(sums.items(), key=lambda pair: -abs(pair[1]))[:most]
    return tuple(Part(what=what, adds=round(adds, 2)) for what, adds in ranked)
