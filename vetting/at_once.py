"""Work done side by side in threads that know what their caller knows (context variables). Requests wait; they do not compute."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def side_by_side(first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
    """What both give. Both have ended when one has failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        one, other = _started(pool, first), _started(pool, second)
        return one.result(), other.result()


def in_order(work: Callable[[A], B], given: Iterable[A], workers: int) -> Iterator[B]:
    """What `work` makes of each, in the order given. No more than `workers` are under way, so little is lost when the run is stopped."""
    if workers == 1:
        yield from map(work, given)
        return
    waiting = iter(given)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        under_way = deque(_one(pool, work, one) for one in islice(waiting, workers))
        while under_way:
            done = under_way.popleft().result()
            under_way.extend(_one(pool, work, one) for one in islice(waiting, 1))
            yield done


def _one(pool: ThreadPoolExecutor, work: Callable[[A], B], given: A) -> Future[B]:
    return _started(pool, lambda: work(given))


def _started(pool: ThreadPoolExecutor, work: Callable[[], A]) -> Future[A]:
    context = copy_context()
    return pool.submit(lambda: context.run(work))
