"""Work side by side: in the order given, a few at a time, and knowing what its caller knows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import ContextVar

import pytest

from vetting.at_once import in_order, side_by_side

WHO: ContextVar[str] = ContextVar("who", default="nobody")


def test_whoever_ends_first_the_order_is_the_one_given() -> None:
    second_ended = threading.Event()

    def work(number: int) -> int:
        if number == 1:
            assert second_ended.wait(5), "the second is under way at the same time"
        else:
            second_ended.set()
        return number

    assert list(in_order(work, [1, 2], workers=2)) == [1, 2]


def test_no_more_are_under_way_than_workers() -> None:
    taken: list[int] = []

    def given() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    done = in_order(lambda number: number, given(), workers=3)
    assert next(done) == 0
    assert taken == [0, 1, 2, 3], "three at first, and one for the one that ended"


def test_one_worker_needs_no_thread() -> None:
    assert list(in_order(lambda _: threading.current_thread(), [1, 2], workers=1)) == [threading.current_thread()] * 2


def test_threads_know_what_their_caller_knows() -> None:
    token = WHO.set("Maja")
    try:
        assert side_by_side(WHO.get, WHO.get) == ("Maja", "Maja")
        assert list(in_order(lambda _: WHO.get(), range(3), workers=2)) == ["Maja"] * 3
    finally:
        WHO.reset(token)


def test_a_failure_of_either_is_raised() -> None:
    def fails() -> int:
        raise ValueError("the second")

    with pytest.raises(ValueError, match="the second"):
        side_by_side(lambda: 1, fails)
