"""What we know: criteria, failure classes with their questions, contradictions of the source, prices and role templates."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Protocol, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.price import Prices
from vetting.models.question import Seniority
from vetting.scale import DEPTH, Signal

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)?$")]
"""A failure class's id and a name within it: agent-loops.e1."""
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Covers = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=60)]


class CriterionKind(StrEnum):
    """What a criterion is for."""

    PRICE = "price"
    TERM = "term"
    ECONOMICS = "economics"
    DEPTH_SIGNAL = "depth_signal"
    RED_FLAG = "red_flag"
    QUESTION = "question"
    DELIVERABLE = "deliverable"
    SCOPE_ITEM = "scope_item"
    READINESS = "readiness"


class Figure(Model):
    """A number the source states: one value, or a range."""

    name: Text
    low: float | None = None
    high: float | None = None
    value: float | None = None
    unit: Text
    criterion: Annotated[int, Field(ge=1)]
    """Number of the source's criterion that states it."""

    @model_validator(mode="after")
    def _one_value_or_a_range(self) -> Self:
        if (self.value is None) == (self.low is None and self.high is None):
            raise ValueError("give either value, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class Criterion(Model):
    """One thing to vet, in our own words, with the section of the source it rests on."""

    id: Id
    title: Text
    kind: CriterionKind
    concept: Text
    """The short name several criteria share; retrieval is measured on it."""
    topics: Texts
    covers: Covers
    """Numbers of the source's criteria it stands for."""
    sections: Texts
    figures: tuple[Figure, ...] = ()
    lead: Text
    """What is vetted, in a few sentences."""
    why: Text
    lived: Texts
    """What someone who lived it can tell."""
    talk: Texts
    """What strategy talk says instead."""
    probes: Texts


class Opener(Model):
    """A question of the bank, ready to be asked."""

    id: QuestionId
    seniority: Seniority | None = None
    """Who it is written for; none for the one every seniority can be asked."""
    angle: Text | None = None
    """What it comes at that its neighbours do not."""
    text: Text
    strong: Text
    weak: Text
    minutes: Minutes


class ClaimQuestions(Model):
    """What to ask about work the candidate claims; each follows a quote of the claim and leans on it."""

    built: Text
    """For a system, a team or a duty."""
    improved: Text
    """For a figure of gain or size."""


class FailureClass(Model):
    """A way AI fails in production, and how to ask about it."""

    id: Id
    title: Text
    summary: Text
    topics: Texts
    covers: Covers
    symptoms: Texts
    mechanisms: Texts
    why_ask: Text
    strong: Text
    weak: Text
    opener: Opener
    """The question every seniority can be asked."""
    openers: Annotated[tuple[Opener, ...], Field(min_length=1)]
    probes: dict[Signal, Text]
    """One follow-up for each of the ten depth signals."""
    about_claims: ClaimQuestions | None = None
    """None where the general opener has to do."""

    @property
    def questions(self) -> tuple[Opener, ...]:
        """Every opener, the general one first."""
        return (self.opener, *self.openers)

    @model_validator(mode="after")
    def _a_probe_a_signal_and_an_opener_a_seniority(self) -> Self:
        if missing := [signal.value for signal in DEPTH if signal not in self.probes]:
            raise ValueError(f"probes lacks {', '.join(missing)}")
        if extra := [signal.value for signal in self.probes if signal not in DEPTH]:
            raise ValueError(f"probes has {', '.join(extra)}, which no probe aims at")
        asked = {opener.seniority for opener in self.openers}
        if missing := [seniority.value for seniority in Seniority if seniority not in asked]:
            raise ValueError(f"openers has none for {', '.join(missing)}")
        if None in asked:
            raise ValueError("openers has one without seniority")
        return self


class Statement(Model):
    """What one section of the source says."""

    section: Text
    claim: Text
    figures: tuple[float, ...] = ()


class Contradiction(Model):
    """Two places of the source that do not agree; shown, never smoothed over."""

    id: Id
    title: Text
    sections: Texts
    criteria: Covers
    """Numbers of the source's criteria that disagree."""
    says: Annotated[tuple[Statement, ...], Field(min_length=1)]
    arithmetic: Text
    reading: Text
    """How to use the figures in spite of it."""


class Contradictions(Model):
    """contradictions.yaml: the source's disagreements with itself."""

    source: Text
    date_read: Text
    contradictions: Annotated[tuple[Contradiction, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [one.id for one in self.contradictions]
        if twice := sorted({id for id in ids if ids.count(id) > 1}):
            raise ValueError(f"the id {twice[0]!r} is given twice")
        return self


class SituationKind(StrEnum):
    """Who says it."""

    ROLE_BRIEF = "role_brief"
    CANDIDATE_CLAIM = "candidate_claim"
    PROPOSAL_SENTENCE = "proposal_sentence"
    INTERVIEWER_WORRY = "interviewer_worry"


class Situation(Model):
    """What people say in their own words, and what it calls to vet: it leads a search to criteria it shares no word with."""

    says: Text
    vets: Texts
    """Concepts of criteria, the main one first. It calls for them; it need not satisfy them."""


class Situations(Model):
    """A file of situations."""

    kind: SituationKind
    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]


class RoleTemplate(Model):
    """A role brief to start from."""

    id: Id
    title: Text
    brief: Text
    seniority: Seniority
    focus: Texts
    minutes: Annotated[int, Field(ge=10, le=240)]
    engagement: Text


class Knowledge(Model):
    """All of it, checked. Lookups raise BadInput with the nearest ids."""

    criteria: tuple[Criterion, ...]
    failure_classes: tuple[FailureClass, ...]
    contradictions: tuple[Contradiction, ...] = ()
    templates: tuple[RoleTemplate, ...] = ()
    situations: tuple[Situation, ...] = ()
    prices: Prices | None = None
    """None only where a pack replaced the set and brought no prices."""
    source: tuple[str, ...] = ()
    """Folders it was read from; two checkouts are two sources."""
    packs: tuple[str, ...] = ()
    """Ids of the packs that extended or replaced the set."""
    hash: str
    """Of every file that was read, names and words: equal hashes, equal knowledge."""

    def criterion(self, id: str) -> Criterion:
        return _named("criterion", id, self.criteria)

    def failure_class(self, id: str) -> FailureClass:
        return _named("failure class", id, self.failure_classes)

    def template(self, id: str) -> RoleTemplate:
        return _named("role template", id, self.templates)

    def question(self, id: str) -> Opener:
        return _named("question", id, [opener for one in self.failure_classes for opener in one.questions])

    def class_of(self, question: str) -> FailureClass:
        """The failure class a question of the bank belongs to."""
        asked = self.question(question)
        return next(one for one in self.failure_classes if asked in one.questions)

    def criteria_of(self, failure_class: FailureClass) -> tuple[Criterion, ...]:
        """The criteria a class tests, most specific first: its namesake, then what it covers most of, proofs of depth before the rest."""
        numbers, topics = set(failure_class.covers), set(failure_class.topics)

        def distance(one: Criterion) -> tuple[bool, bool, bool, float, float, str]:
            covered = len(numbers & set(one.covers)) / len(one.covers)
            on_topic = len(topics & set(one.topics)) / len(topics | set(one.topics))
            is_depth = one.kind is CriterionKind.DEPTH_SIGNAL
            return (one.id != failure_class.id, covered <= 0.5, not is_depth, -covered, -on_topic, one.id)

        return tuple(sorted((one for one in self.criteria if numbers & set(one.covers)), key=distance))

    def classes_of(self, criterion: Criterion) -> tuple[FailureClass, ...]:
        """The failure classes whose questions test a criterion."""
        return tuple(one for one in self.failure_classes if set(one.covers) & set(criterion.covers))

    def contradictions_of(self, criterion: Criterion) -> tuple[Contradiction, ...]:
        """Where the source disagrees with itself on something the criterion stands for."""
        return tuple(one for one in self.contradictions if set(one.criteria) & set(criterion.covers))

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic of criteria and failure classes, sorted."""
        of_criteria = {topic for one in self.criteria for topic in one.topics}
        return tuple(sorted(of_criteria | {topic for one in self.failure_classes for topic in one.topics}))

    @property
    def concepts(self) -> tuple[str, ...]:
        return tuple(sorted({one.concept for one in self.criteria}))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _named(what: str, wanted: str, among: Iterable[_N]) -> _N:
    by_id = {one.id: one for one in among}
    if wanted in by_id:
        return by_id[wanted]
    near = difflib.get_close_matches(wanted, by_id, n=4, cutoff=0.4) or sorted(by_id)[:4]
    raise BadInput(f"There is no {what} {wanted!r}. Nearest: {', '.join(near) or 'none at all'}.")
