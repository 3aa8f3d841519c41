"""vetting criteria: what is vetted, where the source says so, and where it disagrees with itself."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.knowledge import Criterion, Knowledge
    from vetting.settings import Settings

VIEWS = ("search", "show", "contradictions")
SEARCHED = ("criterion", "failure_class", "question")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "view", nargs="?", choices=VIEWS, help="search TEXT, show ID, or contradictions; without it every criterion is listed"
    )
    parser.add_argument("words", nargs="*", metavar="TEXT", help="what to search for, or the id to show")
    parser.add_argument("--kind", choices=SEARCHED, default="criterion", help="what search looks for (default: criterion)")
    parser.add_argument("-n", "--limit", type=int, default=8, help="how many search shows (default: 8)")


def run(args: argparse.Namespace) -> int:
    """Lists, searches or shows. Raises BadInput for an unknown id or a search without words."""
    from vetting.errors import BadInput
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge

    settings = from_environment(engine=args.engine)
    knowledge = open_knowledge(settings)
    text = " ".join(args.words).strip()
    if args.view in ("search", "show") and not text:
        raise BadInput(f"There is nothing to {args.view}. Say: vetting criteria {args.view} {'TEXT' if args.view == 'search' else 'ID'}")
    if args.view == "search":
        _search(args, settings, knowledge, text)
    elif args.view == "show":
        _show(args, knowledge, knowledge.criterion(text))
    elif args.view == "contradictions":
        _contradictions(args, knowledge)
    else:
        _list(args, knowledge)
    return 0


def _list(args: argparse.Namespace, knowledge: Knowledge) -> None:
    from vetting.cli.screen import print_json

    if args.json:
        print_json({"hash": knowledge.hash, "criteria": [one.model_dump(mode="json") for one in knowledge.criteria]})
        return
    ordered = sorted(knowledge.criteria, key=lambda one: (one.concept.lower(), one.kind.value, one.id))
    rows = [(one.concept, one.kind.value.replace("_", " "), one.id, " ".join(one.sections), one.title) for one in ordered]
    _table(("concept", "kind", "id", "source", "title"), rows)
    _say(f"{len(rows)} criteria, {len(knowledge.concepts)} concepts. Read one: vetting criteria show {ordered[0].id}")


def _search(args: argparse.Namespace, settings: Settings, knowledge: Knowledge, text: str) -> None:
    from vetting.cli.screen import print_json
    from vetting.wiring import open_index

    index = open_index(settings, knowledge)
    hits = index.search(text, kind=args.kind, limit=max(1, args.limit))
    if args.json:
        print_json({"query": text, "kind": args.kind, "index": index.version, "hits": [hit.model_dump(mode="json") for hit in hits]})
        return
    rows = [(str(rank), hit.id, " ".join(hit.sections), hit.title, _found_by(hit.ranks)) for rank, hit in enumerate(hits, 1)]
    _table(("", "id", "source", "title", "found by (rank)"), rows)
    if not rows:
        _say("Nothing found: the text holds no words to search for.")


def _found_by(ranks: dict[str, int]) -> str:
    words = {"dense": "meaning", "lexical": "words"}
    return ", ".join(f"{words[way]} {rank}" for way, rank in sorted(ranks.items(), key=lambda way: way[1]))


def _show(args: argparse.Namespace, knowledge: Knowledge, one: Criterion) -> None:
    from vetting.cli.screen import print_json

    contradictions, classes = knowledge.contradictions_of(one), knowledge.classes_of(one)
    if args.json:
        print_json(
            {
                **one.model_dump(mode="json"),
                "contradictions": [contradiction.model_dump(mode="json") for contradiction in contradictions],
                "failure_classes": [{"id": found.id, "title": found.title} for found in classes],
            }
        )
        return
    _say(one.title, style="bold")
    _say(
        f"{one.id} · {one.kind.value.replace('_', ' ')} · {one.concept} · source {', '.join(one.sections)} · numbers {_numbers(one.covers)}"
    )
    _say("")
    _say(one.lead)
    for heading, lines in (
        ("Why it matters", (one.why,)),
        ("What someone who lived it can tell", one.lived),
        ("What strategy talk says instead", one.talk),
        ("Probes", one.probes),
        ("Figures", tuple(_figure(figure.name, figure.low, figure.high, figure.value, figure.unit) for figure in one.figures)),
        ("The source disagrees with itself", tuple(f"{found.title}: {found.reading}" for found in contradictions)),
        ("Failure classes that test it", tuple(f"{found.id}: {found.title}" for found in classes)),
    ):
        if lines:
            _say("")
            _say(heading, style="bold")
        for line in lines:
            _say(f"  {line}" if len(lines) == 1 and heading == "Why it matters" else f"  - {line}")


def _contradictions(args: argparse.Namespace, knowledge: Knowledge) -> None:
    from vetting.cli.screen import print_json

    if args.json:
        print_json([one.model_dump(mode="json") for one in knowledge.contradictions])
        return
    for one in knowledge.contradictions:
        _say(f"{one.id}. {one.title}", style="bold")
        for statement in one.says:
            _say(f"  {statement.section}: {statement.claim}")
        _say(f"  Arithmetic: {one.arithmetic}")
        _say(f"  How to read it: {one.reading}")
        _say("")
    _say(f"{len(knowledge.contradictions)} contradictions of the source; none is averaged away.")


def _figure(name: str, low: float | None, high: float | None, value: float | None, unit: str) -> str:
    shown = f"{value:,.10g}" if value is not None else " to ".join(f"{bound:,.10g}" for bound in (low, high) if bound is not None)
    return f"{name}: {shown} {unit}"


def _numbers(covers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in covers)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table on a terminal; columns separated by tabs when piped, for cut and sort."""
    from rich.table import Table

    from vetting.cli.screen import console

    screen = console()
    if not screen.is_terminal:
        for row in rows:
            print("\t".join(row))
        return
    table = Table(*heads, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    screen.print(table)


def _say(line: str, style: str = "") -> None:
    from vetting.cli.screen import console

    console().print(line, style=style or None)
