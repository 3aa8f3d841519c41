"""The tables, once for both databases. A change here needs a new file in migrations/versions; a test compares the two.

`head`, `turn`, `rating`, `override`, `note`, `decision` and `event` are only ever added to; erasing an interview takes all but its events.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa


class Words(sa.types.TypeDecorator[str]):
    """Free text as both databases can hold it: a NUL becomes its visible sign, half a character the replacement sign; offsets hold."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else _HALF.sub("\ufffd", value.replace("\0", "\u2400"))


_HALF = re.compile("[\ud800-\udfff]")


metadata = sa.MetaData()


def _of_interview() -> sa.Column[str]:
    return sa.Column("interview", sa.Text, sa.ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True)


def _by_and_at() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("by", Words, nullable=False), sa.Column("at", sa.Text, nullable=False)


def _about_an_outcome() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("input", sa.Text, nullable=False),
    )


interview = sa.Table(
    "interview",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("candidate", Words, nullable=False, index=True),
    sa.Column("role", Words, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
    sa.Column("finished", sa.Boolean, nullable=False),
    sa.Column("planned", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("stamp", sa.BigInteger, nullable=False),
)
"""One row an interview: what the list shows and what writers lock. What it sums up stands in the other tables."""

head = sa.Table(
    "head",
    metadata,
    _of_interview(),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("body", Words, nullable=False),
    sa.Column("words", Words, nullable=False, server_default=""),
    *_by_and_at(),
    sa.PrimaryKeyConstraint("interview", "revision"),
)
"""The interview without its turns, as JSON, at each revision that changed it."""

turn = sa.Table(
    "turn",
    metadata,
    _of_interview(),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("body", Words, nullable=False),
    sa.Column("words", Words, nullable=False, server_default=""),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("verdict", sa.Text),
    sa.Column("needs_human", sa.Boolean, nullable=False),
    *_by_and_at(),
    sa.PrimaryKeyConstraint("interview", "question", "revision"),
)
"""Each answered question, as JSON, at each revision that changed it."""

rating = sa.Table(
    "rating",
    metadata,
    _number("id"),
    _of_interview(),
    *_about_an_outcome(),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("before_reveal", sa.Boolean, nullable=False),
    *_by_and_at(),
)

override = sa.Table(
    "override",
    metadata,
    _number("id"),
    _of_interview(),
    *_about_an_outcome(),
    sa.Column("level", sa.Integer),
    sa.Column("machine", sa.Integer),
    sa.Column("reason", Words, nullable=False),
    *_by_and_at(),
)

note = sa.Table(
    "note",
    metadata,
    _number("id"),
    _of_interview(),
    sa.Column("question", sa.Text),
    sa.Column("text", Words, nullable=False),
    sa.Column("words", Words, nullable=False, server_default=""),
    *_by_and_at(),
)

decision = sa.Table(
    "decision",
    metadata,
    _number("id"),
    _of_interview(),
    sa.Column("choice", sa.Text, nullable=False),
    sa.Column("reason", Words, nullable=False),
    *_by_and_at(),
)

draft = sa.Table(
    "draft",
    metadata,
    _of_interview(),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    *_by_and_at(),
    sa.PrimaryKeyConstraint("interview", "place", "by"),
)

proposal = sa.Table(
    "proposal",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", Words, nullable=False),
    sa.Column("document", Words, nullable=False),
    sa.Column("review", Words),
    sa.Column("covered", sa.Integer),
    sa.Column("hard_rule", sa.Text),
    sa.Column("by", Words, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
)
"""A proposal on paper: its document and the last review, as JSON, and what the list shows of them."""

proposal_draft = sa.Table(
    "proposal_draft",
    metadata,
    sa.Column("proposal", sa.Text, sa.ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    *_by_and_at(),
    sa.PrimaryKeyConstraint("proposal", "place", "by"),
)
"""What people type about a proposal: the letter, the buyer's answers, the figures of the price desk."""

drill = sa.Table(
    "drill",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("by", Words, nullable=False, index=True),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("reveal", sa.Text, nullable=False),
    sa.Column("answers", sa.Text, nullable=False),
)
"""A person's drill: the ids of its worked answers as JSON, in the order they are shown."""

drill_rating = sa.Table(
    "drill_rating",
    metadata,
    sa.Column("drill", sa.Text, sa.ForeignKey("drill.id", ondelete="CASCADE"), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("truth", sa.Integer, nullable=False),
    sa.Column("style", sa.Text, nullable=False),
    sa.Column("seconds", sa.Float),
    sa.PrimaryKeyConstraint("drill", "answer"),
)

practice = sa.Table(
    "practice",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("by", Words, nullable=False, index=True),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
    sa.Column("body", Words, nullable=False),
)
"""A practice session as JSON; candidates in it are invented."""

event = sa.Table(
    "event",
    metadata,
    _number("number"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("interview", sa.Text, index=True),
    sa.Column("question", sa.Text),
    sa.Column("step", sa.Integer),
    sa.Column("revision", sa.Integer),
    sa.Column("switch", sa.Text),
    sa.Column("on", sa.Boolean),
    *_by_and_at(),
    sa.Column("proposal", sa.Text),
    sqlite_autoincrement=True,
)
"""The log. Triggers refuse to change or delete a line; it names no candidate and holds no words, so it may outlive an erasure."""
