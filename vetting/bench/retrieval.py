"""How well the right criteria are found: by words, by meaning and by both, on labelled queries."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.knowledge import Knowledge

if TYPE_CHECKING:
    from vetting.retrieval import How, Index

WAYS: tuple[How, ...] = ("lexical", "dense", "hybrid")
MEASURES = ("recall@5", "nDCG@10", "MRR")
TARGET = 0.85
"""Recall at five the hybrid search should reach."""
RESAMPLES = 2000


class LabelledQuery(Model):
    """A line of the file."""

    id: str
    kind: str
    query: str
    relevant: tuple[str, ...]
    """Concepts that should be found; a set, in no order."""
    why: str = ""


class Measured(Model):
    """A mean with its bootstrap 95 % interval."""

    mean: float
    low: float
    high: float


class RetrievalReport(Model):
    """Three ways of looking, side by side."""

    n: int
    ways: dict[str, dict[str, Measured]]
    """Way, then measure."""
    kinds: dict[str, dict[str, dict[str, float]]]
    """Kind of query, then way, then measure; with few queries a kind these are rough."""
    gains: dict[str, dict[str, Measured]]
    """What hybrid is ahead of the other two, query by query."""
    unknown: tuple[str, ...]
    """Concepts the file names and no criterion has; they count as not found."""
    misses: dict[str, tuple[str, ...]]
    """Query id to the relevant concepts hybrid did not bring into the first five."""


def bench_retrieval(path: Path, index: Index, knowledge: Knowledge) -> RetrievalReport:
    """Runs every labelled query three ways. Concepts are ranked by their first criterion. Raises BadInput with the line number."""
    queries = _read(path)
    concept = {one.id: one.concept for one in knowledge.criteria}
    found = {way: [_concepts(index, query.query, way, concept) for query in queries] for way in WAYS}
    scores = {way: [_measures(ranked, query.relevant) for ranked, query in zip(found[way], queries, strict=True)] for way in WAYS}
    known = set(knowledge.concepts)
    misses: dict[str, tuple[str, ...]] = {}
    for ranked, query in zip(found["hybrid"], queries, strict=True):
        misses[query.id] = tuple(name for name in query.relevant if name not in ranked[:5])
    return RetrievalReport(
        n=len(queries),
        ways={way: {m: _measured([row[m] for row in scores[way]]) for m in MEASURES} for way in WAYS},
        kinds=_by_kind(queries, scores),
        gains={
            way: {m: _measured([both[m] - one[m] for both, one in zip(scores["hybrid"], scores[way], strict=True)]) for m in MEASURES}
            for way in WAYS
            if way != "hybrid"
        },
        unknown=tuple(sorted({name for query in queries for name in query.relevant} - known)),
        misses={id: missed for id, missed in misses.items() if missed},
    )


def _by_kind(queries: Sequence[LabelledQuery], scores: dict[How, list[dict[str, float]]]) -> dict[str, dict[str, dict[str, float]]]:
    """Means for each kind of query."""
    kinds: dict[str, dict[str, dict[str, float]]] = {}
    for kind in sorted({query.kind for query in queries}):
        rows = [number for number, query in enumerate(queries) if query.kind == kind]
        kinds[kind] = {way: {m: _mean([scores[way][row][m] for row in rows]) for m in MEASURES} for way in WAYS}
    return kinds


def render_retrieval(report: RetrievalReport) -> str:
    """The report as lines of plain text."""
    lines = [f"Retrieval, {report.n} queries, mean and bootstrap 95 % interval", "", _row("", MEASURES)]
    lines += [_row(way, [_shown(report.ways[way][m]) for m in MEASURES]) for way in WAYS]
    lines += [_row(f"hybrid ahead of {way}", [_shown(gain[m], "+") for m in MEASURES]) for way, gain in report.gains.items()]
    for kind, ways in report.kinds.items():
        lines += ["", _row(kind, MEASURES)] + [_row(way, [f"{ways[way][m]:.3f}" for m in MEASURES]) for way in WAYS]
    reached = report.ways["hybrid"]["recall@5"].mean
    lines += ["", f"Target: hybrid recall@5 of {TARGET}. {'Reached' if reached >= TARGET else 'Not reached'}: {reached:.3f}."]
    if report.unknown:
        lines.append(f"Concepts no criterion has, counted as not found: {', '.join(report.unknown)}.")
    return "\n".join(lines)


def _read(path: Path) -> list[LabelledQuery]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}. Name a file of labelled queries, one JSON object a line.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    queries = [_parsed(path, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not queries:
        raise BadInput(f"{path} holds no queries. Give one JSON object a line: id, kind, query, relevant.")
    return queries


def _parsed(path: Path, number: int, line: str) -> LabelledQuery:
    try:
        fields: Any = json.loads(line)
        query = LabelledQuery.model_validate(fields)
    except json.JSONDecodeError as error:
        raise BadInput(f"{path}, line {number}: not JSON ({error.msg}).") from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(step) for step in fault["loc"]) or "the line"
        raise BadInput(f"{path}, line {number}: {place}: {fault['msg'].lower()}.") from error
    if not query.relevant or not query.query.strip():
        raise BadInput(f"{path}, line {number}: a query needs words, and at least one relevant concept.")
    return query


def _concepts(index: Index, query: str, way: How, concept: dict[str, str]) -> list[str]:
    hits = index.search(query, kind="criterion", limit=len(concept), how=way)
    return list(dict.fromkeys(concept[hit.id] for hit in hits))


def _measures(ranked: Sequence[str], relevant: Sequence[str]) -> dict[str, float]:
    wanted = set(relevant)
    gain = sum(1 / math.log2(rank + 1) for rank, concept in enumerate(ranked[:10], 1) if concept in wanted)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(wanted)) + 1))
    first = next((1 / rank for rank, concept in enumerate(ranked, 1) if concept in wanted), 0.0)
    return {"recall@5": len(wanted & set(ranked[:5])) / len(wanted), "nDCG@10": gain / ideal, "MRR": first}


def _measured(values: Sequence[float]) -> Measured:
    """The interval comes from one fixed seed, so that equal figures print equal lines."""
    import numpy as np

    rows = np.array(values)
    means = rows[np.random.default_rng(0).integers(0, len(rows), (RESAMPLES, len(rows)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Measured(mean=round(float(rows.mean()), 4), low=round(float(low), 4), high=round(float(high), 4))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _shown(measured: Measured, sign: str = "") -> str:
    form: Callable[[float], str] = lambda value: f"{value:{sign}.3f}"  # noqa: E731
    return f"{form(measured.mean)} ({form(measured.low)} to {form(measured.high)})"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:26}" + "".join(f"{cell:27}" for cell in cells).rstrip()
