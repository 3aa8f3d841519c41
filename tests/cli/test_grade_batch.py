"""A file of answers is graded once, whole, and never at the cost of another file; whatever stops it, running it again goes on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import factories as make
import pytest
from factories import DEEP, QUESTION, TALK, FakeEngine

from vetting.cli import main
from vetting.cli.batch_files import only_one, read_rows
from vetting.errors import BadInput, EndpointUnreachable
from vetting.grading.engine import Engine
from vetting.models.outcome import Claims
from vetting.scale import DEPTH, Signal

Lines = list[dict[str, Any]]


@pytest.fixture
def use_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    """Puts an engine in place of the one the settings would open."""
    return lambda engine: monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    _write(path, [_row(f"a{n}", DEEP if n % 2 else TALK) for n in range(6)])
    return path


def _row(id: str, answer: str = DEEP, **more: Any) -> dict[str, Any]:
    return {"id": id, "question": QUESTION, "answer": answer, **more}


def _write(path: Path, rows: Lines) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _read(path: Path) -> Lines:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def _sees_depth(question: str, answer: str) -> Claims:
    return make.claims(*DEPTH) if DEEP in answer else Claims(claims=())


def _batch(path: Path, out: Path) -> int:
    return main(["grade-batch", str(path), "--out", str(out)])


def test_every_answer_gets_a_line_of_the_contract_in_the_order_given(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]
) -> None:
    use_engine(FakeEngine(_sees_depth))
    assert _batch(answers, tmp_path / "deep" / "out.jsonl") == 0
    lines = _read(tmp_path / "deep" / "out.jsonl")
    assert [(line["id"], line["level"]) for line in lines] == [(f"a{n}", 4 if n % 2 else 1) for n in range(6)]
    assert list(lines[0])[:3] == ["id", "contract", "status"]


def test_a_second_run_grades_nothing_and_changes_no_byte(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    out = tmp_path / "out.jsonl"
    engine = FakeEngine(_sees_depth)
    use_engine(engine)
    _batch(answers, out)
    before, read = out.read_bytes(), len(engine.read_answers)
    assert _batch(answers, out) == 0
    assert out.read_bytes() == before
    assert len(engine.read_answers) == read == 6


@pytest.mark.parametrize("cut", [1, 9, 60, 400], ids=lambda cut: f"{cut} bytes of the last line gone")
def test_a_run_that_was_killed_goes_on_where_it_stopped(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None], cut: int
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    engine = FakeEngine(_sees_depth)
    use_engine(engine)
    _batch(answers, whole)
    kept = b"".join(whole.read_bytes().splitlines(keepends=True)[:4])
    out.write_bytes(kept[:-cut])
    engine.read_answers.clear()
    assert _batch(answers, out) == 0
    assert out.read_bytes() == whole.read_bytes()
    assert len(engine.read_answers) == (2 if cut == 1 else 3), "a line that lacks only its end is whole"


def test_a_line_cut_inside_a_sign_of_several_bytes_is_graded_again(tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    _write(path, [_row("ü1"), _row("ü2")])
    use_engine(FakeEngine(_sees_depth))
    _batch(path, out)
    whole = out.read_bytes()
    out.write_bytes(whole[: whole.rindex("ü2".encode()) + 1])
    assert _batch(path, out) == 0
    assert out.read_bytes() == whole


def test_failed_lines_are_tried_again_and_the_exit_code_says_so(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]
) -> None:
    out = tmp_path / "out.jsonl"
    gone = {"a2", "a3"}

    def flaky(question: str, answer: str) -> Claims:
        if len(engine.read_answers) in (3, 4):
            raise EndpointUnreachable("The endpoint cannot be reached.")
        return _sees_depth(question, answer)

    engine = FakeEngine(flaky)
    use_engine(engine)
    assert _batch(answers, out) == 3
    assert {line["id"] for line in _read(out) if line["status"] == "failed"} == gone
    assert _batch(answers, out) == 0
    assert {line["id"]: line["status"] for line in _read(out)} == {f"a{n}": "graded" for n in range(6)}
    assert len(engine.read_answers) == 6 + len(gone)


@pytest.mark.parametrize("changed", ["answer", "engine"])
def test_a_grade_made_from_something_else_is_made_again(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None], changed: str
) -> None:
    out = tmp_path / "out.jsonl"
    use_engine(FakeEngine(_sees_depth))
    _batch(answers, out)
    other = FakeEngine(_sees_depth)
    if changed == "engine":
        other.model = "another"
    else:
        _write(answers, [_row("a0", DEEP + " Again."), *(_row(f"a{n}", DEEP if n % 2 else TALK) for n in range(1, 6))])
    use_engine(other)
    _batch(answers, out)
    assert len(other.read_answers) == (6 if changed == "engine" else 1)
    assert {line["fingerprint"]["model"] for line in _read(out)} == {other.model}
    assert {line["id"]: line["level"] for line in _read(out)}["a0"] == (4 if changed == "answer" else 1)


def test_what_another_input_file_put_there_is_kept(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    out, more = tmp_path / "out.jsonl", tmp_path / "more.jsonl"
    use_engine(FakeEngine(_sees_depth))
    _batch(answers, out)
    _write(more, [_row("b0")])
    _batch(more, out)
    assert [line["id"] for line in _read(out)] == [*(f"a{n}" for n in range(6)), "b0"]


def test_signs_that_json_allows_inside_a_text_do_not_cut_lines(tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    quote = "it broke\u2028in\x85March for nine hours"
    engine = FakeEngine(Claims(claims=(make.claim(Signal.INCIDENT, 0.99, quote),)))
    use_engine(engine)
    _write(path, [_row("a", f"Well, {quote}. {TALK}")])
    for _ in range(2):
        assert _batch(path, out) == 0
    (line,) = _read(out)
    assert line["signals"][0]["evidence"][0]["quote"] == quote
    assert len(engine.read_answers) == 1


def test_half_a_character_in_an_answer_is_no_reason_to_stop(tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text(json.dumps(_row("a", "half \ud83d " + DEEP)) + "\n", "utf-8")
    use_engine(FakeEngine(_sees_depth))
    assert _batch(path, out) == 0
    assert _read(out)[0]["level"] == 4


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps(_row("a")), id="the input itself, one line without an end"),
        pytest.param(json.dumps(_row("a")) + "\n" + json.dumps(_row("b")) + "\n", id="labelled answers"),
        pytest.param("notes I must not lose", id="notes"),
        pytest.param("a,b\n1,2\n", id="a table"),
        pytest.param("[]\n", id="another JSON"),
    ],
)
def test_a_file_that_holds_something_else_is_never_overwritten(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str], content: str
) -> None:
    out = tmp_path / "precious.jsonl"
    out.write_text(content, "utf-8")
    use_engine(FakeEngine(_sees_depth))
    assert _batch(answers, out) == 2
    assert out.read_text("utf-8") == content
    assert "Give another file to --out" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.glob("precious*")) == ["precious.jsonl"]


def test_the_input_file_is_no_output_file(answers: Path, use_engine: Callable[[Engine], None]) -> None:
    before = answers.read_bytes()
    use_engine(FakeEngine(_sees_depth))
    assert _batch(answers, answers) == 2
    assert answers.read_bytes() == before


def test_a_second_run_on_the_same_output_is_locked_out(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    out = tmp_path / "out.jsonl"
    use_engine(FakeEngine(_sees_depth))
    with only_one(out):
        assert _batch(answers, out) == 2
    assert not out.exists()
    assert _batch(answers, out) == 0
    assert not list(tmp_path.glob("*.lock"))


def test_a_lock_left_by_a_crash_locks_nobody_out(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    (tmp_path / "out.jsonl.lock").touch()
    use_engine(FakeEngine(_sees_depth))
    assert _batch(answers, tmp_path / "out.jsonl") == 0


def test_an_output_that_cannot_be_written_is_named(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    use_engine(FakeEngine(_sees_depth))
    assert _batch(answers, tmp_path / "folder.jsonl") == 2
    assert _batch(answers, answers / "out.jsonl") == 2


def test_a_stopped_run_does_not_grade_the_rest_first(answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None]) -> None:
    def stops(question: str, answer: str) -> Claims:
        if len(engine.read_answers) == 3:
            raise KeyboardInterrupt
        return _sees_depth(question, answer)

    engine = FakeEngine(stops)
    use_engine(engine)
    assert _batch(answers, tmp_path / "out.jsonl") == 130
    assert len(engine.read_answers) <= 4
    assert [line["id"] for line in _read(tmp_path / "out.jsonl")] == ["a0", "a1"]


def test_an_endpoint_is_asked_for_several_answers_at_once_and_the_order_holds(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(2, timeout=5)

    def waits_for_another(question: str, answer: str) -> Claims:
        together.wait()
        return _sees_depth(question, answer)

    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    use_engine(FakeEngine(waits_for_another))
    assert _batch(answers, tmp_path / "out.jsonl") == 0
    assert [line["id"] for line in _read(tmp_path / "out.jsonl")] == [f"a{n}" for n in range(6)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('{"id": "a", "question": "q", "answer": "a"}\n{"id": ', "line 2: not JSON", id="not JSON"),
        pytest.param("[1]", "line 1: not a JSON object", id="a list"),
        pytest.param('{"id": "a", "question": "q"}', "line 1: the field 'answer' is missing or not text", id="no answer"),
        pytest.param('{"id": 7, "question": "q", "answer": "a"}', "line 1: the field 'id' is missing or not text", id="id is a number"),
        pytest.param('\n\n{"id": "a", "question": null, "answer": "a"}', "line 3: the field 'question'", id="blank lines are counted"),
        pytest.param('{"id": "\\ud800", "question": "q", "answer": "a"}', "line 1: the id holds half a character", id="half a character"),
        pytest.param('{"id": "a", "question": "q", "answer": "a"}\n' * 2, "line 2: the id 'a' is on line 1 too", id="an id twice"),
        pytest.param("", "holds no answers", id="empty"),
        pytest.param(" \n\n", "holds no answers", id="blank"),
    ],
)
def test_faulty_lines_are_named_and_nothing_is_graded(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says.replace("(", r"\(")):
        read_rows(text, "in.jsonl")


def test_many_faults_are_counted_and_the_first_ten_shown() -> None:
    with pytest.raises(BadInput, match=r"25 line\(s\) are at fault: line 1: .* line 10: .* … and 15 more"):
        read_rows("x\n" * 25, "in.jsonl")


def test_other_fields_are_left_alone() -> None:
    assert [row.id for row in read_rows(json.dumps(_row("a", level=3, signals=["fix"])), "in.jsonl")] == ["a"]


def test_the_summary_is_json_where_asked(
    answers: Path, tmp_path: Path, use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str]
) -> None:
    use_engine(FakeEngine(_sees_depth))
    main(["grade-batch", str(answers), "--out", str(tmp_path / "out.jsonl"), "--json"])
    summary = json.loads(capsys.readouterr().out)
    assert (summary["rows"], summary["graded"], summary["failed"], summary["already_done"]) == (6, 6, 0, 0)
