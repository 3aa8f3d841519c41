"""Erasure takes everything that was said, from the tables and from the file; the log keeps only that something was there."""

from __future__ import annotations

from pathlib import Path

import factories as make
import pytest
import sqlalchemy as sa

from vetting.errors import BadInput
from vetting.models.record import Choice, Draft, EventKind
from vetting.storage import Store, schema
from vetting.storage.database import Database

SECRET = "sphinx of black quartz"


def talkative(store: Store, id: str, candidate: str = SECRET) -> None:
    """An interview with everything there can be, the secret in each of them."""
    interview = make.interview(make.turn(make.grade(2), answer=SECRET)).model_copy(update={"id": id, "candidate": candidate})
    store.create(interview, by="Ada")
    question = make.card().id
    store.change(id, 1, lambda i: i.with_turn(make.turn(make.grade(1), answer=f"{SECRET} again")), by="Ada")
    store.rate(id, question, 0, 3, by="Ada")
    store.override(id, question, 0, 3, SECRET, by="Ada")
    store.note(id, SECRET, by="Ada")
    store.decide(id, Choice.WAIT, SECRET, by="Ada")
    store.draft(id, Draft(place="note", text=SECRET, by="Ada"))


def rows_left(where: str | Path) -> dict[str, int]:
    database = Database(where)
    with database.reading() as connection:
        counts = {t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in schema.metadata.sorted_tables}
    database.close()
    return {name: count for name, count in counts.items() if count}


def test_erasing_an_interview_takes_all_that_was_said(store: Store, where: str | Path) -> None:
    talkative(store, "one")
    store.erase("one", by="Bo")
    assert set(rows_left(where)) == {"event"}
    assert (store.list(), store.search(SECRET)) == ((), ())
    with pytest.raises(BadInput, match="no interview"):
        store.read("one")


def test_the_log_outlives_an_erasure_without_content(store: Store) -> None:
    talkative(store, "one")
    before = store.events("one")
    store.erase("one", by="Bo")
    after = store.events("one")
    assert after[:-1] == before
    assert (after[-1].kind, after[-1].by) == (EventKind.ERASED, "Bo")
    assert SECRET not in "".join(event.model_dump_json() for event in after)


def test_erasing_a_candidate_takes_their_interviews_and_no_others(store: Store) -> None:
    talkative(store, "one")
    talkative(store, "two")
    talkative(store, "other", candidate="somebody else")
    assert store.erase_candidate(SECRET, by="Bo") == 2
    assert [summary.id for summary in store.list()] == ["other"]
    assert store.erase_candidate("nobody", by="Bo") == 0


def test_erased_words_are_gone_from_the_files(tmp_path: Path) -> None:
    from vetting.storage import open_store

    path = tmp_path / "vetting.sqlite"
    store = open_store(path)
    talkative(store, "one")

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert SECRET.encode() in on_disk()
    store.erase("one", by="Bo")
    assert SECRET.encode() not in on_disk()
    store.close()
