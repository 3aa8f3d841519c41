"""A stored baseline is held: whatever gets worse beyond its tolerance is named and fails, whatever cannot be compared is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest

from vetting.bench.figures import figures
from vetting.bench.gate import Baseline, Held, compare, measured, read_baseline, write_baseline
from vetting.bench.readings import reading_from_levels
from vetting.cli import main
from vetting.errors import BadInput
from vetting.models.labelled import LabelledAnswer
from vetting.models.outcome import Outcome
from vetting.scale import Signal

Grade = Callable[[str, str], Outcome]


def _level(answer: str) -> int:
    return int(answer.split(maxsplit=1)[0])


def _right(question: str, answer: str) -> Outcome:
    return make.grade(_level(answer))


def _wrong(question: str, answer: str) -> Outcome:
    return make.grade(min(4, _level(answer) + 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"question": "q", "answer": f"{level} words of its own, number {n}", "level": level} for level in range(5) for n in range(3)]
    pairs = [{"kind": "padding", "base": f"{n} said", "base_level": n, "edited": f"{n} said at length", "edited_level": n} for n in (1, 3)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "a.pairs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in pairs))
    write_baseline(measured(tmp_path, _right), tmp_path / "baseline.json")
    return tmp_path


def _now(folder: Path, grade: Grade) -> list[tuple[str, str]]:
    gate = compare(read_baseline(folder / "baseline.json"), measured(folder, grade, resamples=0))
    return [(one.column, one.name) for one in gate.worse]


def test_the_same_engine_is_no_worse_than_itself(folder: Path) -> None:
    assert _now(folder, _right) == []


def test_every_figure_that_got_worse_is_named(folder: Path) -> None:
    worse = _now(folder, _wrong)
    assert ("sample, engine as it is", "QWK") in worse
    assert ("sample, engine as it is", "verdict Brier score (0-2)") in worse, "lower is better here"
    assert ("sample of pairs, engine as it is", "pairs as expected") not in worse, "both sides moved alike"


def test_a_figure_within_its_tolerance_is_not_worse() -> None:
    def baseline(value: float) -> Baseline:
        return Baseline(engine="e", model="m", data={}, columns={"c": {"QWK": Held(value=value, tolerance=0.02)}})

    assert not compare(baseline(0.90), baseline(0.885)).worse
    assert compare(baseline(0.90), baseline(0.875)).worse


def test_a_figure_that_cannot_be_had_any_more_is_worse() -> None:
    before = Baseline(engine="e", model="m", data={}, columns={"c": {"QWK": Held(value=0.9, tolerance=0.02)}})
    (one,) = compare(before, before.model_copy(update={"columns": {}})).worse
    assert one.now is None


def test_other_answers_or_another_engine_cannot_be_compared(folder: Path) -> None:
    other = read_baseline(folder / "baseline.json").model_copy(update={"engine": "openai"})
    with pytest.raises(BadInput, match="made by the engine openai"):
        compare(other, measured(folder, _right, resamples=0))
    with (folder / "a.jsonl").open("a") as rows:
        rows.write(json.dumps({"question": "q", "answer": "2 more", "level": 2}) + "\n")
    with pytest.raises(BadInput, match=r"a\.jsonl.*--renew"):
        read_baseline(folder / "baseline.json")


def test_the_gate_is_an_exit_code(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: None)
    monkeypatch.setattr("vetting.wiring.grader", lambda engine, knowledge: _wrong)
    gate = ["bench", "--gate", str(folder / "baseline.json"), "--engine", "offline"]
    assert main(gate) == 1
    assert "WORSE" in capsys.readouterr().out
    assert main([*gate, "--renew"]) == 0
    assert main(gate) == 0


@pytest.mark.parametrize("text", [None, "{}", "not json"])
def test_what_is_no_baseline_is_refused_in_words(text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text)
    assert main(["bench", "--gate", str(path), "--engine", "offline"]) == 2
    assert "--renew" in capsys.readouterr().err


def test_every_figure_of_the_grading_design_is_measured() -> None:
    rows = [
        LabelledAnswer(
            id=str(n), question="q", answer="w " * (n + 3), level=n % 5, signals=(Signal.INCIDENT,) if n % 5 > 1 else (), flags=()
        )
        for n in range(30)
    ]
    chances = [tuple(0.8 - n % 7 / 100 if level == n % 5 else 0.05 + n % 7 / 400 for level in range(5)) for n in range(30)]
    found = figures(rows, [reading_from_levels(one, {"incident": 0.9}) for one in chances], resamples=20)
    asked = (
        *("n", "QWK", "exact level", "within one level", "Spearman", "AUC 3-4 against 0-1", "AUC 3-4 against 0-2"),
        *("incident precision", "incident recall", "incident F1", "verdict calibration error", "verdict Brier score (0-2)"),
        *("share not left to a person", "verdict accuracy where not left to a person", "verdict accuracy without the least sure fifth"),
        *(f"exact at level {level}" for level in range(5)),
        "|r| with length at fixed level",
    )
    assert [name for name in asked if found[name].value is None] == []
    between = {name: figure for name, figure in found.items() if figure.low is not None}
    assert {"QWK", "verdict calibration error", "signal F1, mean of ten", "exact at level 2"} <= set(between)
    assert all((figure.low or 0) <= (figure.high or 0) for figure in between.values())
