"""Counts what requests take. Every meter that is open around a request counts it: the door's, the answer's, the run's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from vetting.models.spent import Spent


class Meter:
    """What was spent since it was made; safe across threads."""

    def __init__(self) -> None:
        self._spent = Spent()
        self._lock = threading.Lock()

    @property
    def spent(self) -> Spent:
        return self._spent

    @property
    def requests(self) -> int:
        return self._spent.requests

    @property
    def cached(self) -> int:
        return self._spent.cached

    @property
    def input_tokens(self) -> int:
        return self._spent.input_tokens

    @property
    def output_tokens(self) -> int:
        return self._spent.output_tokens

    def add(self, spent: Spent) -> None:
        with self._lock:
            self._spent += spent


_OPEN: ContextVar[tuple[Meter, ...]] = ContextVar("open meters", default=())


@contextmanager
def metered() -> Iterator[Meter]:
    """Counts what is asked inside, through any door; threads started by `vetting.at_once` count too."""
    meter = Meter()
    token = _OPEN.set((*_OPEN.get(), meter))
    try:
        yield meter
    finally:
        _OPEN.reset(token)


def count(spent: Spent) -> None:
    """Adds to every meter that is open here."""
    for meter in _OPEN.get():
        meter.add(spent)
