"""vetting readiness: eight questions to the buyer."""

from __future__ import annotations

import argparse

YES_NO = {"yes": True, "no": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--champion", help="the internal person; '' where there is none")
    parser.add_argument("--executor", help="the engineer who acts on the advice; '' where there is none")
    for name in ("authority", "direct-line", "pushback"):
        parser.add_argument(f"--{name}", choices=list(YES_NO))
    parser.add_argument("--hours", type=float, help="hours a week really needed")
    parser.add_argument("--horizon", type=float, help="months")
    parser.add_argument("--in-production", help="AI systems in production; '' where there is none")


def run(args: argparse.Namespace) -> int:
    """Asks on a terminal what the options leave open; elsewhere an open question counts as not answered."""
    import sys

    from pydantic import ValidationError

    from vetting.cli.draw_proposal import draw_bites
    from vetting.cli.screen import console, print_json
    from vetting.errors import BadInput
    from vetting.models.readiness import BuyerAnswers
    from vetting.proposal import readiness
    from vetting.proposal.readiness import buyer_questions
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge

    given: dict[str, object] = {}
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not args.json
    for question in buyer_questions():
        said = getattr(args, question.id)
        if said is None and asks:
            said = input(f"{question.ask} {'(yes/no) ' if question.expects == 'yes_no' else ''}").strip()
            if question.expects in ("hours", "months") and not said:
                said = None
        given[question.id] = YES_NO.get(str(said).lower()) if question.expects == "yes_no" and said is not None else said
    try:
        answers = BuyerAnswers.model_validate(given)
    except ValidationError as error:
        raise BadInput(
            f"{error.errors()[0]['loc'][0]} is {error.errors()[0]['input']!r}, which is no possible number. Give another."
        ) from error
    check = readiness(answers, contradictions=open_knowledge(from_environment(engine="offline")).contradictions)
    if args.json:
        print_json(check.model_dump(mode="json"))
        return 0
    screen = console()
    screen.print(check.says, style="bold")
    if check.fits:
        screen.print(f"Your hours call for: {check.fits}.")
    marks = {"good": "✓", "to_fix": "·", "decides_against": "✗", "to_know": "!"}
    for finding in check.findings:
        screen.print(f"  {marks[finding.outcome]} {finding.ask}")
        screen.print(f"      {finding.says} (criteria {', '.join(map(str, finding.criteria))})")
    draw_bites(screen, check.bites)
    return 0
