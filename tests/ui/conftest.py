"""Pages run against a store of their own and the real offline engine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from vetting.interview.example import example_interviews
from vetting.models.interview import Interview
from vetting.settings import from_environment
from vetting.storage import Store, new_id, open_store
from vetting.wiring import grader, open_engine, open_knowledge


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at this version's schema, to be copied: making one takes longer than a page."""
    path = tmp_path_factory.mktemp("store") / "vetting.sqlite"
    open_store(path).close()
    return path


@pytest.fixture(autouse=True)
def own_store(own_home: Path, empty_store: Path) -> None:
    own_home.mkdir(exist_ok=True)
    shutil.copy(empty_store, own_home)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_running() -> Iterator[None]:
    """What a page opens in the background is waited for, so that the process does not end in the middle of it."""
    yield
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join(120)


@pytest.fixture
def store(own_home: Path) -> Iterator[Store]:
    """The store the pages use, for what a story prepares or checks."""
    opened = open_store(own_home / "vetting.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def example() -> tuple[Interview, ...]:
    """The three invented interviews, graded once."""
    settings = from_environment({}, engine="offline")
    knowledge = open_knowledge(settings)
    return tuple(made for made, _ in example_interviews(knowledge, grader(open_engine(settings), knowledge), new_id))


@pytest.fixture
def kept(store: Store, example: tuple[Interview, ...]) -> tuple[Interview, ...]:
    """The three, in the store: a deep one, a shallow one, and one that is still running."""
    for interview in example:
        store.create(interview, by="Interviewer")
    return example
