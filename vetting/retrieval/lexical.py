"""Search by words: SQLite FTS5 with bm25, one table a shelf, in the same folder as the vectors."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from vetting.retrieval.passages import SHELVES, Entry, Shelf

FILE = "words.db"
MOST_WORDS = 60
STOP_WORDS = frozenset(
    "a an and are as at be been but by can could did do does for from get had has have he her him his how i if in into is it its me my no "
    "not of on one or our out she so some than that the their them then there they this to too up us was we were what when where which who "
    "will with would you your".split()
)


def write_words(folder: Path, entries: Iterable[Entry]) -> None:
    """One row an entry, with what a hit shows beside its text."""
    with closing(sqlite3.connect(folder / FILE)) as db, db:
        for shelf in SHELVES:
            columns = "id UNINDEXED, title UNINDEXED, sections UNINDEXED, concepts UNINDEXED, text"
            db.execute(f"CREATE VIRTUAL TABLE {shelf} USING fts5({columns}, tokenize='porter unicode61 remove_diacritics 2')")
        for one in entries:
            row = (one.id, one.title, json.dumps(one.sections), json.dumps(one.concepts), one.text)
            db.execute(f"INSERT INTO {one.shelf} VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608 - a shelf is one of four names


def read_entries(folder: Path) -> dict[Shelf, dict[str, Entry]]:
    """Everything that was written, by shelf and id, in the order it was written. Raises sqlite3.Error for a damaged file."""
    with closing(_opened(folder)) as db:
        rows = {shelf: db.execute(f"SELECT * FROM {shelf} ORDER BY rowid").fetchall() for shelf in SHELVES}  # noqa: S608
    return {shelf: {row[0]: _entry(shelf, row) for row in rows[shelf]} for shelf in SHELVES}


def search_words(folder: Path, shelf: Shelf, query: str, limit: int) -> list[tuple[str, float]]:
    """Ids with their bm25 weight, best first. Any text is harmless: only its words reach the query, each as a quoted string."""
    words = [word for word in dict.fromkeys(re.findall(r"\w+", query.lower())) if word not in STOP_WORDS][:MOST_WORDS]
    if not words:
        return []
    match = " OR ".join(f'"{word}"' for word in words)
    with closing(_opened(folder)) as db:
        ranked = f"SELECT id, -bm25({shelf}) FROM {shelf} WHERE {shelf} MATCH ? ORDER BY 2 DESC, 1 LIMIT ?"  # noqa: S608
        rows = db.execute(ranked, (match, limit))
        return [(str(id), float(weight)) for id, weight in rows]


def _opened(folder: Path) -> sqlite3.Connection:
    """A connection a search, so that threads share none; the file never changes, so nothing is locked."""
    return sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _entry(shelf: Shelf, row: tuple[str, str, str, str, str]) -> Entry:
    id, title, sections, concepts, text = row
    return Entry(id, shelf, title, tuple(text.split("\n")), tuple(json.loads(sections)), tuple(json.loads(concepts)))
