"""What an engine claims about an answer, and what we stand behind after checking it.

`Claims` and `Grade` are different types on purpose: only `vetting.grading` turns one into the other.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.spent import Spent
from vetting.scale import Signal, Verdict

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Distribution = Annotated[tuple[Probability, ...], Field(min_length=5, max_length=5)]


class Claim(Model):
    """One signal an engine says it saw."""

    signal: Signal
    probability: Probability
    quotes: tuple[str, ...] = ()
    """Words the engine says it copied from the answer; not yet checked."""


class Probe(Model):
    """A follow-up question and the missing signal it aims at."""

    text: str
    aims_at: Signal
    why: str
    """One line for the interviewer."""


class Claims(Model):
    """Everything an engine says about one answer."""

    claims: tuple[Claim, ...]
    """One for every signal of the scale that the engine looked for."""
    level_opinion: Distribution | None = None
    """The engine's own view of the level (0-4), where it has one beside the signals."""
    opinion_weight: Probability = 0.5
    """How much that view counts against the rule on the signals."""
    answers_question: Probability = 1.0
    """That the answer addresses the question at all."""
    declines: Probability = 0.0
    """That the speaker declines to answer (confidentiality, refusal) without giving the mechanism."""
    names_practice: Probability = 1.0
    """That a practice or tool is named correctly: parts level 1 from level 0 where nothing happened."""
    strategy_share: Probability | None = None
    """Share of the answer's words that are strategy talk."""
    probes: tuple[Probe, ...] = ()
    """Follow-ups the engine proposes, at most one used for each missing signal; code orders them, and adds its own where there are none."""
    exposing: Probe | None = None
    """The follow-up that would show whether a suspected contradiction is one; asked before any other."""
    warnings: tuple[str, ...] = ()
    """What the engine could not do, for a person to read."""
    needs_human: bool = False
    """The engine's own passes disagreed: a person should decide."""


class Evidence(Model):
    """A quote that stands in the answer."""

    quote: str
    """The answer's own words: answer[start:end]."""
    start: int
    """Character offset into the answer as given."""
    end: int


class SignalReading(Model):
    """A signal after its quotes were checked."""

    name: Signal
    probability: Probability
    evidence: tuple[Evidence, ...] = ()


class Fingerprint(Model):
    """What made a grade or a plan. Equal fingerprints mean equal results."""

    engine: str
    model: str
    """Model or weights name; the weights' hash for the offline engine."""
    code: str
    """Package version and a hash of the rules that turn claims into a result."""
    knowledge: str
    """Content hash of the knowledge used."""
    prompts: dict[str, str] = Field(default_factory=dict)
    """Prompt name to version and content hash; empty for the offline engine."""
    input: str
    """Hash of the question, the answer and the options given."""


class _Judged(Model):
    engine: str
    """The engine in words, with what it cannot do."""
    fingerprint: Fingerprint
    reasons: tuple[str, ...] = ()
    """Why the outcome is what it is, and what a person should look at; plain sentences."""
    flags: tuple[SignalReading, ...] = ()
    """Strategy and integrity signals found; advice, never points."""
    spent: Spent | None = None
    """What making it took; None where no model was asked. Stands beside the result: it may differ where the fingerprint does not."""


class Grade(_Judged):
    """A level that stands on checked evidence."""

    status: Literal["graded"] = "graded"
    level: Annotated[int, Field(ge=0, le=4)]
    """The level nearest to the mean, so level and verdict never disagree."""
    mean: Annotated[float, Field(ge=0.0, le=4.0)]
    probabilities: Distribution
    """Chance of each level 0-4."""
    verdict: Verdict
    interval: tuple[int, int]
    """Lowest and highest level of the 90 % interval."""
    needs_human: bool
    """Engines or passes disagree, or the interval spans two verdicts: a person decides."""
    signals: tuple[SignalReading, ...]
    """The ten depth signals in the order of the scale, with checked evidence."""
    missing: tuple[Signal, ...]
    """Depth signals without evidence."""
    strategy_share: Probability | None = None
    probes: tuple[Probe, ...] = ()
    unsupported: int = 0
    """Quotes the engine claimed that do not stand in the answer; they were dropped."""


class NotAssessed(_Judged):
    """There was nothing to judge; never shown as a low level."""

    status: Literal["not_assessed"] = "not_assessed"
    probes: tuple[Probe, ...] = ()


class Declined(_Judged):
    """The speaker declined to answer; never shown as a low level."""

    status: Literal["declined"] = "declined"
    probes: tuple[Probe, ...] = ()


class Failed(_Judged):
    """The engine could not judge; reasons say what to try."""

    status: Literal["failed"] = "failed"


Outcome = Annotated[Grade | NotAssessed | Declined | Failed, Field(discriminator="status")]
