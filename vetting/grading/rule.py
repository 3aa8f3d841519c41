"""From signals to a level: the scale's rule, exact for signals that are there or not, and as a distribution for probabilities.

Pure. Source: docs/grading.md, "From signals to level".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from vetting.scale import CORE, REQUIRED, Signal

LEVELS = 5
INTERVAL = 0.90
_EMPTY_TALK = (Signal.FRAMEWORK_TALK, Signal.BUZZWORDS, Signal.DEFLECTION, Signal.VAGUE_WE)
_OTHER_CORE = tuple(signal for signal in CORE if signal not in REQUIRED)

Levels = tuple[float, float, float, float, float]


def level_of(present: Collection[Signal], *, names_practice: bool = True) -> int:
    """The level (0-4) that follows when the signals in `present` are there and no others."""
    return max(range(LEVELS), key=distribution(dict.fromkeys(present, 1.0), names_practice=float(names_practice)).__getitem__)


def distribution(probability: Mapping[Signal, float], *, names_practice: float = 1.0) -> Levels:
    """Chance of each level 0-4; a signal not in the mapping is absent.

    The signals of one answer are parts of one story and stand or fall together, so several at once are as likely as the weakest of them.
    Taken as independent, ten signals of 0.95 each would come out as level 3. An incoherent mechanism takes root cause and fix away and
    makes the incident a mere claim: level 1 with an event, 0 without.
    """

    def p(signal: Signal) -> float:
        return probability.get(signal, 0.0)

    incident = p(Signal.INCIDENT)
    required = min(incident, *(p(signal) for signal in REQUIRED))
    at_least_three = min(required, max(p(signal) for signal in _OTHER_CORE))
    four = min(required, *(p(signal) for signal in _OTHER_CORE), max(p(Signal.IMPACT_NUMBER), p(Signal.TRADEOFF_OR_LESSON)))
    empty_talk = max(p(signal) for signal in _EMPTY_TALK) * (1 - names_practice)

    coherent = 1 - p(Signal.INCOHERENT_MECHANISM)
    bluff = 1 - coherent
    return (
        (1 - incident) * (coherent * empty_talk + bluff),
        (1 - incident) * coherent * (1 - empty_talk) + incident * bluff,
        coherent * (incident - at_least_three),
        coherent * (at_least_three - four),
        coherent * four,
    )


def cap(levels: Sequence[float], highest: int) -> Levels:
    """Moves all chance above `highest` down to it: what no evidence supports cannot raise the level."""
    kept = [chance if level <= highest else 0.0 for level, chance in enumerate(levels)]
    kept[highest] += sum(levels[highest + 1 :])
    return kept[0], kept[1], kept[2], kept[3], kept[4]


def blend(rule: Sequence[float], opinion: Sequence[float], weight: float) -> Levels:
    """The rule's distribution with the engine's own opinion mixed in at `weight` (0-1)."""
    mixed = [(1 - weight) * a + weight * b for a, b in zip(rule, opinion, strict=True)]
    total = sum(mixed)
    return mixed[0] / total, mixed[1] / total, mixed[2] / total, mixed[3] / total, mixed[4] / total


def mean(levels: Sequence[float]) -> float:
    """The expected level, 0.0-4.0."""
    return min(4.0, sum(level * chance for level, chance in enumerate(levels)))


def nearest_level(average: float) -> int:
    """The level nearest to a mean; halves go up, as the verdict's cuts do."""
    return min(LEVELS - 1, math.floor(average + 0.5))


def interval(levels: Sequence[float], share: float = INTERVAL) -> tuple[int, int]:
    """Lowest and highest level of the central interval that holds `share` of the chance."""
    tail = (1 - share) / 2
    below = 0.0
    low = high = 0
    for level, chance in enumerate(levels):
        if below <= tail:
            low = level
        below += chance
        high = level
        if below >= 1 - tail:
            break
    return low, high
