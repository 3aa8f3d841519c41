"""One database behind two verbs, `reading` and `writing`: SQLite in WAL mode, or PostgreSQL. Its failures get names here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url

from vetting.errors import BadSettings, MissingExtra, StoreUnusable

BUSY_SECONDS = 15


class Database:
    """Two engines: writers take their lock at the start, so that what they read is still true when they write; readers see one moment."""

    def __init__(self, where: str | Path, on_erased: Callable[[], object] = lambda: None) -> None:
        self._on_erased = on_erased
        self.url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else _read_url(where)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        with self._named():
            self._writer, self._reader = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)

    @property
    def says(self) -> str:
        """Where it is, without the password."""
        return str(self.url.database) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all. Keep it short: on SQLite others wait for it."""
        with self._named(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._named(), self._reader.begin() as connection:
            yield connection

    def forget_erased(self) -> None:
        """Takes what was erased out of copies elsewhere, and out of SQLite's side file, where another process that reads may delay it."""
        self._on_erased()
        if self.is_sqlite:
            with self._named(), self._reader.connect() as connection:
                _dbapi(connection).execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            raise StoreUnusable(f"{self.says}: {_advice(error)}") from error
        except ModuleNotFoundError as error:
            if error.name != "psycopg":
                raise
            raise MissingExtra(
                "VETTING_DATABASE_URL names PostgreSQL, whose driver is missing. Run: pip install 'vetting[postgres]'."
            ) from error


def _dbapi(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _read_url(url: str) -> URL:
    try:
        read = make_url(url)
        backend = read.get_backend_name()
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadSettings(
            "VETTING_DATABASE_URL cannot be read. Write postgresql://user:password@host/database or sqlite:///file."
        ) from error
    if backend in ("postgres", "postgresql"):
        return read.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or read.database in (None, "", ":memory:"):
        raise BadSettings(f"VETTING_DATABASE_URL starts with {read.drivername}; it must be postgresql://... or sqlite:/// and a file.")
    return read


def _sqlite(url: URL) -> tuple[sa.Engine, sa.Engine]:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # candidates' words: for the owner only
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be written: {error.strerror}. Set VETTING_HOME to a folder you may write.") from error
    engines = sa.create_engine(url), sa.create_engine(url)
    for engine, begin in zip(engines, ("BEGIN IMMEDIATE", "BEGIN"), strict=True):
        sa.event.listen(engine, "connect", _on_connect)
        sa.event.listen(engine, "begin", _begin(begin))
    return engines


def _on_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # or sqlite3 begins its own, deferred, transactions, and updates get lost
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"pragma {pragma}")


def _begin(words: str) -> Any:
    return lambda connection: connection.exec_driver_sql(words)


def _postgres(url: URL) -> tuple[sa.Engine, sa.Engine]:
    writer = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": BUSY_SECONDS})
    return writer, writer.execution_options(isolation_level="REPEATABLE READ")


def _advice(error: Exception) -> str:
    first = (str(error.__cause__ or getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__])[0]
    for sign, advice in _ADVICE.items():
        if sign in first:
            return f"{first}. {advice}"
    return f"{first}. Nothing was written."


_ADVICE = {
    "database is locked": "Another process has been writing for long; try again. Nothing was written.",
    "disk is full": "Make room, then try again. Nothing was written.",
    "readonly": "The file or its folder is read-only; set VETTING_HOME to a folder you may write.",
    "not a database": "The file is no store of ours, or damaged; move it away, or restore a backup.",
    "malformed": "The file is damaged; move it away and restore a backup.",
    "onnection": "Check that the server runs and that VETTING_DATABASE_URL is right. Nothing was written.",
    "authentication": "Check user and password in VETTING_DATABASE_URL.",
}
