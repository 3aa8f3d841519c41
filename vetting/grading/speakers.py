"""What a speaker who has shown this much is likely to tell when asked for the rest. Pure; used to choose probes, never to grade.

What somebody showed speaks for how deep they go; what they were not asked about speaks neither for nor against them.
"""

from __future__ import annotations

from collections.abc import Mapping

from vetting.scale import DEPTH, Signal

SHOWN: dict[Signal, tuple[float, float, float, float, float]] = {
    Signal.INCIDENT: (0.02, 0.14, 0.98, 0.98, 0.98),
    Signal.OWN_ROLE: (0.02, 0.25, 0.73, 0.98, 0.98),
    Signal.DETECTION: (0.02, 0.11, 0.94, 0.77, 0.98),
    Signal.DIAGNOSIS: (0.02, 0.02, 0.34, 0.81, 0.98),
    Signal.ROOT_CAUSE: (0.02, 0.02, 0.12, 0.98, 0.98),
    Signal.FIX: (0.02, 0.02, 0.38, 0.98, 0.98),
    Signal.VERIFICATION: (0.02, 0.02, 0.38, 0.35, 0.98),
    Signal.PREVENTION: (0.02, 0.14, 0.19, 0.10, 0.98),
    Signal.IMPACT_NUMBER: (0.02, 0.02, 0.57, 0.49, 0.41),
    Signal.TRADEOFF_OR_LESSON: (0.02, 0.02, 0.11, 0.18, 0.90),
}
"""Share of labelled answers of each level that show the signal (760 answers, 152 a level; kept off 0 and 1). A test holds it to them."""


def depth_of(shown: Mapping[Signal, float]) -> tuple[float, ...]:
    """Chance of each level 0-4 for how deep the speaker goes, from the signals they showed; before the first, all are as likely."""
    chances = [1.0] * 5
    for signal, probability in shown.items():
        chances = [
            chance * (probability * share + (1 - probability) * (1 - share)) for chance, share in zip(chances, SHOWN[signal], strict=True)
        ]
    total = sum(chances)
    return tuple(chance / total for chance in chances)


def told_when_asked(signal: Signal, level: int, probability: float) -> float:
    """Chance that a speaker of this depth has the signal to tell; `probability` is what was already seen of it."""
    assert signal in DEPTH
    return 1 - (1 - probability) * (1 - SHOWN[signal][level])
