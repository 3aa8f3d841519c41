"""The offline engine: finds signals sentence by sentence, quotes the sentences that carried them, and gives a calibrated level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vetting.errors import BadSettings
from vetting.grading.offline.integrity import may_address_a_grader, retold_failures, steers_the_grader
from vetting.grading.offline.pooling import SENTENCE_SIGNALS
from vetting.grading.offline.sentences import Sentence, split_sentences
from vetting.grading.offline.weights import Weights, load_weights
from vetting.models.outcome import Claim, Claims
from vetting.scale import DEPTH, PRESENT, STRATEGY, Signal

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.judge import Judged

READ_WORDS = 6000
"""Words read; an answer longer than this is cut, and that is said."""
QUOTED_FROM = 0.1
"""From this chance on a signal shows the sentence it may stand in; below, it counts as absent and cannot raise the level."""
QUOTES = 2
QUOTABLE = 15
"""Characters below which a sentence proves nothing by itself."""
NEARLY = 1.0
"""A second sentence is quoted when its logit is this near to the best."""
FLAGGED = 0.95


class OfflineEngine:
    """Reads English; the same answer always gives the same claims."""

    name = "offline"
    any_language = False

    def __init__(self, weights: Weights | None = None, embedder: Embedder | None = None) -> None:
        """Loads the shipped weights and the embedded sentence model where none are given. Raises BadSettings where they do not fit."""
        from vetting.embedding import embedder as embedder_called

        self._weights = weights or load_weights()
        self._embedder = embedder or embedder_called("minilm")
        if self._embedder.name != self._weights.embedder:
            raise BadSettings(
                f"The offline engine was fitted on {self._weights.embedder}, not on {self._embedder.name}. Use that one, or fit again."
            )

    @property
    def weights(self) -> Weights:
        return self._weights

    @property
    def embedder(self) -> Embedder:
        return self._embedder

    def with_memory(self) -> OfflineEngine:
        """The same engine for reading an answer many times with little changed: no sentence is embedded twice."""
        from vetting.embedding import Remembering

        return OfflineEngine(self._weights, Remembering(self._embedder))

    @property
    def says_of_itself(self) -> str:
        own = f", fitted to {self._weights.own_answers} answers of your own" if self._weights.own_answers else ""
        return f"offline engine{own}: finds evidence, does not judge truth; English only"

    @property
    def model(self) -> str:
        """The hash of the weights, marked where they are the user's own."""
        return f"own-{self._weights.hash}" if self._weights.own_answers else self._weights.hash

    @property
    def prompts(self) -> dict[str, str]:
        return {}

    def read(self, question: str, answer: str) -> Claims:
        """Claims for every signal but two: incoherent_mechanism needs knowledge of the world, inconsistency the other answers."""
        read, warnings = _first_words(answer)
        sentences = split_sentences(read)
        judged, steering = self._judge(question, sentences)
        claims = [_claim(signal, judged.signals[signal], judged, sentences) for signal in (*DEPTH, *STRATEGY)]
        claims.append(_flag(Signal.INSTRUCTION_TO_GRADER, steering, sentences))
        told_by_others = judged.signals[Signal.OWN_ROLE] < PRESENT or judged.signals[Signal.FIX] < PRESENT
        retold = retold_failures(sentences) if told_by_others else []
        claims.append(_flag(Signal.PARROTING, retold, sentences))
        if steering:
            warnings.append("Text in the answer addresses the grader. The level was taken without it, and is not raised by it.")
        return Claims(
            claims=tuple(claims),
            level_opinion=_distribution(judged.levels),
            opinion_weight=1.0,
            answers_question=judged.outcomes["answers_question"],
            declines=judged.outcomes["declines"] if judged.refuses and not retold else 0.0,
            names_practice=min(1.0, 1 - judged.levels[0]),
            strategy_share=_strategy_share(judged, sentences),
            warnings=tuple(warnings),
        )

    def _judge(self, question: str, sentences: Sequence[Sentence]) -> tuple[Judged, list[int]]:
        """The judgement and the sentences that steer the grader; with such, the lower of two readings: with them and without."""
        from vetting.grading.offline.judge import judge
        from vetting.grading.offline.seen import look

        seen = look(question, sentences, self._embedder)
        judged = judge(seen, self._weights)
        learned = judged.sentences[:, SENTENCE_SIGNALS.index(Signal.INSTRUCTION_TO_GRADER)] > 0
        steering = [
            i
            for i, sentence in enumerate(sentences)
            if steers_the_grader(sentence.text) or (learned[i] and may_address_a_grader(sentence.text))
        ]
        if not steering or len(steering) == len(sentences):
            return judged, steering
        clean = judge(seen.without(steering), self._weights)
        return (_spread(clean, steering, len(sentences)) if _mean(clean) <= _mean(judged) else judged), steering


def _spread(clean: Judged, left_out: Sequence[int], count: int) -> Judged:
    """The reading without some sentences, with its rows back at their places; those left out show nothing."""
    import dataclasses

    import numpy as np

    rows = np.full((count, clean.sentences.shape[1]), -30.0)
    rows[[i for i in range(count) if i not in set(left_out)]] = clean.sentences
    return dataclasses.replace(clean, sentences=rows)


def _mean(judged: Judged) -> float:
    return sum(level * chance for level, chance in enumerate(judged.levels))


def _first_words(answer: str) -> tuple[str, list[str]]:
    words = answer.split(None, READ_WORDS)
    if len(words) <= READ_WORDS:
        return answer, []
    return answer[: len(answer) - len(words[-1])], [f"Only the first {READ_WORDS} words were read."]


def _claim(signal: Signal, chance: float, judged: Judged, sentences: Sequence[Sentence]) -> Claim:
    quotes: tuple[str, ...] = ()
    if chance >= QUOTED_FROM:
        strength = judged.sentences[:, SENTENCE_SIGNALS.index(signal)]
        quotable = [i for i, sentence in enumerate(sentences) if len(sentence.text) >= QUOTABLE]
        best = sorted(quotable, key=lambda i: (-strength[i], i))[:QUOTES]
        quotes = tuple(
            sentences[i].text for i in sorted(best) if strength[i] >= strength[best[0]] - NEARLY and (i == best[0] or strength[i] > 0)
        )
    return Claim(signal=signal, probability=round(chance, 4), quotes=quotes)


def _flag(signal: Signal, at: Sequence[int], sentences: Sequence[Sentence]) -> Claim:
    return Claim(signal=signal, probability=FLAGGED if at else 0.0, quotes=tuple(sentences[i].text for i in at))


def _strategy_share(judged: Judged, sentences: Sequence[Sentence]) -> float:
    """Share of words in sentences that show a strategy signal more than any depth signal."""
    words = [len(sentence.text.split()) for sentence in sentences]
    talk = judged.sentences[:, len(DEPTH) : len(DEPTH) + len(STRATEGY)].max(axis=1)
    depth = judged.sentences[:, : len(DEPTH)].max(axis=1)
    return round(sum(count for count, t, d in zip(words, talk, depth, strict=True) if t > max(0.0, d)) / max(1, sum(words)), 4)


def _distribution(levels: tuple[float, ...]) -> tuple[float, ...]:
    rounded = [min(1.0, max(0.0, chance)) for chance in levels]
    total = sum(rounded)
    return tuple(chance / total for chance in rounded)
