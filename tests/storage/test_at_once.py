"""Several people, windows, threads and processes at once: no change is lost, and none half kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import factories as make
import sqlalchemy as sa

from vetting.errors import Conflict
from vetting.models.interview import Interview
from vetting.models.record import Draft, EventKind
from vetting.storage import Store, open_store

ID = make.interview().id

COUNT_ON = """
import sys
from pathlib import Path
from vetting.errors import Conflict
from vetting.storage import open_store

def one_more(interview):
    return interview.model_copy(update={"candidate": str(int(interview.candidate) + 1)})

where, times = sys.argv[1], int(sys.argv[2])
store = open_store(where if "://" in where else Path(where))
kept = 0
while kept < times:
    try:
        record = store.change("abcd1234", store.read("abcd1234").revision, one_more, by="process")
        kept += 1
        print(record.interview.candidate, flush=True)
    except Conflict:
        pass
"""
"""Counts the candidate's label on, trying again after each conflict; prints a number once it is kept."""


def counting(store: Store) -> None:
    store.create(make.interview(make.turn(make.grade(2))).model_copy(update={"candidate": "0"}), by="Ada")


def count_on(where: str | Path, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", COUNT_ON, str(where), str(times)], stdout=subprocess.PIPE, text=True)


def one_more(interview: Interview) -> Interview:
    return interview.model_copy(update={"candidate": str(int(interview.candidate) + 1)})


def test_two_processes_lose_no_change(store: Store, where: str | Path) -> None:
    counting(store)
    both = [count_on(where, 20) for _ in range(2)]
    for process in both:
        process.communicate(timeout=60)
    record = store.read(ID)
    assert [process.returncode for process in both] == [0, 0]
    assert (record.interview.candidate, record.revision) == ("40", 41)


def test_threads_on_one_store_lose_no_change(store: Store) -> None:
    counting(store)

    def eight_more(_: int) -> None:
        kept = 0
        while kept < 8:
            try:
                store.change(ID, store.read(ID).revision, one_more, by="thread")
                kept += 1
            except Conflict:
                continue

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(eight_more, range(4)))
    assert store.read(ID).interview.candidate == "32"


def test_notes_ratings_and_drafts_of_many_threads_are_all_kept(store: Store) -> None:
    counting(store)

    def say(number: int) -> None:
        store.note(ID, f"note {number}", by=f"{number}")
        store.rate(ID, make.card().id, 0, number % 5, by=f"{number}")
        store.draft(ID, Draft(place="note", text="half", by=f"{number}"))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(say, range(18)))
    record = store.read(ID)
    assert (len(record.notes), len(record.ratings_of(make.card().id, 0)), len(store.drafts(ID))) == (18, 18, 18)
    numbers = [event.number for event in store.events(ID)]
    assert numbers == sorted(numbers)
    assert record.stamp == numbers[-1]


def test_a_reader_sees_one_moment_while_others_write(store: Store, where: str | Path) -> None:
    counting(store)
    writer = count_on(where, 30)
    try:
        while writer.poll() is None:
            record = store.read(ID)
            assert int(record.interview.candidate) == record.revision - 1
            time.sleep(0.01)
    finally:
        writer.communicate(timeout=60)
    assert store.read(ID).interview.candidate == "30"


def test_a_process_killed_while_writing_leaves_what_it_said_was_kept_and_nothing_half(store: Store, where: str | Path) -> None:
    counting(store)
    writer = count_on(where, 100_000)
    assert writer.stdout is not None
    said = 0
    while said < 20:
        said = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    said = max([said, *(int(line) for line in writer.communicate(timeout=30)[0].splitlines() if line.strip())])
    store.close()
    reopened = open_store(where)
    record = reopened.read(ID)
    changed = [event for event in reopened.events(ID) if event.kind is EventKind.CHANGED]
    assert int(record.interview.candidate) >= said
    assert int(record.interview.candidate) == record.revision - 1 == len(changed)
    assert record.stamp == changed[-1].number
    if isinstance(where, Path):
        with sa.create_engine(f"sqlite:///{where}").connect() as connection:
            assert connection.execute(sa.text("pragma integrity_check")).scalar() == "ok"
    assert reopened.change(ID, record.revision, one_more, by="Ada").revision == record.revision + 1
    reopened.close()
