"""Why an answer got its level: the rule's path, what each sentence moved, and the one signal that would change most."""

from __future__ import annotations

from vetting.models.base import Model
from vetting.models.outcome import Outcome, Probability
from vetting.scale import Signal


class Part(Model):
    """One group of what the model looks at, and what it adds to a signal's log-odds."""

    what: str
    """In words: what the sentence says, how it says it …"""
    adds: float
    """Positive speaks for the signal."""


class Moved(Model):
    """A signal that a sentence moved."""

    signal: Signal
    by: float
    """The signal's chance in the whole answer, less its chance in the answer without the sentence (-1 to 1)."""
    log_odds: float | None = None
    """That the sentence itself shows the signal; None where the engine only quoted it for that."""
    parts: tuple[Part, ...] = ()
    """What the log-odds are made of, the strongest first."""
    wording: tuple[Part, ...] = ()
    """The features of its wording that count most within that."""

    @property
    def by_itself(self) -> bool:
        """True where the sentence itself shows the signal; else it only makes the signal likelier elsewhere in the story."""
        return self.log_odds is None or self.log_odds >= 0


class SentenceEffect(Model):
    """One sentence of the answer, or one quote from it."""

    start: int
    """Character offset into the answer as given."""
    end: int
    level: float | None
    """Mean level of the answer, less its mean level without the sentence; None where one of the two has no level."""
    moved: tuple[Moved, ...]
    """Signals it moved by enough to tell of, the most first."""


class Turning(Model):
    """The missing signal that would change most if it were told."""

    signal: Signal
    told: Probability
    """Chance that the speaker tells it when asked, from what they showed."""
    verdict_change: Probability
    """How far the verdict's chances are expected to move once the answer is known."""
    rule_now: int
    """The level the rule gives on the signals shown."""
    rule_with_it: int
    """And on those and this one alone."""


class Explanation(Model):
    """An outcome with its reasons."""

    outcome: Outcome
    path: tuple[str, ...]
    """From signals to level, in plain sentences."""
    sentences: tuple[SentenceEffect, ...]
    """In the order of the answer: every sentence for the offline engine, the quotes for any other."""
    turning: Turning | None
    """None where nothing is missing or there is no level."""
    notes: tuple[str, ...]
    """What this explanation leaves out."""
