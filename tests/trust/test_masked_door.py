"""Through the real clients: no request tells who is meant, quotes are the candidate's own words, and the grade is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import factories as make
import httpx2
import pytest
from factories import LADDER, QUESTION, SAID
from pydantic import BaseModel

from vetting.grading import grade_answer
from vetting.grading.llm import LlmEngine
from vetting.llm import Door, Messages
from vetting.models.outcome import Grade
from vetting.prompts import fence
from vetting.questions.request import PlanRequest
from vetting.scale import Signal
from vetting.settings import from_environment
from vetting.trust.door import MaskedDoor
from vetting.trust.identity import Identity, known, known_as
from vetting.wiring import open_door, open_knowledge, planned

GRACE = Identity(names=("Grace Hopper", "Hopper"), places=("Northwind",))
ANSWER = (
    " ".join(SAID.values())
    .replace("A fitter in Lyon", "Hopper of Northwind, h@example.com,")
    .replace("I wrote that", "I, Grace Hopper, wrote that")
)
TELLING = ("Hopper", "Northwind", "h@example.com")


class Endpoint:
    """Quotes what it is shown, sentence by sentence, and keeps every request."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.read())
        self.seen.append(json.dumps(body, ensure_ascii=False))
        if "questions" in body:
            return httpx2.Response(200, json=make.decisions_reply(body))
        return httpx2.Response(200, json=make.chat_reply(self._quotes(json.loads(body["messages"][1]["content"]))))

    def _quotes(self, given: dict[str, Any]) -> dict[str, Any]:
        sentences = given["candidate_answer"].split(". ")
        quotes = {signal: (sentence,) for signal, sentence in zip(SAID, sentences, strict=False)}
        return dict(make.extracted(quotes))


def _graded(door: type[Door]) -> tuple[Grade, Endpoint]:
    endpoint = Endpoint()
    with known_as(GRACE):
        grade = grade_answer(QUESTION, ANSWER, engine=LlmEngine(door(make.endpoint(endpoint))), ladder=LADDER)
    assert isinstance(grade, Grade)
    return grade, endpoint


def test_no_request_tells_who_is_meant() -> None:
    _, open_endpoint = _graded(Door)
    assert all(any(word in seen for seen in open_endpoint.seen) for word in TELLING), "without the mask it would"
    _, endpoint = _graded(MaskedDoor)
    assert endpoint.seen
    assert not [word for word in TELLING for seen in endpoint.seen if word in seen]


def test_the_grade_is_the_same_and_says_that_it_was_masked() -> None:
    masked, _ = _graded(MaskedDoor)
    plain, _ = _graded(Door)
    assert masked.model_copy(update={"fingerprint": plain.fingerprint, "spent": plain.spent}) == plain
    assert masked.fingerprint.model == f"{plain.fingerprint.model}, identity masked"


def test_quotes_are_the_candidates_own_words() -> None:
    grade, _ = _graded(MaskedDoor)
    noticed = next(reading for reading in grade.signals if reading.name is Signal.DETECTION)
    assert "Hopper of Northwind, h@example.com" in noticed.evidence[0].quote
    assert grade.unsupported == 0


def test_a_text_that_comes_in_pieces_is_put_back_together() -> None:
    chunks = ["She is [na", "me 1", "] of [organisation 1", "]."]
    events = [
        {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [{"index": 0, "delta": {"content": one}}]}
        for one in chunks
    ]
    events.append({**events[0], "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    door = MaskedDoor(make.endpoint(lambda _: httpx2.Response(200, text=stream, headers={"content-type": "text/event-stream"})))
    with known_as(GRACE):
        said = "".join(door.stream(Messages("Say who.", fence(answers=["Hopper\nof Northwind"]))))
    assert said == "She is Hopper of Northwind."


class Named(BaseModel):
    who: list[str]


def test_a_request_with_nothing_to_hide_is_left_as_it_is() -> None:
    seen: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.read())
        return httpx2.Response(200, json=make.chat_reply({"who": ["nobody"]}))

    messages = Messages("Say who.", fence(answer="The index was stale."))
    for door in (Door, MaskedDoor):
        assert door(make.endpoint(answer)).structured(messages, Named) == Named(who=["nobody"])
    assert seen[0] == seen[1]


def test_a_door_is_masked_unless_the_settings_or_a_recording_say_otherwise() -> None:
    settings = from_environment({"OPENAI_API_KEY": "sk-test"})
    assert isinstance(open_door(settings), MaskedDoor)
    assert not isinstance(open_door(replace(settings, masks_identity=False)), MaskedDoor)
    assert not isinstance(open_door(settings, httpx2.Client()), MaskedDoor), "what was recorded is what is replayed"


def test_a_plan_is_asked_for_without_the_name_in_the_cv(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Identity] = []
    monkeypatch.setattr("vetting.questions.plan.make_plan", lambda *_: seen.append(known()))
    settings = from_environment({}, engine="offline")
    monkeypatch.setattr("vetting.wiring.open_index", lambda *_: None)
    planned(PlanRequest(brief="Head of AI.", claims="Grace Hopper\nLead at Northwind."), settings, open_knowledge(settings))
    assert seen == [Identity(names=("Grace Hopper", "Hopper"), places=("Northwind",))]
