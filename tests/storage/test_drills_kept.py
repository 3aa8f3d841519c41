"""Drills are kept rating by rating; the first rating of an answer stands, and a person's drills go when they ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting.errors import BadInput
from vetting.models.drill import Drill, DrillRating, Reveal
from vetting.storage import Store, open_store

DRILL = Drill(id="d1", by="Ada", started="", seed=2**40, shared=False, reveal=Reveal.END, answers=("b", "a"))


def rating(answer: str, level: int = 3) -> DrillRating:
    return DrillRating(answer=answer, level=level, truth=1, style="plain", seconds=4.5)


def test_a_drill_goes_on_where_it_stopped(store: Store) -> None:
    begun = store.drills.start(DRILL)
    assert begun.started
    after = store.drills.rate("d1", rating("b"))
    assert store.drills.read("d1") == after == begun.model_copy(update={"ratings": (rating("b"),)})
    assert after.upcoming == "a"
    assert store.drills.rate("d1", rating("a")).finished


def test_ratings_come_back_in_the_order_they_were_given(store: Store) -> None:
    store.drills.start(DRILL)
    store.drills.rate("d1", rating("a"))
    store.drills.rate("d1", rating("b"))
    assert [one.answer for one in store.drills.read("d1").ratings] == ["a", "b"]


def test_the_first_rating_of_an_answer_stands(store: Store) -> None:
    store.drills.start(DRILL)
    store.drills.rate("d1", rating("b", 3))
    with pytest.raises(BadInput, match="rated already"):
        store.drills.rate("d1", rating("b", 0))
    with pytest.raises(BadInput, match="does not hold"):
        store.drills.rate("d1", rating("c"))
    assert [one.level for one in store.drills.read("d1").ratings] == [3]


def test_each_person_has_a_history_and_may_have_it_erased(store: Store) -> None:
    for id, by in (("d1", "Ada"), ("d2", "Ben"), ("d3", "Ada")):
        store.drills.start(DRILL.model_copy(update={"id": id, "by": by}))
        store.drills.rate(id, rating("a"))
    assert [one.id for one in store.drills.list("Ada")] == ["d1", "d3"]
    assert store.drills.erase("Ada") == 2
    assert [(one.id, len(one.ratings)) for one in store.drills.list()] == [("d2", 1)]
    with pytest.raises(BadInput, match="no drill"):
        store.drills.read("d1")


def test_an_id_is_used_once(store: Store) -> None:
    store.drills.start(DRILL)
    with pytest.raises(BadInput, match="already"):
        store.drills.start(DRILL)


def test_drills_are_in_the_backup_and_keep_a_store_from_being_overwritten(store: Store, tmp_path: Path) -> None:
    store.drills.start(DRILL)
    file = store.backup(tmp_path / "copy.sqlite")
    fresh = open_store(tmp_path / "fresh.sqlite")
    fresh.restore(file, by="Ada")
    assert fresh.drills.list() == store.drills.list()
    fresh.close()
    with pytest.raises(BadInput, match="not empty"):
        store.restore(file, by="Ada")
