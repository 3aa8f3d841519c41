"""Recorded answers are written down by the endpoint, or fail in words."""

from __future__ import annotations

import httpx2
import pytest
from factories import endpoint

from vetting.errors import EndpointLacksRoute, EndpointRefusedKey, ModelAnswerUnusable
from vetting.llm import Door


def heard(status: int = 200, **reply: object) -> Door:
    return Door(endpoint(lambda request: httpx2.Response(status, json=reply)))


def test_what_was_said_comes_back_as_text() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, json={"text": " The index was stale. "})

    assert Door(endpoint(answer)).transcribe(b"RIFF....", "whisper-1") == "The index was stale."
    assert asked[0].url.path.endswith("/audio/transcriptions")
    assert b"RIFF...." in asked[0].content
    assert b"whisper-1" in asked[0].content


def test_silence_is_not_an_answer() -> None:
    with pytest.raises(ModelAnswerUnusable, match="heard no words"):
        heard(text="  ").transcribe(b"RIFF", "whisper-1")


@pytest.mark.parametrize(("status", "failure"), [(401, EndpointRefusedKey), (404, EndpointLacksRoute)])
def test_failures_have_names(status: int, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        heard(status, error={"message": "no"}).transcribe(b"RIFF", "whisper-1")
