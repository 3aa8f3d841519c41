"""A fit on people's own grades: it follows them where it helps, refuses where it does not, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import factories as make
import numpy as np
import pytest

from vetting.bench.own_fit import LEAST, RANKED, try_fit
from vetting.cli import main
from vetting.cli.doctor import _engine
from vetting.embedding import Remembering, embedder
from vetting.errors import BadInput, BadKnowledge
from vetting.grading import grade_answer
from vetting.grading.labelled import read_answers
from vetting.grading.offline.judge import chances, levels_from
from vetting.grading.offline.own import CUTS, Judged, Shift, judged, learn, shifted, write_own
from vetting.grading.offline.weights import ANSWER_SIGNALS, FORMAT, Weights, load_weights, read_weights
from vetting.grading.rule import nearest_level
from vetting.interview.corrections import corrections
from vetting.models.labelled import LabelledAnswer
from vetting.models.outcome import Grade, Outcome
from vetting.models.record import InterviewRecord, Override, Rating
from vetting.scale import DEPTH, Signal, verdict_of
from vetting.settings import from_environment
from vetting.wiring import open_engine, own_weights, own_weights_file

DATA = Path(__file__).parent.parent / "data" / "grading"
Grader = Callable[[str, str], Outcome]
LADDER = {signal: signal.words for signal in DEPTH}


def _judged(level: int, odds: float = 0.0) -> Judged:
    above = np.array([3.0 if level > n else -3.0 for n in range(CUTS)]) + odds
    return Judged(above=above, signals=np.full(len(ANSWER_SIGNALS), -1.0), level=level, present=None)


def test_without_answers_nothing_moves() -> None:
    assert learn([]) == Shift()


def test_stricter_people_move_the_cuts_down_and_milder_ones_up() -> None:
    strict = [_judged(level, odds=4.0) for level in range(5) for _ in range(20)]
    mild = [_judged(level, odds=-4.0) for level in range(5) for _ in range(20)]
    assert all(cut < -0.5 for cut in learn(strict).cuts)
    assert all(cut > 0.5 for cut in learn(mild).cuts)


def test_a_few_answers_move_less_than_many() -> None:
    few, many = ([_judged(level, odds=4.0) for level in range(5) for _ in range(count)] for count in (1, 50))
    assert abs(sum(learn(few).cuts)) < abs(sum(learn(many).cuts))


def test_people_who_disagree_at_random_make_the_engine_less_sure() -> None:
    said = [Judged(_judged(level).above, _judged(level).signals, (level + 2 * (n % 2)) % 5, None) for level in range(5) for n in range(40)]
    assert learn(said).slope < 0.7


def test_a_signals_cut_moves_only_where_enough_people_looked() -> None:
    def looked(n: int) -> Judged:
        return Judged(
            _judged(2).above, np.full(len(ANSWER_SIGNALS), -1.0), 2, frozenset({Signal.INCIDENT} | ({Signal.FIX} if n < 3 else set()))
        )

    cuts = learn([looked(n) for n in range(40)]).signals
    assert Signal.FIX not in cuts, "three answers are too few"
    assert Signal.INCIDENT not in cuts, "every answer shows it"
    half = [Judged(one.above, one.signals, 2, frozenset({Signal.FIX}) if n % 2 else frozenset()) for n, one in enumerate([looked(9)] * 40)]
    assert learn(half).signals[Signal.FIX] > 0.5


@pytest.fixture(scope="module")
def answers() -> list[LabelledAnswer]:
    """Fifty answers, ten a level, of ten invented speakers."""
    rows = [row for row in read_answers(DATA / "w2.answers.jsonl") if row.level is not None]
    chosen = [
        row for level in range(5) for row in sorted((one for one in rows if one.level == level), key=lambda one: len(one.answer))[:10]
    ]
    return [row.model_copy(update={"writer": f"speaker {n % 10}"}) for n, row in enumerate(chosen)]


@pytest.fixture(scope="module")
def sentences() -> Remembering:
    return Remembering(embedder("minilm"))


def _grade_with(sentences: Remembering) -> Callable[[Weights], Grader]:
    """Grades by the weights alone, without evidence: quicker, and enough to see the cuts move."""

    def with_weights(weights: Weights) -> Grader:
        def grade(question: str, answer: str) -> Outcome:
            said = judged(LabelledAnswer(id="", question=question, answer=answer, level=0), weights, sentences)
            assert said is not None
            levels = levels_from(chances(said.above))
            mean = min(4.0, sum(level * chance for level, chance in enumerate(levels)))
            return make.grade(nearest_level(mean), mean=mean, verdict=verdict_of(mean), probabilities=levels)

        return grade

    return with_weights


def test_stricter_people_are_followed_and_it_is_measured_on_what_was_held_back(
    answers: list[LabelledAnswer], sentences: Remembering
) -> None:
    strict = [row.model_copy(update={"level": max(0, (row.level or 0) - 1)}) for row in answers]
    trial, shift = try_fit(strict, load_weights(), sentences, _grade_with(sentences))
    assert trial.refused == ()
    assert (trial.answers, trial.groups) == (50, 10)
    before, after = trial.before["exact level"].value, trial.after["exact level"].value
    assert before is not None
    assert after is not None
    assert after > before + 0.1
    assert sum(shift.cuts) < 0
    assert any("fitted on 50 of these" in note for note in trial.notes)


def test_a_fit_that_grades_worse_is_refused_with_the_figures(answers: list[LabelledAnswer], sentences: Remembering) -> None:
    right, shipped = {row.answer: row.level or 0 for row in answers}, load_weights()

    def grade_with(weights: Weights) -> Grader:
        return lambda question, answer: make.grade(right[answer] if weights is shipped else 4 - right[answer])

    trial, _ = try_fit(answers, shipped, sentences, grade_with)
    assert len(trial.refused) == 3
    assert f"{RANKED} does not get better (0.000 before, 2.400 after" in trial.refused[0]
    assert any("QWK falls (1.000 before" in reason for reason in trial.refused)


def test_too_few_answers_are_refused_in_words(answers: list[LabelledAnswer], sentences: Remembering) -> None:
    with pytest.raises(BadInput, match=f"49 answers with a level; a fit needs {LEAST}"):
        try_fit(answers[:-1], load_weights(), sentences, _grade_with(sentences))
    alike = [row.model_copy(update={"level": 2}) for row in answers]
    with pytest.raises(BadInput, match="the same level"):
        try_fit(alike, load_weights(), sentences, _grade_with(sentences))


def test_own_weights_are_used_and_named_until_they_are_reset(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = from_environment(engine="offline")
    shipped = open_engine(settings)
    write_own(load_weights(), Shift(cuts=(-2.0, -2.0, -2.0, -2.0)), 60, own_weights_file(settings))
    own = open_engine(settings)
    assert own.model.startswith("own-")
    assert "fitted to 60 answers of your own" in own.says_of_itself
    grades = [grade_answer(make.QUESTION, make.DEEP, engine=engine, ladder=LADDER) for engine in (shipped, own)]
    means = [grade.mean for grade in grades if isinstance(grade, Grade)]
    assert means[1] < means[0]
    assert grades[0].fingerprint.model != grades[1].fingerprint.model
    assert "fitted to 60 answers of your own" in _engine(settings)
    assert "a newer engine ships" not in _engine(settings)
    path = own_weights_file(settings)
    path.write_text(path.read_text().replace(load_weights().hash, "0" * 16))
    assert "a newer engine ships" in _engine(settings)
    assert main(["fit", "--reset"]) == 0
    assert open_engine(settings).model == shipped.model
    assert main(["fit", "--reset"]) == 0
    assert "nothing to go back from" in capsys.readouterr().out


def test_own_weights_of_another_version_are_refused_with_the_way_back(own_home: Path) -> None:
    settings = from_environment(engine="offline")
    path = own_weights_file(settings)
    write_own(load_weights(), Shift(), 60, path)
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 0'))
    with pytest.raises(BadKnowledge, match="--reset"):
        own_weights(settings)


def test_a_shift_is_folded_into_a_file_like_any_other(tmp_path: Path) -> None:
    shift = Shift(slope=0.5, cuts=(1.0, 0.0, 0.0, -1.0), signals={Signal.FIX: 0.25})
    write_own(load_weights(), shift, 70, tmp_path / "own.json")
    read, folded = read_weights(tmp_path / "own.json"), shifted(load_weights(), shift)
    assert np.abs(read.level.coefficients - folded.level.coefficients).max() < 1e-3
    assert np.abs(read.level.bias - folded.level.bias).max() < 1e-3
    assert json.loads((tmp_path / "own.json").read_text())["own"]["signals"] == {"fix": 0.25}


@pytest.mark.parametrize("given", [[], ["a.jsonl", "--kept"], ["--kept"]])
def test_what_to_fit_on_must_be_said_and_be_there(given: list[str], own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_home.mkdir(exist_ok=True)
    assert main(["fit", *given]) == 2
    assert capsys.readouterr().err


def _said(level: int | None, kind: type[Rating] | type[Override], by: str = "Anna") -> Rating | Override:
    about = {"question": make.card().id, "step": 0, "by": by, "at": "2026-11-24", "input": "i"}
    if kind is Override:
        return Override(**about, level=level, machine=3, reason="because")
    assert level is not None
    return Rating(**about, level=level, before_reveal=True)


@pytest.mark.parametrize(
    ("ratings", "override", "level"),
    [
        pytest.param((3,), None, 3, id="a rating counts, also where it agrees"),
        pytest.param((2, 3), None, 2, id="two raters a level apart: the lower"),
        pytest.param((1, 3), None, "nothing", id="raters too far apart know nothing"),
        pytest.param((3,), 1, 1, id="an override stands above ratings"),
        pytest.param((3,), "none", None, id="no level can be given"),
        pytest.param((), None, "nothing", id="nobody said anything"),
    ],
)
def test_what_people_said_becomes_labelled_answers(ratings: tuple[int, ...], override: int | str | None, level: int | str | None) -> None:
    record = InterviewRecord(
        interview=make.interview(make.turn(make.grade(3))),
        revision=1,
        stamp=1,
        ratings=tuple(r for n, value in enumerate(ratings) if isinstance(r := _said(value, Rating, f"rater {n}"), Rating)),
        overrides=()
        if override is None
        else (o,)
        if isinstance(o := _said(None if override == "none" else int(override), Override), Override)
        else (),
    )
    rows = corrections([record])
    if level == "nothing":
        assert rows == []
        return
    (row,) = rows
    assert row.level == level
    assert row.status == ("not_assessed" if level is None else "graded")
    assert row.writer == record.interview.id, "not the candidate's name"
    assert row.answer == make.DEEP
