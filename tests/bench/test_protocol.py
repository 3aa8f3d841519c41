"""The protocol is measured beside the one prompt it has to beat; the one prompt's quotes are checked like everybody's."""

from __future__ import annotations

import json
from typing import Any

import factories as make
import pytest
from factories import DEEP, QUESTION, SAID, TALK

from vetting.bench.naive import rated
from vetting.bench.protocol import ONE_PROMPT, PROTOCOL, bench_protocol, recorded_answers
from vetting.cli import main
from vetting.errors import EndpointUnreachable
from vetting.llm import Messages
from vetting.models.labelled import LabelledAnswer
from vetting.scale import Signal

S = Signal
BLUFF = LabelledAnswer(id="b", question=QUESTION, answer=DEEP, level=1, flags=(S.INCOHERENT_MECHANISM,))
PLAIN = LabelledAnswer(id="p", question=QUESTION, answer=TALK, level=0, flags=())


class Rater:
    """A door whose one prompt says what it is told."""

    def __init__(self, level: int, explanation: str) -> None:
        self.says = {"level": level, "explanation": explanation}
        self.told: list[Messages] = []

    def structured(self, messages: Messages, schema: Any) -> Any:
        self.told.append(messages)
        return schema.model_validate(self.says)


def test_the_one_prompts_quotes_are_the_words_in_quotation_marks_and_are_looked_up_in_the_answer() -> None:
    reading = rated(Rater(3, f'It says "{SAID[S.FIX]}" and also "we rolled it back at three in the morning".'), BLUFF)
    assert (reading.level, sum(map(len, reading.quotes.values())), reading.unsupported) == (3, 1, 1)


def test_the_one_prompt_gets_the_answer_as_data_and_the_scale_in_words() -> None:
    door = Rater(0, "Nothing.")
    rated(door, PLAIN)
    assert TALK not in door.told[0].system
    assert "strategy talk" in door.told[0].system


def test_a_failing_one_prompt_is_failed_and_no_level(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Rater(0, "")

    def fails(*_: object) -> None:
        raise EndpointUnreachable("The endpoint cannot be reached.")

    monkeypatch.setattr(door, "structured", fails)
    assert (rated(door, PLAIN).status, rated(door, PLAIN).mean) == ("failed", None)


def test_both_are_measured_on_the_same_answers_with_what_they_cost() -> None:
    door = make.FakeDoor(lambda *_: {}, {"level": 4, "explanation": "Impressive."})
    flag = make.reading(S.INCOHERENT_MECHANISM, DEEP, SAID[S.ROOT_CAUSE])
    outcomes = {DEEP: make.grade(1, flags=(flag,)), TALK: make.grade(0)}
    report, _ = bench_protocol([BLUFF, PLAIN], lambda question, answer: outcomes[answer], door)
    assert list(report.columns) == [PROTOCOL, ONE_PROMPT]
    protocol, naive = report.columns.values()
    assert (protocol["bluffs rated above their level"].value, naive["bluffs rated above their level"].value) == (0, 1)
    assert protocol["bluffs flagged"].value == 1
    assert "requests an answer" in naive


def test_the_recorded_answers_are_twelve_a_level_with_bluffs_and_injections_among_them() -> None:
    answers, _ = recorded_answers()
    assert [sum(answer.level == level for answer in answers) for level in range(5)] == [12] * 5
    assert sum(S.INCOHERENT_MECHANISM in (answer.flags or ()) for answer in answers) == 8
    assert sum(S.INSTRUCTION_TO_GRADER in (answer.flags or ()) for answer in answers) == 8


def test_the_recordings_are_not_the_offline_engines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--engine", "offline", "--replay"]) != 0
    assert "recordings are of the LLM engine" in capsys.readouterr().err


def test_the_recordings_play_whole_and_every_quote_stands(capsys: pytest.CaptureFixture[str]) -> None:
    """What the readers at the desk wrote, graded again: a figure that moves here is a change of the engine, not of a model."""
    assert main(["bench", "--replay", "--json"]) == 0
    columns = json.loads(capsys.readouterr().out)["columns"]
    protocol, naive = columns[PROTOCOL], columns[ONE_PROMPT]
    assert (protocol["graded"]["value"], naive["graded"]["value"]) == (60, 60)
    assert protocol["quotes that stand in the answer"]["value"] == 1.0
    assert protocol["answers that address the grader flagged"]["value"] == 1.0
    assert protocol["bluffs flagged"]["value"] == 1.0
    assert protocol["answers that address the grader rated above their level"]["value"] == 0.0
    assert protocol["requests an answer"]["value"] < 3
    assert protocol["QWK"]["value"] >= 0.95
