"""Brings a store to the schema of this version when it is opened: under a lock, in one transaction, so that two openers cannot collide."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.errors import StoreUnusable
from vetting.storage.database import Database

HEAD = "0005"
"""The newest file in migrations/versions; a test holds it."""
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x76657474
"""PostgreSQL's advisory lock for this; any number nobody else uses."""


def migrate(database: Database) -> None:
    """Costs one query where there is nothing to do. Raises StoreUnusable for a store of a newer version."""
    with database.reading() as connection:
        if revision_of(connection) == HEAD:
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        found = revision_of(connection)
        if found != HEAD:
            upgrade(connection, HEAD, database.says)


def revision_of(connection: Connection) -> str | None:
    """The schema's revision; None for an empty database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("select version_num from alembic_version")).scalar()


def upgrade(connection: Connection, to: str, store: str) -> None:
    """Runs the migrations up to `to` inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise StoreUnusable(f"{store} was written by a newer version of vetting. Upgrade vetting; the store was left as it is.") from error
    except ValueError as error:
        raise StoreUnusable(f"{store} holds a row that cannot be brought to this version; it was left as it is. ({error})") from error
