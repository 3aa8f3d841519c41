"""Answers to requests, kept so that the same request is not asked, waited for and paid twice. In a file of its own that may be lost.

A key is a hash over address and body, which hold model, prompt, schema and input; no key of an endpoint is kept, nor any request.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

A_DAY = 86_400.0
DAYS_KEPT = 30
MOST_KEPT = 20_000
"""Answers; a hundred megabytes or so."""
BUSY_SECONDS = 5
_SCHEMA = """
create table if not exists answered (key text primary key, kind text not null, body blob not null, at real not null);
create index if not exists answered_at on answered (at);
"""


@dataclass(frozen=True)
class Reply:
    """What came back, byte for byte."""

    kind: str
    """Its content type."""
    body: bytes


@dataclass(frozen=True)
class Kept:
    """How much is kept."""

    answers: int
    bytes: int


class Answered:
    """A SQLite file, opened for each use, so that threads and processes share it. Where it fails, the request is asked: nothing is lost."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock

    def find(self, key: str) -> Reply | None:
        """The answer, where it is kept and not too old."""
        oldest = self._clock() - DAYS_KEPT * A_DAY
        for kind, body in self._read("select kind, body from answered where key = ? and at >= ?", key, oldest):
            return Reply(kind, body)
        return None

    def keep(self, key: str, reply: Reply) -> None:
        """Keeps an answer, and lets go of what is too old or too much."""
        now = self._clock()
        self._write(
            ("insert or replace into answered values (?, ?, ?, ?)", (key, reply.kind, reply.body, now)),
            ("delete from answered where at < ?", (now - DAYS_KEPT * A_DAY,)),
            ("delete from answered where rowid in (select rowid from answered order by at desc limit -1 offset ?)", (MOST_KEPT,)),
        )

    def forget(self, key: str) -> None:
        self._write(("delete from answered where key = ?", (key,)))

    def clear(self) -> None:
        """Forgets every answer: overwrites them, then removes the file, which also mends a broken one."""
        if self.path.exists():
            self._write(("delete from answered", ()), ("vacuum", ()))
            with _spared(self.path):
                self.path.unlink(missing_ok=True)

    def kept(self) -> Kept:
        (answers, size), *_ = self._read("select count(*), coalesce(sum(length(body)), 0) from answered") or [(0, 0)]
        return Kept(int(answers), int(size))

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        if self.path.exists():
            with _spared(self.path), self._opened() as connection:
                return connection.execute(sql, values).fetchall()
        return []

    def _write(self, *statements: tuple[str, tuple[object, ...]]) -> None:
        with _spared(self.path), self._opened() as connection:
            for sql, values in statements:
                connection.execute(sql, values)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # candidates' words: for the owner only
        with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("pragma secure_delete = on")
            connection.executescript(_SCHEMA)
            yield connection


@contextmanager
def _spared(path: Path) -> Iterator[None]:
    """Whatever is wrong with the file, a grade must not fail for it: the request is asked instead."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        log.warning("The cache of answers in %s cannot be used: %s. Requests are asked anew; removing the file mends it.", path, error)


def key_of(url: str, body: bytes) -> str:
    return hashlib.sha256(url.encode() + b"\0" + body).hexdigest()
