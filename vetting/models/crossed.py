"""A proposal and an interview of the same person, side by side."""

from __future__ import annotations

from typing import Literal

from vetting.models.base import Model
from vetting.models.document import Quote

Relation = Literal["promised_and_shown", "promised_not_shown", "promised_not_asked", "shown_not_promised", "differs", "said_not_written"]


class Spoken(Model):
    """Words of an answer."""

    question: str
    """Id of the question card."""
    words: str


class CrossFinding(Model):
    """One thing, on paper and in the interview."""

    topic: str
    relation: Relation
    says: str
    written: tuple[Quote, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    probe: str | None = None
    """The question that would settle it; None where nothing is open."""
    criterion: int


class CrossCheck(Model):
    """Every finding, the open ones first."""

    findings: tuple[CrossFinding, ...]
    says: str
