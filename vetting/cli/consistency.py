"""vetting consistency: do a candidate's answers contradict each other, or their CV? Needs an endpoint."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.consistency import Consistency


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a kept interview (vetting report --list)")
    parser.add_argument("--cv", metavar="FILE", help="the candidate's CV or claims, as text; the claims in the plan are always read")


def run(args: argparse.Namespace) -> int:
    """Shows each contradiction with both quotes and the question that would settle it."""
    from vetting.cli.reading import read_text_file
    from vetting.cli.screen import print_json
    from vetting.errors import BadSettings
    from vetting.interview.consistency import check_consistency
    from vetting.settings import from_environment
    from vetting.wiring import open_door, open_store

    settings = from_environment(engine=args.engine)
    if not settings.uses_endpoint:
        raise BadSettings("Only an endpoint can tell whether statements contradict each other, and none is in use. Set OPENAI_API_KEY.")
    interview = open_store(settings).read(args.id).interview
    found = check_consistency(interview, open_door(settings), read_text_file(args.cv) if args.cv else "")
    if args.json:
        print_json(found.model_dump(mode="json"))
    else:
        _show(found)
    return 0


def _show(check: Consistency) -> None:
    from vetting.cli.screen import console
    from vetting.harmless import harmless

    screen = console()
    screen.print(f"{check.says} Compared: {', '.join(check.compared)}.", style="bold")
    for one in check.found:
        screen.print(f"\n{harmless(one.sentence)}")
        for said in (one.one, one.other):
            screen.print(f'  {said.source}: "{harmless(said.evidence.quote)}"')
        screen.print(f"  Ask: {harmless(one.probe)}")
    if check.dropped:
        screen.print(f"\n{check.dropped}", style="dim")
