"""vetting diff: which grades moved between two runs, and what made them move."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.replay.diff import Diff, Shift
    from vetting.replay.runs import Run
    from vetting.settings import Settings

SHOWN = 40
"""Answers listed; --json has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = "a file that grade-batch or bench --out wrote, a .session.json, or the id of a kept interview"
    parser.add_argument("first", metavar="RUN_A", help=f"the run before: {what}")
    parser.add_argument("second", metavar="RUN_B", help="the run after: likewise")


def run(args: argparse.Namespace) -> int:
    """1 where a grade moved with equal fingerprints, which must not be."""
    from vetting.cli.screen import console, print_json
    from vetting.replay.diff import diff
    from vetting.settings import from_environment

    settings = from_environment(engine=args.engine)
    found = diff(_run(args.first, settings), _run(args.second, settings))
    if args.json:
        print_json(found.model_dump(mode="json"))
    else:
        draw_diff(console(), found)
    return 1 if found.unexplained else 0


def _run(name: str, settings: Settings) -> Run:
    from vetting.errors import BadInput
    from vetting.replay.ledger import noted_parts
    from vetting.replay.runs import read_run, run_of
    from vetting.wiring import open_store

    if Path(name).is_file():
        found = read_run(Path(name))
    elif "." in name or "/" in name:
        raise BadInput(f"There is no file {name}. Name a run, or the id of a kept interview (vetting report --list).")
    else:
        found = run_of(open_store(settings).read(name).interview, name)
    hashes = {graded.fingerprint.knowledge for graded in found.outcomes.values()}
    if found.parts or len(hashes) != 1:
        return found
    return found.model_copy(update={"parts": noted_parts(settings.cache / "knowledge", hashes.pop())})


def draw_diff(console: Console, found: Diff) -> None:
    """What is different in the makers first, then who moved."""
    console.print(f"{found.first} → {found.second}: {len(found.moved)} of {found.compared} grades moved.", style="bold")
    console.print("Different in what made them:" if found.causes else "Nothing is different in what made them.")
    for cause in found.causes:
        console.print(f"  {cause.what}: {cause.moved} of {cause.answers} moved")
    for part in found.parts:
        console.print(f"    {part} changed (it chooses probes; no level rests on it)")
    if len(found.causes) > 1 and found.moved:
        console.print("  Several things changed together: change one at a time to tell them apart.")
    for shift in found.moved[:SHOWN]:
        console.print(f"  {'⚑' if shift.verdict_flips else ' '} {shift.id}: {_words(shift)}")
    if len(found.moved) > SHOWN:
        console.print(f"  … and {len(found.moved) - SHOWN} more; --json has all.")
    for ids, name in ((found.only_first, found.first), (found.only_second, found.second)):
        if ids:
            console.print(f"Only in {name}, so not compared: {', '.join(ids[:5])}{f' and {len(ids) - 5} more' if len(ids) > 5 else ''}")
    if found.unexplained:
        console.print(
            f"! {len(found.unexplained)} moved with equal fingerprints, which must not be: the engine is not reproducible.", style="bold"
        )


def _words(shift: Shift) -> str:
    said = f"{shift.before} → {shift.after}"
    for signals, words in ((shift.shown, "now shown"), (shift.gone, "no longer shown")):
        if signals:
            said += f"; {words}: {', '.join(signal.words for signal in signals)}"
    return said
