"""The command line. Verbs stand in one table and are imported when used, so that help answers at once."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from vetting import __version__
from vetting.errors import VettingError

VERBS = {
    "ask": "write an interview plan: probing questions for a role, and for one candidate's claims",
    "grade": "grade one answer, with the words that prove it",
    "explain": "why an answer gets its level: what each sentence moved, the rule's path, what would change it",
    "grade-batch": "grade a file of answers, one JSON object a line; resumes where it stopped",
    "interview": "run an interview in the terminal: question, answer, evidence gap, probe, card",
    "consistency": "do a candidate's answers contradict each other, or their CV (needs an endpoint)",
    "drill": "rate twenty short worked answers, see your drift against truth and machine; or how far a panel agrees",
    "practice": "interview a simulated candidate, say what you think, then see the truth and what you missed to ask",
    "transcript": "a recorded interview's transcript: who asked what, quality, and the same grades as a live one",
    "report": "write a kept interview, or several side by side, as a document; or a letter to the candidate",
    "proposal": "vet a proposal on paper: scope, terms, ninety days, price, and a letter that asks for what is missing",
    "price": "place a price in the bands, add up several advisers, or set a fee against a hire month by month",
    "readiness": "eight questions to the buyer: ready, not yet, or better served by a consultant",
    "bench": "measure an engine against labelled answers, or the retrieval against labelled queries",
    "diff": "which grades moved between two runs, and which prompt, criterion, weight or code version did it",
    "fit": "move the offline engine's cuts to your own people's grades; refuses where that makes it worse",
    "swap": "the same answers with another name, employer, school or dialect: does any verdict change?",
    "replay": "grade recorded sessions again with the network off, and show any drift",
    "record": "record sessions from a live endpoint, for replay",
    "criteria": "list, search and read the vetting criteria and the contradictions of their source",
    "ui": "the screen, in a browser: prepare, run, review and compare interviews",
    "doctor": "what is configured, reachable and indexed",
}
"""Verb to the line `--help` shows; the verb lives in the module of the same name."""

ENGINES = ("auto", "offline", "openai")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one verb. Returns 0, or the exit code of the failure that was named on standard error."""
    _let_every_letter_through()
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(next((word for word in words if word in VERBS), None))
    args = parser.parse_args(words)
    if args.verb is None:
        parser.print_help()
        return 2
    verb = importlib.import_module(f"vetting.cli.{args.verb.replace('-', '_')}")
    try:
        code = int(verb.run(args))
        sys.stdout.flush()
        return code
    except VettingError as error:
        print(f"vetting {args.verb}: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong, and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _let_every_letter_through() -> None:
    """A terminal that lacks a letter shows ? in its place; a verdict does not end in a traceback for a bar or a quotation mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _parser(verb: str | None) -> argparse.ArgumentParser:
    """The parser; only the verb in use adds its own arguments, since that means importing it."""
    parser = argparse.ArgumentParser(
        prog="vetting",
        description="Ask what only production teaches, and grade what comes back.",
        epilog="Each verb has its own help: vetting grade --help",
    )
    parser.add_argument("--version", action="version", version=f"vetting {__version__}")
    _add_engine(parser, default=None)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for name, line in VERBS.items():
        own = verbs.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        _add_engine(own, default=argparse.SUPPRESS)
        own.add_argument("--json", action="store_true", help="print JSON instead of text")
        if name == verb:
            importlib.import_module(f"vetting.cli.{name.replace('-', '_')}").add_arguments(own)
    return parser


def _add_engine(parser: argparse.ArgumentParser, default: str | None) -> None:
    """None where nothing was asked for, so that VETTING_ENGINE decides."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=default,
        help="auto: the endpoint where OPENAI_API_KEY is set, else offline (default: VETTING_ENGINE, else auto)",
    )
