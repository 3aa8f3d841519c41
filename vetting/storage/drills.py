"""Drills: which answers a person was shown, and how they rated each. They hold no candidate's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from vetting.errors import BadInput
from vetting.models.drill import Drill, DrillRating, Reveal
from vetting.storage import schema
from vetting.storage.database import Database
from vetting.storage.rows import fields_of


class Drills:
    """The store's side for drills; each verb is one short transaction."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock

    def start(self, drill: Drill) -> Drill:
        """Keeps a new drill, so that a refresh costs nothing; it starts now."""
        begun = drill.model_copy(update={"started": self._clock(), "ratings": ()})
        row = {
            **begun.model_dump(exclude={"answers", "ratings", "reveal"}),
            "answers": json.dumps(begun.answers),
            "reveal": begun.reveal.value,
        }
        with self._database.writing() as connection:
            if connection.execute(sa.select(schema.drill.c.id).where(schema.drill.c.id == drill.id)).first():
                raise BadInput(f"There is a drill {drill.id!r} already; give the new one its own id.")
            connection.execute(sa.insert(schema.drill).values(row))
        return begun

    def rate(self, id: str, rating: DrillRating) -> Drill:
        """Adds one rating. Raises BadInput where the answer was rated already: a second guess is no measure."""
        with self._database.writing() as connection:
            drill = _drill(connection, _row(connection, id, lock=True))
            if rating.answer not in drill.answers:
                raise BadInput(f"The drill {id!r} does not hold the answer {rating.answer!r}; rate one of its own.")
            if any(earlier.answer == rating.answer for earlier in drill.ratings):
                raise BadInput("This answer was rated already, perhaps in another window; the first rating stands.")
            connection.execute(sa.insert(schema.drill_rating).values(**rating.model_dump(), drill=id, position=len(drill.ratings)))
            return drill.model_copy(update={"ratings": (*drill.ratings, rating)})

    def read(self, id: str) -> Drill:
        """Raises BadInput where there is none."""
        with self._database.reading() as connection:
            return _drill(connection, _row(connection, id))

    def list(self, by: str | None = None) -> tuple[Drill, ...]:
        """Every drill, or one person's; oldest first."""
        table = schema.drill
        wanted = sa.select(table).order_by(table.c.started, table.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(wanted if by is None else wanted.where(table.c.by == by)).all()
            return tuple(_drill(connection, row) for row in rows)

    def erase(self, by: str) -> int:
        """Takes away everything one person drilled; returns how many drills there were. Backups are not reached."""
        with self._database.writing() as connection:
            gone = connection.execute(sa.delete(schema.drill).where(schema.drill.c.by == by)).rowcount
        self._database.forget_erased()
        return gone


def _row(connection: Connection, id: str, *, lock: bool = False) -> Row[Any]:
    wanted = sa.select(schema.drill).where(schema.drill.c.id == id)
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise BadInput(f"There is no drill {id!r}. It may have been erased; start a new one.")
    return row


def _drill(connection: Connection, row: Row[Any]) -> Drill:
    table = schema.drill_rating
    rated = connection.execute(sa.select(table).where(table.c.drill == row.id).order_by(table.c.position))
    return Drill(
        id=row.id,
        by=row.by,
        started=row.started,
        seed=row.seed,
        shared=row.shared,
        reveal=Reveal(row.reveal),
        answers=tuple(json.loads(row.answers)),
        ratings=tuple(DrillRating(**fields_of(one, DrillRating)) for one in rated),
    )
