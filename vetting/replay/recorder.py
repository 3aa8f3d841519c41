"""Keeps what goes over the wire in the cassette format, with an allow-list of headers: what is not on it was never kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import httpx2

from vetting.replay.cassette import KEPT_HEADERS, serialize, without_host


class CassetteRecorder(httpx2.BaseTransport):
    """Passes requests on to `live` and keeps every answer below 400; errors are never recorded, or they would replay for ever."""

    def __init__(self, live: httpx2.BaseTransport) -> None:
        self._live = live
        self._lock = threading.Lock()
        self._interactions: list[dict[str, Any]] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = request.read()
        response = self._live.handle_request(request)
        content = response.read()
        if response.status_code < 400:
            with self._lock:
                self._interactions.append(_interaction(request, body, response, content))
        headers = [(name, value) for name, value in response.headers.items() if name.lower() in (*KEPT_HEADERS, "retry-after")]
        return httpx2.Response(response.status_code, headers=headers, content=content)

    def save(self, path: Path) -> None:
        """Writes the cassette in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp")
        unfinished.write_text(serialize({"interactions": self._interactions, "version": 1}), "utf-8")
        unfinished.replace(path)


def _interaction(request: httpx2.Request, body: bytes, response: httpx2.Response, content: bytes) -> dict[str, Any]:
    return {
        "request": {"method": request.method, "uri": without_host(str(request.url)), "body": body, "headers": _kept(request.headers)},
        "response": {
            "status": {"code": response.status_code, "message": response.reason_phrase},
            "headers": _kept(response.headers),
            "body": {"string": content},
        },
    }


def _kept(headers: httpx2.Headers) -> dict[str, list[str]]:
    return {name: [headers[name]] for name in KEPT_HEADERS if name in headers}
