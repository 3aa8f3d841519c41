"""vetting grade-batch: a file of answers, one JSON object a line. Every graded line is on disk before the next starts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

WORKERS = 4
"""Answers sent to an endpoint at the same time."""
FAULTS_SHOWN = 10


@dataclass(frozen=True)
class Row:
    """One line to grade."""

    id: str
    question: str
    answer: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="IN.jsonl", help='a line an answer: {"id", "question", "answer"}')
    parser.add_argument(
        "--out", required=True, metavar="OUT.jsonl", help="where the grades go; what is there already is kept and not graded again"
    )


def run(args: argparse.Namespace) -> int:
    """Grades what is not graded yet. 3 where some lines failed; run it again to try those."""
    from vetting.cli.reading import read_text_file
    from vetting.cli.screen import console, print_json
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_engine, open_knowledge

    rows = read_rows(read_text_file(args.file, limit=None), args.file)
    out = Path(args.out)
    settings = from_environment(engine=args.engine)
    engine = open_engine(settings)
    counts = {"graded": 0, "not_assessed": 0, "declined": 0, "failed": 0}
    with only_one(out):
        done = keep_finished(out)
        todo = [row for row in rows if row.id not in done]
        say = console(stderr=True)
        if done:
            say.print(f"{len(done)} of {len(rows)} are in {out.name} already; {len(todo)} to go.")
        with out.open("a", encoding="utf-8") as written:
            for row, outcome in _graded(todo, grader(engine, open_knowledge(settings)), WORKERS if settings.uses_endpoint else 1):
                counts[outcome["status"]] += 1
                _write(written, {"id": row.id, **outcome})
    summary = {"rows": len(rows), "already_done": len(done), **counts, "out": str(out)}
    if args.json:
        print_json(summary)
    else:
        say.print(", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items()) + f" → {out}")
    return 3 if counts["failed"] else 0


def read_rows(text: str, name: str) -> list[Row]:
    """The rows of a file; other fields than the three are left alone, since labelled files have them. Raises BadInput listing faulty lines."""
    from vetting.errors import BadInput

    rows: list[Row] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        fault, row = _row(line)
        if row and row.id in seen:
            fault = f"the id {row.id!r} is on line {seen[row.id]} too"
        if fault or row is None:
            faults.append(f"line {number}: {fault}")
        else:
            seen[row.id] = number
            rows.append(row)
    if faults:
        more = f" … and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise BadInput(
            f"{name} was not graded, since {len(faults)} line(s) are at fault: {'; '.join(faults[:FAULTS_SHOWN])}{more}. Mend them and run again."
        )
    if not rows:
        raise BadInput(f'{name} holds no answers. Put one JSON object a line: {{"id", "question", "answer"}}.')
    return rows


def _row(line: str) -> tuple[str | None, Row | None]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        return f"not JSON ({error})", None
    if not isinstance(fields, dict):
        return "not a JSON object", None
    for name in ("id", "question", "answer"):
        if not isinstance(fields.get(name), str):
            return f"the field {name!r} is missing or not text", None
    return None, Row(fields["id"], fields["question"], fields["answer"])


def keep_finished(out: Path) -> set[str]:
    """Ids already graded in `out`. Failed lines and a last line cut off by a crash are taken out, so that they are graded again."""
    if not out.exists():
        return set()
    kept: list[str] = []
    ids: set[str] = set()
    for line in out.read_text("utf-8").splitlines():
        try:
            outcome = json.loads(line)
            if outcome["status"] != "failed" and outcome["id"] not in ids:
                ids.add(outcome["id"])
                kept.append(line)
        except (ValueError, KeyError, TypeError):
            continue
    cleaned = out.with_suffix(out.suffix + ".tmp")
    cleaned.write_text("".join(line + "\n" for line in kept), "utf-8")
    cleaned.replace(out)
    return ids


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Keeps a second run off the same output file."""
    from vetting.errors import BadInput

    out.parent.mkdir(parents=True, exist_ok=True)
    lock = out.with_suffix(out.suffix + ".lock")
    try:
        lock.touch(exist_ok=False)
    except FileExistsError as error:
        raise BadInput(f"Another run is writing {out} ({lock.name} is there). Wait for it; if there is none, remove {lock}.") from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _graded(rows: list[Row], grade: Callable[[str, str], Any], workers: int) -> Iterator[tuple[Row, dict[str, Any]]]:
    from rich.progress import Progress

    from vetting.cli.screen import console
    from vetting.contract import outcome_json

    with Progress(console=console(stderr=True), transient=True) as progress, ThreadPoolExecutor(max_workers=workers) as pool:
        task = progress.add_task("Grading", total=len(rows))
        for row, outcome in zip(rows, pool.map(lambda row: grade(row.question, row.answer), rows), strict=True):
            progress.advance(task)
            yield row, outcome_json(outcome)


def _write(out: IO[str], outcome: dict[str, Any]) -> None:
    out.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    out.flush()
