"""Which follow-up to ask next: the one whose answer could move the verdict most."""

from __future__ import annotations

from collections.abc import Mapping

from vetting.grading import rule
from vetting.models.outcome import Probe
from vetting.scale import DEPTH, Signal

Ladder = Mapping[Signal, str]
"""A probe for every depth signal, from the failure class of the question."""


def next_probes(ladder: Ladder, probability: Mapping[Signal, float], missing: tuple[Signal, ...], limit: int = 2) -> tuple[Probe, ...]:
    """The probes for the missing signals worth most; ties go by the order of the scale."""
    ranked = sorted(missing, key=lambda signal: (-round(_worth(signal, probability), 6), list(DEPTH).index(signal)))
    return tuple(Probe(text=ladder[signal], aims_at=signal, why=f"Not shown yet: {DEPTH[signal]}.") for signal in ranked[:limit])


def _worth(signal: Signal, probability: Mapping[Signal, float]) -> float:
    """Levels the signal would add to what is shown now, and levels it would cost if it alone stayed missing.

    The second part matters where several signals are missing: none of them adds anything alone, and yet some are worth more than others.
    """
    alone = _mean({**probability, signal: 1.0}) - _mean(probability)
    whole = dict.fromkeys(DEPTH, 1.0)
    return alone + _mean(whole) - _mean({**whole, signal: 0.0})


def _mean(probability: Mapping[Signal, float]) -> float:
    return rule.mean(rule.distribution(probability))
