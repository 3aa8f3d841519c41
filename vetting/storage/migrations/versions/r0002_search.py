"""Words to search in: briefs, answers and notes, folded so that case and width do not matter."""

from __future__ import annotations

import json
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from vetting.storage.searchable import folded, words_of_head, words_of_turn

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WORDS: dict[str, tuple[tuple[str, ...], str, Callable[[str], str]]] = {
    "head": (("interview", "revision"), "body", lambda body: words_of_head(json.loads(body))),
    "turn": (("interview", "question", "revision"), "body", lambda body: words_of_turn(json.loads(body))),
    "note": (("id",), "text", folded),
}
"""Table to its key, the column that holds the text, and how the words come out of it."""


def upgrade() -> None:
    connection = op.get_bind()
    for name, (key, column, words) in _WORDS.items():
        op.add_column(name, sa.Column("words", sa.Text, nullable=False, server_default=""))
        table = sa.table(name, *map(sa.column, (*key, column, "words")))
        for row in connection.execute(sa.select(*(table.c[part] for part in key), table.c[column])).all():
            same = [table.c[part] == row[index] for index, part in enumerate(key)]
            connection.execute(sa.update(table).where(*same).values(words=words(row[-1])))
