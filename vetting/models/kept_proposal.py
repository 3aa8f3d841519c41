"""A proposal as it is kept: the document, what was found in it, and who brought it in."""

from __future__ import annotations

from vetting.models.base import Model
from vetting.models.document import Document
from vetting.models.proposal import Review


class KeptProposal(Model):
    """A proposal. What people type about it (answers, figures, the letter) is kept beside it as drafts."""

    id: str
    document: Document
    review: Review | None
    """None while only the text is there, or where another version of this program made the review: read the document again."""
    by: str
    started: str
    changed: str
    """ISO 8601, UTC, as `started`."""


class ProposalSummary(Model):
    """One line of the list of proposals."""

    id: str
    name: str
    by: str
    started: str
    changed: str
    covered: int | None
    """Items of the scope that are pinned down; None where nothing was found out yet."""
    hard_rule: str | None
    """The verdict of the hard rule, or None likewise."""
