"""The player answers from a cassette alone: each recording once, never for another request, and it says what to do when it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import factories as make
import httpx2
import pytest
from pydantic import BaseModel

from vetting.errors import BadInput, StaleRecording
from vetting.grading import grade_answer
from vetting.grading.llm import LlmEngine
from vetting.llm import Door, Messages
from vetting.models.outcome import Grade
from vetting.replay.cassette import HOST, deserialize, serialize, without_host
from vetting.replay.player import CassettePlayer
from vetting.replay.recorder import CassetteRecorder

CHAT = f"{HOST}/v1/chat/completions"
ASKED = {"model": "m", "messages": [{"role": "user", "content": "What broke in March?"}], "temperature": None}


class Colour(BaseModel):
    name: str


def _interaction(asked: Any, answer: str, uri: str = CHAT, kind: str = "application/json") -> dict[str, Any]:
    body = asked if isinstance(asked, str) else json.dumps(asked)
    return {
        "request": {"method": "POST", "uri": uri, "body": body, "headers": {"content-type": ["application/json"]}},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {"content-type": [kind]}, "body": {"string": answer}},
    }


def _cassette(tmp_path: Path, *interactions: dict[str, Any]) -> Path:
    path = tmp_path / "session.json"
    path.write_text(serialize({"version": 1, "interactions": list(interactions)}), "utf-8")
    return path


def _client(path: Path) -> httpx2.Client:
    return httpx2.Client(transport=CassettePlayer(path))


def _ask(client: httpx2.Client, asked: Any, url: str = "http://anywhere:1/v1/chat/completions") -> str:
    return client.post(url, json=asked).text


def test_a_request_gets_its_recording_whatever_the_host_and_the_order_of_keys(tmp_path: Path) -> None:
    client = _client(_cassette(tmp_path, _interaction(ASKED, '{"said":"the index"}')))
    assert _ask(client, dict(reversed(ASKED.items()))) == '{"said":"the index"}'


def test_each_recording_plays_once_and_the_rest_is_counted(tmp_path: Path) -> None:
    player = CassettePlayer(_cassette(tmp_path, _interaction(ASKED, '"1"'), _interaction(ASKED, '"2"'), _interaction({"a": 1}, '"3"')))
    client = httpx2.Client(transport=player)
    assert player.unplayed == 3
    assert [_ask(client, ASKED), _ask(client, ASKED)] == ['"1"', '"2"']
    assert player.unplayed == 1
    with pytest.raises(StaleRecording, match=r"recorded 2 time\(s\) and all have been played"):
        _ask(client, ASKED)
    assert player.unplayed == 1


@pytest.mark.parametrize(
    ("now", "where"),
    [
        pytest.param({**ASKED, "model": "n"}, r"differs in model \(recorded …'m', now …'n'\)", id="another model"),
        pytest.param({**ASKED, "messages": [{"role": "user", "content": "What broke in May?"}]}, "messages.0.content", id="another prompt"),
        pytest.param({**ASKED, "messages": []}, "differs in messages", id="fewer messages"),
        pytest.param({**ASKED, "top_p": 1}, "differs in top_p", id="a new field"),
        pytest.param({**ASKED, "seed": None}, "differs in seed", id="a new field that holds nothing"),
        pytest.param({"model": "m", "messages": ASKED["messages"]}, "differs in temperature", id="a field that held nothing is gone"),
        pytest.param([1], "differs in the body", id="another shape"),
    ],
)
def test_a_changed_request_never_gets_the_old_answer_and_hears_what_changed(tmp_path: Path, now: Any, where: str) -> None:
    client = _client(_cassette(tmp_path, _interaction(ASKED, '"old"'), _interaction({"far": "away"}, '"other"')))
    with pytest.raises(StaleRecording, match=where) as caught:
        _ask(client, now)
    assert "re-record" in str(caught.value)
    assert "session.json" in str(caught.value)


def test_another_route_has_no_recording(tmp_path: Path) -> None:
    client = _client(_cassette(tmp_path, _interaction(ASKED, '"old"')))
    with pytest.raises(StaleRecording, match="nor of any other on this route"):
        _ask(client, ASKED, "http://anywhere/v1/decisions")


def test_another_query_or_method_is_another_request(tmp_path: Path) -> None:
    client = _client(_cassette(tmp_path, _interaction(ASKED, '"old"')))
    with pytest.raises(StaleRecording):
        _ask(client, ASKED, "http://anywhere/v1/chat/completions?version=2")
    with pytest.raises(StaleRecording):
        client.get("http://anywhere/v1/chat/completions")


def test_many_threads_get_every_recording_exactly_once(tmp_path: Path) -> None:
    client = _client(
        _cassette(
            tmp_path, *(_interaction(ASKED, f'"{n}"') for n in range(200)), *(_interaction({"n": n}, f'"own {n}"') for n in range(50))
        )
    )
    with ThreadPoolExecutor(16) as pool:
        same = list(pool.map(lambda _: _ask(client, ASKED), range(200)))
        own = list(pool.map(lambda n: _ask(client, {"n": n}), range(50)))
    assert sorted(same) == sorted(f'"{n}"' for n in range(200))
    assert own == [f'"own {n}"' for n in range(50)]


def test_a_changed_prompt_reaches_the_user_as_re_record_and_not_as_a_failed_grade(tmp_path: Path) -> None:
    engine = LlmEngine(_door(_cassette(tmp_path, _interaction(ASKED, '"old"'))))
    with pytest.raises(StaleRecording, match="re-record"):
        grade_answer(make.QUESTION, make.DEEP, engine=engine, ladder=make.LADDER)


def test_a_stale_recording_is_not_tried_again(tmp_path: Path) -> None:
    door = _door(_cassette(tmp_path), retries=3)
    with pytest.raises(StaleRecording):
        list(door.stream(Messages("s", "u")))


def _door(path: Path, **changes: Any) -> Door:
    return Door(make.endpoint(lambda request: httpx2.Response(500), http_client=_client(path), **changes))


def _stream(*texts: str) -> str:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    events = [{**head, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts]
    return "".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events) + "data: [DONE]\n\n"


def _live(request: httpx2.Request) -> httpx2.Response:
    """A server with everything a recording must not keep."""
    body = json.loads(request.read())
    secrets = {"set-cookie": "session=1", "openai-organization": "acme", "x-request-id": "req_1"}
    if request.url.path.endswith("/decisions"):
        return httpx2.Response(200, json=make.decisions_reply(body, 0.99), headers=secrets)
    if body.get("stream"):
        return httpx2.Response(200, text=_stream("Zwei ", "Antworten — „gut“."), headers={**secrets, "content-type": "text/event-stream"})
    quotes = {signal: (words,) for signal, words in make.SAID.items()}
    return httpx2.Response(200, json=make.chat_reply(make.extracted(quotes)), headers=secrets)


def _record(tmp_path: Path, live: Callable[[httpx2.Request], httpx2.Response], use: Callable[[Door], Any]) -> tuple[Path, Any]:
    recorder = CassetteRecorder(httpx2.MockTransport(live))
    endpoint = make.endpoint(live, http_client=httpx2.Client(transport=recorder), api_key="sk-secret", base_url="https://acme.example/v1")
    used = use(Door(endpoint))
    recorder.save(tmp_path / "recorded.json")
    return tmp_path / "recorded.json", used


def _grade(door: Door) -> Any:
    return grade_answer(make.QUESTION, make.DEEP, engine=LlmEngine(door), ladder=make.LADDER)


def test_a_recorded_grade_replays_to_the_same_outcome_byte_for_byte(tmp_path: Path) -> None:
    path, then = _record(tmp_path, _live, _grade)
    player = CassettePlayer(path)
    now = _grade(Door(make.endpoint(_live, http_client=httpx2.Client(transport=player))))
    assert isinstance(then, Grade)
    assert now.model_dump_json() == then.model_dump_json()
    assert player.unplayed == 0


def test_a_recorded_stream_replays_through_the_same_client(tmp_path: Path) -> None:
    path, then = _record(tmp_path, _live, lambda door: list(door.stream(Messages("s", "u"))))
    assert list(_door(path).stream(Messages("s", "u"))) == then == ["Zwei ", "Antworten — „gut“."]


def test_a_recording_holds_no_key_cookie_host_or_organisation(tmp_path: Path) -> None:
    path, _ = _record(tmp_path, _live, _grade)
    text = path.read_text("utf-8").lower()
    assert not [secret for secret in ("sk-secret", "acme", "cookie", "authorization", "req_1", "user-agent") if secret in text]
    assert {i["request"]["uri"].partition("/v1/")[0] for i in json.loads(text)["interactions"]} == {HOST}


def test_a_failure_is_never_recorded(tmp_path: Path) -> None:
    replies = [_live, lambda request: httpx2.Response(500, json={}, headers={"retry-after-ms": "1"})]

    def flaky(request: httpx2.Request) -> httpx2.Response:
        return (replies.pop() if len(replies) > 1 else replies[0])(request)

    def use(door: Door) -> list[str]:
        with pytest.raises(Exception, match="500"):
            list(door.stream(Messages("s", "u")))
        return list(door.stream(Messages("s", "u")))

    path, _ = _record(tmp_path, flaky, use)
    assert [i["response"]["status"]["code"] for i in deserialize(path.read_text("utf-8"))["interactions"]] == [200]


def test_two_recordings_of_the_same_requests_are_the_same_file(tmp_path: Path) -> None:
    one, two = _interaction({"n": 1}, '"1"'), _interaction({"n": 2}, '"2"')
    assert serialize({"version": 1, "interactions": [one, two]}) == serialize({"version": 1, "interactions": [two, one]})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param('{"a":[1,2.5,null,true],"ü":"ß — 🔥"}', id="JSON"),
        pytest.param("null", id="JSON that holds nothing"),
        pytest.param("plain words", id="text"),
        pytest.param("<html></html>", id="HTML"),
        pytest.param('data: {"a": 1}\n\ndata: [DONE]\n\n', id="events"),
        pytest.param("event: x\ndata: 1\r\n\r\n", id="events with carriage returns"),
        pytest.param("", id="empty"),
    ],
)
def test_a_body_comes_back_as_it_was(tmp_path: Path, answer: str) -> None:
    assert _ask(_client(_cassette(tmp_path, _interaction(ASKED, answer))), ASKED) == answer


@pytest.mark.parametrize(
    ("uri", "kept"),
    [
        ("https://api.acme.example/v1/decisions", f"{HOST}/v1/decisions"),
        ("http://127.0.0.1:8011/v1/models?limit=2", f"{HOST}/v1/models?limit=2"),
        ("https://user:pass@acme.example/v1/x", f"{HOST}/v1/x"),
    ],
)
def test_no_host_is_kept(uri: str, kept: str) -> None:
    assert without_host(uri) == kept


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe{", id="not UTF-8"),
        pytest.param(b'{"interactions": [', id="cut off"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"version": 1}', id="no interactions"),
        pytest.param(b'{"interactions": [1]}', id="an interaction that is none"),
        pytest.param(
            b'{"interactions": [{"request": {"body": null}, "response": {"body": {"string": ""}}}]}', id="without method and address"
        ),
        pytest.param(
            b'{"interactions": [{"request": {"body": null, "method": "GET", "uri": "/x"}, "response": {"body": {"string": "", "n": 1}}}]}',
            id="without status",
        ),
    ],
)
def test_a_cassette_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.json").write_bytes(content)
    with pytest.raises(BadInput, match=r"broken\.json cannot be read"):
        CassettePlayer(tmp_path / "broken.json")


def test_a_cassette_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="absent"):
        CassettePlayer(tmp_path / "absent.json")
