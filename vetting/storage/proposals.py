"""Proposals on paper: the document with what was found in it. What people type about one is kept as drafts, as for interviews."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection, Row

from vetting.errors import BadInput, StoreUnusable
from vetting.models.document import Document
from vetting.models.kept_proposal import KeptProposal, ProposalSummary
from vetting.models.proposal import ProposalReview, Review
from vetting.models.record import EventKind
from vetting.storage import log, schema
from vetting.storage.database import Database
from vetting.storage.rows import as_json, fields_of

TYPED = "text"
"""Place of the draft that holds a pasted text until it is read."""


class Proposals:
    """The store's side for proposals; each verb is one short transaction."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock

    def keep(self, id: str, document: Document, review: Review | None, *, by: str) -> KeptProposal:
        """A new proposal, or an earlier one read (again); the draft its text was typed in goes with the same step."""
        if not id.isalnum():
            raise BadInput(f"{id!r} is not a proposal's id; ids are letters and digits only.")
        at = self._clock()
        found = review if isinstance(review, ProposalReview) else None
        row: dict[str, Any] = {
            "name": document.name,
            "document": as_json(document.model_dump(mode="json")),
            "review": None if review is None else as_json(review.model_dump(mode="json")),
            "covered": found.majority.covered if found else None,
            "hard_rule": found.hard_rule.verdict if found else None,
            "changed": at,
        }
        with self._database.writing() as connection:
            if is_kept(connection, id):
                connection.execute(sa.update(schema.proposal).where(schema.proposal.c.id == id).values(row))
                kind = EventKind.CHANGED
            else:
                connection.execute(sa.insert(schema.proposal).values({**row, "id": id, "by": by, "started": at}))
                kind = EventKind.CREATED
            if document.text:
                drafts = schema.proposal_draft
                connection.execute(sa.delete(drafts).where(drafts.c.proposal == id, drafts.c.place == TYPED))
            log.append(connection, kind, by=by, at=at, proposal=id)
            return _kept(_row(connection, id))

    def read(self, id: str) -> KeptProposal:
        """A proposal with its review. Raises BadInput where there is none."""
        with self._database.reading() as connection:
            return _kept(_row(connection, id))

    def list(self) -> tuple[ProposalSummary, ...]:
        """Every proposal, the one changed last first."""
        columns = [schema.proposal.c[name] for name in ProposalSummary.model_fields]
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*columns).order_by(schema.proposal.c.changed.desc()))
            return tuple(ProposalSummary(**fields_of(row, ProposalSummary)) for row in rows)

    def erase(self, id: str, *, by: str) -> None:
        """Takes a proposal away with everything typed about it; the log keeps that it was there. Backups are not reached."""
        with self._database.writing() as connection:
            _row(connection, id)
            connection.execute(sa.delete(schema.proposal).where(schema.proposal.c.id == id))
            log.append(connection, EventKind.ERASED, by=by, at=self._clock(), proposal=id)
        self._database.forget_erased()


def is_kept(connection: Connection, id: str) -> bool:
    """True where the id is a proposal's; other writers of it wait until the transaction ends."""
    return connection.execute(sa.select(schema.proposal.c.id).where(schema.proposal.c.id == id).with_for_update()).first() is not None


def _row(connection: Connection, id: str) -> Row[Any]:
    row = connection.execute(sa.select(schema.proposal).where(schema.proposal.c.id == id)).one_or_none()
    if row is None:
        raise BadInput(f"There is no proposal {id!r}. It may have been erased; the list shows what is kept.")
    return row


def _kept(row: Row[Any]) -> KeptProposal:
    try:
        document = Document.model_validate_json(row.document)
    except ValidationError as error:
        raise StoreUnusable(f"Proposal {row.id!r} is kept in a shape this version cannot read; it was left as it is. ({error})") from error
    plain = {"id": row.id, "document": document, "by": row.by, "started": row.started, "changed": row.changed}
    try:
        return KeptProposal.model_validate({**plain, "review": json.loads(row.review) if row.review else None})
    except ValidationError:
        return KeptProposal(**plain, review=None)  # a review of another version; the document is whole and can be read again
