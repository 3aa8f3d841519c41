"""vetting swap: the same answers from somebody else. Any verdict that changes is an error exit."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.models.swap import SwapReport

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="IN.jsonl", help='a line an answer: {"id", "question", "answer"}')
    parser.add_argument("--kinds", metavar="NAMES", help="only these, with commas: names,pronouns,dialects … (default: all)")
    parser.add_argument(
        "--most", type=int, metavar="N", help="only N of the answers, evenly: with an endpoint every variant is a request or two"
    )


def run(args: argparse.Namespace) -> int:
    """1 where a verdict changed; 3 where the engine failed on any text, since then nothing is known of it."""
    from rich.progress import Progress

    from vetting.cli.batch_files import read_rows
    from vetting.cli.reading import read_text_file
    from vetting.cli.screen import console, print_json
    from vetting.errors import BadInput, EndpointError
    from vetting.grading.offline import OfflineEngine
    from vetting.models.outcome import Outcome
    from vetting.settings import from_environment
    from vetting.trust.swap import Asked, read_swaps, swap_test
    from vetting.wiring import grader, open_engine, open_knowledge

    kinds = read_swaps([name.strip() for name in args.kinds.split(",")] if args.kinds else ())
    rows = read_rows(read_text_file(args.file, limit=None), args.file)
    if args.most is not None:
        if args.most < 1:
            raise BadInput("--most needs a number from 1 on.")
        rows = [rows[i * len(rows) // args.most] for i in range(args.most)] if args.most < len(rows) else rows
    settings = from_environment(engine=args.engine)
    engine = open_engine(settings)
    grade = grader(engine.with_memory() if isinstance(engine, OfflineEngine) else engine, open_knowledge(settings))

    def graded(question: str, answer: str) -> Outcome:
        outcome = grade(question, answer)
        if outcome.status == "failed":
            raise EndpointError(f"A variant could not be graded, so the test stops: {outcome.reasons[0]}")
        return outcome

    answers = [Asked(row.id, row.question, row.answer) for row in rows]
    with Progress(console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("Swapping", total=len(answers))
        report = swap_test(answers, kinds, graded, lambda: progress.advance(task))
    if args.json:
        print_json(report.model_dump(mode="json"))
    else:
        draw_swaps(console(), report)
    return 1 if report.flips else 0


def draw_swaps(console: Console, report: SwapReport) -> None:
    """The table of shifts, who gains by them, and every flip."""
    console.print(f"{report.answers} answers, {report.grades} texts graded. {report.engine}", style="bold")
    console.print(f"  {'swapped':<30}{'answers':>9}{'variants':>10}{'mean shift':>12}{'widest':>9}{'flips':>7}")
    for kind in report.kinds.values():
        mean = "-" if kind.mean_shift is None else f"{kind.mean_shift:.3f}"
        widest = "-" if kind.widest is None or kind.widest.shift is None else f"{kind.widest.shift:+.2f}"
        console.print(f"  {kind.title:<30}{kind.answers:>9}{kind.variants:>10}{mean:>12}{widest:>9}{kind.flips:>7}")
    console.print("Mean shift by group, in levels (a group that gains or loses beside the others would be graded by who it is):")
    for kind in report.kinds.values():
        if kind.groups:
            console.print(f"  {kind.title}: {', '.join(f'{name} {shift:+.3f}' for name, shift in kind.groups.items())}")
    for flip in report.flips[:SHOWN]:
        console.print(f"  ⚑ {flip.answer}: {flip.before} → {flip.after} ({flip.kind}: {flip.variant})")
    if len(report.flips) > SHOWN:
        console.print(f"  … and {len(report.flips) - SHOWN} more; --json has all.")
    if report.flips:
        console.print(
            f"{len(report.flips)} verdicts changed with who speaks, or how. Read these answers yourself; do not rely on the verdict."
        )
    else:
        console.print("No verdict changed.")
