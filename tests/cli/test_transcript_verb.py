"""vetting transcript, and vetting bench --transcripts, on the labelled transcripts and the real offline engine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from vetting.cli import main
from vetting.settings import from_environment
from vetting.wiring import open_store

OPEN = Path(__file__).resolve().parent.parent / "data" / "transcripts" / "open"
CLEAR, LOST, TALKERS = OPEN / "t01-zoom.vtt", OPEN / "t12-labels.srt", OPEN / "t06-meet.txt"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["transcript", *words, "--engine", "offline"])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_transcript_becomes_a_kept_interview(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(CLEAR), "--json")
    told = json.loads(out)
    assert code == 0
    assert [len(pair["exchanges"]) for pair in told["pairs"]] == [3, 2, 1]
    assert [len(pair["outcomes"]) for pair in told["pairs"]] == [3, 2, 1]
    assert {one["name"]: one["role"] for one in told["speakers"]} == {"Dana Whitfield": "interviewer", "Sam Okafor": "candidate"}
    assert told["gate"] == "pass"
    interview = open_store(from_environment()).read(told["interview"]).interview
    assert interview.candidate == "Sam Okafor"
    assert [turn.outcomes[-1].model_dump(mode="json")["status"] for turn in interview.turns] == [
        pair["outcomes"][-1]["status"] for pair in told["pairs"]
    ]


def test_what_cannot_be_graded_says_why_and_keeps_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(LOST))
    assert code == 1
    assert "Not gradable" in out
    assert "could not be heard" in out
    assert open_store(from_environment()).list() == ()


def test_check_shows_and_grades_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(CLEAR), "--check")
    assert code == 0
    assert "Left out, graded nowhere" in out
    assert open_store(from_environment()).list() == ()


def test_a_person_says_who_is_who(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(TALKERS), "--check", "--json", "--candidate", "tom adeyemi", "--leave-out", "Ingrid Solheim")
    roles = {one["name"]: one["role"] for one in json.loads(out)["speakers"]}
    assert roles == {"Ingrid Solheim": "other", "Tom Adeyemi": "candidate", "Katya Morozova": "interviewer"}


def test_somebody_who_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, str(TALKERS), "--candidate", "Nobody")
    assert code == 2
    assert "Nobody in the transcript is called 'Nobody'. It has: Ingrid Solheim" in err


def test_where_it_is_not_plain_who_answers_it_asks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    alike = tmp_path / "alike.txt"
    alike.write_text("Ann Lee: What broke for you?\nCy Doe: What broke for you?\nAnn Lee: The index broke.\nCy Doe: The queue broke.\n")
    code, _, err = run(capsys, str(alike))
    assert code == 2
    assert "Use --candidate SPEAKER" in err


def test_a_file_that_is_no_transcript_says_what_to_try(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    video = tmp_path / "call.mp4"
    video.write_bytes(b"\x00\x00\x00 ftypisom" + bytes(99))
    code, _, err = run(capsys, str(video))
    assert code == 2
    assert "Have it written down first" in err


def test_the_bench_holds_the_open_half(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The open half is what the rules were made on, so it must not slip; figures on the held half stand in docs/."""
    assert main(["bench", "--transcripts", str(OPEN), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    total = told["rows"][-1]
    for name in ("found", "labelled", "main_found", "main_labelled", "roles", "gates", "matched"):
        assert total[name]["right"] >= 0.97 * total[name]["of"] > 0, (name, total["faults"])
    assert told["floor"]["main_labelled"]["right"] < 0.3 * total["main_labelled"]["of"]


def test_the_bench_tells_a_wrong_pairing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A label that says otherwise costs precision and recall."""
    for name in ("t13-plain.txt", "t13-plain.txt.yaml", "t01-zoom.vtt"):
        shutil.copy(OPEN / name, tmp_path)
    label = (OPEN / "t01-zoom.vtt.yaml").read_text("utf-8")
    (tmp_path / "t01-zoom.vtt.yaml").write_text(label.replace("is: A1.1", "is: '-'", 1).replace("interviewer", "candidate"), "utf-8")
    assert main(["bench", "--transcripts", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "0.83 (5 of 6)" in out
    assert "role of Dana Whitfield" in out


def test_a_folder_without_labels_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["bench", "--transcripts", str(tmp_path)]) == 2
    assert "no labelled transcripts" in capsys.readouterr().err
