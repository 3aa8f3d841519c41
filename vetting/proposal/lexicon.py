"""Reads knowledge/proposal/: how offers name things, what to ask where they do not, exchange rates and further price sources."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError, model_validator

from vetting.errors import BadInput, BadKnowledge
from vetting.knowledge_files import as_fields, read_text
from vetting.models.base import Model
from vetting.models.priced import BandSource, Rates
from vetting.models.proposal import ScopeItem, Term
from vetting.resources import data_dir

M = TypeVar("M", bound=Model)
COMMITS = "commits"
"""Name of the model that parts a commitment from a brush."""
Words = Annotated[str, Field(min_length=1)]


class ScopeWords(Model):
    """One item of the checklist in the words of offers."""

    item: ScopeItem
    shown_by: tuple[Words, ...]
    """Failure classes whose interview questions show whether the seller has done it; the most telling first."""
    criterion: int
    title: Words
    names: tuple[Words, ...]
    """Patterns that name it."""
    commits: tuple[Words, ...]
    """Sentences that commit to it, for the fit."""
    brushes: tuple[Words, ...]
    """Sentences that only brush past it."""
    ask: Words
    because: Words


class DeliverableWords(Model):
    """One deliverable of the first ninety days."""

    criterion: int
    title: Words
    by_day: int
    names: tuple[Words, ...]
    says: tuple[Words, ...]
    measurable: Words
    """What would make it measurable."""


class TermWords(Model):
    """One term, and what to ask where it is missing."""

    term: Term
    criterion: int
    title: Words
    ask: Words
    because: Words


class ScopeFile(Model):
    """scope.yaml."""

    items: tuple[ScopeWords, ...]


class DeliverablesFile(Model):
    """deliverables.yaml."""

    deliverables: tuple[DeliverableWords, ...]


class TermsFile(Model):
    """terms.yaml."""

    terms: tuple[TermWords, ...]


class NothingFile(Model):
    """nothing.yaml."""

    sentences: tuple[Words, ...]


class Lexicon(Model):
    """All of it, complete and in the order of the source."""

    scope: tuple[ScopeWords, ...]
    deliverables: tuple[DeliverableWords, ...]
    terms: tuple[TermWords, ...]
    nothing: tuple[str, ...]

    @model_validator(mode="after")
    def _complete(self) -> Lexicon:
        for what, found, wanted in (
            ("scope.yaml", [one.item for one in self.scope], list(ScopeItem)),
            ("terms.yaml", [one.term for one in self.terms], list(Term)),
            ("deliverables.yaml", [one.criterion for one in self.deliverables], list(range(56, 69))),
        ):
            if found != wanted:
                raise ValueError(f"{what} should hold {', '.join(map(str, wanted))}, in this order")
        return self


@functools.lru_cache(maxsize=4)
def load_lexicon(root: Path | None = None) -> Lexicon:
    """The words of knowledge/proposal, checked. Raises BadKnowledge with the file and what to change."""
    folder = (root or data_dir("knowledge")) / "proposal"
    try:
        lexicon = Lexicon(
            scope=_read(folder / "scope.yaml", ScopeFile).items,
            deliverables=_read(folder / "deliverables.yaml", DeliverablesFile).deliverables,
            terms=_read(folder / "terms.yaml", TermsFile).terms,
            nothing=_read(folder / "nothing.yaml", NothingFile).sentences,
        )
    except ValidationError as error:
        raise BadKnowledge(f"knowledge/proposal: {error.errors()[0]['ctx']['error']}.") from error
    named = [*(one.names for one in lexicon.scope), *(one.names for one in lexicon.deliverables)]
    for pattern in (pattern for names in named for pattern in names):
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadKnowledge(f"knowledge/proposal: the pattern {pattern!r} is not a regular expression: {error}.") from error
    return lexicon


@functools.lru_cache(maxsize=64)
def named_by(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern out of several."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def load_rates(path: Path | None = None) -> Rates:
    """Exchange rates with their date."""
    return _read(path or data_dir("knowledge") / "proposal" / "rates.yaml", Rates)


def with_rates(rates: Rates, given: Iterable[str]) -> Rates:
    """The rates with the user's own (EUR=1.15) in their place. Raises BadInput."""
    own: dict[str, float] = {}
    for text in given:
        code, _, figure = text.partition("=")
        name = code.strip().upper()
        try:
            own[name] = float(figure)
        except ValueError as error:
            raise BadInput(f"{text!r} is no exchange rate. Give US dollars for one unit, such as EUR=1.15.") from error
        if not 0 < own[name] < math.inf or not re.fullmatch("[A-Z]{3}", name):
            raise BadInput(f"{text!r} is no exchange rate. Give a three-letter currency and a figure above zero, such as EUR=1.15.")
    return rates.model_copy(update={"usd": {**rates.usd, **own}, "own": tuple(own)}) if own else rates


def load_band_sources(extra: tuple[Path, ...] = ()) -> tuple[BandSource, ...]:
    """Further price sources: every file in knowledge/proposal/sources, and files of the user's own. Raises BadInput for a missing one."""
    folder = data_dir("knowledge") / "proposal" / "sources"
    ours = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    for path in extra:
        if not path.is_file():
            raise BadInput(f"{path} is not a file. Name a YAML file with source, date_read and bands.")
    return tuple(_read(path, BandSource) for path in (*ours, *extra))


def _read(path: Path, model: type[M]) -> M:
    return as_fields(path, read_text(path), model)
