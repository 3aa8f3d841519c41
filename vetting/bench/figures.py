"""The figures of the grading design, from labelled answers and what a grader said of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from vetting.bench import metrics
from vetting.bench.readings import Reading, verdict_chances, verdict_index
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer
from vetting.scale import DEPTH, STRATEGY, Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Measure = Callable[[NDArray[np.int64]], float]
    """Of the rows with these numbers."""

LEAST_SURE = 0.2
"""The share of answers left to a person when accuracy while abstaining is measured."""


class Figure(Model):
    """A measured number."""

    value: float | None
    """None where the data cannot give it."""
    low: float | None = None
    """Bootstrap 95 % interval, where one was taken."""
    high: float | None = None


Figures = dict[str, Figure]


def figures(rows: Sequence[LabelledAnswer], readings: Sequence[Reading], *, resamples: int = metrics.RESAMPLES) -> Figures:
    """Every figure these rows and readings can give. An answer with a level that got none is counted, and left out of agreement.

    With `resamples` of 0 the figures come without intervals.
    """
    leveled = [(row, reading) for row, reading in zip(rows, readings, strict=True) if row.level is not None]
    graded = [(row, reading) for row, reading in leveled if reading.mean is not None]
    found: Figures = {"n": _plain(len(rows)), "graded": _plain(len(graded))}
    if leveled:
        found["level given where there is one"] = _plain(len(graded) / len(leveled))
    if graded:
        found |= _agreement(graded, resamples)
        if all(reading.levels is not None for _, reading in graded):
            found |= _sureness(graded, resamples)
    found |= _outcomes(rows, readings)
    found |= _signals(rows, readings, resamples)
    found |= _integrity(rows, readings)
    return found


def _agreement(graded: Sequence[tuple[LabelledAnswer, Reading]], resamples: int) -> Figures:
    import numpy as np

    truth = np.array([row.level for row, _ in graded], dtype=np.float64)
    means = np.array([reading.mean for _, reading in graded], dtype=np.float64)
    levels = np.array([reading.level for _, reading in graded], dtype=np.float64)
    words = np.array([len(row.answer.split()) for row, _ in graded], dtype=np.float64)
    ends = truth != 2

    def measured(measure: Measure) -> Figure:
        return _measured(measure, len(truth), resamples)

    def exact_at(level: int) -> Figure:
        return measured(lambda i: metrics.exact(truth[i][truth[i] == level], levels[i][truth[i] == level]))

    return {
        "QWK": measured(lambda i: metrics.qwk(truth[i], levels[i])),
        "exact level": measured(lambda i: metrics.exact(truth[i], levels[i])),
        "within one level": measured(lambda i: metrics.within_one(truth[i], levels[i])),
        "Spearman": measured(lambda i: metrics.spearman(truth[i], means[i])),
        "AUC 3-4 against 0-1": measured(lambda i: metrics.auc(truth[i][ends[i]] >= 3, means[i][ends[i]])),
        "AUC 3-4 against 0-2": measured(lambda i: metrics.auc(truth[i] >= 3, means[i])),
        "|r| with length at fixed level": measured(lambda i: metrics.length_at_fixed_level(truth[i], means[i], words[i])),
        **{f"exact at level {level}": exact_at(level) for level in range(5) if (truth == level).any()},
    }


def _sureness(graded: Sequence[tuple[LabelledAnswer, Reading]], resamples: int) -> Figures:
    import numpy as np

    truth = np.array([verdict_index(row.level or 0) for row, _ in graded])
    said = np.array([reading.verdict for _, reading in graded])
    chances = np.array([verdict_chances(reading.levels or ()) for _, reading in graded])
    sureness = np.array([reading.sureness for _, reading in graded])
    right = (truth == said).astype(np.float64)
    surest = np.argsort(-sureness, kind="stable")[: max(1, round(len(graded) * (1 - LEAST_SURE)))]
    alone = np.array([not reading.needs_human for _, reading in graded])

    def measured(measure: Measure, rows: NDArray[np.int64] | NDArray[np.bool_] | None = None) -> Figure:
        at = np.arange(len(right)) if rows is None else np.arange(len(right))[rows]
        return _measured(lambda i: measure(at[i]), len(at), resamples)

    return {
        "verdict accuracy": measured(lambda i: float(right[i].mean())),
        "verdict calibration error": measured(lambda i: metrics.calibration_error(sureness[i], right[i])),
        "verdict Brier score (0-2)": measured(lambda i: metrics.brier(chances[i], truth[i].astype(np.float64))),
        "verdict accuracy without the least sure fifth": measured(lambda i: float(right[i].mean()), surest),
        "share not left to a person": measured(lambda i: float(alone[i].mean())),
        "verdict accuracy where not left to a person": measured(lambda i: float(right[i].mean()), alone)
        if alone.any()
        else Figure(value=None),
    }


def _outcomes(rows: Sequence[LabelledAnswer], readings: Sequence[Reading]) -> Figures:
    """How often an answer that has no level is recognised as such."""
    found: Figures = {}
    for status in ("not_assessed", "declined"):
        said = [reading.status for row, reading in zip(rows, readings, strict=True) if row.status == status]
        if said:
            found[f"{status} recognised"] = _plain(said.count(status) / len(said))
            found[f"{status} given no level"] = _plain(sum(s in ("not_assessed", "declined") for s in said) / len(said))
    failed = sum(reading.status == "failed" for reading in readings)
    return found | ({"failed": _plain(failed)} if failed else {})


def _signals(rows: Sequence[LabelledAnswer], readings: Sequence[Reading], resamples: int) -> Figures:
    """Precision, recall and F1 of each depth signal; without labels there are none."""
    marked = [
        (row, reading) for row, reading in zip(rows, readings, strict=True) if row.signals is not None and reading.signals is not None
    ]
    if not marked:
        return {}
    found: Figures = {}
    for signal in DEPTH:
        hits = sum(signal in (row.signals or ()) and signal in (reading.signals or ()) for row, reading in marked)
        said = sum(signal in (reading.signals or ()) for _, reading in marked)
        true = sum(signal in (row.signals or ()) for row, _ in marked)
        precision, recall = (hits / said if said else math.nan), (hits / true if true else math.nan)
        f1 = 2 * hits / (said + true) if said + true else math.nan
        found |= {f"{signal} precision": _plain(precision), f"{signal} recall": _plain(recall), f"{signal} F1": _plain(f1)}
    return {"signal F1, mean of ten": _mean_f1(marked, resamples), **found, **_evidence(marked)}


def _mean_f1(marked: Sequence[tuple[LabelledAnswer, Reading]], resamples: int) -> Figure:
    """Over the signals that somebody showed or that were said to be shown."""
    import numpy as np

    true = np.array([[signal in (row.signals or ()) for signal in DEPTH] for row, _ in marked])
    said = np.array([[signal in (reading.signals or ()) for signal in DEPTH] for _, reading in marked])

    def mean(i: NDArray[np.int64]) -> float:
        found = true[i].sum(axis=0) + said[i].sum(axis=0)
        hits = (true[i] & said[i]).sum(axis=0)
        return float((2 * hits[found > 0] / found[found > 0]).mean()) if found.any() else math.nan

    return _measured(mean, len(marked), resamples)


def _evidence(marked: Sequence[tuple[LabelledAnswer, Reading]]) -> Figures:
    """Whether quotes stand in the answer, and whether they lie where the writer marked the signal."""
    stand = sum(len(spans) for _, reading in marked for spans in reading.quotes.values())
    if not stand:
        return {}
    dropped = sum(reading.unsupported for _, reading in marked)
    shown = [_on_marked_words(row, signal, reading) for row, reading in marked for signal in reading.quotes if signal in row.evidence]
    return {
        "quotes that stand in the answer": _plain(stand / (stand + dropped)),
        "evidence on the marked words": _plain(sum(shown) / len(shown) if shown else math.nan),
    }


def _on_marked_words(row: LabelledAnswer, signal: Signal, reading: Reading) -> bool:
    for span in row.evidence[signal]:
        start = row.answer.find(span)
        if start >= 0 and any(quote[0] < start + len(span) and start < quote[1] for quote in reading.quotes[signal]):
            return True
    return False


def _integrity(rows: Sequence[LabelledAnswer], readings: Sequence[Reading]) -> Figures:
    """Flags raised where they belong, and where they do not."""
    looked = [(row, reading) for row, reading in zip(rows, readings, strict=True) if row.flags is not None]
    found: Figures = {}
    if not any(reading.flags for _, reading in looked):
        return found
    for signal in (*STRATEGY, Signal.INSTRUCTION_TO_GRADER, Signal.PARROTING):
        there = [signal in reading.flags for row, reading in looked if signal in (row.flags or ())]
        elsewhere = [signal in reading.flags for row, reading in looked if signal not in (row.flags or ())]
        if there:
            found[f"{signal} flagged"] = _plain(sum(there) / len(there))
            found[f"{signal} falsely flagged"] = _plain(sum(elsewhere) / max(1, len(elsewhere)))
    return found


def _plain(value: float) -> Figure:
    return Figure(value=None if math.isnan(value) else round(float(value), 4))


def _measured(measure: Measure, count: int, resamples: int) -> Figure:
    import numpy as np

    value = measure(np.arange(count))
    low, high = metrics.interval(measure, count, resamples) if resamples else (math.nan, math.nan)
    return Figure(value=_number(value), low=_number(low), high=_number(high))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)
