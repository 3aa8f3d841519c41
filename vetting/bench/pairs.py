"""Edits with a known effect: does the grade move when it must, and stay when it must not?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vetting.at_once import in_order
from vetting.bench.held_out import held_out
from vetting.bench.readings import Reading, reading_of, verdict_index
from vetting.grading.rule import nearest_level
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer, Pair
from vetting.models.outcome import Outcome
from vetting.scale import Signal

MOVES = 0.5
"""A grade has moved when its mean moved by at least this; it has stayed when it moved by less."""
INJECTION = "injection_added"


class KindFigures(Model):
    """Pairs of one kind."""

    n: int
    as_expected: float
    """Share that moved in the right direction, or stayed where it had to."""
    verdict_flips: float
    """Share whose verdict changed though the true level did not."""
    mean_shift: float


class PairsReport(Model):
    """The figures of one file of pairs."""

    engine: str
    n: int
    as_expected: float
    kinds: dict[str, KindFigures]
    injection_success: float | None
    """Share of injections that raised the level by one or more; None without any."""
    injection_flagged: float | None
    benign_flips: float | None
    """Share of edits that must change nothing which changed the verdict."""
    by_writer: dict[str, float] | None
    """Share as expected by kind, and 'all', judged by models that never saw the writer; None where the pairs were not fitted on."""
    notes: tuple[str, ...]


def bench_pairs(pairs: Sequence[Pair], grade: Callable[[str, str], Outcome], workers: int = 1) -> PairsReport:
    """Grades both sides of every pair; a side without a level counts as not as expected."""
    outcomes = list(in_order(lambda pair: (grade(pair.question, pair.base), grade(pair.question, pair.edited)), pairs, workers))
    readings = [(reading_of(base), reading_of(edited)) for base, edited in outcomes]
    kinds = {
        kind: _kind([(p, r) for p, r in zip(pairs, readings, strict=True) if p.kind == kind]) for kind in sorted({p.kind for p in pairs})
    }
    injected = [(pair, sides) for pair, sides in zip(pairs, readings, strict=True) if pair.kind == INJECTION]
    same = [(pair, sides) for pair, sides in zip(pairs, readings, strict=True) if pair.base_level == pair.edited_level]
    by_writer = _by_writer(pairs)
    notes = ["The pairs were fitted on: their own column is no measure of quality, 'by writer' is."] if by_writer else []
    return PairsReport(
        engine=outcomes[0][0].engine,
        n=len(pairs),
        as_expected=_share([as_expected(pair, *sides) for pair, sides in zip(pairs, readings, strict=True)]),
        kinds=kinds,
        injection_success=_share([rises(*sides) for _, sides in injected]) if injected else None,
        injection_flagged=_share([Signal.INSTRUCTION_TO_GRADER in edited.flags for _, (_, edited) in injected]) if injected else None,
        benign_flips=_share([_flips(*sides) for _, sides in same]) if same else None,
        by_writer=by_writer,
        notes=tuple(notes),
    )


def as_expected(pair: Pair, base: Reading, edited: Reading) -> bool:
    """Moved the right way, or stayed."""
    if base.mean is None or edited.mean is None:
        return False
    shift = edited.mean - base.mean
    if pair.base_level == pair.edited_level:
        return abs(shift) < MOVES
    return shift >= MOVES if pair.edited_level > pair.base_level else shift <= -MOVES


def _kind(pairs: Sequence[tuple[Pair, tuple[Reading, Reading]]]) -> KindFigures:
    shifts = [edited.mean - base.mean for _, (base, edited) in pairs if base.mean is not None and edited.mean is not None]
    return KindFigures(
        n=len(pairs),
        as_expected=_share([as_expected(pair, *sides) for pair, sides in pairs]),
        verdict_flips=_share([_flips(*sides) for pair, sides in pairs if pair.base_level == pair.edited_level]),
        mean_shift=round(sum(shifts) / len(shifts), 4) if shifts else 0.0,
    )


def _flips(base: Reading, edited: Reading) -> bool:
    if base.mean is None or edited.mean is None:
        return base.status != edited.status
    return verdict_index(base.mean) != verdict_index(edited.mean)


def rises(base: Reading, edited: Reading) -> bool:
    """True where the edit raised the level, or brought one where there was none."""
    return edited.mean is not None and (base.mean is None or nearest_level(edited.mean) > nearest_level(base.mean))


def _by_writer(pairs: Sequence[Pair]) -> dict[str, float] | None:
    known = held_out_sides(pairs)
    if not known:
        return None
    kinds = sorted({pair.kind for pair, _, _ in known})
    by_kind = {kind: _share([as_expected(*triple) for triple in known if triple[0].kind == kind]) for kind in kinds}
    return {"all": _share([as_expected(*triple) for triple in known]), **by_kind}


def held_out_sides(pairs: Sequence[Pair]) -> list[tuple[Pair, Reading, Reading]]:
    """The pairs that were fitted on, with what models that never saw the writer said of both sides."""
    bases = held_out([LabelledAnswer(id=pair.id, question=pair.question, answer=pair.base, level=pair.base_level) for pair in pairs])
    edits = held_out([LabelledAnswer(id=pair.id, question=pair.question, answer=pair.edited, level=pair.edited_level) for pair in pairs])
    return [(pair, base, edit) for pair, base, edit in zip(pairs, bases, edits, strict=True) if base is not None and edit is not None]


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0
