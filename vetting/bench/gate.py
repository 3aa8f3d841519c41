"""Holds an engine to a stored baseline: which figures got worse on the labelled answers that lie beside it.

Two things are measured. What models said of answers whose writer they had not seen is quality, and changes with a new fit; the engine as it
is, on a sample of the same answers, is no measure of quality but moves as soon as any of its code does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from vetting.bench import metrics
from vetting.bench.figures import figures
from vetting.bench.held_out import by_key, held_out
from vetting.bench.pairs import INJECTION, as_expected, held_out_sides, rises
from vetting.bench.readings import Reading, reading_of
from vetting.errors import BadInput
from vetting.grading.labelled import is_pairs_file, read_answers, read_pairs
from vetting.grading.offline.vectors import read_kept
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer, Pair
from vetting.models.outcome import Outcome

SAMPLE_ANSWERS, SAMPLE_PAIRS = 80, 20
"""What the engine as it is reads, evenly over all files: some seconds."""
RESAMPLES = 100
LEAST = 0.005
"""No figure is held tighter than this."""
LOWER_IS_BETTER = (
    "|r| with length at fixed level",
    "verdict calibration error",
    "verdict Brier score (0-2)",
    "failed",
    "injections that raised a level",
)
HELD = (
    "QWK",
    "within one level",
    "Spearman",
    "AUC 3-4 against 0-1",
    "AUC 3-4 against 0-2",
    "verdict accuracy",
    "verdict accuracy without the least sure fifth",
    "signal F1, mean of ten",
    "evidence on the marked words",
    "quotes that stand in the answer",
    "not_assessed recognised",
    "declined recognised",
    "pairs as expected",
    *LOWER_IS_BETTER,
)
"""The figures that must not get worse; precision and recall of single signals move against each other and are left to `vetting bench`."""

KEPT = "real_vectors.jsonl"
"""Real texts as vectors and levels."""

Row = TypeVar("Row")


class Held(Model):
    """One figure of the baseline."""

    value: float
    tolerance: float
    """One bootstrap standard error: how far the figure would shake with other answers of the same kind."""


Columns = dict[str, dict[str, Held]]
"""Who judged what to its figures."""


class Baseline(Model):
    """The stored figures, and on what they were measured."""

    engine: str
    model: str
    """What made them; the figures may be held against another one."""
    data: dict[str, str]
    """File to content hash: figures on other answers cannot be compared."""
    columns: Columns


class Compared(Model):
    """One figure then and now."""

    column: str
    name: str
    before: float
    now: float | None
    """None where it cannot be measured any more, which counts as worse."""
    tolerance: float
    worse: bool


class Gate(Model):
    """What the gate found."""

    engine: str
    compared: tuple[Compared, ...]

    @property
    def worse(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.compared if one.worse)


def measured(folder: Path, grade: Callable[[str, str], Outcome], *, resamples: int = RESAMPLES) -> Baseline:
    """The baseline as it would be stored now, from every labelled file of the folder. Raises BadInput where there is none.

    With `resamples` of 0 there are no tolerances: that is enough to be compared.
    """
    answers, pairs = _labelled(folder)
    columns = _by_writer(answers, pairs, folder, resamples)
    sample = _spread(answers, SAMPLE_ANSWERS)
    outcomes = [grade(row.question, row.answer) for row in sample]
    columns["sample, engine as it is"] = _held(list(zip(sample, map(reading_of, outcomes), strict=True)), _of_answers, resamples)
    edits = _spread(pairs, SAMPLE_PAIRS)
    if edits:
        read = [(e, reading_of(grade(e.question, e.base)), reading_of(grade(e.question, e.edited))) for e in edits]
        columns["sample of pairs, engine as it is"] = _held(read, _of_pairs, resamples)
    made_by = outcomes[0].fingerprint
    return Baseline(engine=made_by.engine, model=made_by.model, data=_hashes(folder), columns=columns)


def read_baseline(path: Path) -> Baseline:
    """Raises BadInput where the file is missing, is no baseline, or belongs to other answers."""
    try:
        baseline = Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}. Make a baseline with: vetting bench --gate {path} --renew") from error
    except ValidationError as error:
        raise BadInput(f"{path} is not a baseline. Name another file, or make one with: vetting bench --gate FILE --renew") from error
    now = _hashes(path.parent)
    changed = sorted(name for name in {*baseline.data, *now} if baseline.data.get(name) != now.get(name))
    if changed:
        raise BadInput(
            f"The answers beside {path.name} changed since it was made ({', '.join(changed)}), so its figures cannot be compared. "
            "Look at them with vetting bench, then add --renew."
        )
    return baseline


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Indented, so that a change can be read."""
    path.write_text(json.dumps(baseline.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compare(before: Baseline, now: Baseline) -> Gate:
    """Every stored figure against the one of now. A figure that is new has nothing to be worse than. Raises BadInput for another engine."""
    if before.engine != now.engine:
        raise BadInput(f"The baseline was made by the engine {before.engine}, this is {now.engine}. Name the engine with --engine.")
    found = [
        _compared(column, name, held, now.columns.get(column, {}).get(name))
        for column, figures in before.columns.items()
        for name, held in figures.items()
    ]
    return Gate(engine=now.engine, compared=tuple(found))


def _compared(column: str, name: str, held: Held, now: Held | None) -> Compared:
    loss = float("inf") if now is None else (now.value - held.value) * (1 if name in LOWER_IS_BETTER else -1)
    value = None if now is None else now.value
    return Compared(column=column, name=name, before=held.value, now=value, tolerance=held.tolerance, worse=loss > held.tolerance + 1e-9)


def _by_writer(answers: Sequence[LabelledAnswer], pairs: Sequence[Pair], folder: Path, resamples: int) -> Columns:
    """What models that never saw the writer (or site) said; nothing for answers that were not fitted on."""
    columns: Columns = {}
    judged = {"answers": list(zip(answers, held_out(answers), strict=True))}
    if (folder / KEPT).is_file():
        judged["real texts"] = _wordless(folder / KEPT)
    for name, rows in judged.items():
        known = [(row, reading) for row, reading in rows if reading is not None]
        if known:
            columns[f"{name}, by writer"] = _held(known, _of_answers, resamples)
    sides = held_out_sides(pairs)
    return {**columns, "pairs, by writer": _held(sides, _of_pairs, resamples)} if sides else columns


def _held(rows: Sequence[Row], measure: Callable[[Sequence[Row]], dict[str, float]], resamples: int) -> dict[str, Held]:
    import numpy as np

    chance = np.random.default_rng(metrics.SEED)
    shaken = [measure([rows[i] for i in chance.integers(0, len(rows), len(rows))]) for _ in range(resamples)]

    def tolerance(name: str) -> float:
        values = [found[name] for found in shaken if name in found]
        return max(LEAST, float(np.std(values))) if values else LEAST

    return {name: Held(value=round(value, 4), tolerance=round(tolerance(name), 4)) for name, value in measure(rows).items()}


def _of_answers(rows: Sequence[tuple[LabelledAnswer, Reading]]) -> dict[str, float]:
    found = figures([row for row, _ in rows], [reading for _, reading in rows], resamples=0)
    return {name: figure.value for name, figure in found.items() if name in HELD and figure.value is not None}


def _of_pairs(sides: Sequence[tuple[Pair, Reading, Reading]]) -> dict[str, float]:
    injected = [rises(base, edited) for pair, base, edited in sides if pair.kind == INJECTION]
    found = {"pairs as expected": sum(as_expected(*side) for side in sides) / len(sides)}
    return found | ({"injections that raised a level": sum(injected) / len(injected)} if injected else {})


def _labelled(folder: Path) -> tuple[list[LabelledAnswer], list[Pair]]:
    files = {path: is_pairs_file(path) for path in _files(folder)}
    answers = [row for path, is_pairs in files.items() if not is_pairs for row in read_answers(path)]
    if not answers:
        raise BadInput(f"There are no labelled answers in {folder}. A baseline lies beside the *.jsonl files it was measured on.")
    return answers, [pair for path, is_pairs in files.items() if is_pairs for pair in read_pairs(path)]


def _wordless(path: Path) -> list[tuple[LabelledAnswer, Reading | None]]:
    """Texts whose words may not be kept: of their words, only the number is known."""
    kept = read_kept(path)
    rows = [LabelledAnswer(id=one.key, question="", answer="word " * int(one.seen.words.sum()), level=one.level) for one in kept]
    return list(zip(rows, by_key([one.key for one in kept]), strict=True))


def _files(folder: Path) -> list[Path]:
    """Answers and pairs; vectors of answers whose words are not kept cannot be graded again."""
    return [path for path in sorted(folder.glob("*.jsonl")) if path.name != KEPT]


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16] for path in _files(folder)}


def _spread(rows: Sequence[Row], most: int) -> list[Row]:
    """At most so many, evenly over all of them."""
    return [rows[i * len(rows) // most] for i in range(most)] if len(rows) > most else list(rows)
