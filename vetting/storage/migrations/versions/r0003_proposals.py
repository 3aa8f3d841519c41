"""Proposals with what was found in them, and what people type about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("review", sa.Text),
        sa.Column("covered", sa.Integer),
        sa.Column("hard_rule", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
    )
    op.create_table(
        "proposal_draft",
        sa.Column("proposal", sa.Text, sa.ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("proposal", "place", "by"),
    )
    op.add_column("event", sa.Column("proposal", sa.Text))
