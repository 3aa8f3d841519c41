"""From signals to a level: the scale's rule, exact for signals that are there or not, and as a distribution for probabilities.

Pure. Source: docs/grading.md, "From signals to level".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

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
    """Chance of each level 0-4, taking the signals as independent; a signal not in the mapping is absent.

    An incoherent mechanism takes root cause and fix away and makes the incident a mere claim: level 1 with an event, 0 without.
    """

    def p(signal: Signal) -> float:
        return probability.get(signal, 0.0)

    incident = p(Signal.INCIDENT)
    required = math.prod(p(signal) for signal in REQUIRED)
    some_other = 1 - math.prod(1 - p(signal) for signal in _OTHER_CORE)
    every_other = math.prod(p(signal) for signal in _OTHER_CORE)
    figure_or_tradeoff = 1 - (1 - p(Signal.IMPACT_NUMBER)) * (1 - p(Signal.TRADEOFF_OR_LESSON))
    empty_talk = max(p(signal) for signal in _EMPTY_TALK) * (1 - names_practice)

    four = incident * required * every_other * figure_or_tradeoff
    three = max(0.0, incident * required * some_other - four)
    two = max(0.0, incident - three - four)
    one = (1 - incident) * (1 - empty_talk)
    zero = (1 - incident) * empty_talk
    coherent = 1 - p(Signal.INCOHERENT_MECHANISM)
    bluff = 1 - coherent
    return (
        coherent * zero + bluff * (1 - incident),
        coherent * one + bluff * incident,
        coherent * two,
        coherent * three,
        coherent * four,
    )


def cap(levels: Levels, highest: int) -> Levels:
    """Moves all chance above `highest` down to it: what no evidence supports cannot raise the level."""
    kept = [chance if level <= highest else 0.0 for level, chance in enumerate(levels)]
    kept[highest] += sum(levels[highest + 1 :])
    return kept[0], kept[1], kept[2], kept[3], kept[4]


def blend(rule: Levels, opinion: Levels, weight: float) -> Levels:
    """The rule's distribution with the engine's own opinion mixed in at `weight` (0-1)."""
    mixed = [(1 - weight) * a + weight * b for a, b in zip(rule, opinion, strict=True)]
    total = sum(mixed)
    return mixed[0] / total, mixed[1] / total, mixed[2] / total, mixed[3] / total, mixed[4] / total


def mean(levels: Levels) -> float:
    """The expected level, 0.0-4.0."""
    return min(4.0, sum(level * chance for level, chance in enumerate(levels)))


def nearest_level(average: float) -> int:
    """The level nearest to a mean; halves go up, as the verdict's cuts do."""
    return min(LEVELS - 1, math.floor(average + 0.5))


def interval(levels: Levels, share: float = INTERVAL) -> tuple[int, int]:
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
