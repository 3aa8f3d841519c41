"""Whatever an endpoint does, through the real LangChain and openai clients: a named error with advice, and never a grade."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import factories as make
import httpx2
import pytest
from factories import DEEP, LADDER, QUESTION
from pydantic import BaseModel

from vetting.errors import (
    BadSettings,
    EndpointBroke,
    EndpointError,
    EndpointLacksRoute,
    EndpointLimited,
    EndpointRefusedKey,
    EndpointUnreachable,
    ModelAnswerUnusable,
    ModelRefused,
)
from vetting.grading import grade_answer
from vetting.grading.llm import LlmEngine
from vetting.llm import Door, Messages, Scale
from vetting.models.outcome import Failed

Answer = Callable[[httpx2.Request], httpx2.Response]
AT_ONCE = {"retry-after-ms": "1"}
"""The smallest wait the openai client takes from a server; without it a retry waits half a second."""
STATEMENTS = {"incident": "An incident is told.", "fix": "A fix is told."}
SCALES = {"level": Scale("How deep?", (("none", "nothing"), ("some", "something")))}
UNREADABLE = "not in the agreed shape|not what the API promises"
EXTRACTED = make.extracted({})


class Colour(BaseModel):
    name: str


def _status(code: int, **headers: str) -> Answer:
    body = {"error": {"message": "vendor words", "type": "t", "code": "c"}}
    return lambda request: httpx2.Response(code, json=body, headers={**AT_ONCE, **headers})


def _says(body: Any) -> Answer:
    return lambda request: httpx2.Response(200, json=body)


def _text(text: str, kind: str = "application/json") -> Answer:
    return lambda request: httpx2.Response(200, text=text, headers={"content-type": kind})


def _raises(error: type[Exception]) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise error("gone")

    return answer


def _decisions(change: Callable[[dict[str, Any]], Any]) -> Answer:
    """A well-formed Decisions answer, changed."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        body = make.decisions_reply(json.loads(request.read()))
        changed = change(body)
        return httpx2.Response(200, text=json.dumps(changed if isinstance(changed, dict) and "model" in changed else body))

    return answer


def _of(body: dict[str, Any], name: str) -> dict[str, Any]:
    return next(answer for answer in body["answers"] if answer["name"] == name)


EVERY_ROUTE = [
    pytest.param(_status(401), EndpointRefusedKey, "OPENAI_API_KEY", id="401 wrong key"),
    pytest.param(_status(403), EndpointRefusedKey, "OPENAI_API_KEY", id="403 not allowed"),
    pytest.param(_status(400), EndpointBroke, "rejected the request", id="400 rejected"),
    pytest.param(_status(422), EndpointBroke, "rejected the request", id="422 rejected"),
    pytest.param(_status(429), EndpointLimited, "Wait 1 second and try again", id="429 for ever"),
    pytest.param(_status(500), EndpointBroke, "Try again later", id="500 for ever"),
    pytest.param(_status(503), EndpointBroke, "Try again later", id="503 for ever"),
    pytest.param(_raises(httpx2.ReadTimeout), EndpointUnreachable, "VETTING_TIMEOUT", id="time-out"),
    pytest.param(_raises(httpx2.ConnectError), EndpointUnreachable, "OPENAI_BASE_URL", id="connection refused"),
    pytest.param(_raises(httpx2.RemoteProtocolError), EndpointUnreachable, "OPENAI_BASE_URL", id="connection cut"),
    pytest.param(_text("<html><body>Welcome</body></html>", "text/html"), ModelAnswerUnusable, UNREADABLE, id="HTML page with 200"),
    pytest.param(_text('{"answers": [{"ty'), ModelAnswerUnusable, UNREADABLE, id="truncated JSON"),
    pytest.param(_text(""), ModelAnswerUnusable, UNREADABLE, id="empty body"),
    pytest.param(_says([]), ModelAnswerUnusable, UNREADABLE, id="a list"),
    pytest.param(_says({}), ModelAnswerUnusable, UNREADABLE, id="an empty object"),
    pytest.param(_says({"error": {"message": "no"}}), ModelAnswerUnusable, UNREADABLE, id="an error with 200"),
]

CHAT = [
    *EVERY_ROUTE,
    pytest.param(_status(404), EndpointLacksRoute, "VETTING_MODEL", id="404 on chat"),
    pytest.param(_status(405), EndpointLacksRoute, "VETTING_MODEL", id="405 on chat"),
    pytest.param(_status(501), EndpointLacksRoute, "VETTING_MODEL", id="501 on chat"),
    pytest.param(_says(make.chat_reply('{"name": "re')), ModelAnswerUnusable, "shape", id="the model's JSON is cut"),
    pytest.param(_says(make.chat_reply({"colour": 1})), ModelAnswerUnusable, "shape", id="the model breaks the schema"),
    pytest.param(_says(make.chat_reply("I would say red.")), ModelAnswerUnusable, "shape", id="the model chats"),
    pytest.param(_says(make.chat_reply('{"name": "red"}', "length")), ModelAnswerUnusable, "cut off", id="finish_reason length"),
    pytest.param(_says(make.chat_reply(None, "content_filter")), ModelRefused, "declined", id="content filter"),
    pytest.param(_says(make.chat_reply(None, refusal="I cannot.")), ModelRefused, "declined", id="refusal"),
    pytest.param(_says(make.chat_reply(None)), ModelAnswerUnusable, UNREADABLE, id="content null"),
    pytest.param(_says({**make.chat_reply("x"), "choices": []}), ModelAnswerUnusable, UNREADABLE, id="no choices"),
    pytest.param(_says({**make.chat_reply("x"), "choices": None}), ModelAnswerUnusable, UNREADABLE, id="choices null"),
]

DECISIONS = [
    *EVERY_ROUTE,
    pytest.param(_decisions(lambda b: {**b, "answers": []}), ModelAnswerUnusable, "unanswered", id="no answers"),
    pytest.param(_decisions(lambda b: {**b, "answers": b["answers"][1:]}), ModelAnswerUnusable, "unanswered", id="one answer missing"),
    pytest.param(_decisions(lambda b: _of(b, "fix").update(probability=1.7)), ModelAnswerUnusable, UNREADABLE, id="a chance above one"),
    pytest.param(
        _decisions(lambda b: _of(b, "fix").update(probability=float("nan"))), ModelAnswerUnusable, UNREADABLE, id="a chance that is none"
    ),
    pytest.param(_decisions(lambda b: _of(b, "fix").pop("probability")), ModelAnswerUnusable, UNREADABLE, id="a chance left out"),
    pytest.param(_decisions(lambda b: _of(b, "fix").update(name="fixx")), ModelAnswerUnusable, "'fix' unanswered", id="another name"),
    pytest.param(
        _decisions(lambda b: b["answers"].append({"type": "refusal", "name": "fix"})),
        ModelRefused,
        "declined to judge: fix",
        id="a refusal",
    ),
    pytest.param(
        _decisions(lambda b: _of(b, "level")["probabilities"][0].update(probability=0.9)), ModelAnswerUnusable, "add up", id="1.4 in all"
    ),
    pytest.param(
        _decisions(lambda b: [p.update(probability=v) for p, v in zip(_of(b, "level")["probabilities"], (1.5, -0.5), strict=True)]),
        ModelAnswerUnusable,
        "add up",
        id="adds up, with one below zero",
    ),
    pytest.param(
        _decisions(lambda b: _of(b, "level")["probabilities"][0].update(probability=float("nan"))),
        ModelAnswerUnusable,
        "add up",
        id="a level's chance is none",
    ),
    pytest.param(
        _decisions(lambda b: _of(b, "level")["probabilities"][0].update(label="all")),
        ModelAnswerUnusable,
        "another scale",
        id="wrong label",
    ),
    pytest.param(_decisions(lambda b: _of(b, "level")["probabilities"].pop()), ModelAnswerUnusable, "another scale", id="a level missing"),
    pytest.param(
        _decisions(lambda b: _of(b, "level")["probabilities"][0].update(value=7)), ModelAnswerUnusable, "another scale", id="wrong number"
    ),
]


@pytest.mark.parametrize(("answer", "error", "advice"), CHAT)
def test_a_structured_answer_that_fails_is_named(answer: Answer, error: type[EndpointError], advice: str) -> None:
    with pytest.raises(error, match=advice) as caught:
        Door(make.endpoint(answer)).structured(Messages("s", "u"), Colour)
    assert type(caught.value) is error


@pytest.mark.parametrize(("answer", "error", "advice"), DECISIONS)
def test_a_decision_that_fails_is_named(answer: Answer, error: type[EndpointError], advice: str) -> None:
    with pytest.raises(error, match=advice) as caught:
        Door(make.endpoint(answer)).decide({"a": "b"}, STATEMENTS, SCALES, "fallback")
    assert type(caught.value) is error


@pytest.mark.parametrize(("answer", "error", "advice"), CHAT)
def test_nothing_is_graded_from_a_failed_extraction(answer: Answer, error: type[EndpointError], advice: str) -> None:
    _has_no_grade(lambda request: _decisions(dict)(request) if request.url.path.endswith("/decisions") else answer(request))


@pytest.mark.parametrize(("answer", "error", "advice"), DECISIONS)
def test_nothing_is_graded_from_a_failed_decision(answer: Answer, error: type[EndpointError], advice: str) -> None:
    chat = _says(make.chat_reply(EXTRACTED))
    _has_no_grade(lambda request: answer(request) if request.url.path.endswith("/decisions") else chat(request))


def _has_no_grade(answer: Answer) -> None:
    outcome = grade_answer(QUESTION, DEEP, engine=LlmEngine(Door(make.endpoint(answer))), ladder=LADDER)
    assert isinstance(outcome, Failed)
    assert outcome.reasons[0].startswith("No grade: ")
    assert "level" not in outcome.model_dump()


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_server_without_decisions_is_asked_by_chat_and_that_is_remembered(status: int) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path.rsplit("/", 1)[-1])
        if asked[-1] == "decisions":
            return _status(status)(request)
        return httpx2.Response(200, json=make.chat_reply({"incident": 0.9, "fix": 0.2, "level_0": 0.3, "level_1": 0.7}))

    door = Door(make.endpoint(answer))
    for _ in range(2):
        decided = door.decide({"a": "b"}, STATEMENTS, SCALES, "fallback")
        assert decided.statements == {"incident": 0.9, "fix": 0.2}
        assert decided.scales["level"] == pytest.approx((0.3, 0.7))
    assert asked == ["decisions", "completions", "completions"]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param({"incident": 0.9, "level_0": 0.3, "level_1": 0.7}, id="one statement missing"),
        pytest.param({"incident": 9, "fix": 0.2, "level_0": 0.3, "level_1": 0.7}, id="a chance of nine"),
        pytest.param({"incident": 0.9, "fix": 0.2, "level_0": 0.9, "level_1": 0.7}, id="levels do not add up"),
        pytest.param({"incident": "high", "fix": 0.2, "level_0": 0.3, "level_1": 0.7}, id="a chance in words"),
    ],
)
def test_the_chat_fallback_is_held_to_the_same_promises(reply: dict[str, Any]) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return _status(404)(request) if request.url.path.endswith("/decisions") else httpx2.Response(200, json=make.chat_reply(reply))

    with pytest.raises(ModelAnswerUnusable):
        Door(make.endpoint(answer)).decide({"a": "b"}, STATEMENTS, SCALES, "fallback")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failure_that_passes_is_tried_again_when_the_server_says(status: int) -> None:
    replies = [_says(make.chat_reply({"name": "red"})), _status(status), _status(status)]

    def answer(request: httpx2.Request) -> httpx2.Response:
        return replies.pop()(request)

    door = Door(make.endpoint(answer, retries=2))
    assert door.structured(Messages("s", "u"), Colour) == Colour(name="red")
    assert (door.meter.requests, door.meter.input_tokens, door.meter.output_tokens) == (1, 11, 7)


def test_the_retry_budget_has_an_end() -> None:
    tries: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        tries.append(1)
        return _status(429)(request)

    with pytest.raises(EndpointLimited):
        Door(make.endpoint(answer, retries=3)).structured(Messages("s", "u"), Colour)
    assert len(tries) == 4


def test_a_wrong_key_is_not_tried_again() -> None:
    tries: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        tries.append(1)
        return _status(401)(request)

    with pytest.raises(EndpointRefusedKey):
        Door(make.endpoint(answer, retries=3)).structured(Messages("s", "u"), Colour)
    assert len(tries) == 1


def test_more_answers_than_were_asked_for_do_no_harm() -> None:
    extra = _decisions(lambda b: b["answers"].append({"type": "predicate", "name": "hire", "probability": 1.0}))
    assert set(Door(make.endpoint(extra)).decide({"a": "b"}, STATEMENTS, SCALES, "f").statements) == set(STATEMENTS)


def test_chances_that_are_rounded_are_made_to_add_up() -> None:
    rounded = _decisions(lambda b: [p.update(probability=0.49) for p in _of(b, "level")["probabilities"]])
    assert Door(make.endpoint(rounded)).decide({"a": "b"}, STATEMENTS, SCALES, "f").scales["level"] == pytest.approx((0.5, 0.5))


def test_usage_left_out_is_no_failure() -> None:
    without = _decisions(lambda b: b.pop("usage"))
    door = Door(make.endpoint(without))
    door.decide({"a": "b"}, STATEMENTS, SCALES, "f")
    assert (door.meter.requests, door.meter.input_tokens) == (1, 0)


def _stream(*texts: str, finish: str = "stop") -> Answer:
    chunks: list[dict[str, Any]] = [{"delta": {"content": text}, "finish_reason": None} for text in texts]
    chunks.append({"delta": {}, "finish_reason": finish})
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    events = [{**head, "choices": [{"index": 0, **chunk}]} for chunk in chunks]
    events.append({**head, "choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}})
    return _text("".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n", "text/event-stream")


def test_text_comes_as_it_is_written_and_is_counted() -> None:
    door = Door(make.endpoint(_stream("Two ", "answers.")))
    assert list(door.stream(Messages("s", "u"))) == ["Two ", "answers."]
    assert (door.meter.requests, door.meter.input_tokens, door.meter.output_tokens) == (1, 4, 2)


@pytest.mark.parametrize(
    ("answer", "error", "advice"),
    [
        pytest.param(_stream("Two answ", finish="length"), ModelAnswerUnusable, "cut off", id="cut off"),
        pytest.param(_stream(), ModelAnswerUnusable, "empty", id="nothing came"),
        pytest.param(_text("<html>Welcome</html>", "text/html"), ModelAnswerUnusable, UNREADABLE, id="HTML page"),
        pytest.param(_text('data: {"id": "c", "cho\n\n', "text/event-stream"), ModelAnswerUnusable, UNREADABLE, id="a broken event"),
        pytest.param(_status(401), EndpointRefusedKey, "OPENAI_API_KEY", id="wrong key"),
        pytest.param(_raises(httpx2.ConnectError), EndpointUnreachable, "OPENAI_BASE_URL", id="connection refused"),
    ],
)
def test_a_stream_that_fails_is_named(answer: Answer, error: type[EndpointError], advice: str) -> None:
    with pytest.raises(error, match=advice):
        list(Door(make.endpoint(answer)).stream(Messages("s", "u")))


def test_a_model_langchain_cannot_load_is_a_fault_of_the_settings() -> None:
    with pytest.raises(BadSettings, match="VETTING_MODEL is 'nobody:m'"):
        Door(make.endpoint(_status(500), chat_model="nobody:m")).structured(Messages("s", "u"), Colour)


def test_neither_endpoint_nor_error_shows_the_key() -> None:
    door = Door(make.endpoint(_status(401), api_key="sk-very-secret"))
    with pytest.raises(EndpointRefusedKey) as caught:
        door.structured(Messages("s", "u"), Colour)
    assert "sk-very-secret" not in str(caught.value) + repr(door.endpoint)


def test_the_doctor_reaches_the_endpoint_and_says_whether_it_knows_the_model() -> None:
    models = [{"id": "gpt-6-luna", "object": "model", "created": 0, "owned_by": "o"}]
    says = _says({"object": "list", "data": models})
    assert "answers and lists gpt-6-luna (1 models)" in Door(make.endpoint(says)).reach()
    assert "does not list other" in Door(make.endpoint(says, chat_model="openai:other")).reach()
    with pytest.raises(EndpointRefusedKey):
        Door(make.endpoint(_status(401))).reach()


def test_many_threads_share_one_door() -> None:
    door = Door(make.endpoint(_decisions(dict)))
    seen: list[float] = []

    def ask() -> None:
        seen.append(door.decide({"a": "b"}, STATEMENTS, SCALES, "f").statements["fix"])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [0.9] * 8
    assert door.meter.requests == 8
