"""Plays a cassette instead of the network: an httpx2 transport that patches nothing and may serve many threads."""

from __future__ import annotations

import difflib
import json
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

from vetting.errors import BadInput, StaleRecording
from vetting.replay.cassette import asked, deserialize


class CassettePlayer(httpx2.BaseTransport):
    """Answers each request with its recording, matched on method, path, query and body. Each recording plays once.

    A request without a recording raises StaleRecording and names what is different; nothing ever reaches the network.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._recorded: dict[str, deque[_Recorded]] = defaultdict(deque)
        self._bodies: dict[str, list[Any]] = defaultdict(list)
        for recorded in _read(path):
            self._recorded[_key(recorded.method, recorded.uri, recorded.body)].append(recorded)
            self._bodies[urlsplit(recorded.uri).path].append(recorded.body)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = asked(request.read())
        key = _key(request.method, str(request.url), body)
        with self._lock:
            waiting = self._recorded.get(key)
            if not waiting:
                raise StaleRecording(self._explain(request, body))
            played = waiting.popleft()
        return httpx2.Response(played.status, headers=list(played.headers), content=played.answer)

    @property
    def unplayed(self) -> int:
        """Recordings nothing asked for."""
        with self._lock:
            return sum(len(waiting) for waiting in self._recorded.values())

    def _explain(self, request: httpx2.Request, body: Any) -> str:
        others = self._bodies.get(request.url.path, [])
        start = f"{self._path.name} has no recording of this {request.method} {request.url.path}"
        if not others:
            return f"{start}, nor of any other on this route: re-record the session (make record)."
        if body in others:
            return (
                f"{start} left: it was recorded {others.count(body)} time(s) and all have been played. Re-record the session (make record)."
            )
        nearest = max(others, key=lambda other: difflib.SequenceMatcher(None, _text(other), _text(body)).quick_ratio())
        where = _difference(nearest, body)
        return f"{start}; the nearest one differs in {where}. Something changed since: re-record the session (make record)."


@dataclass(frozen=True)
class _Recorded:
    """One request and what answered it."""

    method: str
    uri: str
    body: Any
    status: int
    headers: tuple[tuple[str, str], ...]
    answer: bytes


def _read(path: Path) -> list[_Recorded]:
    try:
        return [_recorded(i["request"], i["response"]) for i in deserialize(path.read_text("utf-8"))["interactions"]]
    except (OSError, UnicodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"The recording {path} cannot be read ({type(error).__name__}: {error}). Re-record it (make record).") from error


def _recorded(request: dict[str, Any], response: dict[str, Any]) -> _Recorded:
    headers = tuple((name, value) for name, values in response["headers"].items() for value in values)
    answer = (response["body"]["string"] or "").encode()
    return _Recorded(request["method"], request["uri"], asked(request["body"]), response["status"]["code"], headers, answer)


def _key(method: str, uri: str, body: Any) -> str:
    parts = urlsplit(uri)
    return json.dumps([method, parts.path, parts.query, body], sort_keys=True, ensure_ascii=False)


def _text(body: Any) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False)


_ABSENT = "(absent)"


def _difference(recorded: Any, now: Any) -> str:
    """The first place where two bodies differ, as a path with both values cut short."""
    where: list[str] = []
    while True:
        if isinstance(recorded, dict) and isinstance(now, dict):
            names = sorted({*recorded, *now})
            name = next(n for n in names if recorded.get(n, _ABSENT) != now.get(n, _ABSENT))
            where.append(str(name))
            recorded, now = recorded.get(name, _ABSENT), now.get(name, _ABSENT)
        elif isinstance(recorded, list) and isinstance(now, list) and len(recorded) == len(now):
            place = next(i for i, pair in enumerate(zip(recorded, now, strict=True)) if pair[0] != pair[1])
            where.append(str(place))
            recorded, now = recorded[place], now[place]
        else:
            return f"{'.'.join(where) or 'the body'} ({_around(recorded, now)})"


def _around(recorded: Any, now: Any) -> str:
    a, b = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in (recorded, now))
    at = next((i for i, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b)))
    start = max(0, at - 20)
    return f"recorded …{a[start : at + 40]!r}, now …{b[start : at + 40]!r}"
