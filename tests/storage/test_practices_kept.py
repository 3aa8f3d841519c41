"""Practice sessions are kept on both databases, grow, and are never cut back by a slower window."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting.errors import BadInput, Conflict
from vetting.models.practice import Guess, Heard, Practice, Said
from vetting.scale import Signal
from vetting.storage import Store, open_store

GUESS = Guess(level=3, sure=80, at="2026-11-24T10:00:00+00:00")


def said(asked: str) -> Said:
    return Said(asked=asked, heard=Heard(signals=(Signal.FIX,)), reply=f"To {asked}", lines=(f"lines.dodge.{asked}",), told=("a",))


def session(*asked: str, id: str = "p1", **changes: object) -> Practice:
    usual: dict[str, object] = {"id": id, "persona": "marta", "chosen": "surprise", "by": "Ada", "started": "2026-11-24T09:00:00+00:00"}
    return Practice.model_validate({**usual, "said": tuple(said(one) for one in asked), **changes})


def test_a_session_comes_back_as_it_was_kept(store: Store) -> None:
    store.practices.keep(session())
    whole = session("one", "two", guess=GUESS)
    store.practices.keep(whole)
    assert store.practices.read("p1") == whole
    assert store.practices.list("Ada") == (whole,)
    assert store.practices.list("Ben") == ()


@pytest.mark.parametrize(
    "slower",
    [
        pytest.param(session("one"), id="fewer questions"),
        pytest.param(session("one", "other"), id="another second question"),
        pytest.param(session("one", "two", persona="priya"), id="another candidate"),
    ],
)
def test_a_slower_window_overwrites_nothing(store: Store, slower: Practice) -> None:
    store.practices.keep(session("one", "two"))
    with pytest.raises(Conflict, match="another window"):
        store.practices.keep(slower)
    assert len(store.practices.read("p1").said) == 2


def test_a_guess_is_not_changed_and_nothing_is_asked_after_it(store: Store) -> None:
    store.practices.keep(session("one", guess=GUESS))
    for other in (session("one"), session("one", guess=GUESS.model_copy(update={"level": 0})), session("one", "two", guess=GUESS)):
        with pytest.raises(Conflict):
            store.practices.keep(other)


def test_erasing_takes_one_persons_sessions(store: Store) -> None:
    store.practices.keep(session(id="p1"))
    store.practices.keep(session(id="p2", by="Ben"))
    assert store.practices.erase("Ada") == 1
    assert [one.id for one in store.practices.list()] == ["p2"]
    with pytest.raises(BadInput, match="no practice session 'p1'"):
        store.practices.read("p1")


def test_a_backup_holds_the_sessions(store: Store, tmp_path: Path) -> None:
    store.practices.keep(session("one", guess=GUESS))
    copy = open_store(store.backup(tmp_path / "backup.sqlite"))
    assert copy.practices.list() == store.practices.list()
    copy.close()


def test_an_id_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(BadInput):
        store.practices.keep(session(id="p 1"))


def test_words_no_database_could_hold_are_kept(store: Store) -> None:
    store.practices.keep(session("a\0b 🙂 Très"))
    assert store.practices.read("p1").said[0].asked == "a\0b 🙂 Très"
