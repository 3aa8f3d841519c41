"""What the offline engine's models said of training answers whose writer they had not seen: the only figures there that mean something."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path

from vetting.bench.readings import Reading, reading_from_levels
from vetting.grading import rule
from vetting.grading.offline.engine import QUOTED_FROM
from vetting.grading.offline.vectors import answer_key
from vetting.grading.offline.weights import engine_file
from vetting.grading.screen import only_repeats
from vetting.models.labelled import LabelledAnswer
from vetting.scale import MIN_WORDS, PRESENT, Signal


def held_out(rows: Sequence[LabelledAnswer]) -> list[Reading | None]:
    """For each answer that was fitted on, its judgement by models that never saw its writer; None for the others."""
    return [_enough_said(row, reading) for row, reading in zip(rows, by_key([answer_key(row.answer) for row in rows]), strict=True)]


def by_key(keys: Sequence[str]) -> list[Reading | None]:
    """The same for answers known only by their hash: texts whose words are not kept."""
    stored = _stored(engine_file().with_name("held_out.jsonl"))
    return [stored.get(key) for key in keys]


def _enough_said(row: LabelledAnswer, reading: Reading | None) -> Reading | None:
    """A few words without an incident, or the question once more, get no level, whatever a model says of them."""
    told = reading is None or reading.mean is None or Signal.INCIDENT in (reading.signals or ())
    enough = len(row.answer.split()) >= MIN_WORDS and not only_repeats(row.question, row.answer)
    return reading if told or enough else Reading("not_assessed")


@functools.lru_cache(maxsize=1)
def _stored(path: Path) -> dict[str, Reading]:
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["answer"]: _reading(row) for row in rows}


def _reading(row: dict[str, dict[str, float] | list[float]]) -> Reading:
    signals, outcomes, levels = row["signals"], row["outcomes"], row["levels"]
    assert isinstance(signals, dict)
    assert isinstance(outcomes, dict)
    assert isinstance(levels, list)
    if outcomes["declines"] >= PRESENT and signals["root_cause"] < PRESENT:
        return Reading("declined")
    if outcomes["answers_question"] < PRESENT and signals["incident"] < PRESENT:
        return Reading("not_assessed")
    supported = rule.level_of({Signal(name) for name, chance in signals.items() if chance >= QUOTED_FROM})
    return reading_from_levels(rule.cap(levels, supported), signals)
