"""What vcrpy records, the product's player replays; and both give back what the real clients got over the wire."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import factories as make
import httpx2
import pytest
from recording import register
from vcr import VCR
from vcr.errors import CannotOverwriteExistingCassetteException

from vetting.llm import Decisions, Door, Endpoint, Messages, Scale
from vetting.replay.player import CassettePlayer

EVENT = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}


class _Server(BaseHTTPRequestHandler):
    """Answers zipped and with a cookie, as hosted endpoints do."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if asked.get("stream"):
            chunks = [
                {**EVENT, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in ("Zwölf ", "Worte")
            ]
            self._send(
                "".join(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in chunks) + "data: [DONE]\n\n", "text/event-stream"
            )
        elif self.path.endswith("/decisions"):
            self._send(json.dumps(make.decisions_reply(asked)), "application/json")
        else:
            self._send(json.dumps({"error": {"message": "not today"}}), "application/json", 500)

    def _send(self, text: str, kind: str, status: int = 200) -> None:
        body = gzip.compress(text.encode())
        self.send_response(status)
        for name, value in (
            ("content-type", kind),
            ("content-encoding", "gzip"),
            ("set-cookie", "a=b"),
            ("content-length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing: the test's output is for the test."""


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()
    running.server_close()


def _use(base_url: str | None, http_client: httpx2.Client | None = None, prompt: str = "s") -> tuple[Decisions, list[str]]:
    door = Door(Endpoint("sk-secret-key-123", base_url, "openai:gpt-6-luna", "gpt-6-luna", retries=0, http_client=http_client))
    scales = {"level": Scale("How deep?", (("none", "n"), ("some", "s")))}
    return door.decide({"a": "ü"}, {"fix": "A fix."}, scales, "f"), list(door.stream(Messages(prompt, "u")))


def _vcr(config: dict[str, Any]) -> VCR:
    recorder = VCR(**config)
    register(recorder)
    return recorder


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_what_vcrpy_records_both_players_replay(server: str, tmp_path: Path, vcr_config: dict[str, Any]) -> None:
    path = tmp_path / "recorded.json"
    with _vcr(vcr_config).use_cassette(str(path), record_mode="once"):
        live = _use(server)
    text = path.read_text("utf-8")
    assert "Zwölf" in text, "readable, although it came zipped"
    assert not [secret for secret in ("sk-secret", "cookie", "127.0.0.1", "gzip", "authorization") if secret in text.lower()]

    player = CassettePlayer(path)
    assert _use(None, httpx2.Client(transport=player)) == live
    assert player.unplayed == 0
    with _vcr(vcr_config).use_cassette(str(path), record_mode="none") as played:
        assert _use("http://elsewhere.invalid/v1") == live
    assert played.all_played


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_vcrpy_refuses_a_changed_prompt_and_says_where_it_differs(server: str, tmp_path: Path, vcr_config: dict[str, Any]) -> None:
    path = tmp_path / "recorded.json"
    with _vcr(vcr_config).use_cassette(str(path), record_mode="once"):
        _use(server)
    with (
        _vcr(vcr_config).use_cassette(str(path), record_mode="none"),
        pytest.raises(CannotOverwriteExistingCassetteException, match="differs in: messages"),
    ):
        _use(None, prompt="another")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_vcrpy_never_records_a_failure(server: str, tmp_path: Path, vcr_config: dict[str, Any]) -> None:
    path = tmp_path / "recorded.json"
    with _vcr(vcr_config).use_cassette(str(path), record_mode="once"):
        assert httpx2.post(f"{server}/chat/completions", json={"a": 1}).status_code == 500
    assert not path.exists() or json.loads(path.read_text("utf-8"))["interactions"] == []


def test_the_network_is_blocked() -> None:
    with pytest.raises(RuntimeError, match="Network is disabled"):
        httpx2.get("http://127.0.0.1:9/")
