"""Between rows and nouns: how an interview is split into head and turns, and put together again at any revision."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from vetting.errors import BadInput, StoreUnusable
from vetting.models.base import Model
from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Grade
from vetting.models.record import Decision, EventKind, InterviewRecord, Note, Override, Rating, Reveal, Version
from vetting.storage import schema
from vetting.storage.searchable import words_of_head, words_of_turn


def read_record(connection: Connection, id: str) -> InterviewRecord:
    """Everything kept about the interview now. Raises BadInput where there is none."""
    row = read_row(connection, id)
    return InterviewRecord(
        interview=interview_at(connection, id, row.revision),
        revision=row.revision,
        stamp=row.stamp,
        ratings=tuple(Rating(**said) for said in _said(connection, schema.rating, id)),
        overrides=tuple(Override(**said) for said in _said(connection, schema.override, id)),
        notes=tuple(Note(**said) for said in _said(connection, schema.note, id)),
        decisions=tuple(Decision(**said) for said in _said(connection, schema.decision, id)),
        reveals=_reveals(connection, id),
    )


def read_row(connection: Connection, id: str, *, lock: bool = False) -> Row[Any]:
    """The interview's row; `lock` keeps other writers of it out until the transaction ends. Raises BadInput where there is none."""
    select = sa.select(schema.interview).where(schema.interview.c.id == id)
    row = connection.execute(select.with_for_update() if lock else select).one_or_none()
    if row is None:
        newest = sa.select(schema.interview.c.id).order_by(schema.interview.c.changed.desc()).limit(10)
        kept = ", ".join(connection.execute(newest).scalars()) or "none"
        raise BadInput(f"There is no interview {id!r}. Kept, the latest first: {kept}.")
    return row


def interview_at(connection: Connection, id: str, revision: int) -> Interview:
    """The interview as it was at a revision. Raises BadInput where it never had that revision."""
    heads = schema.head
    head = connection.execute(
        sa.select(heads.c.body).where(heads.c.interview == id, heads.c.revision <= revision).order_by(heads.c.revision.desc()).limit(1)
    ).scalar()
    newest = connection.execute(sa.select(schema.interview.c.revision).where(schema.interview.c.id == id)).scalar()
    if head is None or newest is None or revision > newest:
        raise BadInput(f"Interview {id!r} has no revision {revision}; it is at {newest}.")
    try:
        turns = [json.loads(body) for body in connection.execute(_turn_bodies(id, revision)).scalars()]
        return Interview.model_validate({**json.loads(head), "turns": turns})
    except ValueError as error:
        raise StoreUnusable(f"Interview {id!r} is kept in a shape this version cannot read; it was left as it is. ({error})") from error


def current_turns(*columns: sa.ColumnElement[Any], until: int | None = None) -> sa.Select[Any]:
    """A selection over the newest version of every answered question, or the newest up to a revision."""
    turns = schema.turn
    newest = sa.select(turns.c.interview, turns.c.question, sa.func.max(turns.c.revision).label("revision"))
    if until is not None:
        newest = newest.where(turns.c.revision <= until)
    last = newest.group_by(turns.c.interview, turns.c.question).subquery()
    same = sa.and_(turns.c.interview == last.c.interview, turns.c.question == last.c.question, turns.c.revision == last.c.revision)
    return sa.select(*columns).select_from(turns.join(last, same))


def _turn_bodies(id: str, revision: int) -> sa.Select[Any]:
    turns = schema.turn
    return current_turns(turns.c.body, until=revision).where(turns.c.interview == id).order_by(turns.c.position)


def write_head(connection: Connection, interview: Interview, revision: int, by: str, at: str) -> None:
    body = interview.model_dump(mode="json", exclude={"turns"})
    row = {"interview": interview.id, "revision": revision, "body": as_json(body), "words": words_of_head(body), "by": by, "at": at}
    connection.execute(sa.insert(schema.head).values(row))


def write_turns(connection: Connection, interview: Interview, before: tuple[Turn, ...], revision: int, by: str, at: str) -> None:
    """Adds a version of each turn that differs from `before`."""
    for position, turn in enumerate(interview.turns):
        if turn in before:
            continue
        body, outcome = turn.model_dump(mode="json"), turn.outcomes[-1] if turn.outcomes else None
        row = {
            "interview": interview.id,
            "question": turn.card.id,
            "revision": revision,
            "position": position,
            "body": as_json(body),
            "words": words_of_turn(body),
            "status": outcome.status if outcome else "",
            "verdict": outcome.verdict.value if isinstance(outcome, Grade) else None,
            "needs_human": not isinstance(outcome, Grade) or outcome.needs_human,
            "by": by,
            "at": at,
        }
        connection.execute(sa.insert(schema.turn).values(row))


def versions_of(connection: Connection, id: str, question: str) -> tuple[Version, ...]:
    """Every kept state of an answered question, oldest first."""
    turns = schema.turn
    rows = connection.execute(sa.select(turns).where(turns.c.interview == id, turns.c.question == question).order_by(turns.c.revision))
    return tuple(Version(revision=row.revision, at=row.at, by=row.by, turn=Turn.model_validate(json.loads(row.body))) for row in rows)


def as_json(body: dict[str, Any]) -> str:
    """JSON that both databases hold: characters stand as they are, a NUL stands escaped."""
    return json.dumps(body, ensure_ascii=False)


def fields_of(row: Row[Any], noun: type[Model]) -> dict[str, Any]:
    """The columns of a row that the noun has fields for."""
    return {name: value for name, value in row._mapping.items() if name in noun.model_fields}


_NOUNS: dict[str, type[Model]] = {"rating": Rating, "override": Override, "note": Note, "decision": Decision}


def _said(connection: Connection, table: sa.Table, id: str) -> list[dict[str, Any]]:
    rows = connection.execute(sa.select(table).where(table.c.interview == id).order_by(table.c.id)).all()
    return [fields_of(row, _NOUNS[table.name]) for row in rows]


def _reveals(connection: Connection, id: str) -> tuple[Reveal, ...]:
    events = schema.event
    shown = sa.select(events).where(events.c.interview == id, events.c.kind == EventKind.REVEALED.value).order_by(events.c.number)
    return tuple(Reveal(**fields_of(row, Reveal)) for row in connection.execute(shown))
