"""A backup is a whole store in one file; restoring it gives the same store, in either database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import factories as make
import pytest
from test_erase import talkative
from test_migrate import older_store

from vetting.errors import BadInput, StoreUnusable
from vetting.models.record import EventKind
from vetting.storage import Store, open_store


def test_a_backup_opens_as_a_store_with_everything_in_it(store: Store, tmp_path: Path) -> None:
    talkative(store, "one")
    path = store.backup(tmp_path / "backups" / "today.sqlite")
    assert [file.name for file in path.parent.iterdir()] == ["today.sqlite"]
    copy = open_store(path)
    assert (copy.read("one"), copy.events(), copy.drafts("one")) == (store.read("one"), store.events(), store.drafts("one"))
    copy.close()


def test_a_restored_store_goes_on_where_the_backup_was_made(tmp_path: Path, store: Store) -> None:
    source = open_store(tmp_path / "source.sqlite")
    talkative(source, "one")
    path = source.backup(tmp_path / "today.sqlite")
    store.restore(path, by="Bo")
    assert store.read("one") == source.read("one")
    assert store.events()[-1].kind is EventKind.RESTORED
    record = store.note("one", "after", by="Bo")
    assert record.stamp > source.read("one").stamp
    assert store.rate("one", make.card().id, 0, 1, by="Bo").ratings[-1].level == 1
    source.close()


def test_a_backup_never_overwrites_and_leaves_nothing_half(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "today.sqlite"
    path.write_text("mine")
    with pytest.raises(BadInput, match="exists already"):
        store.backup(path)
    assert path.read_text() == "mine"


def test_a_restore_never_overwrites(store: Store, tmp_path: Path) -> None:
    talkative(store, "one")
    path = store.backup(tmp_path / "today.sqlite")
    with pytest.raises(BadInput, match="not empty"):
        store.restore(path, by="Bo")
    assert [summary.id for summary in store.list()] == ["one"]


def test_what_is_no_backup_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no backup"):
        store.restore(tmp_path / "none.sqlite", by="Bo")
    (tmp_path / "letter.txt").write_text("Dear Ada, " * 1000)
    with pytest.raises(StoreUnusable, match="no store of ours"):
        store.restore(tmp_path / "letter.txt", by="Bo")
    assert store.list() == ()


def test_another_programs_database_is_refused_and_left_as_it_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table photo (name text)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(BadInput, match="no backup of ours"):
        store.restore(path, by="Bo")
    assert path.read_bytes() == before


def test_an_older_backup_is_restored_and_stays_as_it_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite"
    older_store(path).close()
    before = path.read_bytes()
    store.restore(path, by="Bo")
    assert [found.id for found in store.search("torque")] == ["abcd1234"]
    assert path.read_bytes() == before
