"""Graded over the wire: recordings of the real clients on Decisions, structured chat and a stream (see cassettes/README.md)."""

from __future__ import annotations

import factories as make
import pytest
from factories import DEEP, LADDER, QUESTION, SAID, TALK

from vetting.grading import grade_answer
from vetting.grading.llm import LlmEngine
from vetting.interview.debrief import written_debrief
from vetting.llm import Door, Endpoint
from vetting.models.outcome import Grade
from vetting.scale import DEPTH, Signal
from vetting.settings import CHAT_MODEL, DECISIONS_MODEL


@pytest.fixture
def door(endpoint_url: str, endpoint_key: str) -> Door:
    return Door(Endpoint(endpoint_key, endpoint_url, CHAT_MODEL, DECISIONS_MODEL, timeout=600, retries=0))


@pytest.mark.vcr
def test_a_deep_answer_is_graded_confirmed_and_told_of_over_the_wire(door: Door) -> None:
    grade = grade_answer(QUESTION, DEEP, engine=LlmEngine(door), ladder=LADDER)
    assert isinstance(grade, Grade)
    assert grade.level >= 3
    assert grade.unsupported == 0
    for reading in grade.signals:
        for evidence in reading.evidence:
            assert DEEP[evidence.start : evidence.end] == evidence.quote
    assert {reading.name for reading in grade.signals if reading.evidence} == set(DEPTH)
    assert door.meter.requests == 3, "decide, extract, confirm"

    debrief = "".join(written_debrief(make.interview(make.turn(grade)), door))
    assert any(words.rstrip(".") in debrief for words in SAID.values())
    assert door.meter.requests == 4
    assert door.meter.output_tokens > 0


@pytest.mark.vcr
def test_strategy_talk_is_graded_in_two_requests_and_probed_for_an_event(door: Door) -> None:
    grade = grade_answer(QUESTION, TALK, engine=LlmEngine(door), ladder=LADDER)
    assert isinstance(grade, Grade)
    assert grade.level == 0
    assert Signal.FRAMEWORK_TALK in {flag.name for flag in grade.flags}
    assert grade.strategy_share is not None
    assert grade.strategy_share > 0.5
    assert grade.probes[0].aims_at is Signal.INCIDENT
    assert door.meter.requests == 2
