"""Every recording in the project is read as a stranger would: no key, cookie, host, organisation or failure in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from vetting.replay.cassette import HOST, KEPT_HEADERS

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"
FILES = sorted(CASSETTES.rglob("*.json"))
SECRETS = {
    "key": re.compile(r"\b(sk|pk|rk|xox[abp]|ghp|gho|AKIA)[-_][A-Za-z0-9_-]{8,}|\bAKIA[A-Z0-9]{12,}|\beyJ[A-Za-z0-9_-]{16,}\."),
    "header": re.compile(r"authorization|bearer|cookie.?:|api[-_]key|x-request-id|openai-(organization|project)|cf-ray", re.IGNORECASE),
    "organisation": re.compile(r"\b(org|proj|user)-[A-Za-z0-9]{8,}"),
    "host": re.compile(r"https?://(?!llm\.invalid)[^\s\"\\]+|\b127\.0\.0\.1\b|\blocalhost\b", re.IGNORECASE),
    "machine": re.compile(r"/(home|work|tmp|root|Users)/"),
}


def _faults(text: str) -> dict[str, str]:
    return {what: found[0] for what, pattern in SECRETS.items() if (found := pattern.search(text))}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CASSETTES)))
def test_a_recording_holds_no_secret(path: Path) -> None:
    assert _faults(path.read_text("utf-8")) == {}


@pytest.mark.parametrize(
    "path", [path for path in FILES if not path.name.endswith(".session.json")], ids=lambda path: str(path.relative_to(CASSETTES))
)
def test_a_recording_keeps_only_what_is_allowed_and_no_failure(path: Path) -> None:
    for interaction in json.loads(path.read_text("utf-8"))["interactions"]:
        request, response = interaction["request"], interaction["response"]
        assert {*request["headers"], *response["headers"]} <= set(KEPT_HEADERS)
        assert request["uri"].startswith(HOST + "/")
        assert response["status"]["code"] < 400


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('"authorization": ["Bearer sk-abcdefghijkl"]', "key"),
        ('"Set-Cookie": ["a=b"]', "header"),
        ('"organization": "org-a1b2c3d4e5"', "organisation"),
        ('"uri": "https://api.acme.example/v1"', "host"),
        ('"uri": "http://127.0.0.1:8011/v1"', "host"),
        ('"file": "/home/ada/answers"', "machine"),
    ],
)
def test_the_scan_finds_what_it_looks_for(text: str, what: str) -> None:
    assert what in _faults(text)
