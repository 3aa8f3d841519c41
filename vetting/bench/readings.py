"""What a grader said of labelled answers, in one shape: an engine's outcome, a stored judgement or a floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vetting.grading.rule import nearest_level
from vetting.models.outcome import Grade, Outcome
from vetting.scale import DEPTH, PRESENT, Signal, verdict_of


@dataclass(frozen=True)
class Reading:
    """One answer's judgement."""

    status: str
    """graded, not_assessed, declined or failed."""
    mean: float | None = None
    """None where there is no level."""
    choice: int | None = None
    """The level chosen, where that is not the one nearest to the mean."""
    levels: tuple[float, ...] | None = None
    """Chance of each level; None where a floor gives none."""
    signals: frozenset[Signal] | None = None
    """Depth signals found with evidence; None where nobody looked."""
    quotes: Mapping[Signal, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Where the evidence of each found signal stands."""
    unsupported: int = 0
    """Quotes that do not stand in the answer."""
    needs_human: bool = False
    flags: frozenset[Signal] = frozenset()

    @property
    def level(self) -> int:
        """The level shown; only where there is a mean."""
        return nearest_level(self.mean or 0.0) if self.choice is None else self.choice

    @property
    def verdict(self) -> int:
        """0, 1 or 2: strategy talk, mixed, production depth."""
        return verdict_index((self.mean or 0.0) if self.choice is None else self.choice)

    @property
    def sureness(self) -> float:
        """Chance of the verdict given; 0 where there is none."""
        if self.mean is None or self.levels is None:
            return 0.0
        return verdict_chances(self.levels)[self.verdict]


def reading_of(outcome: Outcome) -> Reading:
    flags = frozenset(flag.name for flag in outcome.flags)
    if not isinstance(outcome, Grade):
        return Reading(outcome.status, flags=flags, signals=frozenset())
    found = [signal for signal in outcome.signals if signal.probability >= PRESENT and signal.evidence]
    return Reading(
        status="graded",
        mean=outcome.mean,
        levels=outcome.probabilities,
        signals=frozenset(signal.name for signal in found),
        quotes={signal.name: tuple((quote.start, quote.end) for quote in signal.evidence) for signal in found},
        unsupported=outcome.unsupported,
        needs_human=outcome.needs_human,
        flags=flags,
    )


def reading_from_levels(levels: Sequence[float], signals: Mapping[str, float] | None = None) -> Reading:
    """A judgement known only by its distribution."""
    found = (
        None
        if signals is None
        else frozenset(Signal(name) for name, chance in signals.items() if chance >= PRESENT and Signal(name) in DEPTH)
    )
    mean = min(4.0, sum(level * chance for level, chance in enumerate(levels)))
    return Reading("graded", mean=mean, levels=tuple(levels), signals=found)


def verdict_chances(levels: Sequence[float]) -> tuple[float, float, float]:
    """Strategy talk, mixed, production depth."""
    return levels[0] + levels[1], levels[2], levels[3] + levels[4]


def verdict_index(level: float) -> int:
    """0, 1 or 2 for the verdict of a level or a mean."""
    return ["strategy_talk", "mixed", "production_depth"].index(verdict_of(level).value)
