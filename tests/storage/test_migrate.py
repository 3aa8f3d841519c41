"""A store of an older version is brought up when it is opened, whole or not at all; one of a newer version is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import factories as make
import pytest
import sqlalchemy as sa

from vetting.errors import StoreUnusable
from vetting.storage import open_store, schema
from vetting.storage.database import Database
from vetting.storage.migrate import HEAD, MIGRATIONS, migrate, revision_of, upgrade
from vetting.storage.rows import as_json

INTERVIEW = make.interview(make.turn(make.grade(2)))


def older_store(where: str | Path, body: str | None = None) -> Database:
    """A store as the first version left it, with one interview and a note."""
    database = Database(where)
    head = as_json(INTERVIEW.model_dump(mode="json", exclude={"turns"}))
    turn = as_json(INTERVIEW.turns[0].model_dump(mode="json")) if body is None else body
    own = {"interview": INTERVIEW.id, "by": "Ada", "at": INTERVIEW.started}
    with database.writing() as connection:
        upgrade(connection, "0001", "the store")
        row = {"id": INTERVIEW.id, "candidate": "C", "role": "Head of AI", "started": INTERVIEW.started, "changed": INTERVIEW.started}
        counts = {"finished": False, "planned": 1, "revision": 1, "stamp": 0}
        connection.execute(sa.insert(schema.interview).values(**row, **counts))
        connection.execute(sa.insert(schema.head).values(**own, revision=1, body=head))
        outcome = {"status": "graded", "verdict": "mixed", "needs_human": False}
        connection.execute(
            sa.insert(schema.turn).values(**own, question=INTERVIEW.turns[0].card.id, revision=1, position=0, body=turn, **outcome)
        )
        connection.execute(sa.insert(schema.note).values(**own, text="Très calme"))
    return database


def test_an_older_store_is_brought_up_with_everything_in_it(where: str | Path) -> None:
    older_store(where).close()
    store = open_store(where)
    assert store.read(INTERVIEW.id).interview == INTERVIEW
    assert [[found.id for found in store.search(text)] for text in ("TORQUE", "head", "TRÈS", "unicorn")] == [[INTERVIEW.id]] * 3 + [[]]
    store.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(where: str | Path) -> None:
    database = older_store(where, body="not json")
    with pytest.raises(StoreUnusable, match="left as it is"):
        migrate(database)
    with database.reading() as connection:
        assert revision_of(connection) == "0001"
        assert "words" not in {column["name"] for column in sa.inspect(connection).get_columns("head")}
    database.close()


def test_a_store_of_a_newer_version_is_left_alone(where: str | Path) -> None:
    database = Database(where)
    migrate(database)
    with database.writing() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreUnusable, match="newer version"):
        open_store(where)
    with database.reading() as connection:
        assert revision_of(connection) == "9999"
    database.close()


def test_the_migrations_make_the_tables_that_the_code_uses(where: str | Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(where)
    migrate(database)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    database.close()


def test_the_newest_migration_is_the_head() -> None:
    newest = max(path.stem for path in (MIGRATIONS / "versions").glob("r*.py"))
    assert newest.startswith(f"r{HEAD}_")


def test_opening_at_once_from_several_processes_is_safe(where: str | Path) -> None:
    how = "import sys; from pathlib import Path; from vetting.storage import open_store\n"
    how += "where = sys.argv[1]; store = open_store(where if '://' in where else Path(where)); print(len(store.events()))"
    openers = [subprocess.Popen([sys.executable, "-c", how, str(where)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [opener.communicate(timeout=60) for opener in openers]
    assert [out.strip() for out, _ in said] == [b"0"] * 3, said


def test_nothing_changes_or_deletes_a_line_of_the_log(where: str | Path) -> None:
    store = open_store(where)
    store.switch("rate_first", False, by="Ada")
    store.close()
    database = Database(where)
    for statement in ("update event set by = 'x'", 'update event set "on" = true', "delete from event"):
        with pytest.raises(StoreUnusable, match="append-only"), database.writing() as connection:
            connection.execute(sa.text(statement))
    database.close()
