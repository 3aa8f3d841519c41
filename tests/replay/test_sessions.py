"""The shipped sessions, replayed: same grades without network, and drift named where something moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import httpx2
import pytest

from vetting.cli import main
from vetting.models.outcome import Grade
from vetting.replay.session import cassette_of, read_session, sessions_in
from vetting.resources import data_dir

SESSIONS = sessions_in(data_dir("cassettes/sessions"))


def test_there_are_an_operator_a_strategist_and_a_mixed_session_of_five_to_eight_answers() -> None:
    assert set(SESSIONS) == {"operator", "strategist", "mixed"}
    for path in SESSIONS.values():
        assert 5 <= len(read_session(path).interview.turns) <= 8


def test_the_operator_proves_depth_and_the_strategist_does_not() -> None:
    def levels(name: str) -> list[int]:
        outcomes = [turn.outcomes[-1] for turn in read_session(SESSIONS[name]).interview.turns]
        return [outcome.level for outcome in outcomes if isinstance(outcome, Grade)]

    assert min(sorted(levels("operator"))[-4:]) >= 3
    assert max(levels("strategist")) <= 1


def test_the_mixed_session_has_probes_that_lift_a_grade() -> None:
    turns = read_session(SESSIONS["mixed"]).interview.turns
    graded = [[o.level for o in turn.outcomes if isinstance(o, Grade)] for turn in turns]
    assert sum(levels[-1] > levels[0] for levels in graded if len(levels) > 1) >= 2


@pytest.mark.parametrize("name", sorted(SESSIONS))
def test_a_session_uses_decisions_structured_chat_and_a_stream(name: str) -> None:
    recorded = json.loads(cassette_of(SESSIONS[name]).read_text("utf-8"))["interactions"]
    asked = [interaction["request"] for interaction in recorded]
    assert any(request["uri"].endswith("/decisions") for request in asked)
    assert any("response_format" in request["body"]["json"] for request in asked)
    assert any(request["body"]["json"].get("stream") for request in asked)


@pytest.mark.parametrize("name", sorted(SESSIONS))
def test_a_session_replays_to_the_same_grades(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--json", name]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["drifted"] == []


def test_a_changed_grade_is_drift_with_its_own_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _copied(tmp_path)
    session = json.loads(path.read_text("utf-8"))
    session["interview"]["turns"][0]["outcomes"][0]["strategy_share"] = 0.9
    path.write_text(json.dumps(session), "utf-8")
    assert main(["replay", str(path)]) == 5
    assert "≠" in capsys.readouterr().out


def test_a_prompt_or_criterion_that_moved_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _copied(tmp_path)
    session = json.loads(path.read_text("utf-8"))
    part = next(iter(session["parts"]))
    session["parts"][part] = "0" * 16
    for turn in session["interview"]["turns"]:
        for outcome in turn["outcomes"]:
            outcome["fingerprint"]["prompts"]["extract"] = "v0-000000000000"
    path.write_text(json.dumps(session), "utf-8")
    assert main(["replay", str(path)]) == 0, "the grades are the same, so it is no drift"
    said = capsys.readouterr().out
    assert f"{part} changed" in said
    assert "prompt extract: v0-000000000000" in said


def test_an_answer_that_was_not_recorded_is_refused_with_the_advice_to_record_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _copied(tmp_path)
    session = json.loads(path.read_text("utf-8"))
    session["interview"]["turns"][0]["exchanges"][0]["answer"] += " And then one more thing that nobody recorded."
    path.write_text(json.dumps(session), "utf-8")
    assert main(["replay", str(path)]) == 4
    assert "re-record" in capsys.readouterr().err


def test_replay_never_reaches_the_network_even_with_a_key_and_an_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("replay opened a real transport")

    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", refuse)
    assert main(["replay", "mixed"]) == 0


def _copied(folder: Path) -> Path:
    for path in (SESSIONS["mixed"], cassette_of(SESSIONS["mixed"])):
        shutil.copy(path, folder / path.name)
    return folder / SESSIONS["mixed"].name
