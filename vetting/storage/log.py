"""The event log: who did what when. Lines are added, never changed; they hold no content."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.models.record import Event, EventKind
from vetting.storage import schema
from vetting.storage.rows import fields_of


def append(connection: Connection, kind: EventKind, *, by: str, at: str, interview: str | None = None, **about: Any) -> int:
    """Adds a line and moves the interview's stamp on; returns the line's number."""
    row = {"kind": kind.value, "by": by, "at": at, "interview": interview, **about}
    number = connection.execute(sa.insert(schema.event).values(row).returning(schema.event.c.number)).scalar_one()
    if interview is not None:
        moved = sa.update(schema.interview).where(schema.interview.c.id == interview).values(stamp=number, changed=at)
        connection.execute(moved)
    return int(number)


def events_in(connection: Connection, interview: str | None, since: int) -> tuple[Event, ...]:
    """Lines after number `since`, oldest first, of one interview or of all."""
    events = schema.event
    select = sa.select(events).where(events.c.number > since).order_by(events.c.number)
    if interview is not None:
        select = select.where(events.c.interview == interview)
    return tuple(Event(**fields_of(row, Event)) for row in connection.execute(select))


def switches_in(connection: Connection) -> dict[str, bool]:
    """Each switch as it was last turned."""
    turned = sa.select(schema.event.c.switch, schema.event.c.on).where(schema.event.c.kind == EventKind.SWITCHED.value)
    return {row.switch: row.on for row in connection.execute(turned.order_by(schema.event.c.number))}
