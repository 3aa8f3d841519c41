"""The interview's clock, read from the log: it runs on whatever window is closed, and everybody sees the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from vetting.models.base import Model
from vetting.models.interview import Interview
from vetting.models.record import Event, EventKind

CLOCK = "clock"
"""Name of the switch that starts (on) and pauses (off) it, noted on the interview."""


class Clock(Model):
    """Where an interview stands in time."""

    started: bool
    running: bool
    minutes: float
    """Time the clock ran."""


def read_clock(events: Iterable[Event], now: datetime | None = None) -> Clock:
    """The clock of one interview, from its events."""
    ran, since = timedelta(), None
    started = False
    for event in events:
        if event.kind is not EventKind.SWITCHED or event.switch != CLOCK:
            continue
        at, started = datetime.fromisoformat(event.at), True
        if since is not None:
            ran += at - since
        since = at if event.on else None
    if since is not None:
        ran += (now or datetime.now(UTC)) - since
    return Clock(started=started, running=since is not None, minutes=max(0.0, ran.total_seconds() / 60))


def planned_until(interview: Interview, card: str) -> int:
    """Minutes the plan gives to everything up to and with this question."""
    total = 0
    for planned in interview.plan.questions:
        total += planned.minutes
        if planned.id == card:
            break
    return total
