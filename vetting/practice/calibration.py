"""How well a person's certainty holds over sessions: Brier score, bias, and a curve that is not drawn from too few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vetting.models.persona import Persona
from vetting.models.practice import Band, Calibration, Practice
from vetting.scale import verdict_of

FEWEST = 10
"""Sessions from which a curve says anything."""
BANDS = ((0, 49), (50, 69), (70, 84), (85, 100))
"""Of certainty, in per cent, both ends included."""


def calibration(practices: Iterable[Practice], cast: Sequence[Persona]) -> Calibration:
    """Over the rated sessions of one person that were a test: the level was not chosen, and the candidate was met for the first time."""
    personas = {persona.id: persona for persona in cast}
    counted: list[tuple[int, int, int]] = []
    left_out, met = 0, set[str]()
    for practice in sorted(practices, key=lambda one: (one.started, one.id)):
        persona = personas.get(practice.persona)
        if practice.guess is None or persona is None:
            continue
        if practice.chosen == "level" or persona.id in met:
            left_out += 1
        else:
            counted.append((practice.guess.level, practice.guess.sure, persona.level))
        met.add(persona.id)
    return _calibration(counted, left_out)


def _calibration(counted: Sequence[tuple[int, int, int]], left_out: int) -> Calibration:
    """From guessed level, certainty and true level of each session."""
    n = len(counted)
    if not n:
        return Calibration(sessions=0, left_out=left_out)
    right = [verdict_of(level) == verdict_of(true) for level, _, true in counted]
    sure = [certainty / 100 for _, certainty, _ in counted]
    bands = []
    for low, high in BANDS:
        inside = [index for index, (_, certainty, _) in enumerate(counted) if low <= certainty <= high]
        if inside:
            mean, share = (sum(values[i] for i in inside) / len(inside) for values in (sure, right))
            bands.append(Band(low=low, high=high, sessions=len(inside), sure=round(mean, 4), right=round(share, 4)))
    return Calibration(
        sessions=n,
        left_out=left_out,
        brier=round(sum((chance - hit) ** 2 for chance, hit in zip(sure, right, strict=True)) / n, 4),
        bias=round(sum(level - true for level, _, true in counted) / n, 4),
        right=round(sum(right) / n, 4),
        sure=round(sum(sure) / n, 4),
        too_few=n < FEWEST,
        bands=tuple(bands),
    )
