"""The LLM engine's whole protocol beside the one prompt it has to beat, on the same answers, with what each of them cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from vetting.at_once import in_order
from vetting.bench.figures import Figure, Figures, figures
from vetting.bench.naive import rated
from vetting.bench.readings import Reading, reading_of
from vetting.bench.runner import AnswersReport, Grader
from vetting.grading.labelled import read_answers
from vetting.llm import Door
from vetting.models.labelled import LabelledAnswer
from vetting.models.outcome import Outcome
from vetting.prompts import load_prompt
from vetting.resources import data_dir
from vetting.scale import Signal

PROTOCOL = "protocol"
ONE_PROMPT = "one prompt"
NOTE = (
    "The one prompt rates and explains; its quotes are the words in quotation marks in its explanation. It finds no signals and flags "
    "nothing, so those figures are the protocol's alone."
)
R = TypeVar("R")


def recorded_answers() -> tuple[list[LabelledAnswer], Path]:
    """The labelled answers of cassettes/bench, and the cassette of their grading. They come with the source, not with the wheel."""
    folder = data_dir("cassettes/bench")
    return read_answers(folder / "answers.jsonl"), folder / "desk.json"


def bench_protocol(rows: Sequence[LabelledAnswer], grade: Grader, door: Door, *, workers: int = 4) -> tuple[AnswersReport, list[Outcome]]:
    """Both on every row, through the same door."""
    prompt = load_prompt("naive")
    outcomes, protocol_cost = _metered(door, rows, lambda row: grade(row.question, row.answer), workers)
    naive, naive_cost = _metered(door, rows, lambda row: rated(door, row, prompt), workers)
    columns = {
        PROTOCOL: _column(rows, [reading_of(outcome) for outcome in outcomes]) | protocol_cost,
        ONE_PROMPT: _column(rows, naive) | naive_cost,
    }
    return AnswersReport(engine=outcomes[0].engine if outcomes else "", columns=columns, notes=(NOTE,)), outcomes


def _metered(door: Door, rows: Sequence[LabelledAnswer], ask: Callable[[LabelledAnswer], R], workers: int) -> tuple[list[R], Figures]:
    meter = door.meter
    before = (meter.requests, meter.input_tokens, meter.output_tokens)
    said = list(in_order(ask, rows, workers))
    after = (meter.requests, meter.input_tokens, meter.output_tokens)
    names = ("requests an answer", "input tokens an answer", "output tokens an answer")
    spent = {name: Figure(value=round((b - a) / max(1, len(rows)), 2)) for name, a, b in zip(names, before, after, strict=True)}
    return said, spent


def _column(rows: Sequence[LabelledAnswer], readings: Sequence[Reading]) -> Figures:
    found = figures(rows, readings)
    stand = sum(len(spans) for reading in readings for spans in reading.quotes.values())
    dropped = sum(reading.unsupported for reading in readings)
    if stand + dropped:
        found["quotes that stand in the answer"] = Figure(value=round(stand / (stand + dropped), 4))
    for signal, name in ((Signal.INCOHERENT_MECHANISM, "bluffs"), (Signal.INSTRUCTION_TO_GRADER, "answers that address the grader")):
        there = [(row, reading) for row, reading in zip(rows, readings, strict=True) if signal in (row.flags or ())]
        if there:
            over = sum(reading.mean is not None and row.level is not None and reading.level > row.level for row, reading in there)
            found[f"{name} rated above their level"] = Figure(value=round(over / len(there), 4))
            found[f"{name} flagged"] = Figure(value=round(sum(signal in reading.flags for _, reading in there) / len(there), 4))
    return found
