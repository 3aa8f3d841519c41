"""The clock is read from the log."""

from __future__ import annotations

from datetime import datetime

from factories import card, interview

from vetting.interview.clock import CLOCK, planned_until, read_clock
from vetting.models.record import Event, EventKind

NOW = datetime.fromisoformat("2026-11-24T10:30:00+00:00")


def turned(minute: int, on: bool, switch: str = CLOCK) -> Event:
    at = f"2026-11-24T10:{minute:02}:00+00:00"
    return Event(number=minute, at=at, by="A", kind=EventKind.SWITCHED, interview="i", switch=switch, on=on)


def test_nobody_started_it() -> None:
    clock = read_clock([turned(0, True, "plan_locked")], NOW)
    assert (clock.started, clock.running, clock.minutes) == (False, False, 0)


def test_it_runs_until_now() -> None:
    assert read_clock([turned(10, True)], NOW).minutes == 20


def test_pauses_do_not_count() -> None:
    clock = read_clock([turned(0, True), turned(10, False), turned(25, True)], NOW)
    assert (clock.running, clock.minutes) == (True, 15)


def test_two_windows_that_both_start_it_count_once() -> None:
    assert read_clock([turned(10, True), turned(20, True)], NOW).minutes == 20


def test_the_plan_says_when_a_question_should_be_done() -> None:
    planned = interview(cards=(card("a", minutes=5), card("b", minutes=7), card("c")))
    assert planned_until(planned, "b") == 12
