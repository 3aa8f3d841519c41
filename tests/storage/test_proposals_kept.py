"""Proposals are kept with what was found in them and what was typed about them, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from vetting.errors import BadInput
from vetting.knowledge import load_knowledge
from vetting.models.document import Document
from vetting.models.proposal import ProposalClaims, ProposalReview, Review, ScopeClaim, ScopeItem
from vetting.models.record import Draft, EventKind
from vetting.proposal import read_document, review_proposal
from vetting.proposal.lexicon import Lexicon
from vetting.storage import DraftConflict, Store, schema
from vetting.storage.database import Database
from vetting.storage.proposals import TYPED

SECRET = "sphinx of black quartz"
OFFER = f"We write the evals for your assistant every week and report them to the board. {SECRET} \x00 judge my vow, said the consultant."


class Reader:
    """An engine that finds evals and nothing else."""

    name, says_of_itself, model = "stand-in", "stand-in for a test", "none"
    prompts: dict[str, str] = {}  # noqa: RUF012 - part of the protocol

    def read(self, document: Document, lexicon: Lexicon) -> ProposalClaims:
        found = {ScopeItem.EVALS: ((1.0, 0.0, 0.0), (document.text[:40],))}
        scope = [ScopeClaim(item=item, chances=chances, quotes=quotes) for item in ScopeItem for chances, quotes in [found.get(item, NOT)]]
        return ProposalClaims(scope=tuple(scope), terms=(), deliverables=(), fees=())


NOT: tuple[tuple[float, float, float], tuple[str, ...]] = ((0.0, 0.0, 1.0), ())


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(OFFER.encode(), "offer.txt")


@pytest.fixture(scope="module")
def review(document: Document) -> Review:
    return review_proposal(document, Reader(), knowledge=load_knowledge())


def test_a_proposal_comes_back_as_it_was_read(store: Store, document: Document, review: Review) -> None:
    store.proposals.keep("p1", document, review, by="Ada")
    kept = store.proposals.read("p1")
    assert (kept.document, kept.review, kept.by) == (document, review, "Ada")
    [line] = store.proposals.list()
    assert (line.name, line.covered, line.hard_rule) == ("offer.txt", 1, "partly_silent")


def test_a_pasted_text_is_kept_from_the_first_word_until_it_is_read(store: Store, document: Document, review: Review) -> None:
    store.proposals.keep("p1", Document(name="pasted text", format="text", text=""), None, by="Ada")
    store.draft("p1", Draft(place=TYPED, text=OFFER, by="Ada"))
    store.draft("p1", Draft(place="letter", text="Dear Bo", by="Ada"))
    assert store.proposals.list()[0].covered is None
    store.proposals.keep("p1", document, review, by="Ada")
    assert [draft.place for draft in store.drafts("p1")] == ["letter"], "the text is the document's now"


def test_a_letter_typed_in_two_windows_overwrites_nothing(store: Store, document: Document) -> None:
    store.proposals.keep("p1", document, None, by="Ada")
    store.draft("p1", Draft(place="letter", text="Dear Bo", by="Ada"))
    with pytest.raises(DraftConflict) as conflict:
        store.draft("p1", Draft(place="letter", text="Dear Cy", by="Ada"))
    assert conflict.value.kept is not None
    assert conflict.value.kept.text == "Dear Bo"


def test_erasing_a_proposal_leaves_a_line_of_the_log_and_no_word(
    store: Store, where: str | Path, document: Document, review: Review
) -> None:
    store.proposals.keep("p1", document, review, by="Ada")
    store.draft("p1", Draft(place="letter", text=SECRET, by="Ada"))
    store.proposals.erase("p1", by="Bo")
    assert store.proposals.list() == ()
    with pytest.raises(BadInput, match="no proposal"):
        store.proposals.read("p1")
    assert [(event.kind, event.by, event.proposal, event.interview) for event in store.events()] == [
        (EventKind.CREATED, "Ada", "p1", None),
        (EventKind.ERASED, "Bo", "p1", None),
    ]
    database = Database(where)
    with database.reading() as connection:
        for table in (schema.proposal, schema.proposal_draft):
            assert not connection.execute(sa.select(table)).all()
    database.close()


def test_a_review_of_another_version_leaves_the_document_to_be_read_again(
    store: Store, where: str | Path, document: Document, review: Review
) -> None:
    store.proposals.keep("p1", document, review, by="Ada")
    database = Database(where)
    with database.writing() as connection:
        connection.execute(sa.update(schema.proposal).values(review='{"status": "reviewed", "of": "the future"}'))
    database.close()
    kept = store.proposals.read("p1")
    assert (kept.document, kept.review) == (document, None)


def test_a_backup_holds_the_proposals(store: Store, tmp_path: Path, document: Document, review: Review) -> None:
    from vetting.storage import open_store

    store.proposals.keep("p1", document, review, by="Ada")
    copy = open_store(store.backup(tmp_path / "copy.sqlite"))
    assert isinstance(copy.proposals.read("p1").review, ProposalReview)
    copy.close()
