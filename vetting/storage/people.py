"""What people add to an interview, as rows: ratings, overrides, notes, decisions; and drafts, of an interview or a proposal."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.errors import BadInput
from vetting.models.outcome import Grade
from vetting.models.record import Decision, Draft, InterviewRecord, Note, Override, Rating
from vetting.storage import schema
from vetting.storage.conflict import DraftConflict
from vetting.storage.proposals import is_kept
from vetting.storage.rows import fields_of, read_row
from vetting.storage.searchable import folded


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput("The reason is empty. Say why, in a sentence; it goes into the report.")


def about(record: InterviewRecord, question: str, step: int) -> dict[str, Any]:
    """What a rating or override is about. Raises BadInput where the interview has no such outcome."""
    outcome = record.outcome_of(question, step)
    if outcome is None:
        id = record.interview.id
        raise BadInput(f"Interview {id!r} has no outcome {step} on {question!r}; only what was answered can be rated or overridden.")
    return {"question": question, "step": step, "input": outcome.fingerprint.input}


def machine_level(record: InterviewRecord, question: str, step: int) -> int | None:
    """The level the machine gave, or None where it gave none."""
    outcome = record.outcome_of(question, step)
    return outcome.level if isinstance(outcome, Grade) else None


def add(connection: Connection, id: str, said: Rating | Override | Note | Decision) -> None:
    """Adds what was said as a row of its table."""
    table = {Rating: schema.rating, Override: schema.override, Note: schema.note, Decision: schema.decision}[type(said)]
    words = {"words": folded(said.text)} if isinstance(said, Note) else {}
    connection.execute(sa.insert(table).values(**said.model_dump(mode="json"), interview=id, **words))


def keep_draft(connection: Connection, id: str, draft: Draft, at: str) -> Draft:
    """Puts the draft in place of its earlier revision. Raises DraftConflict where that is not the one it names."""
    drafts, owner = _table_of(connection, id)
    kept = next((d for d in _drafts_in(connection, drafts, owner, id) if (d.place, d.by) == (draft.place, draft.by)), None)
    if (kept.revision if kept else 0) != draft.revision:
        raise DraftConflict(kept, draft)
    new = draft.model_copy(update={"revision": draft.revision + 1, "at": at})
    connection.execute(sa.delete(drafts).where(owner == id, drafts.c.place == draft.place, drafts.c.by == draft.by))
    connection.execute(sa.insert(drafts).values(**new.model_dump(mode="json"), **{owner.name: id}))
    return new


def drafts_of(connection: Connection, id: str) -> tuple[Draft, ...]:
    """Of an interview or of a proposal: their ids never meet."""
    return tuple(draft for drafts, owner in _TABLES for draft in _drafts_in(connection, drafts, owner, id))


_TABLES = ((schema.draft, schema.draft.c.interview), (schema.proposal_draft, schema.proposal_draft.c.proposal))


def _table_of(connection: Connection, id: str) -> tuple[sa.Table, sa.Column[str]]:
    """Where drafts on this id are kept. Raises BadInput where it is neither an interview's nor a proposal's."""
    if is_kept(connection, id):
        return _TABLES[1]
    read_row(connection, id, lock=True)
    return _TABLES[0]


def _drafts_in(connection: Connection, drafts: sa.Table, owner: sa.Column[str], id: str) -> tuple[Draft, ...]:
    kept = sa.select(drafts).where(owner == id).order_by(drafts.c.at, drafts.c.place)
    return tuple(Draft(**fields_of(row, Draft)) for row in connection.execute(kept))
