"""Two runs compared: which grades moved, what was different, and what must not be."""

import json
from pathlib import Path
from typing import Any

import factories as make
import pytest

from vetting.cli import main
from vetting.contract import outcome_json
from vetting.models.outcome import Declined, Grade, Outcome
from vetting.replay.diff import Diff, diff
from vetting.replay.ledger import note_knowledge, noted_parts
from vetting.replay.runs import Run, read_run, run_of
from vetting.scale import DEPTH, Signal, Verdict
from vetting.settings import from_environment
from vetting.storage import open_store
from vetting.wiring import open_knowledge

S = Signal


def _write(path: Path, **outcomes: Outcome) -> Path:
    path.write_text("".join(json.dumps({"id": id, **outcome_json(outcome)}) + "\n" for id, outcome in outcomes.items()))
    return path


def _grade(level: int, **made_by: Any) -> Grade:
    return make.grade(level, fingerprint=make.fingerprint(**made_by))


def _diff(tmp_path: Path, before: dict[str, Outcome], after: dict[str, Outcome]) -> Diff:
    return diff(read_run(_write(tmp_path / "a.jsonl", **before)), read_run(_write(tmp_path / "b.jsonl", **after)))


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        pytest.param({"prompts": {"decide": "3:bbbb"}}, "prompt decide: 2:aaaa → 3:bbbb", id="a prompt"),
        pytest.param({"code": "0.2.0+1"}, "code: 0 → 0.2.0+1", id="code"),
        pytest.param({"model": "w2"}, "model: none → w2", id="a model"),
        pytest.param({"knowledge": "k2"}, "criteria and probes: k → k2", id="criteria"),
        pytest.param({"input": "other"}, "the question or the answer itself", id="another text"),
    ],
)
def test_what_is_different_in_the_makers_is_named(changed: dict[str, Any], cause: str, tmp_path: Path) -> None:
    old = {"prompts": {"decide": "2:aaaa"}}
    found = _diff(
        tmp_path,
        {"x": _grade(3, **old), "y": _grade(2, **old)},
        {"x": _grade(1, **{**old, **changed}), "y": _grade(2, **{**old, **changed})},
    )
    (one,) = found.causes
    assert (one.what, one.answers, one.moved) == (cause, 2, 1)
    (shift,) = found.moved
    assert (shift.id, shift.verdict_flips, shift.by) == ("x", True, -2)
    assert found.unexplained == ()


def test_the_weights_of_the_offline_engine_are_called_so(tmp_path: Path) -> None:
    found = _diff(tmp_path, {"x": _grade(3, engine="offline", model="1")}, {"x": _grade(4, engine="offline", model="2")})
    assert found.causes[0].what == "weights: 1 → 2"


def test_flips_come_first_and_signals_are_told(tmp_path: Path) -> None:
    lost = _grade(3, code="1").model_copy(update={"level": 2, "missing": (S.FIX,), "verdict": Verdict.MIXED, "mean": 2.4})
    found = _diff(
        tmp_path,
        {"small": _grade(3), "flip": make.grade(3, missing=())},
        {"small": _grade(4, code="1"), "flip": lost},
    )
    assert [shift.id for shift in found.moved] == ["flip", "small"]
    assert found.moved[0].gone == (S.FIX,)


def test_a_grade_that_is_none_any_more_has_moved(tmp_path: Path) -> None:
    declined = Declined(engine="fake", fingerprint=make.fingerprint(code="1"))
    (shift,) = _diff(tmp_path, {"x": _grade(0)}, {"x": declined}).moved
    assert (shift.after, shift.by, shift.verdict_flips) == ("declined", None, True)


def test_equal_fingerprints_with_other_grades_are_an_alarm(tmp_path: Path) -> None:
    found = _diff(tmp_path, {"x": _grade(3)}, {"x": _grade(3).model_copy(update={"mean": 2.99})})
    assert found.unexplained == ("x",)
    assert main(["diff", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]) == 1


def test_answers_of_one_run_only_are_listed_and_not_compared(tmp_path: Path) -> None:
    found = _diff(tmp_path, {"x": _grade(3), "old": _grade(3)}, {"x": _grade(3), "new": _grade(3)})
    assert (found.compared, found.only_first, found.only_second, found.moved) == (1, ("old",), ("new",), ())


def test_the_criterion_that_changed_is_named_where_both_runs_noted_theirs(tmp_path: Path) -> None:
    knowledge = open_knowledge(from_environment({}))
    changed = knowledge.criteria[0].model_copy(update={"title": "Another title"})
    other = knowledge.model_copy(update={"criteria": (changed, *knowledge.criteria[1:]), "hash": "other"})
    for one in (knowledge, other, knowledge):
        note_knowledge(tmp_path / "noted", one)
    then, now = (Run(name=one.hash, outcomes={}, parts=noted_parts(tmp_path / "noted", one.hash)) for one in (knowledge, other))
    assert diff(then, now).parts == (f"criterion {changed.id}",)
    assert noted_parts(tmp_path / "noted", "never") == {}


def test_kept_interviews_can_be_compared(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_home.mkdir(exist_ok=True)
    store = open_store(own_home / "vetting.sqlite")
    for id, level in (("aaaa1111", 2), ("bbbb2222", 4)):
        turn = make.turn(make.grade(level, missing=tuple(DEPTH), fingerprint=make.fingerprint(code=id)))
        store.create(make.interview(turn).model_copy(update={"id": id}), by="T")
    store.close()
    assert main(["diff", "aaaa1111", "bbbb2222"]) == 0
    said = capsys.readouterr().out
    assert "1 of 1 grades moved" in said
    assert "level 2 (2.00) → level 4 (4.00)" in said


def test_recorded_sessions_bring_their_parts() -> None:
    session = Path(__file__).parent.parent.parent / "cassettes" / "sessions" / "operator.session.json"
    run = read_run(session)
    assert any(name.startswith("criterion ") for name in run.parts)
    assert diff(run, run).moved == ()


def test_each_probe_of_an_interview_has_a_name_of_its_own() -> None:
    turn = make.turn(make.grade(2))
    probed = turn.model_copy(update={"exchanges": (*turn.exchanges, *turn.exchanges), "outcomes": (*turn.outcomes, make.grade(3))})
    assert list(run_of(make.interview(probed), "i").outcomes) == [turn.card.id, f"{turn.card.id}, probe 1"]


@pytest.mark.parametrize(
    ("text", "words"), [("", "holds no grades"), ("{}\n", "line 1 is no grade"), ('{"id": "a", "status": "graded"}\n', "fingerprint")]
)
def test_what_is_no_run_is_refused_by_its_line(text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text(text)
    assert main(["diff", str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl")]) == 2
    assert words in capsys.readouterr().err
    assert main(["diff", "nowhere.jsonl", "nowhere.jsonl"]) == 2
