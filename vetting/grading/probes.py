"""Which follow-up to ask next: the one whose answer could move the verdict most."""

from __future__ import annotations

from collections.abc import Mapping

from vetting.grading import rule
from vetting.models.outcome import Probe
from vetting.scale import DEPTH, Signal

Ladder = Mapping[Signal, str]
"""A probe for every depth signal, from the failure class of the question."""


def next_probes(ladder: Ladder, probability: Mapping[Signal, float], missing: tuple[Signal, ...], limit: int = 2) -> tuple[Probe, ...]:
    """The probes for the missing signals that raise the expected level most if answered; ties go by the order of the scale."""
    now = rule.mean(rule.distribution(probability))

    def worth(signal: Signal) -> float:
        return rule.mean(rule.distribution({**probability, signal: 1.0})) - now

    ranked = sorted(missing, key=lambda signal: (-round(worth(signal), 6), list(DEPTH).index(signal)))
    return tuple(Probe(text=ladder[signal], aims_at=signal, why=f"Not shown yet: {DEPTH[signal]}.") for signal in ranked[:limit])
