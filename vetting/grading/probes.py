"""Which follow-up to ask next: the one whose answer is expected to change the verdict most (the value of information).

Assumptions, in docs/grading.md: every missing signal is either there to be told or not; how likely, follows from what was shown
(`speakers`); and a probe brings it out if it is there. The verdict in question is the one when everything has been asked.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
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
    endings = [(told, _level(shown | told), chance) for told, chance in _endings(asked, depth, probability)]
    found = [_worth(signal, endings) for signal in asked]
    order = {signal: place for place, signal in enumerate(DEPTH)}
    return tuple(sorted(found, key=lambda w: (-round(w.verdict_change, 6), -round(w.level_change, 6), order[w.signal])))


def _endings(
    asked: tuple[Signal, ...], depth: tuple[float, ...], probability: Mapping[Signal, float], told: frozenset[Signal] = frozenset()
) -> Iterator[tuple[frozenset[Signal], float]]:
    """Every set of signals that may come out when all are asked for, with its chance. `depth` carries the chance of each level so far."""
    if not asked:
        yield told, sum(depth)
        return
    first, rest = asked[0], asked[1:]
    comes = [told_when_asked(first, level, probability.get(first, 0.0)) for level in range(len(depth))]
    yield from _endings(rest, tuple(d * c for d, c in zip(depth, comes, strict=True)), probability, told | {first})
    yield from _endings(rest, tuple(d * (1 - c) for d, c in zip(depth, comes, strict=True)), probability, told)


def _worth(signal: Signal, endings: Sequence[tuple[frozenset[Signal], int, float]]) -> Worth:
    levels = {True: [0.0] * rule.LEVELS, False: [0.0] * rule.LEVELS}
    for told, level, chance in endings:
        levels[signal in told][level] += chance
    comes = sum(levels[True])
    with_it, without = (_shares(levels[side]) for side in (True, False))
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
