"""How recordings are kept and matched: the rules vcrpy is given."""

from __future__ import annotations

import functools
from typing import Any

from vetting.replay import cassette


def register(vcr: Any) -> None:
    """Makes vcrpy write our format and match bodies by what they ask."""
    vcr.register_serializer("json", cassette)
    vcr.register_matcher("body", body)


def body(new: Any, old: Any) -> None:
    """Matches request bodies as what they ask. It keeps the name `body`, so that vcrpy's message shows the body."""
    x, y = _asked(new.body), _asked(old.body)
    if x == y:
        return
    keys = [k for k in sorted({*x, *y}) if x.get(k) != y.get(k)] if isinstance(x, dict) and isinstance(y, dict) else ["the whole body"]
    raise AssertionError("differs in: " + ", ".join(keys))


@functools.lru_cache(maxsize=4096)
def _asked(text: bytes | str | None) -> Any:
    return cassette.asked(text)


def clean_request(request: Any) -> Any:
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in cassette.KEPT_HEADERS}
    request.uri = cassette.without_host(request.uri)
    return request


def clean_response(response: dict[str, Any]) -> dict[str, Any] | None:
    if response["status"]["code"] >= 400:
        return None  # a recorded error would be replayed for ever
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() in cassette.KEPT_HEADERS}
    return response
