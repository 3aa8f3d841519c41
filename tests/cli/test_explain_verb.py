"""vetting explain takes one answer or a file of them, and prints words or JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest
from factories import DEEP, QUESTION, FakeEngine

from vetting.cli import main
from vetting.errors import EndpointUnreachable
from vetting.grading.engine import Engine
from vetting.scale import DEPTH


@pytest.fixture
def use_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    return lambda engine: monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)


def test_one_answer_is_explained_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(DEEP)
    assert main(["explain", "--engine", "offline", "--question", QUESTION, str(tmp_path / "answer.txt")]) == 0
    said = capsys.readouterr().out
    assert "From signals to level" in said
    assert "The re-embed job skipped files" in said
    assert "points" in said


def test_a_file_of_answers_gives_a_list_and_one_of_it_by_id(
    use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    use_engine(FakeEngine(make.claims(*DEPTH)))
    rows = [{"id": name, "question": QUESTION, "answer": DEEP, "level": 4} for name in ("a", "b")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["explain", "--json", str(tmp_path / "in.jsonl")]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["a", "b"]
    assert main(["explain", "--json", str(tmp_path / "in.jsonl"), "--id", "b"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["outcome"]["level"] == 4
    assert set(one) == {"id", "contract", "outcome", "path", "sentences", "turning", "notes"}
    assert main(["explain", str(tmp_path / "in.jsonl"), "--id", "c"]) == 2


def test_an_engine_that_failed_is_an_exit_code(use_engine: Callable[[Engine], None]) -> None:
    use_engine(FakeEngine(EndpointUnreachable("no answer")))
    assert main(["explain", "--question", QUESTION, "--answer", DEEP]) == 3


@pytest.mark.parametrize("given", [[], ["--question", "q"], ["--question", "q", "--answer", "a", "file"], ["--answer", "a"]])
def test_too_little_or_too_much_is_told(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *given]) == 2
    assert "Give" in capsys.readouterr().err
