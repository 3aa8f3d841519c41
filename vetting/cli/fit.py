"""vetting fit: the offline engine's cuts moved to where your own people draw them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from vetting.bench.figures import Figure
    from vetting.bench.own_fit import Trial
    from vetting.grading.offline.weights import Weights
    from vetting.models.labelled import LabelledAnswer
    from vetting.models.outcome import Outcome
    from vetting.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="LABELLED.jsonl", help="a line an answer: question, answer, level 0-4; writer, signals if known"
    )
    parser.add_argument(
        "--kept", action="store_true", help="fit on what people rated and overrode in the kept interviews instead of a file"
    )
    parser.add_argument("--export", type=Path, metavar="OUT.jsonl", help="only write what people rated and overrode, as such a file")
    parser.add_argument("--dry-run", action="store_true", help="show before and after, and change nothing")
    parser.add_argument("--reset", action="store_true", help="go back to the engine as shipped")


def run(args: argparse.Namespace) -> int:
    """1 where the fit is refused because it would make grading worse."""
    from vetting.errors import BadInput
    from vetting.settings import from_environment

    settings = from_environment(engine="offline")
    if sum((args.file is not None, args.kept, args.export is not None, args.reset)) != 1:
        raise BadInput("Give one of: a file of labelled answers, --kept, --export OUT.jsonl, --reset.")
    if args.reset:
        return _reset(settings)
    rows = _rows(args, settings)
    if args.export is not None:
        return _export(rows, args.export)
    return _fit(rows, settings, dry_run=args.dry_run, as_json=args.json)


def _reset(settings: Settings) -> int:
    from vetting.wiring import own_weights_file

    path = own_weights_file(settings)
    if not path.is_file():
        print("The engine is as shipped; there is nothing to go back from.")
        return 0
    path.unlink()
    print(f"Back to the engine as shipped; {path} is gone.")
    return 0


def _rows(args: argparse.Namespace, settings: Settings) -> list[LabelledAnswer]:
    from vetting.errors import BadInput
    from vetting.grading.labelled import read_answers
    from vetting.interview.corrections import corrections
    from vetting.wiring import open_store

    if args.file is not None:
        return read_answers(Path(args.file))
    store = open_store(settings)
    rows = corrections(store.read(summary.id) for summary in store.list())
    store.close()
    if not rows:
        raise BadInput("Nobody has rated or overridden an answer of a kept interview yet, so there is nothing to learn from.")
    return rows


def _export(rows: list[LabelledAnswer], path: Path) -> int:
    from vetting.errors import BadInput

    lines = [row.model_dump_json(include={"id", "question", "answer", "status", "level", "writer"}) for row in rows]
    try:
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}. Give another file to --export.") from error
    print(f"{len(rows)} graded answers of people written to {path}. It holds candidates' words: keep it as you keep interviews.")
    return 0


def _fit(rows: list[LabelledAnswer], settings: Settings, *, dry_run: bool, as_json: bool) -> int:
    from vetting.bench.own_fit import try_fit
    from vetting.cli.screen import console, print_json
    from vetting.embedding import Remembering, embedder
    from vetting.grading.offline import OfflineEngine
    from vetting.grading.offline.own import write_own
    from vetting.grading.offline.weights import load_weights
    from vetting.wiring import grader, open_knowledge, own_weights_file

    shipped, sentences, knowledge = load_weights(), Remembering(embedder("minilm")), open_knowledge(settings)

    def grade_with(weights: Weights) -> Callable[[str, str], Outcome]:
        return grader(OfflineEngine(weights, sentences), knowledge)

    trial, shift = try_fit(rows, shipped, sentences, grade_with)
    path = own_weights_file(settings)
    writes = not trial.refused and not dry_run
    if writes:
        write_own(shipped, shift, trial.answers, path)
    if as_json:
        print_json({**trial.model_dump(mode="json"), "written": str(path) if writes else None})
    else:
        _draw(console(), trial)
        print(
            f"Written to {path}; grades now carry its name. Back to the engine as shipped: vetting fit --reset"
            if writes
            else _unwritten(trial)
        )
    return 1 if trial.refused else 0


def _unwritten(trial: Trial) -> str:
    if trial.refused:
        return f"Refused, and nothing was changed: {'; '.join(trial.refused)}. More answers, or answers two people agree on, may help."
    return "A dry run: nothing was changed."


def _draw(console: Console, trial: Trial) -> None:
    console.print(
        f"{trial.answers} answers of {trial.groups} speakers; each is judged by a fit that saw nothing of its speaker.", style="bold"
    )
    console.print(f"  {'':<32}{'as shipped':>22}{'fitted':>22}")
    for name, before in trial.before.items():
        console.print(f"  {name:<32}{_cell(before):>22}{_cell(trial.after.get(name)):>22}")
    console.print(
        f"  Slope {trial.slope:g} (below 1: less sure). Cuts above 0, 1, 2, 3 by {', '.join(f'{cut:+.2f}' for cut in trial.cuts)} log-odds."
    )
    if trial.signals:
        console.print(f"  Signals: {', '.join(f'{name} {cut:+.2f}' for name, cut in trial.signals.items())}")
    for note in trial.notes:
        console.print(f"  ! {note}")


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "-"
    between = "" if figure.low is None or figure.high is None else f" [{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:.3f}{between}"
