"""vetting ask: an interview plan for a role, and for one candidate's claims."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.question import Plan
    from vetting.settings import Settings

COUNT, MINUTES = 8, 45
SENIORITIES = ("engineer", "lead", "officer")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_plan_arguments(parser, required=True)


def add_plan_arguments(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """What a plan is made from; every verb that plans takes the same."""
    role = parser.add_mutually_exclusive_group(required=required)
    role.add_argument("--role", metavar="TEXT", help="the role in your own words: what runs, what goes wrong, what the person will own")
    role.add_argument("--brief", metavar="FILE", help="a text file with the role brief (- for standard input)")
    role.add_argument("--template", metavar="ID", help="a role template, such as fractional-strategic")
    parser.add_argument("--claims", metavar="FILE", help="a text file with the candidate's CV or claims (- for standard input)")
    parser.add_argument("--focus", metavar="TOPIC", action="append", default=[], help="a topic that must be asked about; may be repeated")
    parser.add_argument("-n", "--count", type=int, default=COUNT, metavar="N", help=f"questions at most (default: {COUNT})")
    parser.add_argument("--minutes", type=int, metavar="M", help=f"time for all of them (default: the template's, else {MINUTES})")
    parser.add_argument("--seniority", choices=SENIORITIES, help="who is asked (default: the template's, else read from the brief)")


def run(args: argparse.Namespace) -> int:
    """Plans and prints."""
    from vetting.cli.draw_plan import draw_plan
    from vetting.cli.screen import console, print_json
    from vetting.contract import plan_json
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge

    settings = from_environment(engine=args.engine)
    plan = plan_from(args, settings)
    if args.json:
        print_json(plan_json(plan))
    else:
        draw_plan(console(), plan, open_knowledge(settings))
    return 0


def plan_from(args: argparse.Namespace, settings: Settings) -> Plan:
    """The plan the arguments ask for. Raises BadInput, and EndpointError where the endpoint fails."""
    from vetting.cli.reading import read_text_file
    from vetting.errors import BadInput
    from vetting.models.question import Seniority
    from vetting.questions.request import PlanRequest
    from vetting.wiring import open_knowledge, planned

    if args.brief == "-" and args.claims == "-":
        raise BadInput("Only one of --brief and --claims can be read from standard input. Give a file for the other.")
    knowledge = open_knowledge(settings)
    template = knowledge.template(args.template) if args.template else None
    brief = template.brief if template else args.role if args.role is not None else read_text_file(args.brief)
    seniority = Seniority(args.seniority) if args.seniority else template.seniority if template else None
    request = PlanRequest(
        brief=brief,
        claims=read_text_file(args.claims) if args.claims else None,
        focus=tuple(args.focus) or (template.focus if template else ()),
        count=args.count,
        minutes=args.minutes if args.minutes is not None else template.minutes if template else MINUTES,
        seniority=seniority,
    )
    return planned(request, settings, knowledge)
