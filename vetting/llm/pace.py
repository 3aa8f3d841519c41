"""How hard an endpoint may be pressed: how long it asks to wait, and how often all requests together may be tried again."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0
"""Seconds; a person waits for the answer. Where the endpoint asks for more, the request fails and says so."""
A_TRY = 10
"""What a further try costs, in requests that were answered."""
QUOTA = "insufficient_quota"
"""How OpenAI says that a 429 will not pass."""
_PART = re.compile(r"([0-9.]+)(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}


class RetryBudget:
    """Tries that a run may spend on requests that failed. Each answer gives a tenth back, so that long runs survive single failures
    and an endpoint that mostly fails is soon left alone."""

    def __init__(self, most: int) -> None:
        self._most = most * A_TRY
        self._left = self._most
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Spends one; False where none is left."""
        with self._lock:
            if self._left < A_TRY:
                return False
            self._left -= A_TRY
            return True

    def give_back(self) -> None:
        with self._lock:
            self._left = min(self._most, self._left + 1)


class Pause:
    """Holds everybody back until the endpoint wants to be asked again; without it each thread would have to be told once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._until = -math.inf
        self._lock = threading.Lock()

    def hold(self, seconds: float) -> None:
        with self._lock:
            self._until = max(self._until, self._clock() + seconds)

    def left(self) -> float:
        """Seconds until the endpoint wants to be asked again; none or less where it may be asked now."""
        return self._until - self._clock()

    def wait(self) -> None:
        while (left := self.left()) > 0:
            self._sleep(left)


def wait_asked(headers: Mapping[str, str]) -> float | None:
    """Seconds the endpoint asks to wait: by Retry-After, else until a limit that is used up is filled again; None where it says nothing."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        seconds = _number(headers.get(name))
        if seconds is not None:
            return seconds * unit
    if "retry-after" in headers:
        return _until(headers["retry-after"])
    resets = [duration(headers.get(f"x-ratelimit-reset-{of}")) for of in ("requests", "tokens") if _used_up(headers, of)]
    return max((reset for reset in resets if reset is not None), default=None)


def duration(text: str | None) -> float | None:
    """Seconds of 250ms, 1s, 6m0s or 12.5; None where it is none of these."""
    if text is None or (seconds := _number(text)) is not None:
        return seconds if text is not None else None
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text.strip():
        return None
    try:
        return sum(float(number) * _SECONDS[unit] for number, unit in parts)
    except ValueError:
        return None


def in_words(seconds: float) -> str:
    """40 seconds; 3 minutes."""
    whole = max(1, math.ceil(seconds))
    if whole < 120:
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{math.ceil(whole / 60)} minutes" if whole < 7200 else f"{math.ceil(whole / 3600)} hours"


def _used_up(headers: Mapping[str, str], of: str) -> bool:
    """True where nothing is left; also where the endpoint does not say what is left, but when it is filled again."""
    left = _number(headers.get(f"x-ratelimit-remaining-{of}"))
    return left is None or left <= 0


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else None
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) and number >= 0 else None


def _until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
