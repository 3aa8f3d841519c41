"""Runs a grader over labelled answers or pairs and reports every figure, floors beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vetting.at_once import in_order
from vetting.bench.figures import Figures, figures
from vetting.bench.floors import floors
from vetting.bench.held_out import held_out
from vetting.bench.readings import Reading, reading_of
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer
from vetting.models.outcome import Outcome
from vetting.models.spent import total

Grader = Callable[[str, str], Outcome]


class AnswersReport(Model):
    """The figures of one file, a column for each who graded it."""

    engine: str
    """What the engine says of itself."""
    columns: dict[str, Figures]
    """The engine first; then, where the file was fitted on, its judgements by folds; then the floors."""
    notes: tuple[str, ...]
    """What a reader must know before quoting a figure."""


def bench_answers(
    rows: Sequence[LabelledAnswer], grade: Grader, *, with_floors: bool = True, workers: int = 1
) -> tuple[AnswersReport, list[Outcome]]:
    """Grades every row. An answer that fails is counted, never dropped. Raises MissingExtra where the floors cannot be had."""
    outcomes = list(in_order(lambda row: grade(row.question, row.answer), rows, workers))
    readings = [reading_of(outcome) for outcome in outcomes]
    engine = outcomes[0].engine if outcomes else ""
    offline = bool(outcomes) and outcomes[0].fingerprint.engine == "offline"
    columns: dict[str, Figures] = {}
    notes = list(_missing(rows))
    fitted_on = held_out(rows) if offline else [None] * len(rows)
    known = sum(reading is not None for reading in fitted_on)
    if known:
        notes.append(
            f"The engine was fitted on {known} of these {len(rows)} answers. Its own column is no measure of quality; "
            "'by writer' shows what models that never saw the writer (or site) said of the same answers."
        )
        columns["by writer"] = figures(*_those_known(rows, fitted_on))
    columns["engine, fitted on it" if known else "engine"] = figures(rows, readings)
    if with_floors:
        beside = floors(rows)
        columns |= {name: _floor_figures(rows, readings) for name, readings in beside.items()}
        if not beside:
            notes.append("Too few answers with a level for floors.")
    if spent := total(outcome.spent for outcome in outcomes):
        notes.append(f"Grading took {spent.words}.")
    return AnswersReport(engine=engine, columns=columns, notes=tuple(notes)), outcomes


def _floor_figures(rows: Sequence[LabelledAnswer], readings: Sequence[Reading]) -> Figures:
    """A floor gives levels and nothing else, so answers without one are left out."""
    leveled = [i for i, row in enumerate(rows) if row.level is not None]
    return figures([rows[i] for i in leveled], [readings[i] for i in leveled])


def _those_known(rows: Sequence[LabelledAnswer], fitted_on: Sequence[Reading | None]) -> tuple[list[LabelledAnswer], list[Reading]]:
    pairs = [(row, reading) for row, reading in zip(rows, fitted_on, strict=True) if reading is not None]
    return [row for row, _ in pairs], [reading for _, reading in pairs]


def _missing(rows: Sequence[LabelledAnswer]) -> list[str]:
    notes: list[str] = []
    if all(row.signals is None for row in rows):
        notes.append("No row has signals, so there are no figures on signals and evidence.")
    if all(row.level is None for row in rows):
        notes.append("No row has a level, so there are no figures on agreement.")
    return notes
