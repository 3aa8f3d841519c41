"""How the scale and what was kept read in a sentence."""

from __future__ import annotations

from vetting.models.outcome import Fingerprint, Grade, Outcome
from vetting.models.record import Choice, Override
from vetting.models.report import CriterionNamed
from vetting.scale import LEVELS

STATUSES = {"not_assessed": "not assessed", "declined": "declined", "failed": "no grade"}
ACRONYMS = frozenset(("ai", "ml", "llm", "rag"))
CHOICES = {Choice.HIRE: "Hire", Choice.GO_ON: "Go on to the next step", Choice.WAIT: "Wait", Choice.TURN_DOWN: "Turn down"}


def class_words(id: str) -> str:
    """A failure class's id as a heading: retrieval-staleness becomes Retrieval staleness."""
    words = [word.upper() if word in ACRONYMS else word for word in id.split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def level_words(level: int | None) -> str:
    return "no level" if level is None else f"level {level}, {LEVELS[level].name}"


def outcome_words(outcome: Outcome) -> str:
    """An outcome in one line; what is no level says so."""
    if not isinstance(outcome, Grade):
        return f"{STATUSES[outcome.status].capitalize()} (this is not a low level)"
    low, high = outcome.interval
    spread = f"level {low}" if low == high else f"levels {low} to {high}"
    human = "; a person should decide" if outcome.needs_human else ""
    return f"{level_words(outcome.level).capitalize()}. Verdict: {outcome.verdict.words} (90 % interval: {spread}{human})"


def override_words(override: Override) -> str:
    return f"{level_words(override.level).capitalize()}, by {override.by} on {day(override.at)}: {override.reason}"


def criterion_words(criterion: CriterionNamed) -> str:
    return f"{criterion.title} ({'; '.join(criterion.sections)})" if criterion.sections else criterion.title


def interval_words(mean: float | None, interval: tuple[float, float] | None) -> str:
    if mean is None or interval is None:
        return "no graded answer"
    return f"mean level {mean:.1f}, 90 % interval {interval[0]:.1f} to {interval[1]:.1f}"


def fingerprint_words(made: Fingerprint) -> str:
    prompts = "".join(f", prompt {name} {version}" for name, version in sorted(made.prompts.items()))
    return f"engine {made.engine}, model {made.model}, code {made.code}, knowledge {made.knowledge}{prompts}, input {made.input}"


def day(at: str) -> str:
    """The day and minute of a time stamp."""
    return at[:16].replace("T", " ")
