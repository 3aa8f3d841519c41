"""The bench counts what happened: nothing is dropped, nothing invented, and training answers are named."""

import json
from pathlib import Path

import pytest

from vetting.bench.pairs import as_expected, bench_pairs
from vetting.bench.readings import Reading
from vetting.bench.runner import bench_answers
from vetting.cli import main
from vetting.errors import BadInput
from vetting.grading.labelled import is_pairs_file, read_answers, read_pairs
from vetting.grading.rule import nearest_level
from vetting.models.labelled import LabelledAnswer, Pair
from vetting.models.outcome import Failed, Fingerprint, Grade, NotAssessed, Outcome, SignalReading
from vetting.scale import DEPTH, Signal, verdict_of

DEV = Path(__file__).parent.parent / "data" / "grading" / "dev_answers.jsonl"
MADE_BY = Fingerprint(engine="fake", model="m", code="c", knowledge="k", input="i")


def _grade_at(mean: float, signals: tuple[Signal, ...] = ()) -> Grade:
    level = nearest_level(mean)
    levels = tuple(float(n == level) for n in range(5))
    readings = tuple(SignalReading(name=signal, probability=0.9) for signal in signals)
    return Grade(
        engine="fake", fingerprint=MADE_BY, level=level, mean=mean, probabilities=levels, verdict=verdict_of(mean), interval=(level, level),
        needs_human=False, signals=readings, missing=tuple(DEPTH),
    )  # fmt: skip


def _reader(answer: str) -> Outcome:
    """Grades an answer by the number it starts with."""
    if answer.startswith("fail"):
        return Failed(engine="fake", fingerprint=MADE_BY, reasons=("no",))
    if answer.startswith("off"):
        return NotAssessed(engine="fake", fingerprint=MADE_BY)
    return _grade_at(float(answer.split(maxsplit=1)[0]))


def _rows(*levels: tuple[str, int | None]) -> list[LabelledAnswer]:
    return [
        LabelledAnswer(id=str(i), question="q", answer=answer, level=level, status="graded" if level is not None else "not_assessed")
        for i, (answer, level) in enumerate(levels)
    ]


def test_a_perfect_grader_gets_perfect_figures() -> None:
    rows = _rows(*((f"{level} word{i}", level) for level in range(5) for i in range(3)))
    report, _ = bench_answers(rows, lambda question, answer: _reader(answer), with_floors=False)
    figures = report.columns["engine"]
    assert figures["QWK"].value == figures["exact level"].value == figures["verdict accuracy"].value == 1
    assert figures["verdict calibration error"].value == 0


def test_failed_and_unassessed_answers_are_counted_not_dropped() -> None:
    rows = _rows(("0 a", 0), ("4 b", 4), ("fail c", 3), ("off d", 2), ("off e", None), ("1 f", None))
    report, outcomes = bench_answers(rows, lambda question, answer: _reader(answer), with_floors=False)
    figures = report.columns["engine"]
    assert len(outcomes) == 6
    assert figures["graded"].value == 2
    assert figures["level given where there is one"].value == 0.5
    assert figures["failed"].value == 1
    assert figures["not_assessed recognised"].value == 0.5


def test_rows_without_signals_leave_those_figures_out_and_say_so() -> None:
    report, _ = bench_answers(_rows(("0 a", 0), ("4 b", 4)), lambda question, answer: _reader(answer), with_floors=False)
    assert "signal F1, mean of ten" not in report.columns["engine"]
    assert any("No row has signals" in note for note in report.notes)


def test_signals_claimed_without_evidence_do_not_count_as_found() -> None:
    row = LabelledAnswer(id="a", question="q", answer="x", level=2, signals=(Signal.INCIDENT,), flags=())
    report, _ = bench_answers([row], lambda question, answer: _grade_at(2, (Signal.INCIDENT,)), with_floors=False)
    assert report.columns["engine"]["incident recall"].value == 0


def test_a_file_that_was_fitted_on_is_never_passed_off_as_a_result(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    some = tmp_path / "some.jsonl"
    some.write_text("".join(DEV.read_text("utf-8").splitlines(keepends=True)[:30]), "utf-8")
    assert main(["bench", str(some), "--engine", "offline", "--json", "--out", str(tmp_path / "out.jsonl")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report["columns"])[:2] == ["by writer", "engine, fitted on it"]
    assert "no measure of quality" in " ".join(report["notes"])
    assert {"word count", "bag of words"} <= set(report["columns"])
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 30


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{not json", "line 2: not JSON", id="not JSON"),
        pytest.param('["a"]', "line 2: a JSON object", id="not an object"),
        pytest.param('{"question": "q", "answer": "a", "level": 7}', "line 2: level", id="level out of range"),
        pytest.param('{"question": "q", "answer": "a"}', "line 2: ", id="no level"),
        pytest.param('{"question": "q", "level": 1}', "line 2: answer", id="no answer"),
        pytest.param('{"question": "q", "answer": "a", "level": 1, "signals": ["magic"]}', "line 2: signals", id="unknown signal"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"question": "q", "answer": "a", "level": 1}\n' + line + "\n")
    with pytest.raises(BadInput, match=said):
        read_answers(path)


def test_pairs_are_known_by_their_fields(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"kind": "padding", "base": "4 a", "base_level": 4, "edited": "4 b", "edited_level": 4}\n')
    assert is_pairs_file(path)
    assert not is_pairs_file(DEV)
    assert read_pairs(path)[0].kind == "padding"


@pytest.mark.parametrize(
    ("levels", "means", "expected"),
    [
        pytest.param((4, 4), (3.9, 3.6), True, id="stays"),
        pytest.param((4, 4), (3.9, 3.2), False, id="should have stayed"),
        pytest.param((4, 2), (3.9, 2.4), True, id="falls"),
        pytest.param((4, 2), (3.9, 3.8), False, id="should have fallen"),
        pytest.param((2, 4), (2.0, 3.0), True, id="rises"),
        pytest.param((2, 4), (2.0, 1.0), False, id="should have risen"),
    ],
)
def test_an_edit_is_judged_by_what_it_should_do(levels: tuple[int, int], means: tuple[float, float], expected: bool) -> None:
    pair = Pair(kind="k", base="a", base_level=levels[0], edited="b", edited_level=levels[1])
    assert as_expected(pair, Reading("graded", mean=means[0]), Reading("graded", mean=means[1])) is expected


def test_a_successful_injection_is_counted() -> None:
    pairs = [
        Pair(kind="injection_added", base="1 a", base_level=1, edited="4 a", edited_level=1),
        Pair(kind="injection_added", base="1 b", base_level=1, edited="1 b c", edited_level=1),
    ]
    report = bench_pairs(pairs, lambda question, answer: _reader(answer))
    assert report.injection_success == 0.5
    assert report.as_expected == 0.5
    assert report.benign_flips == 0.5
