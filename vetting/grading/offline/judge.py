"""Applies the weights to what was seen: probabilities for signals and levels. numpy only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vetting.grading.offline.features import FEATURES
from vetting.grading.offline.pooling import SENTENCE_SIGNALS, pool
from vetting.grading.offline.seen import Seen, answer_vector, sentence_inputs
from vetting.grading.offline.weights import ANSWER_SIGNALS, OUTCOMES, TOLD_OF_IT, Weights
from vetting.scale import Signal

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers


TALK = (Signal.FRAMEWORK_TALK, Signal.GENERIC_BEST_PRACTICE, Signal.HYPOTHETICAL, Signal.BUZZWORDS)


@dataclass(frozen=True)
class Judged:
    """What the models say about one answer."""

    sentences: Numbers
    """Logits, a row a sentence, a column each of SENTENCE_SIGNALS, then SENTENCE_OUTCOMES."""
    signals: dict[Signal, float]
    """Chance that the answer shows the signal."""
    levels: tuple[float, ...]
    """Chance of each level 0-4."""
    outcomes: dict[str, float]
    """Chance that the answer addresses the question, and that it declines to."""
    refuses: bool
    """Words of refusal stand in it; without them a mere non-answer is no refusal."""


def judge(seen: Seen, weights: Weights) -> Judged:
    """Everything from one pass; `seen` must have at least one sentence."""
    sentences = weights.sentence.logits(sentence_inputs(seen)) + weights.heard.logits(weights.bag.rows(seen.tokens))
    words = weights.words.logits(weights.bag.vector(seen.tokens))
    pooled = pool(sentences, weights.whole.logits(answer_vector(seen)), words, seen.features)
    signals = signals_from(weights.signal.logits(pooled))
    return Judged(
        sentences=sentences,
        signals=signals,
        levels=levels_from(chances(weights.level.logits(pooled))),
        outcomes=outcomes_from(weights.outcome.logits(outcome_inputs(seen, sentences, weights.usual)), signals),
        refuses=bool(seen.features[:, FEATURES.index("refusal")].any()),
    )


def signals_from(logits: Numbers) -> dict[Signal, float]:
    return {signal: float(chance) for signal, chance in zip(ANSWER_SIGNALS, chances(logits), strict=True)}


def outcomes_from(logits: Numbers, signals: Mapping[Signal, float]) -> dict[str, float]:
    """Talk of strategy, or advice, in place of an event does answer the question: with a level of 0 or 1."""
    outcomes = {name: float(chance) for name, chance in zip(OUTCOMES, chances(logits), strict=True)}
    return outcomes | {"answers_question": max(outcomes["answers_question"], *(signals[signal] for signal in TALK))}


def outcome_inputs(seen: Seen, sentences: Numbers, usual: Numbers) -> Numbers:
    """See weights.OUTCOME_INPUTS; `usual` is the direction of answers that got a level."""
    import numpy as np

    near = seen.vectors @ seen.question
    share = seen.words / seen.words.sum()
    beside, declining = sentences[:, len(SENTENCE_SIGNALS) :].T
    refusal = seen.features[:, FEATURES.index("refusal")]
    asks = seen.features[:, FEATURES.index("question_mark")]
    incident = chances(sentences[:, column(Signal.INCIDENT)].max())
    alike = seen.vectors @ usual
    return np.array(
        [
            float(answer_vector(seen) @ seen.question),
            float(near.max()),
            min(2.0, float(refusal.sum())),
            min(2.0, float(asks.sum())),
            math.log1p(float(seen.words.sum())),
            float(beside @ share),
            float(beside.min()),
            float(beside.max()),
            float(declining @ share),
            float(declining.max()),
            float((refusal > 0) @ share),
            float(refusal.any()),
            math.log(0.02 + float(incident)),
            float(answer_vector(seen) @ usual),
            float(alike.max()),
            float(alike @ share),
            *(float(seen.features[:, FEATURES.index(name)] @ share) for name in TOLD_OF_IT),
        ]
    )


def levels_from(above: Numbers) -> tuple[float, ...]:
    """Chances of each level from the chances of being above 0, 1, 2, 3, which are made to fall."""
    falling = [1.0]
    for chance in above:
        falling.append(min(falling[-1], float(chance)))
    falling.append(0.0)
    return tuple(falling[n] - falling[n + 1] for n in range(5))


def chances(logits: Numbers) -> Numbers:
    """From log-odds."""
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def column(signal: Signal) -> int:
    """Where a signal stands in Judged.sentences."""
    return SENTENCE_SIGNALS.index(signal)
