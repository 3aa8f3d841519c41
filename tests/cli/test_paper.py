"""The verbs for paper: proposal, price, readiness."""

from __future__ import annotations

import json
from pathlib import Path

import factories as make
import httpx2
import pytest

from vetting.cli import main
from vetting.llm import Door

OFFER = (
    "I offer a strategic retainer, 12 hours a week, for $9,500 per month. "
    "A golden set of 200 cases is run before each release of your assistant. "
    "We do not cover on-call. You can leave with 30 days' notice."
)


@pytest.fixture
def offer(tmp_path: Path) -> str:
    path = tmp_path / "offer.txt"
    path.write_text(OFFER, "utf-8")
    return str(path)


def test_a_proposal_is_reviewed_as_json(offer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--engine", "offline", "proposal", offer, "--json"]) == 0
    review = json.loads(capsys.readouterr().out)
    assert review["status"] == "reviewed"
    assert {one["item"]: one["status"] for one in review["scope"]}["evals"] == "present"
    assert review["placements"][0]["list_price_usd"] == 9500


def test_a_proposal_is_drawn_with_its_quotes_and_the_letter_is_written(
    offer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "letter.docx"
    assert main(["--engine", "offline", "proposal", offer, "--letter", str(target)]) == 0
    shown = capsys.readouterr().out
    assert "A golden set of 200 cases" in shown
    assert "Hard rule" in shown
    assert target.read_bytes().startswith(b"PK")
    assert main(["--engine", "offline", "proposal", offer, "--letter", "-", "--to", "Ines"]) == 0
    assert capsys.readouterr().out.startswith("Dear Ines,")


def test_a_failing_endpoint_is_exit_code_3_and_says_that_nothing_is_absent(
    offer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    broken = Door(make.endpoint(lambda request: httpx2.Response(500, json={"error": {"message": "down"}})))
    monkeypatch.setattr("vetting.wiring.open_door", lambda *_: broken)
    assert main(["--engine", "openai", "proposal", offer]) == 3
    assert "Nothing in the document is called absent" in capsys.readouterr().err


def test_a_price_is_placed_several_are_stacked_and_a_hire_stands_beside(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", "$8,000/month", "8k a month", "$8,000 monthly", "--currency", "USD", "--hire", "--months", "6", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["stacked"]["monthly_usd"] == 24_000
    assert len(shown["hire"]["rows"]) == 6
    assert main(["price", "2.900 EUR a day", "--region", "EU"]) == 0
    assert "day rate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param([], "There is no price", id="nothing"),
        pytest.param(["cheap"], "is not a price", id="no figure"),
        pytest.param(["$9,500"], "does not say what it is for", id="no unit"),
        pytest.param(["$9,500/month", "--hours", "many"], "--hours", id="hours in no number"),
        pytest.param(["--hire", "--months", "40"], "months is 40", id="too many months"),
    ],
)
def test_a_price_that_cannot_be_read_is_exit_code_2_with_advice(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", *words]) == 2
    assert says in capsys.readouterr().err


def test_readiness_is_told_with_its_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["readiness", "--champion", "Bea", "--authority", "no", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "buy_a_consultant"
    assert main(["readiness", "--champion", "Bea"]) == 0
    assert "criteria 32, 51, 52" in capsys.readouterr().out
