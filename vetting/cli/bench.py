"""vetting bench: every figure of the grading design on a file of labelled answers or pairs, floors beside it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from vetting.bench.figures import Figure, Figures
    from vetting.bench.pairs import PairsReport
    from vetting.bench.runner import AnswersReport
    from vetting.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="IN.jsonl", help="labelled answers (id, question, answer, level …) or pairs (base, edited …)"
    )
    parser.add_argument("--out", metavar="OUT.jsonl", help="also write the grade of every answer, a line each")
    parser.add_argument("--no-floors", action="store_true", help="leave out word count and bag of words, which need scikit-learn")
    parser.add_argument("--proposals", metavar="FOLDER", help="measure the reading of proposals on a folder of labelled ones instead")
    parser.add_argument("--transcripts", metavar="FOLDER", help="measure the reading of transcripts on a folder of labelled ones instead")
    parser.add_argument("--retrieval", metavar="QUERIES.jsonl", help="measure the retrieval on labelled queries instead")
    parser.add_argument(
        "--gate", metavar="BASELINE.json", help="hold the engine to the stored figures of the answers beside it; exit 1 if worse"
    )
    parser.add_argument("--renew", action="store_true", help="with --gate: store the figures of now as the baseline")
    parser.add_argument(
        "--replay",
        action="store_true",
        help="measure the LLM engine and a single prompt on recorded answers, without network (--engine openai)",
    )
    parser.add_argument("--speed", action="store_true", help="measure speed instead, as ratios side by side in one run")


def run(args: argparse.Namespace) -> int:
    from pathlib import Path

    from vetting.errors import BadInput
    from vetting.grading.labelled import is_pairs_file
    from vetting.settings import from_environment

    if args.replay:
        return _bench_recorded(args)
    settings = from_environment(engine=args.engine)
    if args.gate:
        from vetting.cli.bench_gate import hold

        return hold(Path(args.gate), settings, renew=args.renew, as_json=args.json)
    if args.renew:
        raise BadInput("--renew stores a baseline; say which with --gate FILE.")
    if args.speed:
        return _bench_speed(as_json=args.json)
    if args.retrieval:
        return _bench_retrieval(Path(args.retrieval), settings, as_json=args.json)
    if args.transcripts:
        return _bench_transcripts(Path(args.transcripts), settings, as_json=args.json)
    if args.proposals:
        return _bench_proposals(Path(args.proposals), settings, as_json=args.json)
    if not args.file:
        raise BadInput("There is nothing to measure. Give a file of labelled answers, or --retrieval with a file of queries.")
    path = Path(args.file)
    return _bench_pairs(path, settings, args) if is_pairs_file(path) else _bench_answers(path, settings, args)


def _bench_speed(*, as_json: bool) -> int:
    """Always of the offline engine: an endpoint's speed is the endpoint's."""
    from dataclasses import asdict

    from vetting.bench.speed import measure
    from vetting.cli.screen import console, print_json
    from vetting.embedding import embedder
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_engine, open_index, open_knowledge

    settings = from_environment(engine="offline")
    knowledge = open_knowledge(settings)
    index = open_index(settings, knowledge)
    measured = measure(
        grader(open_engine(settings), knowledge),
        lambda query: index.search(query, kind="criterion", limit=5),
        embedder("minilm"),
    )
    if as_json:
        print_json([asdict(one) for one in measured])
    else:
        for one in measured:
            console().print(str(one))
    return 0


def _bench_recorded(args: argparse.Namespace) -> int:
    """The protocol beside one prompt, played from the recordings in cassettes/bench."""
    import httpx2

    from vetting.bench.protocol import bench_protocol, recorded_answers
    from vetting.cli.screen import print_json
    from vetting.errors import BadInput
    from vetting.replay.player import CassettePlayer
    from vetting.settings import CHAT_MODEL, DECISIONS_MODEL, from_environment
    from vetting.wiring import as_recorded, grader, open_door, open_engine, open_knowledge

    if args.engine == "offline":
        raise BadInput("The recordings are of the LLM engine. Use --engine openai with --replay, or give a file to the offline engine.")
    settings = from_environment(engine="auto")
    recorded = as_recorded(settings, CHAT_MODEL, DECISIONS_MODEL)
    answers, cassette = recorded_answers()
    player = CassettePlayer(cassette)
    door = open_door(recorded, httpx2.Client(transport=player))
    report, _ = bench_protocol(answers, grader(open_engine(recorded, door), open_knowledge(settings)), door)
    if args.json:
        print_json(report.model_dump(mode="json"))
    else:
        _show_answers(report, cassette.parent.name)
    return 0


def _bench_retrieval(path: Any, settings: Settings, *, as_json: bool) -> int:
    from vetting.bench.retrieval import bench_retrieval, render_retrieval
    from vetting.cli.screen import console, print_json
    from vetting.wiring import open_index, open_knowledge

    knowledge = open_knowledge(settings)
    report = bench_retrieval(path, open_index(settings, knowledge), knowledge)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        console().print(render_retrieval(report))
    return 0


def _bench_transcripts(folder: Path, settings: Settings, *, as_json: bool) -> int:
    """Pairing, roles and gate are code, whatever grades; only the embedder is the settings'."""
    from functools import partial

    from vetting.bench.transcripts import (
        floor_reader,
        measure_transcripts,
        offline_reader,
        plan_of_bank,
        render_transcripts,
        transcripts_json,
    )
    from vetting.cli.screen import console, print_json
    from vetting.embedding import embedder
    from vetting.wiring import open_knowledge

    plans = partial(plan_of_bank, knowledge=open_knowledge(settings))
    rows = measure_transcripts(folder, offline_reader(embedder(settings.embedder)), plans)
    floor = measure_transcripts(folder, floor_reader, plans)
    if as_json:
        print_json(transcripts_json(rows, floor))
    else:
        console().print(render_transcripts(rows, floor, faults=True))
    return 0


def _bench_proposals(folder: Path, settings: Settings, *, as_json: bool) -> int:
    from vetting.bench.proposal_figures import figures_json, render_proposals
    from vetting.bench.proposals import measure_proposals
    from vetting.cli.screen import console, print_json
    from vetting.proposal import review_proposal
    from vetting.wiring import open_knowledge, open_proposal_engine

    knowledge, engine = open_knowledge(settings), open_proposal_engine(settings)
    figures = measure_proposals(folder, lambda document: review_proposal(document, engine, knowledge=knowledge))
    if as_json:
        print_json(figures_json(figures))
    else:
        console().print(render_proposals(figures))
    return 0


def _bench_answers(path: Any, settings: Settings, args: argparse.Namespace) -> int:
    import json
    from pathlib import Path

    from vetting.bench.runner import bench_answers
    from vetting.cli.screen import print_json
    from vetting.contract import outcome_json
    from vetting.grading.labelled import read_answers
    from vetting.replay.ledger import note_knowledge
    from vetting.wiring import grader, open_engine, open_knowledge

    rows = read_answers(path)
    grade = grader(open_engine(settings), open_knowledge(settings))
    report, outcomes = bench_answers(rows, grade, with_floors=not args.no_floors, workers=settings.workers)
    if args.out:
        lines = [
            json.dumps({"id": row.id, **outcome_json(outcome)}, ensure_ascii=False) for row, outcome in zip(rows, outcomes, strict=True)
        ]
        Path(args.out).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        note_knowledge(settings.cache / "knowledge", open_knowledge(settings))
    if args.json:
        print_json(report.model_dump(mode="json"))
    else:
        _show_answers(report, path.name)
    return 0


def _show_answers(report: AnswersReport, name: str) -> None:
    print(f"{name}: {report.engine}")
    for note in report.notes:
        print(f"! {note}")
    names = list(dict.fromkeys(name for column in report.columns.values() for name in column))
    show_table([["", *report.columns], *([name, *(_cell(column, name) for column in report.columns.values())] for name in names)])
    print("In brackets: bootstrap 95 % interval. The floors are cross-validated on this file, by writer where it names three or more.")


def show_table(rows: list[list[str]]) -> None:
    """Columns at fixed places whatever the width of the terminal, so that a pipe and a person read the same."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]).rstrip())


def _cell(column: Figures, name: str) -> str:
    figure: Figure | None = column.get(name)
    if figure is None or figure.value is None:
        return "-"
    if name in ("n", "graded", "failed"):
        return f"{figure.value:.0f}"
    between = "" if figure.low is None or figure.high is None else f" [{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:.3f}{between}"


def _bench_pairs(path: Any, settings: Settings, args: argparse.Namespace) -> int:
    from vetting.bench.pairs import bench_pairs
    from vetting.cli.screen import print_json
    from vetting.errors import BadInput
    from vetting.grading.labelled import read_pairs
    from vetting.wiring import grader, open_engine, open_knowledge

    if args.out:
        raise BadInput("--out writes the grades of answers; a file of pairs has none. Leave it out.")
    report = bench_pairs(read_pairs(path), grader(open_engine(settings), open_knowledge(settings)), settings.workers)
    if args.json:
        print_json(report.model_dump(mode="json"))
    else:
        _show_pairs(report, path.name)
    return 0


def _show_pairs(report: PairsReport, name: str) -> None:
    print(f"{name}: {report.engine}")
    for note in report.notes:
        print(f"! {note}")
    folds = report.by_writer or {}
    rows = [["kind", "n", "as expected", "by writer", "verdict flips", "mean shift"]]
    for kind, row in report.kinds.items():
        by_writer = f"{folds[kind]:.2f}" if kind in folds else "-"
        rows.append([kind, str(row.n), f"{row.as_expected:.2f}", by_writer, f"{row.verdict_flips:.2f}", f"{row.mean_shift:+.2f}"])
    flips = "-" if report.benign_flips is None else f"{report.benign_flips:.2f}"
    rows.append(["all", str(report.n), f"{report.as_expected:.2f}", f"{folds['all']:.2f}" if folds else "-", flips, ""])
    show_table(rows)
    if report.injection_success is not None and report.injection_flagged is not None:
        print(f"Injections that raised a level: {report.injection_success:.2f}; flagged: {report.injection_flagged:.2f}")
