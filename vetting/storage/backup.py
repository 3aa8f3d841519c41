"""A whole store as one SQLite file, whichever database it lives in; the file opens as a store itself, or is restored into an empty one."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.errors import BadInput, StoreUnusable
from vetting.storage import schema
from vetting.storage.database import Database
from vetting.storage.migrate import migrate, revision_of

ROWS_AT_ONCE = 200


def back_up(database: Database, path: Path) -> Path:
    """Writes the store, as it is at one moment, to a new file. Raises BadInput where the file exists."""
    if path.exists():
        raise BadInput(f"{path} exists already; a backup never overwrites. Give another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")
    copy = Database(unfinished)
    try:
        migrate(copy)
        with database.reading() as here, copy.writing() as there:
            _copy(here, there)
        copy.close()  # joins SQLite's side file to the one we hand over
        unfinished.rename(path)
    except OSError as error:
        raise StoreUnusable(f"The backup {path} cannot be written: {error.strerror}. The store is as it was.") from error
    finally:
        copy.close()
        for left in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return path


def restore(database: Database, path: Path) -> None:
    """Fills an empty store from a backup, in one transaction. Raises BadInput where the store holds anything, or there is no backup."""
    if not path.is_file():
        raise BadInput(f"There is no backup {path}. Name a file that a backup wrote.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Database(Path(shutil.copy(path, folder)))  # an older backup is brought up in the copy; the file stays as it is
        try:
            with copy.reading() as there:
                if revision_of(there) is None:
                    raise BadInput(f"{path} is a database, but no backup of ours. Name a file that a backup wrote.")
            migrate(copy)
            with copy.reading() as there, database.writing() as here:
                if _holds_anything(here):
                    raise BadInput(f"The store {database.says} is not empty, and a restore never overwrites. Restore into a new one.")
                _copy(there, here)
                if not database.is_sqlite:
                    _count_on(here)
        finally:
            copy.close()


def _holds_anything(connection: Connection) -> bool:
    return any(connection.execute(sa.select(sa.literal(1)).select_from(t).limit(1)).first() for t in schema.metadata.sorted_tables)


def _copy(source: Connection, target: Connection) -> None:
    for table in schema.metadata.sorted_tables:
        for rows in source.execution_options(stream_results=True).execute(sa.select(table)).mappings().partitions(ROWS_AT_ONCE):
            target.execute(sa.insert(table), [dict(row) for row in rows])


def _count_on(connection: Connection) -> None:
    """PostgreSQL numbers new rows from a counter that copied numbers do not move."""
    for table in schema.metadata.sorted_tables:
        for column in table.primary_key.columns:
            if isinstance(column.type, sa.BigInteger):
                counter = sa.func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(
                    sa.select(sa.func.setval(counter, sa.select(sa.func.coalesce(sa.func.max(column), 1)).scalar_subquery()))
                )
