"""A practice session in the terminal: nothing is revealed before the guess, everything is kept, and the JSON says the same."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from vetting.cli import main
from vetting.practice.cast import load_cast
from vetting.storage import open_store

ASKED = ("Good morning!", "Tell me about one failure in production.", "What was the root cause?")
WHO = ("--persona", "marta-lindqvist")


def sit(monkeypatch: pytest.MonkeyPatch, *lines: str, more: tuple[str, ...] = WHO) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return main(["practice", *more, "--engine", "offline"])


def test_a_session_ends_with_the_truth_the_timeline_and_what_was_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    assert sit(monkeypatch, *ASKED, "/done", "3", "80 %") == 0
    out = capsys.readouterr().out
    before, after = out.split("Your own level, before the reveal", 1)
    assert "operator" not in before
    assert "True level" not in before
    for words in ("True level 4", "the verdict is right", "Truth sheet", "What each question did", "Not asked for", "Probing "):
        assert words in after
    assert "The machine, on the same conversation: level" in after
    assert "Too few for a curve" in after
    kept = open_store(own_home / "vetting.sqlite").practices.list()
    assert [(one.persona, len(one.said), one.guess and one.guess.level, one.machine is not None) for one in kept] == [
        ("marta-lindqvist", 3, 3, True)
    ]


def test_stopping_keeps_the_session_and_reveals_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    assert sit(monkeypatch, *ASKED) == 0
    out = capsys.readouterr().out
    assert "True level" not in out
    id = open_store(own_home / "vetting.sqlite").practices.list()[0].id
    assert f"--resume {id}" in out
    assert sit(monkeypatch, "What did you change?", "/done", "oops", "4", "90", more=("--resume", id)) == 0
    out = capsys.readouterr().out
    assert "Type a whole number from 0 to 4." in out
    assert "True level 4" in out


def test_json_before_the_guess_holds_nothing_that_tells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sit(monkeypatch, *ASKED, "/quit", more=(*WHO, "--json"))
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert shown["revealed"] is False
    assert set(shown["candidate"]) == {"id", "name", "headline"}
    assert set(shown["said"][0]) == {"asked", "reply", "speaker"}


def test_json_after_the_guess_holds_truth_probing_and_calibration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sit(monkeypatch, *ASKED, "/done", "4", "60", more=(*WHO, "--json"))
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (shown["revealed"], shown["candidate"]["level"], shown["practice"]["guess"]["sure"]) == (True, 4, 60)
    assert shown["probing"]["settled"]["root_cause"] == 1
    assert shown["calibration"]["sessions"] == 1


def test_the_list_tells_names_and_headlines_and_never_what_they_are_worth(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "--list", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {one["id"] for one in shown["candidates"]} == {persona.id for persona in load_cast()}
    assert {key for one in shown["candidates"] for key in one} == {"id", "name", "headline"}
    assert main(["practice", "--list"]) == 0
    out = capsys.readouterr().out
    assert not any(persona.kind.value in out for persona in load_cast())


def test_a_seed_draws_the_same_candidate_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    names = []
    for _ in range(2):
        sit(monkeypatch, "/quit", more=("--surprise", "--seed", "monday"))
        names.append(capsys.readouterr().out.split(":")[0])
    assert names[0] == names[1]


def test_a_chosen_level_is_left_out_of_the_calibration(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sit(monkeypatch, *ASKED, "/done", "0", "100", more=("--level", "0", "--json"))
    shown = json.loads(capsys.readouterr().out)
    assert (shown["calibration"]["sessions"], shown["calibration"]["left_out"]) == (0, 1)


def test_an_unknown_candidate_or_session_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert sit(monkeypatch, more=("--persona", "nobody")) == 2
    assert "There is no candidate 'nobody'" in capsys.readouterr().err
    assert sit(monkeypatch, more=("--resume", "none")) == 2
    assert "no practice session 'none'" in capsys.readouterr().err


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_endpoint_that_fails_costs_the_question_and_not_the_session(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "VETTING_RETRIES": "0"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ASKED[1]}\n/quit\n"))
    assert main(["practice", *WHO, "--engine", "openai"]) == 0
    assert "The question was not answered" in capsys.readouterr().out
