"""Tries a fit on an organisation's own grades: before and after on answers held back, and whether it may be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vetting.bench import metrics
from vetting.bench.figures import Figure, Figures, figures
from vetting.bench.held_out import held_out
from vetting.bench.readings import Reading, reading_of
from vetting.errors import BadInput
from vetting.grading.offline.own import Judged, Shift, found_signals, judged, learn, shifted
from vetting.grading.offline.weights import ANSWER_SIGNALS
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer
from vetting.models.outcome import Outcome

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.weights import Weights

    GradeWith = Callable[[Weights], Callable[[str, str], Outcome]]

LEAST = 50
"""Answers with a level; fewer tell more of chance than of people."""
FOLDS = 5
MAY_FALL = 0.01
"""What agreement may lose by chance while the distribution gets better; more is worse."""
RANKED = "ranked probability score"
SHOWN = ("QWK", "exact level", "within one level", "Spearman", "verdict accuracy", "verdict calibration error", "signal F1, mean of ten")


class Trial(Model):
    """What a fit would do."""

    answers: int
    groups: int
    """Writers or candidates; the answers of one are never on both sides of a fold."""
    before: Figures
    """The engine as shipped."""
    after: Figures
    """Fitted on the other folds."""
    slope: float
    """Of the fit on everything: below 1, the engine gets less sure of levels."""
    cuts: tuple[float, ...]
    """Log-odds added to being above level 0, 1, 2, 3."""
    signals: dict[str, float]
    """Log-odds added to each signal."""
    refused: tuple[str, ...]
    """Why it may not be used; empty where it may."""
    notes: tuple[str, ...]


def try_fit(rows: Sequence[LabelledAnswer], weights: Weights, embedder: Embedder, grade_with: GradeWith) -> tuple[Trial, Shift]:
    """The trial, and the shift fitted on every answer. `weights` are those as shipped. Raises BadInput for too few answers."""
    leveled = [row for row in rows if row.level is not None and row.answer.strip()]
    if len(leveled) < LEAST:
        raise BadInput(f"There are {len(leveled)} answers with a level; a fit needs {LEAST} or more. Grade some more and come back.")
    if len({row.level for row in leveled}) < 2:
        raise BadInput(f"All {len(leveled)} answers have the same level, so there is no cut to learn. Add answers of other levels.")
    said = [judged(row, weights, embedder) for row in leveled]
    folds = _folds(leveled)
    if not _signals_get_better(said, folds):
        said = [one and replace(one, present=None) for one in said]
    before = [reading_of(grade_with(weights)(row.question, row.answer)) for row in leveled]
    after = _held_back(leveled, said, folds, weights, grade_with)
    shift = learn([one for one in said if one is not None])
    known = sum(reading is not None for reading in held_out(leveled))
    trial = Trial(
        answers=len(leveled),
        groups=len({row.writer or row.id for row in leveled}),
        before=_figures(leveled, before),
        after=_figures(leveled, after),
        slope=round(shift.slope, 3),
        cuts=tuple(round(cut, 3) for cut in shift.cuts),
        signals={signal.value: round(cut, 3) for signal, cut in shift.signals.items()},
        refused=(),
        notes=tuple(_notes(leveled, known, moves_signals=bool(shift.signals))),
    )
    return trial.model_copy(update={"refused": tuple(_worse(trial))}), shift


def _held_back(
    rows: Sequence[LabelledAnswer], said: Sequence[Judged | None], folds: Sequence[int], weights: Weights, grade_with: GradeWith
) -> list[Reading]:
    """Each answer graded by a fit that saw neither it nor anything else its writer said."""
    readings: list[Reading] = [Reading("not_assessed")] * len(rows)
    for fold in sorted(set(folds)):
        shift = learn([one for one, at in zip(said, folds, strict=True) if at != fold and one is not None])
        grade = grade_with(shifted(weights, shift))
        for number, row in enumerate(rows):
            if folds[number] == fold:
                readings[number] = reading_of(grade(row.question, row.answer))
    return readings


def _signals_get_better(said: Sequence[Judged | None], folds: Sequence[int]) -> bool:
    """Whether moved cuts find the signals of held-back answers better; else the cuts as shipped stay."""
    hits = {"before": [0, 0], "after": [0, 0]}
    for fold in set(folds):
        shift = learn([one for one, at in zip(said, folds, strict=True) if at != fold and one is not None])
        for one, at in zip(said, folds, strict=True):
            if at == fold and one is not None and one.present is not None:
                for name, moved in (("before", Shift()), ("after", shift)):
                    found = found_signals(one, moved)
                    hits[name][0] += len(found & one.present)
                    hits[name][1] += len(found) + len(one.present & frozenset(ANSWER_SIGNALS))
    before, after = (2 * right / max(1, said_or_true) for right, said_or_true in hits.values())
    return after > before


def _folds(rows: Sequence[LabelledAnswer]) -> list[int]:
    """Whole writers to the fold that has least; answers without one stand for themselves."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[row.writer or f"answer {number}"].append(number)
    folds, sizes = [0] * len(rows), [0] * min(FOLDS, max(2, len(groups)))
    for group in sorted(groups.values(), key=lambda numbers: (-len(numbers), numbers[0])):
        least = sizes.index(min(sizes))
        sizes[least] += len(group)
        for number in group:
            folds[number] = least
    if len(groups) == 1:  # one person's answers only: they can but be tested on each other
        return [number % FOLDS for number in range(len(rows))]
    return folds


def _figures(rows: Sequence[LabelledAnswer], readings: Sequence[Reading]) -> Figures:
    found = figures(rows, readings)
    both = [(row.level or 0, reading.levels) for row, reading in zip(rows, readings, strict=True) if reading.levels is not None]
    score = metrics.ranked_probability([level for level, _ in both], [levels for _, levels in both]) if both else None
    return {RANKED: Figure(value=score), **{name: found[name] for name in SHOWN if name in found}}


def _worse(trial: Trial) -> list[str]:
    """The distribution must get better, and agreement must not pay for it."""
    before, after = trial.before[RANKED].value, trial.after[RANKED].value
    reasons: list[str] = []
    if before is None or after is None or after >= before:
        reasons.append(f"the {RANKED} does not get better ({_number(before)} before, {_number(after)} after; lower is better)")
    for name in ("QWK", "exact level"):
        then, now = trial.before[name].value, trial.after[name].value
        if then is not None and (now is None or now < then - MAY_FALL):
            reasons.append(f"{name} falls ({_number(then)} before, {_number(now)} after)")
    return reasons


def _notes(rows: Sequence[LabelledAnswer], known: int, *, moves_signals: bool) -> list[str]:
    notes: list[str] = []
    if known:
        notes.append(f"The shipped engine was fitted on {known} of these answers: its figures before are better than it is.")
    if len({row.writer for row in rows}) == 1:
        notes.append("No writer or candidate is named, so answers of one person may stand on both sides: the figures after may flatter.")
    if not any(row.signals is not None for row in rows):
        notes.append("No answer names its signals, so only the cuts of the level move.")
    elif not moves_signals:
        notes.append("Other cuts would not find the signals better, so those stay as shipped.")
    return notes


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
