"""From sentences to the answer: for each signal its best sentences, and what the rule makes of them.

Pooling takes the best one and the best three sentences, never an average over all, so padding does not dilute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.grading import rule
from vetting.grading.offline.features import FEATURES
from vetting.scale import CORE, DEPTH, REQUIRED, STRATEGY, Signal

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

SENTENCE_SIGNALS = (*DEPTH, *STRATEGY, Signal.INSTRUCTION_TO_GRADER, Signal.PARROTING)
"""What a single sentence can show. The other integrity signals need more than one sentence, or knowledge of the world."""
SENTENCE_OUTCOMES = ("beside the question", "declining")
"""Two more things a sentence can be; they tell a non-answer, and never move a level."""
_POOLED = (*DEPTH, *STRATEGY)
LOWEST, HIGHEST = -6.0, 5.0
_OTHER_CORE = tuple(signal for signal in CORE if signal not in REQUIRED)
_OWN = _POOLED.index(Signal.OWN_ROLE)

TOLD = (
    *("i_any", "we_any", "second_person", "past_verb", "system_words", "strategy_words"),
    *("i_past", "we_past", "others_did", "third_person", "words"),
)
"""Features of how the story is told: by whom, when, in whose words. Read where the depth is, so that other talk leaves no trace."""
OWNED = (Signal.FIX, Signal.ROOT_CAUSE, Signal.DIAGNOSIS)
"""What the speaker's own part is looked for in."""
TELLING = 6
"""The sentences with most depth, whose telling counts."""

POOLED = (
    *(f"best {signal}" for signal in _POOLED),
    *(f"best three {signal}" for signal in _POOLED),
    "rule: 2 or more",
    "rule: 3 or more",
    "rule: 4",
    "weakest required",
    *(f"other core, weakest {n}" for n in (1, 2, 3, 4)),
    *(f"whole answer above {n}" for n in range(4)),
    *(f"told: {name}" for name in TOLD),
    *(f"own {signal}" for signal in OWNED),
    *(f"bare words above {n}" for n in range(4)),
)
"""The names of the pooled numbers, in order."""


def pool(logits: Numbers, whole: Numbers, words: Numbers, features: Numbers) -> Numbers:
    """One number for each of POOLED.

    `logits` and `features` have a row a sentence; `whole` and `words` hold the opinions of the answer's
    vector and of its bare words.
    """
    import numpy as np

    clipped = np.clip(logits[:, : len(_POOLED)], LOWEST, HIGHEST)
    ordered = -np.sort(-clipped, axis=0)
    best = ordered[0]
    by_signal = dict(zip(_POOLED, best, strict=True))
    chance = {signal: 1 / (1 + np.exp(-by_signal[signal])) for signal in DEPTH}
    levels = rule.distribution(chance)
    above = [_logit(sum(levels[n:])) for n in (2, 3, 4)]
    other = sorted(by_signal[signal] for signal in _OTHER_CORE)
    return np.array(
        [
            *best,
            *ordered[:3].mean(axis=0),
            *above,
            min(by_signal[signal] for signal in REQUIRED),
            *other,
            *np.clip(whole, LOWEST, HIGHEST),
            *_telling(logits, features),
            *(np.minimum(clipped[:, _OWN], clipped[:, _POOLED.index(signal)]).max() for signal in OWNED),
            *np.clip(words, LOWEST, HIGHEST),
        ]
    )


def _telling(logits: Numbers, features: Numbers) -> Numbers:
    import numpy as np

    deepest = np.argsort(-logits[:, : len(DEPTH)].max(axis=1), kind="stable")[:TELLING]
    return np.asarray(features[deepest][:, [FEATURES.index(name) for name in TOLD]].mean(axis=0))


def _logit(chance: float) -> float:
    import math

    chance = min(max(chance, 0.005), 0.995)
    return math.log(chance / (1 - chance))
