"""The cassette format: JSON in which bodies are readable objects and nothing is kept that could be a secret.

One format, two players: vcrpy in the tests (it calls `serialize` and `deserialize`) and `vetting.replay.player` in the product.
"""

from __future__ import annotations

import json
import re
from typing import Any

HOST = "https://llm.invalid"
"""Stands for whichever endpoint was recorded, so no host is kept and any base URL replays."""
KEPT_HEADERS = ("content-type",)


def serialize(cassette: dict[str, Any]) -> str:
    """A cassette in vcrpy's shape as readable JSON, in an order that does not depend on which request finished first."""
    interactions = [
        {
            "request": {**i["request"], "body": _explode(i["request"]["body"])},
            "response": {**i["response"], "body": {"string": _explode(i["response"]["body"]["string"])}},
        }
        for i in cassette["interactions"]
    ]
    interactions.sort(key=lambda i: json.dumps(i["request"], sort_keys=True))
    return json.dumps({**cassette, "interactions": interactions}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def deserialize(text: str) -> dict[str, Any]:
    """The reverse of `serialize`; bodies are text again."""
    cassette: dict[str, Any] = json.loads(text)
    for interaction in cassette["interactions"]:
        interaction["request"]["body"] = _implode(interaction["request"]["body"])
        interaction["response"]["body"]["string"] = _implode(interaction["response"]["body"]["string"])
    return cassette


def without_host(uri: str) -> str:
    """The address with the placeholder in place of scheme and host."""
    return re.sub(r"^https?://[^/]+", HOST, uri)


def asked(body: bytes | str | None) -> Any:
    """What a request body asks, as an object that compares equal whatever the order of its keys."""
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace") if isinstance(body, bytes) else body


def _explode(body: bytes | str | None) -> Any:
    text = body.decode("utf-8") if isinstance(body, bytes) else body
    if not text:
        return text
    if text.startswith(("data:", "event:")):
        return {"sse": text.split("\n\n")}
    try:
        return {"json": json.loads(text)}
    except ValueError:
        return text


def _implode(body: Any) -> Any:
    if isinstance(body, dict) and "json" in body:
        return json.dumps(body["json"], ensure_ascii=False, separators=(",", ":"))
    if isinstance(body, dict) and "sse" in body:
        return "\n\n".join(body["sse"])
    return body
