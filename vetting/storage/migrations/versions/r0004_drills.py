"""Drills on worked answers, and how each was rated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drill",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("by", sa.Text, nullable=False, index=True),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("reveal", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
    )
    op.create_table(
        "drill_rating",
        sa.Column("drill", sa.Text, sa.ForeignKey("drill.id", ondelete="CASCADE"), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("truth", sa.Integer, nullable=False),
        sa.Column("style", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.PrimaryKeyConstraint("drill", "answer"),
    )
