"""A proposal on paper: what it promises, what it leaves open, what it costs, and what to write back."""

from vetting.proposal.cross_check import cross_check
from vetting.proposal.document import read_document
from vetting.proposal.hire import compare_with_hire
from vetting.proposal.letter import clarification_letter, letter_docx
from vetting.proposal.price import place_price, stack
from vetting.proposal.readiness import readiness
from vetting.proposal.review import review_proposal

__all__ = [
    "clarification_letter",
    "compare_with_hire",
    "cross_check",
    "letter_docx",
    "place_price",
    "read_document",
    "readiness",
    "review_proposal",
    "stack",
]
