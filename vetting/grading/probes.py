"""Which follow-up to ask next: the one whose answer is expected to change the verdict most (the value of information).

Assumptions, in docs/grading.md: every missing signal is either there to be told or not; how likely, follows from what was shown
(`speakers`); and a probe brings it out if it is there. The verdict in question is the one when everything has been asked.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.grading import rule
from vetting.grading.speakers import depth_of, told_when_asked
from vetting.models.outcome import Probe
from vetting.scale import DEPTH, Signal, Verdict, verdict_of

Ladder = Mapping[Signal, str]
"""A probe for every depth signal, from the failure class of the question."""


@dataclass(frozen=True)
class Worth:
    """What asking for one missing signal is worth."""

    signal: Signal
    told: float
    """Chance that the speaker tells it when asked."""
    verdict_change: float
    """Chance of the verdict expected to move, either way, once the answer is known (0-1)."""
    level_change: float
    """The same for the level: it parts probes where the verdict is settled."""


def next_probes(ladder: Ladder, probability: Mapping[Signal, float], missing: tuple[Signal, ...], limit: int = 2) -> tuple[Probe, ...]:
    """The probes for the missing signals worth most; ties go by the order of the scale."""
    return tuple(
        Probe(text=ladder[worth.signal], aims_at=worth.signal, why=f"Not shown yet: {DEPTH[worth.signal]}.")
        for worth in worths(probability, missing)[:limit]
    )


def worths(probability: Mapping[Signal, float], missing: Sequence[Signal]) -> tuple[Worth, ...]:
    """Every missing signal with its worth, the greatest first. `probability` is of the signals with evidence."""
    asked = tuple(signal for signal in DEPTH if signal in missing)
    shown = frozenset(DEPTH).difference(asked)
    depth = depth_of({signal: probability.get(signal, 1.0) for signal in DEPTH if signal in shown})
    chances, levels = _chances(asked, depth, probability), _levels(asked)
    found = [_worth(signal, place, chances, levels) for place, signal in enumerate(asked)]
    order = {signal: place for place, signal in enumerate(DEPTH)}
    return tuple(sorted(found, key=lambda w: (-round(w.verdict_change, 6), -round(w.level_change, 6), order[w.signal])))


def _chances(asked: Sequence[Signal], depth: Sequence[float], probability: Mapping[Signal, float]) -> list[float]:
    """Chance of each ending when all are asked for; in ending number n, the signal at place k is told where bit k of n is set."""
    whole = [0.0] * 2 ** len(asked)
    for level, chance in enumerate(depth):
        endings = [chance]
        for signal in asked:
            told = told_when_asked(signal, level, probability.get(signal, 0.0))
            endings = [one * (1 - told) for one in endings] + [one * told for one in endings]
        whole = [a + b for a, b in zip(whole, endings, strict=True)]
    return whole


@functools.lru_cache(maxsize=256)
def _levels(asked: tuple[Signal, ...]) -> tuple[int, ...]:
    """The level of each ending."""
    shown = frozenset(DEPTH).difference(asked)
    told = (frozenset(signal for k, signal in enumerate(asked) if ending >> k & 1) for ending in range(2 ** len(asked)))
    return tuple(_level(shown | some) for some in told)


def _worth(signal: Signal, place: int, chances: Sequence[float], ending_levels: Sequence[int]) -> Worth:
    levels = [0.0] * rule.LEVELS, [0.0] * rule.LEVELS
    for ending, (chance, level) in enumerate(zip(chances, ending_levels, strict=True)):
        levels[ending >> place & 1][level] += chance
    comes = sum(levels[1])
    without, with_it = (_shares(side) for side in levels)
    known = 2 * comes * (1 - comes)  # what is expected of the distance between "told" and "not told", seen from not knowing which
    return Worth(signal, comes, known * _apart(_verdicts(with_it), _verdicts(without)), known * _apart(with_it, without))


@functools.lru_cache(maxsize=2048)
def _level(present: frozenset[Signal]) -> int:
    return rule.level_of(present)


def _shares(weights: Sequence[float]) -> tuple[float, ...]:
    total = sum(weights) or 1.0
    return tuple(weight / total for weight in weights)


def _verdicts(levels: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(chance for level, chance in enumerate(levels) if verdict_of(level) == verdict) for verdict in Verdict)


def _apart(first: Sequence[float], second: Sequence[float]) -> float:
    """Total variation distance: the chance that would have to move."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / 2
