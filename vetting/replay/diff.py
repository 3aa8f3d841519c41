"""Two runs over the same answers: which grades moved, and what is different in what made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from vetting.models.base import Model
from vetting.models.outcome import Fingerprint
from vetting.replay.runs import Graded, Run
from vetting.scale import Signal

MOVES = 0.05
"""Levels the mean must move by, where level, verdict and status stay."""
KNOWLEDGE = "knowledge"


class Shift(Model):
    """One answer whose grade moved."""

    id: str
    before: str
    after: str
    verdict_flips: bool
    """Another verdict, or a grade where there was none, or none any more."""
    by: float | None
    """Levels; None where one of the two has no level."""
    shown: tuple[Signal, ...]
    """Depth signals shown in the second run and not in the first."""
    gone: tuple[Signal, ...]
    causes: tuple[str, ...]
    """What is different in the two fingerprints; none of them alone where there are several."""


class Cause(Model):
    """Something that is different in what made the two runs."""

    what: str
    answers: int
    """Answers made with it different."""
    moved: int
    """Those of them whose grade moved."""


class Diff(Model):
    """All of it."""

    first: str
    second: str
    compared: int
    moved: tuple[Shift, ...]
    """Flips of the verdict first, then the widest."""
    causes: tuple[Cause, ...]
    parts: tuple[str, ...]
    """Criteria and failure classes that changed, where both runs name them. They choose the probes; no level rests on them."""
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    unexplained: tuple[str, ...]
    """Ids whose grade moved with equal fingerprints: that must not be."""


def diff(first: Run, second: Run) -> Diff:
    """The first run is the one before. Answers that stand in one run only are listed, not compared."""
    both = [id for id in first.outcomes if id in second.outcomes]
    pairs = {id: (first.outcomes[id], second.outcomes[id]) for id in both}
    causes = {id: _causes(before.fingerprint, after.fingerprint) for id, (before, after) in pairs.items()}
    moved = [_shift(id, *pair, causes[id]) for id, pair in pairs.items() if _moved(*pair)]
    return Diff(
        first=first.name,
        second=second.name,
        compared=len(both),
        moved=tuple(sorted(moved, key=lambda shift: (not shift.verdict_flips, -abs(shift.by or 5.0)))),
        causes=_counted(causes, {shift.id for shift in moved}),
        parts=_parts(first.parts, second.parts),
        only_first=tuple(id for id in first.outcomes if id not in second.outcomes),
        only_second=tuple(id for id in second.outcomes if id not in first.outcomes),
        unexplained=tuple(shift.id for shift in moved if not shift.causes),
    )


def _moved(before: Graded, after: Graded) -> bool:
    if (before.status, before.level, before.verdict) != (after.status, after.level, after.verdict):
        return True
    if before.fingerprint == after.fingerprint:
        return before.mean != after.mean  # equal fingerprints promise equal grades, to the last digit
    return abs((before.mean or 0.0) - (after.mean or 0.0)) >= MOVES


def _shift(id: str, before: Graded, after: Graded, causes: tuple[str, ...]) -> Shift:
    graded = before.mean is not None and after.mean is not None
    return Shift(
        id=id,
        before=before.in_short,
        after=after.in_short,
        verdict_flips=before.verdict != after.verdict,
        by=round(after.mean - before.mean, 4) if before.mean is not None and after.mean is not None else None,
        shown=tuple(signal for signal in before.missing if signal not in after.missing) if graded else (),
        gone=tuple(signal for signal in after.missing if signal not in before.missing) if graded else (),
        causes=causes,
    )


def _causes(before: Fingerprint, after: Fingerprint) -> tuple[str, ...]:
    """Each part of the fingerprint that differs, in words; the answer itself first, since then nothing else is told apart."""
    found = ["the question or the answer itself"] if before.input != after.input else []
    found += [
        f"prompt {name}: {before.prompts.get(name, 'none')} → {after.prompts.get(name, 'none')}"
        for name in sorted({*before.prompts, *after.prompts})
        if before.prompts.get(name) != after.prompts.get(name)
    ]
    model = "weights" if (before.engine, after.engine) == ("offline", "offline") else "model"
    for name, words in (("engine", "engine"), ("model", model), ("code", "code"), (KNOWLEDGE, "criteria and probes")):
        then, now = getattr(before, name), getattr(after, name)
        if then != now:
            found.append(f"{words}: {then} → {now}")
    return tuple(found)


def _counted(causes: Mapping[str, tuple[str, ...]], moved: set[str]) -> tuple[Cause, ...]:
    answers = Counter(cause for some in causes.values() for cause in some)
    of_moved = Counter(cause for id, some in causes.items() if id in moved for cause in some)
    return tuple(Cause(what=cause, answers=count, moved=of_moved[cause]) for cause, count in answers.most_common())


def _parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    if not before or not after:
        return ()
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))
