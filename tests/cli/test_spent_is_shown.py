"""Whoever pays for an endpoint sees what each verb took, and can empty what was kept of its answers."""

from __future__ import annotations

import json
from pathlib import Path

import factories as make
import httpx2
import pytest
from factories import DEEP, QUESTION

from vetting.cli import main
from vetting.grading.llm import LlmEngine
from vetting.llm import Door
from vetting.llm.answered import Answered, Reply
from vetting.llm.prices import load_prices

EACH = "2 requests, 16 tokens in, 10 out, less than $0.0001"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Door:
    """An endpoint behind every verb."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/decisions"):
            return httpx2.Response(200, json=make.decisions_reply(json.loads(request.read()), 0.1))
        return httpx2.Response(200, json=make.chat_reply(make.extracted({})))

    door = Door(make.endpoint(answer, prices=load_prices()))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: LlmEngine(door))
    return door


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    rows = [{"id": f"a{n}", "question": QUESTION, "answer": f"{DEEP} Number {n}."} for n in range(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_one_grade_says_what_it_took(endpoint: Door, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "--question", QUESTION, "--answer", DEEP]) == 0
    assert f"Took {EACH}." in " ".join(capsys.readouterr().out.split())
    assert main(["grade", "--question", QUESTION, "--answer", DEEP, "--json"]) == 0
    spent = json.loads(capsys.readouterr().out)["spent"]
    assert (spent["requests"], spent["cached"], spent["input_tokens"], spent["output_tokens"]) == (2, 0, 16, 10)
    assert spent["usd"] == pytest.approx((16 * 0.1 + 10 * 0.5) / 1e6)


def test_a_batch_says_what_each_line_and_all_of_it_took(
    endpoint: Door, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["grade-batch", str(answers), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["spent"]["requests"] == 6
    assert [json.loads(line)["spent"]["requests"] for line in out.read_text("utf-8").splitlines()] == [2, 2, 2]
    assert main(["grade-batch", str(answers), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["spent"] is None, "nothing was graded, so nothing was spent"


def test_a_batch_without_an_endpoint_says_nothing_of_cost(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: make.FakeEngine(make.claims()))
    assert main(["grade-batch", str(answers), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert "Took" not in capsys.readouterr().err


def test_the_doctor_shows_what_is_kept_and_empties_it(shared_cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = Answered(shared_cache / "answered.sqlite")
    kept.clear()
    kept.keep("k", Reply("t", b"x" * 400_000))
    assert "1 kept, 0.4 MB" in _doctor(capsys)
    assert "0 kept, 0.0 MB" in _doctor(capsys, "--clear-cache")
    assert kept.kept().answers == 0


def test_the_doctor_says_where_the_cache_is_not_used(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VETTING_REQUEST_CACHE", "off")
    assert "VETTING_REQUEST_CACHE is off" in _doctor(capsys)


def _doctor(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    main(["doctor", "--offline", "--json", *options])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return str(next(check["says"] for check in checks if check["check"] == "answers of endpoints"))
