"""vetting grade: one answer, with the words that prove it."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--question", required=True, help="the question that was asked")
    answer = parser.add_mutually_exclusive_group(required=True)
    answer.add_argument("--answer", help="the answer")
    answer.add_argument("--answer-file", metavar="FILE", help="a text file with the answer")
    answer.add_argument("stdin", nargs="?", choices=["-"], help="read the answer from standard input")


def run(args: argparse.Namespace) -> int:
    """Grades and prints; 3 where the engine failed, so a script cannot take that for a grade."""
    from vetting.cli.draw import draw_outcome
    from vetting.cli.reading import read_text_file
    from vetting.cli.screen import console, print_json
    from vetting.contract import outcome_json
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_engine, open_knowledge

    answer = args.answer if args.answer is not None else read_text_file(args.answer_file or "-")
    settings = from_environment(engine=args.engine)
    outcome = grader(open_engine(settings), open_knowledge(settings))(args.question, answer)
    if args.json:
        print_json(outcome_json(outcome))
    else:
        draw_outcome(console(), answer, outcome)
    return 3 if outcome.status == "failed" else 0
