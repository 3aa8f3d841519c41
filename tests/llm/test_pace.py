"""An endpoint is not pressed: few requests at a time, waits as long as it says, tries within a budget, and a clear word at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import factories as make
import httpx2
import pytest
from pydantic import BaseModel

from vetting.at_once import in_order
from vetting.errors import EndpointBroke, EndpointLimited, EndpointUnreachable
from vetting.llm import Door, Messages
from vetting.llm.pace import Pause, RetryBudget, duration, in_words, wait_asked

ASK = Messages("s", "u")
SOON = {"retry-after-ms": "1"}


class Colour(BaseModel):
    name: str


def _fails(status: int, code: str = "c", **headers: str) -> Callable[[httpx2.Request], httpx2.Response]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: httpx2.Response(status, json={"error": {"message": "m", "type": "t", "code": code}}, headers=named)


def _counted(answer: Callable[[httpx2.Request], httpx2.Response], **changes: object) -> tuple[Door, list[int]]:
    tries: list[int] = []

    def counting(request: httpx2.Request) -> httpx2.Response:
        tries.append(1)
        return answer(request)

    return Door(make.endpoint(counting, **changes)), tries


@pytest.mark.parametrize("answer", [_fails(429, retry_after_ms="1"), _fails(500, retry_after_ms="1")], ids=["429", "500"])
def test_all_requests_of_a_run_share_one_budget_of_tries(answer: Callable[[httpx2.Request], httpx2.Response]) -> None:
    door, tries = _counted(answer, retries=2, retry_budget=3)
    for _ in range(4):
        with pytest.raises((EndpointLimited, EndpointBroke)):
            door.structured(ASK, Colour)
    assert len(tries) == 4 + 3


@pytest.mark.parametrize("error", [httpx2.ReadTimeout, httpx2.ConnectError])
def test_lost_connections_draw_on_the_same_budget(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)

    def lost(_: httpx2.Request) -> httpx2.Response:
        raise error("gone")

    door, tries = _counted(lost, retries=1, retry_budget=1)
    for _ in range(3):
        with pytest.raises(EndpointUnreachable):
            door.structured(ASK, Colour)
    assert len(tries) == 3 + 1


def test_answers_give_tries_back_a_tenth_each() -> None:
    budget = RetryBudget(1)
    assert budget.take()
    for _ in range(9):
        budget.give_back()
    assert not budget.take()
    budget.give_back()
    assert budget.take()
    for _ in range(100):
        budget.give_back()
    assert budget.take()
    assert not budget.take(), "never more than there was at first"


def test_a_used_up_quota_is_not_tried_again_and_says_that_waiting_does_not_help() -> None:
    door, tries = _counted(_fails(429, code="insufficient_quota"), retries=5)
    with pytest.raises(EndpointLimited, match="Waiting does not help"):
        door.structured(ASK, Colour)
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        pytest.param({"retry_after": "90"}, "Wait 90 seconds", id="seconds"),
        pytest.param(
            {"x_ratelimit_reset_requests": "8h30m0s", "x_ratelimit_remaining_requests": "0"}, "Wait 9 hours", id="a limit of the day"
        ),
    ],
)
def test_a_wait_too_long_for_a_person_fails_at_once_and_says_how_long(headers: dict[str, str], says: str) -> None:
    door, tries = _counted(_fails(429, **headers), retries=5)
    with pytest.raises(EndpointLimited, match=says):
        door.structured(ASK, Colour)
    assert len(tries) == 1


def test_what_was_refused_for_hours_is_not_asked_again_meanwhile() -> None:
    door, tries = _counted(_fails(429, retry_after="7200"))
    for _ in range(3):
        with pytest.raises(EndpointLimited, match="Wait 2 hours"):
            door.structured(ASK, Colour)
    assert len(tries) == 1


def test_a_limit_that_refills_soon_is_waited_for_though_there_is_no_retry_after() -> None:
    replies = [
        httpx2.Response(200, json=make.chat_reply({"name": "red"})),
        _fails(429, x_ratelimit_reset_tokens="30ms", x_ratelimit_remaining_tokens="0")(httpx2.Request("GET", "http://x.invalid")),
    ]
    door, _ = _counted(lambda _: replies.pop(), retries=1)
    started = datetime.now(UTC)
    assert door.structured(ASK, Colour) == Colour(name="red")
    assert timedelta(milliseconds=30) <= datetime.now(UTC) - started


def test_no_more_requests_are_under_way_than_allowed() -> None:
    most, under_way, lock, two = 0, 0, threading.Lock(), threading.Barrier(2)

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal most, under_way
        with lock:
            under_way += 1
            most = max(most, under_way)
        two.wait(5)  # nobody goes on alone: two are really under way at once
        with lock:
            under_way -= 1
        return httpx2.Response(200, json=make.chat_reply({"name": "red"}))

    door = Door(make.endpoint(answer, at_once=2))
    assert len(list(in_order(lambda _: door.structured(ASK, Colour), range(8), workers=6))) == 8
    assert most == 2


def test_a_pause_holds_until_the_latest_time_anybody_was_told() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pause = Pause(clock=lambda: now[0], sleep=sleep)
    pause.wait()
    pause.hold(5)
    pause.hold(2)
    pause.wait()
    pause.wait()
    assert slept == [5.0]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="nothing said"),
        pytest.param({"retry-after": "7"}, 7, id="seconds"),
        pytest.param({"retry-after-ms": "1500", "retry-after": "9"}, 1.5, id="milliseconds come first"),
        pytest.param({"retry-after": "soon"}, None, id="no number and no date"),
        pytest.param({"retry-after": "-3"}, None, id="before now"),
        pytest.param({"retry-after": format_datetime(datetime(2020, 1, 1, tzinfo=UTC))}, 0, id="a date gone by"),
        pytest.param({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s"}, 360, id="the later of two limits"),
        pytest.param(
            {
                "x-ratelimit-reset-requests": "1s",
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-tokens": "6m0s",
                "x-ratelimit-remaining-tokens": "500",
            },
            1,
            id="the limit that is used up",
        ),
    ],
)
def test_how_long_the_endpoint_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_asked(httpx2.Headers(headers)) == seconds


def test_a_date_to_come_is_waited_for() -> None:
    wait = wait_asked({"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=30))})
    assert wait is not None
    assert 25 < wait <= 30


TIMES = {"20ms": 0.02, "1s": 1, "1m30.5s": 90.5, "2h": 7200, "1d": 86400, "12.5": 12.5, "1..2s": None, "x1s": None}


@pytest.mark.parametrize(("text", "seconds"), TIMES.items())
def test_times_are_read_as_endpoints_write_them(text: str, seconds: float | None) -> None:
    assert duration(text) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 second"), (40, "40 seconds"), (150, "3 minutes"), (9000, "3 hours")])
def test_waits_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
