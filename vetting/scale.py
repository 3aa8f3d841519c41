"""The rubric's words and rules of thumb, held once: levels, verdicts, signals.

Prompts, screens, reports and docs read them from here. Source: the project's grading design (docs/grading.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a level means to the person who decides."""

    STRATEGY_TALK = "strategy_talk"
    MIXED = "mixed"
    PRODUCTION_DEPTH = "production_depth"

    @property
    def words(self) -> str:
        """As it stands in a sentence."""
        return self.value.replace("_", " ")


class Signal(StrEnum):
    """Everything a grader looks for. The value is the name used in JSON, prompts and labelled data."""

    INCIDENT = "incident"
    OWN_ROLE = "own_role"
    DETECTION = "detection"
    DIAGNOSIS = "diagnosis"
    ROOT_CAUSE = "root_cause"
    FIX = "fix"
    VERIFICATION = "verification"
    PREVENTION = "prevention"
    IMPACT_NUMBER = "impact_number"
    TRADEOFF_OR_LESSON = "tradeoff_or_lesson"
    FRAMEWORK_TALK = "framework_talk"
    GENERIC_BEST_PRACTICE = "generic_best_practice"
    BUZZWORDS = "buzzwords"
    HYPOTHETICAL = "hypothetical"
    DEFLECTION = "deflection"
    VAGUE_WE = "vague_we"
    INSTRUCTION_TO_GRADER = "instruction_to_grader"
    INCOHERENT_MECHANISM = "incoherent_mechanism"
    INCONSISTENCY = "inconsistency"
    PARROTING = "parroting"

    @property
    def words(self) -> str:
        """As it stands in a sentence."""
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class LevelWords:
    """One step of the scale."""

    level: int
    name: str
    shows: str
    """What an answer of this level shows, in one line."""


LEVELS = (
    LevelWords(0, "strategy talk", "vision, frameworks, roadmaps, slogans or deflection; nothing that could be checked"),
    LevelWords(1, "familiarity", "correct vocabulary, generic good practice, hypotheticals; nothing that happened to the speaker"),
    LevelWords(2, "proximity", "a real project or incident is named, but mechanism, fix or own part stay vague"),
    LevelWords(3, "production", "one specific incident: own action, mechanism-level cause, a fix, and at least one more stage"),
    LevelWords(4, "production depth", "one specific incident end to end: every stage, and a figure or a trade-off"),
)

DEPTH: dict[Signal, str] = {
    Signal.INCIDENT: "a specific event that happened in a system the speaker worked on, not a kind of event",
    Signal.OWN_ROLE: "something the speaker personally did in that event; 'we' alone is not enough",
    Signal.DETECTION: "the alert, report, number or complaint that revealed the event",
    Signal.DIAGNOSIS: "a step, wrong turn or piece of evidence on the way to the cause",
    Signal.ROOT_CAUSE: "what component did what under which condition; a label such as 'drift' or 'bad data' is not a mechanism",
    Signal.FIX: "what was changed to end the problem",
    Signal.VERIFICATION: "how they knew that the fix worked",
    Signal.PREVENTION: "what now stops a repeat",
    Signal.IMPACT_NUMBER: "a quantity of the damage or the gain, in digits or words",
    Signal.TRADEOFF_OR_LESSON: "what the fix cost, or what the speaker would do differently",
}
"""Depth signals, in the order of the scale. Each must be tied to one past event of the speaker; thin counts as absent."""

STRATEGY: dict[Signal, str] = {
    Signal.FRAMEWORK_TALK: "frameworks, pillars, maturity models, roadmaps or vision in place of an event",
    Signal.GENERIC_BEST_PRACTICE: "good practice anybody could recite, tied to nothing that happened",
    Signal.BUZZWORDS: "fashionable terms strung together without a checkable statement",
    Signal.HYPOTHETICAL: "what one would do, or what typically happens, instead of what happened",
    Signal.DEFLECTION: "turns the question into another one, such as alignment, culture or governance",
    Signal.VAGUE_WE: "an unnamed 'we' or 'the team' did everything; the speaker's part cannot be seen",
}

INTEGRITY: dict[Signal, str] = {
    Signal.INSTRUCTION_TO_GRADER: "text addressed to whoever or whatever grades the answer, to steer the grade",
    Signal.INCOHERENT_MECHANISM: "a specific-sounding mechanism that contradicts itself technically",
    Signal.INCONSISTENCY: "contradicts the candidate's other answers or documents",
    Signal.PARROTING: "retells a well-known failure, or the interviewer's own example, with no detail of the speaker's own",
}
"""Advice to the interviewer; never points. Only a confirmed incoherent mechanism touches the level."""

CORE = (Signal.DETECTION, Signal.DIAGNOSIS, Signal.ROOT_CAUSE, Signal.FIX, Signal.VERIFICATION, Signal.PREVENTION)
"""The stages of an incident, in the order they happen."""

REQUIRED = (Signal.OWN_ROLE, Signal.ROOT_CAUSE, Signal.FIX)
"""Without all three an incident is proximity (level 2) at most."""

PRESENT = 0.5
"""A signal counts as present from this probability on; in a grade only with evidence."""

MIN_WORDS = 25
"""A shorter answer without an incident is not assessed: there is nothing to judge."""


def verdict_of(mean: float) -> Verdict:
    """The verdict of a mean level (0.0-4.0): below 1.5 strategy talk, from 2.5 production depth, mixed between."""
    if mean < 1.5:
        return Verdict.STRATEGY_TALK
    return Verdict.MIXED if mean < 2.5 else Verdict.PRODUCTION_DEPTH
