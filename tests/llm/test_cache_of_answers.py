"""The same request is asked once: what comes from the cache is what came from the endpoint, and nothing doubtful is ever kept."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import factories as make
import httpx2
import pytest
from factories import DEEP, QUESTION
from pydantic import BaseModel

from vetting.errors import EndpointBroke, ModelAnswerUnusable, ModelRefused
from vetting.grading.llm import LlmEngine
from vetting.knowledge import load_knowledge
from vetting.llm import Door, Messages, Scale
from vetting.llm.answered import A_DAY, DAYS_KEPT, Answered, Reply
from vetting.models.outcome import Outcome
from vetting.models.spent import Spent
from vetting.settings import Settings, from_environment
from vetting.wiring import grader, open_answered, open_door

RED = Messages("s", "which colour?")
SCALES = {"level": Scale("How deep?", (("none", "nothing"), ("some", "something")))}


class Colour(BaseModel):
    name: str


@pytest.fixture
def answered(tmp_path: Path) -> Answered:
    return Answered(tmp_path / "kept" / "answered.sqlite")


class Server:
    """An endpoint that counts what it is asked, and answers otherwise each time, as models do."""

    def __init__(self, *replies: Any) -> None:
        self.asked: list[str] = []
        self._replies = list(replies)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.read())
        self.asked.append(request.url.path)
        if request.url.path.endswith("/decisions"):
            return httpx2.Response(200, json=make.decisions_reply(body, 0.9 - len(self.asked) / 100))
        reply = self._replies.pop(0) if self._replies else {"name": f"red {len(self.asked)}"}
        return reply if isinstance(reply, httpx2.Response) else httpx2.Response(200, json=make.chat_reply(reply))


def door(server: Callable[[httpx2.Request], httpx2.Response], answered: Answered | None, **changes: Any) -> Door:
    return Door(make.endpoint(server, answered=answered, **changes))


def test_the_same_request_is_answered_from_the_cache_by_any_door(answered: Answered) -> None:
    server = Server()
    first, second = door(server, answered), door(server, Answered(answered.path))
    assert first.structured(RED, Colour) == second.structured(RED, Colour) == Colour(name="red 1")
    assert first.decide({"a": "b"}, {"fix": "A fix."}, SCALES, "f") == second.decide({"a": "b"}, {"fix": "A fix."}, SCALES, "f")
    assert len(server.asked) == 2
    assert (first.meter.requests, first.meter.cached) == (2, 0)
    assert second.meter.spent == Spent(cached=2), "from the cache: no request, no token, no cost"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"chat_model": "openai:another"}, id="another model"),
        pytest.param({"base_url": "http://another.invalid/v1"}, id="another endpoint"),
        pytest.param({"structured_by": "json_mode"}, id="another way to ask for the schema"),
    ],
)
def test_another_request_is_asked(answered: Answered, change: dict[str, Any]) -> None:
    server = Server()
    door(server, answered).structured(RED, Colour)
    door(server, answered, **change).structured(RED, Colour)
    assert len(server.asked) == 2


def test_another_prompt_or_schema_is_another_request(answered: Answered) -> None:
    class Shade(BaseModel):
        name: str
        dark: bool = False

    server = Server()
    asked = door(server, answered)
    asked.structured(RED, Colour)
    asked.structured(Messages("s, put otherwise", RED.user), Colour)
    asked.structured(RED, Shade)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        pytest.param("half an ans", ModelAnswerUnusable, id="not in the schema"),
        pytest.param(httpx2.Response(200, json=make.chat_reply({"name": "r"}, finish="length")), ModelAnswerUnusable, id="cut off"),
        pytest.param(httpx2.Response(200, json=make.chat_reply(None, refusal="no")), ModelRefused, id="refused"),
        pytest.param(httpx2.Response(500, json={"error": {"message": "down"}}), EndpointBroke, id="an error"),
    ],
)
def test_an_answer_that_is_no_use_is_not_kept(answered: Answered, reply: Any, failure: type[Exception]) -> None:
    asked = door(Server(reply, {"name": "blue"}), answered)
    with pytest.raises(failure):
        asked.structured(RED, Colour)
    assert answered.kept().answers == 0
    assert asked.structured(RED, Colour) == Colour(name="blue"), "trying again asks again"


def test_a_kept_answer_that_turns_out_unusable_is_forgotten(answered: Answered) -> None:
    server = Server()
    door(server, answered).structured(RED, Colour)
    with sqlite3.connect(answered.path) as file:
        file.execute("update answered set body = ?", (b"<html>Welcome</html>",))
    with pytest.raises(ModelAnswerUnusable):
        door(server, answered).structured(RED, Colour)
    assert door(server, answered).structured(RED, Colour) == Colour(name="red 2")


def test_streams_are_written_anew_each_time(answered: Answered) -> None:
    says = 'data: {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [{"index": 0, "delta": '
    event = says + '{"content": "Two."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
    streams = door(lambda _: httpx2.Response(200, text=event, headers={"content-type": "text/event-stream"}), answered)
    assert list(streams.stream(RED)) == list(streams.stream(RED)) == ["Two."]
    assert (streams.meter.requests, streams.meter.cached, answered.kept().answers) == (2, 0, 0)


def test_no_key_and_no_request_is_kept_and_the_file_is_the_owners_alone(answered: Answered) -> None:
    door(Server(), answered, api_key="sk-very-secret").structured(Messages("s", "words of a candidate"), Colour)
    held = answered.path.read_bytes()
    assert b"red 1" in held
    assert b"sk-very-secret" not in held
    assert b"words of a candidate" not in held
    assert stat.S_IMODE(answered.path.stat().st_mode) == 0o600


def test_what_is_kept_comes_back_byte_for_byte_until_it_is_too_old(tmp_path: Path) -> None:
    now = [0.0]
    kept = Answered(tmp_path / "answered.sqlite", clock=lambda: now[0])
    reply = Reply("application/json", '{"a": "ü \\u0000"}'.encode())
    kept.keep("k", reply)
    now[0] = DAYS_KEPT * A_DAY
    assert kept.find("k") == reply
    now[0] += 1
    assert kept.find("k") is None
    kept.keep("other", reply)
    assert kept.kept().answers == 1, "what is too old is let go"


def test_of_too_many_the_oldest_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.llm.answered.MOST_KEPT", 2)
    now = iter(range(10))
    kept = Answered(tmp_path / "answered.sqlite", clock=lambda: next(now))
    for key in "abc":
        kept.keep(key, Reply("t", b"body"))
    assert [key for key in "abc" if kept.find(key)] == ["b", "c"]


def test_clearing_leaves_nothing_to_read(answered: Answered) -> None:
    answered.clear()
    assert not answered.path.exists(), "there was nothing to clear"
    answered.keep("k", Reply("t", b"words of a candidate"))
    assert (answered.kept().answers, answered.kept().bytes) == (1, 20)
    answered.clear()
    assert (answered.find("k"), answered.kept().answers) == (None, 0)
    assert not answered.path.exists()


def test_a_broken_cache_costs_a_request_and_no_grade(answered: Answered) -> None:
    answered.path.parent.mkdir()
    answered.path.write_bytes(b"this is no database, " * 100)
    server = Server()
    asked = door(server, answered)
    assert [asked.structured(RED, Colour).name for _ in range(2)] == ["red 1", "red 2"]
    assert answered.kept().answers == 0
    answered.clear()
    assert [asked.structured(RED, Colour).name for _ in range(2)] == ["red 3", "red 3"], "clearing mends it"


def test_a_grade_from_the_cache_is_the_same_grade(answered: Answered) -> None:
    server = Server(make.extracted({}), make.extracted({}))
    knowledge = load_knowledge()
    fresh, again = (grader(LlmEngine(door(server, answered)), knowledge)(QUESTION, DEEP) for _ in range(2))
    assert _less_spent(fresh) == _less_spent(again)
    assert (fresh.spent and fresh.spent.requests, again.spent) == (2, Spent(cached=2))
    assert fresh.fingerprint == again.fingerprint


def _less_spent(outcome: Outcome) -> Outcome:
    return outcome.model_copy(update={"spent": None})


def test_the_settings_say_whether_answers_are_kept(tmp_path: Path) -> None:
    here = {"VETTING_CACHE": str(tmp_path), "OPENAI_API_KEY": "sk-test"}
    used = open_door(from_environment(here)).endpoint.answered
    assert used is not None
    assert used.path.parent == tmp_path
    assert open_door(from_environment(here | {"VETTING_REQUEST_CACHE": "off"})).endpoint.answered is None
    assert open_door(from_environment(here), httpx2.Client()).endpoint.answered is None, "recordings are never mixed with the cache"


def test_erasing_anybody_clears_the_cache(tmp_path: Path) -> None:
    from vetting.wiring import open_store

    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    kept = open_answered(settings)
    kept.keep("k", Reply("t", b"words of a candidate"))
    store = open_store(settings)
    record = store.create(make.interview(), by="p")
    assert kept.kept().answers == 1
    store.erase(record.interview.id, by="p")
    assert kept.kept().answers == 0
    store.close()
