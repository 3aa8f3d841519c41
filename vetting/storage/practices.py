"""Practice sessions: each is kept whole, grows question by question, and is never cut back. They hold no real candidate's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection, Row

from vetting.errors import BadInput, Conflict, StoreUnusable
from vetting.models.practice import Practice
from vetting.storage import schema
from vetting.storage.database import Database
from vetting.storage.rows import as_json


class Practices:
    """The store's side for practice; each verb is one short transaction."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock

    def keep(self, practice: Practice) -> Practice:
        """Keeps a new session, or a kept one that went on. Raises Conflict where it went on elsewhere: nothing said or rated is lost."""
        if not practice.id.isalnum():
            raise BadInput(f"{practice.id!r} is not a session's id; ids are letters and digits only.")
        table, row = schema.practice, {"changed": self._clock(), "body": as_json(practice.model_dump(mode="json"))}
        with self._database.writing() as connection:
            kept = _found(connection, practice.id, lock=True)
            if kept is None:
                connection.execute(sa.insert(table).values(id=practice.id, by=practice.by, started=practice.started, **row))
                return practice
            if not _goes_on(_practice(kept), practice):
                raise Conflict(f"The session {practice.id} went on in another window; nothing was written. Open it again to see it.")
            connection.execute(sa.update(table).where(table.c.id == practice.id).values(row))
        return practice

    def read(self, id: str) -> Practice:
        """Raises BadInput where there is none."""
        with self._database.reading() as connection:
            row = _found(connection, id)
        if row is None:
            raise BadInput(f"There is no practice session {id!r}. It may have been erased; start a new one.")
        return _practice(row)

    def list(self, by: str | None = None) -> tuple[Practice, ...]:
        """Every session, or one person's; oldest first."""
        table = schema.practice
        wanted = sa.select(table).order_by(table.c.started, table.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(wanted if by is None else wanted.where(table.c.by == by)).all()
        return tuple(_practice(row) for row in rows)

    def erase(self, by: str) -> int:
        """Takes away everything one person practised; returns how many sessions there were. Backups are not reached."""
        with self._database.writing() as connection:
            gone = connection.execute(sa.delete(schema.practice).where(schema.practice.c.by == by)).rowcount
        self._database.forget_erased()
        return gone


def _goes_on(kept: Practice, now: Practice) -> bool:
    """True where nothing that was said, rated or found is taken away or altered."""
    same = now.model_copy(update={"said": kept.said, "guess": kept.guess, "machine": kept.machine}) == kept
    said = now.said[: len(kept.said)] == kept.said
    rated = kept.guess in (None, now.guess) and (kept.guess is None or now.said == kept.said)
    return same and said and rated and kept.machine in (None, now.machine)


def _found(connection: Connection, id: str, *, lock: bool = False) -> Row[Any] | None:
    wanted = sa.select(schema.practice).where(schema.practice.c.id == id)
    return connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()


def _practice(row: Row[Any]) -> Practice:
    try:
        return Practice.model_validate_json(row.body)
    except ValidationError as error:
        raise StoreUnusable(f"Practice session {row.id!r} is kept in a shape this version cannot read. ({error})") from error
