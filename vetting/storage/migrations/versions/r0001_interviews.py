"""Interviews, what people say about them, drafts, and the log that nothing changes or deletes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interview",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("candidate", sa.Text, nullable=False, index=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("stamp", sa.BigInteger, nullable=False),
    )
    _kept(
        "head",
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("interview", "revision"),
    )
    _kept(
        "turn",
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("needs_human", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("interview", "question", "revision"),
    )
    _kept(
        "rating",
        _number("id"),
        *_about_an_outcome(),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("before_reveal", sa.Boolean, nullable=False),
    )
    _kept(
        "override",
        _number("id"),
        *_about_an_outcome(),
        sa.Column("level", sa.Integer),
        sa.Column("machine", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
    )
    _kept("note", _number("id"), sa.Column("question", sa.Text), sa.Column("text", sa.Text, nullable=False))
    _kept("decision", _number("id"), sa.Column("choice", sa.Text, nullable=False), sa.Column("reason", sa.Text, nullable=False))
    _kept(
        "draft",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("interview", "place", "by"),
    )
    op.create_table(
        "event",
        _number("number"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("interview", sa.Text, index=True),
        sa.Column("question", sa.Text),
        sa.Column("step", sa.Integer),
        sa.Column("revision", sa.Integer),
        sa.Column("switch", sa.Text),
        sa.Column("on", sa.Boolean),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    for statement in _GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


def _kept(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        sa.Column("interview", sa.Text, sa.ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True),
        *columns,
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True)


def _about_an_outcome() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("input", sa.Text, nullable=False),
    )


_GUARDS = {
    "sqlite": [
        f"create trigger event_{verb}_refused before {verb} on event begin select raise(abort, 'the event log is append-only'); end"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "create function event_is_append_only() returns trigger language plpgsql as "
        "$$ begin raise exception 'the event log is append-only'; end $$",
        "create trigger event_refused before update or delete or truncate on event execute function event_is_append_only()",
    ],
}
