"""vetting report: a kept interview as a document, several side by side, or the letter to the candidate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.record import InterviewRecord, Summary
    from vetting.report import Format
    from vetting.settings import Settings

FORMATS = ("markdown", "html", "pdf", "docx", "json", "csv")
"""The names of vetting.report.FORMATS; said here again because help must not import it. A test holds them equal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="a kept interview; two or more are compared")
    parser.add_argument("--list", action="store_true", help="list the kept interviews")
    parser.add_argument("--format", choices=FORMATS, help="default: the ending of --out, else markdown")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it; default: standard output")
    parser.add_argument("--letter", action="store_true", help="the letter to the candidate in place of the report (markdown or docx)")
    parser.add_argument("--levels", action="store_true", help="name the levels in the letter; it does not without")


def run(args: argparse.Namespace) -> int:
    """Writes and says where; with --json, the report as JSON on standard output."""
    from vetting.cli.screen import console
    from vetting.errors import BadInput
    from vetting.settings import from_environment
    from vetting.wiring import open_store

    settings = from_environment(engine=args.engine)
    store = open_store(settings)
    if args.list:
        return _list(args, store.list())
    if not args.ids:
        raise BadInput("Say which interview: vetting report ID. What is kept: vetting report --list")
    written = _written([store.read(id) for id in args.ids], args, settings)
    if args.out is None:
        _to_standard_output(written)
        return 0
    _to_file(written, args.out)
    console(stderr=True).print(f"Written to {args.out} ({len(written):,} bytes)")
    return 0


def _written(records: list[InterviewRecord], args: argparse.Namespace, settings: Settings) -> bytes:
    from vetting.errors import BadInput
    from vetting.report import FORMATS, comparison_report, evidence_letter, interview_report, letter_docx
    from vetting.wiring import open_knowledge

    name = _format(args)
    if args.letter:
        if len(records) > 1 or name not in ("markdown", "docx"):
            raise BadInput("A letter is for one candidate, in markdown or docx.")
        letter = evidence_letter(records[0], levels=args.levels)
        return letter.encode() if name == "markdown" else letter_docx(letter)
    knowledge = open_knowledge(settings)
    report = interview_report(records[0], knowledge) if len(records) == 1 else comparison_report(records, knowledge)
    chosen: Format = FORMATS[name]
    return chosen.render(report)


def _format(args: argparse.Namespace) -> str:
    from vetting.errors import BadInput
    from vetting.report import FORMATS

    if args.json or args.format:
        return "json" if args.json else str(args.format)
    if args.out is None:
        return "markdown"
    by_ending = {known.suffix: name for name, known in FORMATS.items()}
    if args.out.suffix.lower() not in by_ending:
        raise BadInput(f"{args.out} has no ending that says its format. Use one of {', '.join(by_ending)}, or --format.")
    return by_ending[args.out.suffix.lower()]


def _to_file(written: bytes, path: Path) -> None:
    """Whole or not at all: whoever opens the file never sees half a report."""
    import secrets

    from vetting.errors import BadInput

    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        unfinished.write_bytes(written)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadInput(f"{path} cannot be written: {error.strerror}. Give another --out.") from error


def _to_standard_output(written: bytes) -> None:
    import sys

    from vetting.errors import BadInput

    if sys.stdout.isatty() and not _is_text(written):
        raise BadInput("This format is not for a terminal. Give a file with --out, or pipe it.")
    sys.stdout.flush()
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def _is_text(written: bytes) -> bool:
    return not written.startswith((b"%PDF", b"PK"))


def _list(args: argparse.Namespace, kept: tuple[Summary, ...]) -> int:
    from vetting.cli.screen import console, print_json
    from vetting.harmless import harmless

    if args.json:
        print_json([summary.model_dump(mode="json") for summary in kept])
        return 0
    out = console()
    for one in kept:
        state = one.decision.value.replace("_", " ") if one.decision else "finished" if one.finished else "open"
        out.print(harmless(f"{one.id}  {one.changed[:16]}  {one.answered}/{one.planned} answered, {state}  {one.candidate}: {one.role}"))
    if not kept:
        out.print("No interview is kept yet. Begin one with: vetting interview --role TEXT")
    return 0
