"""A plan from the shell: what a person reads, and what a program reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vetting.cli import main
from vetting.models.question import Plan

ROLE = "Our booking agent booked the same visit four times and the token bill doubled. We need a fractional AI officer for it."
CLAIMS = "- Rebuilt the tool-calling layer of a booking agent after duplicate bookings\nHobbies: chess"


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["ask", *words, "--engine", "offline", "--json"]) == 0
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    return shown


def test_the_json_is_the_contract_and_reads_back_as_a_plan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text(CLAIMS, "utf-16")
    shown = asked(capsys, "--role", ROLE, "--claims", str(tmp_path / "cv.txt"), "--focus", "evals", "-n", "5", "--minutes", "30")
    assert shown.pop("contract") == 1
    plan = Plan.model_validate(shown)
    assert plan.focus == ("evals",)
    assert len(plan.questions) == 5
    assert any(card.claim and "duplicate bookings" in card.claim for card in plan.questions)


def test_a_person_reads_cards_in_parts_with_sources_and_what_is_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text(CLAIMS)
    assert main(["ask", "--role", ROLE, "--claims", str(tmp_path / "cv.txt"), "-n", "3", "--engine", "offline"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("THE CORE") < shown.index("THIS CANDIDATE")
    for words in ("Why", "Strong", "Weak", "Tests", "If it is missing", "(S", "Covered:", "offline engine"):
        assert words in shown
    assert "\x1b" not in shown
    assert "╭" not in shown


def test_a_template_brings_its_own_time_focus_and_seniority(capsys: pytest.CaptureFixture[str]) -> None:
    shown = asked(capsys, "--template", "senior-ai-engineer")
    assert (shown["minutes"], shown["seniority"]) == (60, "engineer")
    assert "tool_calling" in shown["focus"]
    overruled = asked(capsys, "--template", "senior-ai-engineer", "--minutes", "20", "--seniority", "lead", "--focus", "cost")
    assert (overruled["minutes"], overruled["seniority"], overruled["focus"]) == (20, "lead", ["cost"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--role", "  "), "brief is empty"),
        (("--role", ROLE, "--focus", "hallucinaton"), "Did you mean hallucination"),
        (("--template", "nobody"), "no role template"),
        (("--brief", "nowhere.txt"), "no file nowhere.txt"),
        (("--role", ROLE, "--minutes", "2"), "2 minutes cannot be planned"),
        (("--role", ROLE, "-n", "99"), "1 to 40"),
        (("--brief", "-", "--claims", "-"), "Only one"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str) -> None:
    assert main(["ask", *words, "--engine", "offline"]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_a_document_that_is_no_text_is_refused_with_advice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(b"%PDF-1.7 whatever")
    assert main(["ask", "--role", ROLE, "--claims", str(tmp_path / "cv.pdf"), "--engine", "offline"]) == 2
    assert "paste" in capsys.readouterr().err


def test_signs_that_steer_a_terminal_are_made_visible(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text(
        "- Rebuilt the \x1b[31mtool-calling layer\x1b[0m of a booking agent after duplicate bookings [bold]x[/bold]"
    )
    assert main(["ask", "--role", ROLE, "--claims", str(tmp_path / "cv.txt"), "-n", "2", "--engine", "offline"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown


def test_without_a_key_the_llm_engine_is_refused_and_no_plan_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--role", ROLE, "--engine", "openai"]) == 2
    assert capsys.readouterr().out == ""
