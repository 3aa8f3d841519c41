"""Terms in the many ways people say them: invented sentences with what each states (tests/data/proposals/term_sentences.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from vetting.models.document import Document
from vetting.models.proposal import CHOICES, Term, TermClaim
from vetting.proposal.passages import cut
from vetting.proposal.terms import find_terms

SENTENCES = yaml.safe_load((Path(__file__).parent.parent / "data" / "proposals" / "term_sentences.yaml").read_text("utf-8"))
MEANS = {"ownership": True, "advisory": False, None: None}


def found_in(text: str, term: Term) -> TermClaim | None:
    said = Document(name="a sentence", format="text", text=text)
    return next((claim for claim in find_terms(cut(said), said) if claim.term is term), None)


def yes_or_no() -> Iterator[tuple[Term, str, bool]]:
    for one in SENTENCES["terms"]:
        for kind, holds in (("promises", True), ("refuses", False)):
            yield from ((Term(one["term"]), text, holds) for text in one[kind])


def amounts() -> Iterator[tuple[Term, str, float | None]]:
    for name, rows in SENTENCES["amounts"].items():
        yield from ((Term(name), text, value) for text, value in rows)


def test_promises_and_refusals_are_told_apart_and_few_are_missed() -> None:
    wrong, missed = [], []
    for term, text, holds in yes_or_no():
        claim = found_in(text, term)
        got = None if claim is None else MEANS[claim.choice] if term in CHOICES else claim.holds
        if got is not None and got is not holds:
            wrong.append(text)
        elif got is None:
            missed.append(text)
    assert not wrong, "a refusal read as a promise, or the other way round, is worse than a term that was not found"
    assert len(missed) <= 10, missed


def test_amounts_are_read_with_their_unit_and_few_are_missed() -> None:
    wrong, missed = [], []
    for term, text, value in amounts():
        claim = found_in(text, term)
        got = None if claim is None else claim.low if claim.low is not None else claim.high
        if got is not None and (value is None or abs(got - value) > 0.06 * max(value, 0.05)):
            wrong.append((text, got))
        elif got is None and value is not None:
            missed.append(text)
    assert len(wrong) <= 2, wrong
    assert len(missed) <= 6, missed


@pytest.mark.parametrize(
    "text",
    [
        "Staff approve every loan memo before it leaves the building.",
        "Either party may suspend the agreement while an invoice is unpaid.",
        "A quarterly written report to the board of directors.",
        "The weekly call with your developers takes half an hour.",
    ],
)
def test_sentences_about_something_else_state_no_term(text: str) -> None:
    for term in (Term.SIGN_OFF, Term.AUTHORITY, Term.DIRECT_LINE, Term.WAR_ROOM, Term.HOURS_PER_WEEK):
        assert found_in(text, term) is None, term
