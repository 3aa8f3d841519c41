"""vetting grade-batch: a file of answers, one JSON object a line. Every grade is on disk as soon as the ones before it are."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.cli.batch_files import Row
    from vetting.models.outcome import Outcome


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
    from vetting.contract import outcome_json
    from vetting.models.spent import Spent
    from vetting.replay.ledger import note_knowledge
    from vetting.settings import from_environment
    from vetting.wiring import fingerprints, grader, open_engine, open_knowledge

    rows = read_rows(read_text_file(args.file, limit=None), args.file)
    out = Path(args.out)
    settings = from_environment(engine=args.engine)
    engine, knowledge = open_engine(settings), open_knowledge(settings)
    note_knowledge(settings.cache / "knowledge", knowledge)
    fingerprint = fingerprints(engine, knowledge)
    spent = Spent()
    counts = {"graded": 0, "not_assessed": 0, "declined": 0, "failed": 0}
    say = console(stderr=True)
    with only_one(out):
        done = keep_finished(out, {row.id: fingerprint(row.question, row.answer).model_dump(mode="json") for row in rows})
        todo = [row for row in rows if row.id not in done]
        if done:
            say.print(f"{len(done)} of {len(rows)} are in {out.name} already; {len(todo)} to go.")
        with out.open("a", encoding="utf-8") as written:
            for row, outcome in _graded(todo, grader(engine, knowledge), settings.workers):
                counts[outcome.status] += 1
                spent += outcome.spent or Spent()
                write_outcome(written, {"id": row.id, **outcome_json(outcome)})
    summary = {"rows": len(rows), "already_done": len(done), **counts, "spent": spent.model_dump() if spent else None, "out": str(out)}
    if args.json:
        print_json(summary)
    else:
        say.print(", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items()) + f" → {out}")
        if spent:
            say.print(f"Took {spent.words}.", style="dim")
    return 3 if counts["failed"] else 0


def _graded(rows: list[Row], grade: Callable[[str, str], Outcome], workers: int) -> Iterator[tuple[Row, Outcome]]:
    """Each row with its outcome, in the order given."""
    from rich.progress import Progress

    from vetting.at_once import in_order
    from vetting.cli.screen import console

    with Progress(console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("Grading", total=len(rows))
        for row, outcome in zip(rows, in_order(lambda row: grade(row.question, row.answer), rows, workers), strict=True):
            progress.advance(task)
            yield row, outcome
