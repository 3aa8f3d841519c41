"""vetting grade-batch: a file of answers, one JSON object a line. Every grade is on disk as soon as the ones before it are."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vetting.cli.batch_files import Row

WORKERS = 4
"""Answers sent to an endpoint at the same time."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="IN.jsonl", help='a line an answer: {"id", "question", "answer"}')
    parser.add_argument(
        "--out",
        required=True,
        metavar="OUT.jsonl",
        help="where the grades go; what is there already, from the same text and engine, is not graded again",
    )


def run(args: argparse.Namespace) -> int:
    """Grades what is not graded yet. 3 where some lines failed; run it again to try those."""
    from vetting.cli.batch_files import keep_finished, only_one, read_rows, write_outcome
    from vetting.cli.reading import read_text_file
    from vetting.cli.screen import console, print_json
    from vetting.settings import from_environment
    from vetting.wiring import fingerprints, grader, open_engine, open_knowledge

    rows = read_rows(read_text_file(args.file, limit=None), args.file)
    out = Path(args.out)
    settings = from_environment(engine=args.engine)
    engine, knowledge = open_engine(settings), open_knowledge(settings)
    fingerprint = fingerprints(engine, knowledge)
    counts = {"graded": 0, "not_assessed": 0, "declined": 0, "failed": 0}
    say = console(stderr=True)
    with only_one(out):
        done = keep_finished(out, {row.id: fingerprint(row.question, row.answer).model_dump(mode="json") for row in rows})
        todo = [row for row in rows if row.id not in done]
        if done:
            say.print(f"{len(done)} of {len(rows)} are in {out.name} already; {len(todo)} to go.")
        with out.open("a", encoding="utf-8") as written:
            for row, outcome in _graded(todo, grader(engine, knowledge), WORKERS if settings.uses_endpoint else 1):
                counts[outcome["status"]] += 1
                write_outcome(written, {"id": row.id, **outcome})
    summary = {"rows": len(rows), "already_done": len(done), **counts, "out": str(out)}
    if args.json:
        print_json(summary)
    else:
        say.print(", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items()) + f" → {out}")
    return 3 if counts["failed"] else 0


def _graded(rows: list[Row], grade: Callable[[str, str], Any], workers: int) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Each row with its outcome, in the order given. Few are under way at a time, so that little is lost when the run is stopped."""
    from rich.progress import Progress

    from vetting.cli.screen import console
    from vetting.contract import outcome_json

    waiting = iter(rows)
    with Progress(console=console(stderr=True), transient=True) as progress, ThreadPoolExecutor(max_workers=workers) as pool:
        task = progress.add_task("Grading", total=len(rows))
        under_way = deque((row, pool.submit(grade, row.question, row.answer)) for row in islice(waiting, workers))
        while under_way:
            row, outcome = under_way.popleft()
            graded = outcome_json(outcome.result())
            under_way.extend((row, pool.submit(grade, row.question, row.answer)) for row in islice(waiting, 1))
            progress.advance(task)
            yield row, graded
