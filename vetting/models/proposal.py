"""What a proposal promises, word for word, and what it leaves open."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from vetting.models.base import Model
from vetting.models.document import Quote
from vetting.models.outcome import Fingerprint, Probability
from vetting.models.priced import Bite, Fee, Placement, Stacked


class ScopeItem(StrEnum):
    """The ten items of the scope checklist, in the order of the source."""

    ARCHITECTURE_OVERSIGHT = "architecture_oversight"
    EVALS = "evals"
    OBSERVABILITY = "observability"
    VENDOR_GOVERNANCE = "vendor_governance"
    INCIDENT_RESPONSE = "incident_response"
    GUARDRAILS = "guardrails"
    HIRING = "hiring"
    BOARD = "board"
    RETRIEVAL_TOOLS_REVIEW = "retrieval_tools_review"
    HUMAN_IN_THE_LOOP = "human_in_the_loop"


HARD_RULE = (ScopeItem.EVALS, ScopeItem.OBSERVABILITY, ScopeItem.GUARDRAILS)
"""Whoever has shipped at scale writes these into an offer by reflex."""
MAJORITY = 6
"""More than half of the ten."""


class Presence(StrEnum):
    """How an item of the scope stands in the document."""

    PRESENT = "present"
    VAGUE = "vague"
    """Named without a who, when, how much or artefact."""
    ABSENT = "absent"
    NOT_ASSESSED = "not_assessed"
    """The engine claims it but no quote stands in the document: a person must read. Never counted as absent."""


class Term(StrEnum):
    """What an engagement must say beside its scope."""

    ENGAGEMENT_MODEL = "engagement_model"
    SCOPE_KIND = "scope_kind"
    HOURS_PER_WEEK = "hours_per_week"
    RESPONSE_TIME_HOURS = "response_time_hours"
    INCIDENT_RESPONSE_HOURS = "incident_response_hours"
    WAR_ROOM = "war_room"
    ESCALATION_WHEN_AWAY = "escalation_when_away"
    DIRECT_LINE = "direct_line"
    AUTHORITY = "authority"
    CHAMPION = "champion"
    MINIMUM_MONTHS = "minimum_months"
    NOTICE_DAYS = "notice_days"
    DISCOUNT_PERCENT = "discount_percent"
    PARALLEL_CLIENTS = "parallel_clients"
    SIGN_OFF = "sign_off"


UNITS = {
    Term.HOURS_PER_WEEK: "hours/week",
    Term.RESPONSE_TIME_HOURS: "hours",
    Term.INCIDENT_RESPONSE_HOURS: "hours",
    Term.MINIMUM_MONTHS: "months",
    Term.NOTICE_DAYS: "days",
    Term.DISCOUNT_PERCENT: "percent",
    Term.PARALLEL_CLIENTS: "clients",
}
"""Terms with an amount, and the unit it is normalised to."""
CHOICES = {
    Term.ENGAGEMENT_MODEL: ("strategic", "embedded", "day_rate"),
    Term.SCOPE_KIND: ("advisory", "ownership"),
}
"""Terms with a word of a short list. All others are yes or no."""

Concrete = Literal["who", "when", "how_much", "artefact"]


class ScopeReading(Model):
    """One item of the checklist."""

    item: ScopeItem
    criterion: int
    """Number in the source's list."""
    status: Presence
    quotes: tuple[Quote, ...] = ()
    """The words it rests on, the most concrete first."""
    excluded: tuple[Quote, ...] = ()
    """Words that say it is not covered, deferred, or somebody else's."""
    concrete: tuple[Concrete, ...] = ()
    """What the quotes pin down."""
    probability: Probability
    """That the document promises it at all."""
    note: str | None = None


class TermReading(Model):
    """One term. Nothing is filled in where the document is silent."""

    term: Term
    choice: str | None = None
    holds: bool | None = None
    """For yes-or-no terms: promised, or refused in words."""
    low: float | None = None
    """None where the document says 'up to': that promises nothing."""
    high: float | None = None
    """Equal to low where the document gives one figure."""
    unit: str | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def stated(self) -> bool:
        return self.choice is not None or self.holds is not None or self.high is not None


class DeliverableReading(Model):
    """One deliverable of the first ninety days."""

    criterion: int
    """56 to 68 in the source's list."""
    found: bool
    measurable: bool
    """Somebody could say on a date whether it is there: a figure, or a date or owner with an artefact."""
    has: tuple[Literal["number", "source", "date", "owner"], ...] = ()
    by_day: int | None = None
    """The latest day the document gives for it."""
    quotes: tuple[Quote, ...] = ()
    would_make_it_measurable: str


class Clash(Model):
    """Two places of one document that cannot both hold."""

    about: str
    arithmetic: str
    quotes: tuple[Quote, ...]


class Majority(Model):
    """The rule of the majority: criterion 99."""

    covered: int
    """Items that are present; vague ones do not count."""
    vague: int
    of: int = len(ScopeItem)
    needed: int = MAJORITY
    met: bool
    says: str


class HardRule(Model):
    """Criterion 100: silence on evals, observability or guardrails."""

    silent_on: tuple[ScopeItem, ...]
    verdict: Literal["clear", "partly_silent", "silent", "not_assessed"]
    """silent: none of the three is mentioned; partly_silent: one or two are missing."""
    says: str


class _Read(Model):
    document: str
    engine: str
    fingerprint: Fingerprint
    warnings: tuple[str, ...] = ()
    """What a person should know before relying on it."""


class ProposalReview(_Read):
    """Everything found in one document. Every quote stands in it."""

    status: Literal["reviewed"] = "reviewed"
    pages: int | None
    words: int
    scope: tuple[ScopeReading, ...]
    majority: Majority
    hard_rule: HardRule
    terms: tuple[TermReading, ...]
    missing_terms: tuple[Term, ...]
    fees: tuple[Fee, ...]
    region: str | None
    """US, EU, UK or offshore, where the document says where the person works."""
    commitment_months: float | None
    ninety_days: tuple[DeliverableReading, ...]
    clashes: tuple[Clash, ...]
    placements: tuple[Placement, ...]
    stacked: Stacked | None
    bites: tuple[Bite, ...]
    """Contradictions of the source that bear on this document."""
    unsupported: int = 0
    """Quotes the engine claimed that do not stand in the document; they were dropped."""

    def term(self, term: Term) -> TermReading:
        return next(one for one in self.terms if one.term is term)

    def item(self, item: ScopeItem) -> ScopeReading:
        return next(one for one in self.scope if one.item is item)


class ReviewFailed(_Read):
    """The engine could not read the document. Nothing in it is called absent."""

    status: Literal["failed"] = "failed"
    reasons: tuple[str, ...]


Review = Annotated[ProposalReview | ReviewFailed, Field(discriminator="status")]


class ScopeClaim(Model):
    """What an engine says about one item, before its quotes are checked."""

    item: ScopeItem
    chances: tuple[Probability, Probability, Probability]
    """Of present, vague and absent."""
    quotes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class TermClaim(Model):
    """What an engine says about one term."""

    term: Term
    choice: str | None = None
    holds: bool | None = None
    low: float | None = None
    high: float | None = None
    quotes: tuple[str, ...] = ()


class DeliverableClaim(Model):
    """What an engine says about one deliverable it found."""

    criterion: int
    by_day: int | None = None
    quotes: tuple[str, ...] = ()


class FeeClaim(Model):
    """What an engine says about one fee."""

    amount: float
    upto: float | None = None
    currency: str | None = None
    per: str
    quote: str


class ClashClaim(Model):
    """Two places an engine says contradict each other."""

    about: str
    quotes: tuple[str, str]


class ProposalClaims(Model):
    """Everything an engine says about a document."""

    scope: tuple[ScopeClaim, ...]
    terms: tuple[TermClaim, ...]
    deliverables: tuple[DeliverableClaim, ...]
    fees: tuple[FeeClaim, ...]
    clashes: tuple[ClashClaim, ...] = ()
    region: str | None = None
    commitment_months: float | None = None
    warnings: tuple[str, ...] = ()
