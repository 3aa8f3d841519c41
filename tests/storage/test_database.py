"""A store that cannot be used says which, why, and what to do; it never shows a password."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import factories as make
import pytest

from vetting.errors import BadSettings, StoreUnusable
from vetting.settings import from_environment
from vetting.storage import open_store
from vetting.wiring import open_store as open_from_settings


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("mysql://host/db", id="a database we do not know"),
        pytest.param("nonsense", id="no address at all"),
        pytest.param("sqlite://", id="no file"),
        pytest.param("sqlite:///:memory:", id="memory, which keeps nothing"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(url: str) -> None:
    with pytest.raises(BadSettings, match="VETTING_DATABASE_URL"):
        open_store(url)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada, " * 1000)
    with pytest.raises(StoreUnusable, match="no store of ours"):
        open_store(path)
    assert path.read_text() == "Dear Ada, " * 1000


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be written"):
        open_store(tmp_path)


def test_no_server_means_advice_without_the_password() -> None:
    with pytest.raises(StoreUnusable, match="Check that the server runs") as caught:
        open_store("postgresql://ada:secret-word@127.0.0.1:1/kept")
    assert "secret-word" not in str(caught.value)


def test_a_wrong_password_is_named(postgres: str) -> None:
    server = postgres.rpartition("@")[2]
    with pytest.raises(StoreUnusable, match="authentication failed") as caught:
        open_store(f"postgres://vetting:wrong-word@{server}/postgres")
    assert "wrong-word" not in str(caught.value)


def test_a_store_somebody_else_holds_for_long_is_named_and_unharmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.storage.database.BUSY_SECONDS", 0.1)
    store = open_store(tmp_path / "vetting.sqlite")
    holder = sqlite3.connect(tmp_path / "vetting.sqlite", isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(StoreUnusable, match="try again"):
        store.create(make.interview(), by="Ada")
    holder.execute("rollback")
    assert store.create(make.interview(), by="Ada").revision == 1
    holder.close()
    store.close()


def test_the_settings_say_where(tmp_path: Path) -> None:
    home = tmp_path / "a home #1?x=%20"
    store = open_from_settings(from_environment({"VETTING_HOME": str(home)}))
    assert store.says == str(home / "vetting.sqlite")
    assert (home / "vetting.sqlite").is_file()
    other = open_from_settings(from_environment({"VETTING_HOME": str(home), "VETTING_DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite"}))
    assert other.says == f"{tmp_path}/other.sqlite"
    store.close()
    other.close()


def test_the_address_with_its_password_is_not_shown_with_the_settings() -> None:
    settings = from_environment({"VETTING_DATABASE_URL": "postgresql://ada:secret-word@host/kept"})
    assert "secret-word" not in repr(settings)
