"""vetting drill: twenty short answers rated fast, then the truth, the machine and your drift; or how far a panel agrees."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from vetting.cli.typed import BY, Lines, Stopped, typed_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from vetting.models.drill import Drill, Pool
    from vetting.models.outcome import Outcome
    from vetting.practice.drift import DrillResult
    from vetting.practice.panel import Votes
    from vetting.settings import Settings
    from vetting.storage import Store

HOW_TO = "Type 0 to 4 and Enter, as fast as you can judge; q stops, and the next drill goes on from there."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default=BY, metavar="NAME", help="whose ratings they are (default: terminal)")
    parser.add_argument("--seed", type=int, metavar="N", help="the drill everybody gets who gives this number, for a panel")
    parser.add_argument(
        "--reveal", choices=("each", "end"), default="each", help="show the truth after each answer (default), or at the end"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--history", action="store_true", help="your drills so far, and your drift over all of them")
    what.add_argument("--erase", action="store_true", help="take all drills of this name away")
    what.add_argument("--panel", metavar="FILE.csv", help="agreement of several raters, from lines of rater,item,level")
    what.add_argument("--panel-seed", type=int, metavar="N", help="agreement of everybody who rated the drill of this number")
    what.add_argument("--panel-interview", metavar="ID", help="agreement of those who rated a kept interview before seeing the machine")


def run(args: argparse.Namespace) -> int:
    """0 at the end, or when stopped; what was rated is kept either way."""
    from vetting.cli.screen import console, print_json
    from vetting.errors import BadInput
    from vetting.settings import from_environment

    settings = from_environment(engine="offline")
    out = console(stderr=args.json)
    if not args.by.strip():
        raise BadInput("--by is empty. Give the name your ratings are kept under.")
    if args.panel or args.panel_seed is not None or args.panel_interview:
        return _panel(args, settings)
    from vetting.wiring import open_store

    store = open_store(settings)
    if args.erase:
        erased = store.drills.erase(args.by)
        out.print(f"{erased} drill(s) of {args.by} erased. Backups are not reached.")
        if args.json:
            print_json({"erased": erased, "by": args.by})
        return 0
    return _history(args, settings, store) if args.history else _drill(args, settings, store, out, typed_lines)


def _drill(args: argparse.Namespace, settings: Settings, store: Store, out: Console, lines: Lines) -> int:
    from vetting.cli.screen import print_json
    from vetting.practice.drill import load_pool, machine_outcomes

    pool = load_pool()
    machine = _machine(settings)
    drill = _begun(args, store, pool)
    done = len(drill.ratings)
    out.print(f"Drill {drill.id}, seed {drill.seed}, kept in {store.says}" + (f"; going on after {done} answer(s)" if done else ""))
    out.print(HOW_TO, style="dim")
    try:
        drill = _rate_all(drill, pool, store, machine, out, lines)
    except Stopped:
        drill = store.drills.read(drill.id)
        out.print("\nStopped; your ratings are kept.")
    if not drill.is_told:
        if drill.ratings:
            out.print("The truth comes when all are rated.")
        if args.json:
            print_json({"drill": {"id": drill.id, "by": drill.by, "seed": drill.seed}, "rated": len(drill.ratings), "result": None})
        return 0
    outcomes = machine_outcomes(pool, (rating.answer for rating in drill.ratings), machine)
    _show(args, drill, pool, outcomes, out)
    return 0


def _begun(args: argparse.Namespace, store: Store, pool: Pool) -> Drill:
    """The drill this person left half-way, else a new one, kept at once."""
    import secrets

    from vetting.models.drill import Reveal
    from vetting.practice.drill import SEEDS, new_drill, unfinished
    from vetting.storage import new_id

    earlier = store.drills.list(args.by)
    if left := unfinished(earlier, args.seed):
        return left
    seed = secrets.randbelow(SEEDS) if args.seed is None else args.seed
    shared = args.seed is not None
    return store.drills.start(
        new_drill(pool, id=new_id(), by=args.by, seed=seed, reveal=Reveal(args.reveal), shared=shared, earlier=earlier)
    )


def _rate_all(drill: Drill, pool: Pool, store: Store, machine: Callable[[str, str], Outcome], out: Console, lines: Lines) -> Drill:
    """Asks for a level for each answer that has none. Raises Stopped."""
    from vetting.cli.draw_drill import draw_truth
    from vetting.models.drill import Reveal
    from vetting.practice.drill import answer_of, rated

    typed = lines()
    while drill.upcoming:
        answer = answer_of(pool, drill.upcoming)
        if answer is None:
            out.print("An answer of this drill is no longer in knowledge/drill; the rest of the drill is left out.", style="bold")
            return drill
        out.print(f"\n{len(drill.ratings) + 1} of {len(drill.answers)}  {answer.question}", style="bold")
        out.print(answer.answer)
        began = time.monotonic()
        level = _level(out, typed)
        drill = store.drills.rate(drill.id, rated(pool, answer, level, round(time.monotonic() - began, 1)))
        if drill.reveal is Reveal.EACH:
            draw_truth(out, answer, drill.ratings[-1], machine(answer.question, answer.answer), pool)
    return drill


def _level(out: Console, typed: Iterator[str]) -> int:
    """The next level typed; anything else is asked again. Raises Stopped for q."""
    while True:
        out.print("0-4> ", end="", style="dim")
        word = next(typed).strip().lower()
        if word in ("q", "/quit", "quit"):
            raise Stopped
        if word in ("0", "1", "2", "3", "4"):
            return int(word)
        out.print("Type 0, 1, 2, 3 or 4; q stops.")


def _show(args: argparse.Namespace, drill: Drill, pool: Pool, outcomes: dict[str, Outcome], out: Console) -> None:
    from vetting.cli.draw_drill import draw_all_truths, draw_result, draw_worst
    from vetting.cli.screen import print_json
    from vetting.models.drill import Reveal
    from vetting.practice.drift import drill_result, machine_levels

    result = drill_result(drill.ratings, machine_levels(outcomes))
    if args.json:
        print_json({"drill": drill.model_dump(mode="json"), "result": result.model_dump(mode="json")})
        return
    if drill.reveal is Reveal.END:
        draw_all_truths(out, drill, pool, outcomes)
    draw_result(out, result, pool)
    draw_worst(out, drill, result, pool)


def _history(args: argparse.Namespace, settings: Settings, store: Store) -> int:
    from vetting.cli.draw_drill import draw_history, draw_result
    from vetting.cli.screen import console, print_json
    from vetting.practice.drift import drill_result, first_ratings, machine_levels
    from vetting.practice.drill import load_pool, machine_outcomes

    drills = [drill for drill in store.drills.list(args.by) if drill.is_told]
    if not drills:
        if args.json:
            print_json({"drills": [], "over all": None})
            return 0
        console().print(f"{args.by} has no drill to look back at yet. Start one, or go on: vetting drill --by {args.by}")
        return 0
    pool, first = load_pool(), first_ratings(drills)
    outcomes = machine_outcomes(pool, (rating.answer for rating in first), _machine(settings))
    result: DrillResult = drill_result(first, machine_levels(outcomes))
    if args.json:
        print_json({"drills": [drill.model_dump(mode="json") for drill in drills], "over all": result.model_dump(mode="json")})
        return 0
    draw_history(console(), drills)
    draw_result(console(), result, pool)
    return 0


def _panel(args: argparse.Namespace, settings: Settings) -> int:
    from vetting.cli.draw_drill import draw_panel
    from vetting.cli.screen import console, print_json
    from vetting.practice.agreement import panel

    votes = _votes(args, settings)
    found = panel(votes.votes)
    if args.json:
        print_json({**found.model_dump(mode="json"), "titles": votes.titles, "notes": votes.notes})
    else:
        draw_panel(console(), found, votes)
    return 0


def _votes(args: argparse.Namespace, settings: Settings) -> Votes:
    from vetting.cli.reading import read_text_file
    from vetting.practice.drill import load_pool
    from vetting.practice.panel import votes_in_csv, votes_of_drills, votes_of_interview
    from vetting.wiring import open_store

    if args.panel:
        return votes_in_csv(read_text_file(args.panel, limit=None), args.panel)
    store = open_store(settings)
    if args.panel_interview:
        return votes_of_interview(store.read(args.panel_interview))
    found = votes_of_drills(store.drills.list(), args.panel_seed, viewer=args.by)
    return found.model_copy(update={"titles": {answer.id: answer.question for answer in load_pool().answers}})


def _machine(settings: Settings) -> Callable[[str, str], Outcome]:
    """The offline engine's grader: it costs nothing, and is the same for everybody."""
    from vetting.wiring import grader, open_engine, open_knowledge

    return grader(open_engine(settings), open_knowledge(settings))
