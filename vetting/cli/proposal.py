"""vetting proposal: what a proposal promises, in which words, what is missing, what it costs, and what to write back."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="PDF, DOCX, HTML, Markdown or text; - reads pasted text from standard input")
    parser.add_argument("--letter", metavar="OUT", help="write the clarification letter to OUT.md or OUT.docx; - prints it")
    parser.add_argument("--to", default="", help="whom the letter greets")
    parser.add_argument("--from", dest="sender", default="", help="who signs the letter")
    parser.add_argument(
        "--rate", action="append", default=[], metavar="EUR=1.15", help="an exchange rate of your own, US dollars for one unit"
    )
    parser.add_argument(
        "--bands", action="append", default=[], metavar="FILE", help="a further price source, a YAML file with source, date_read and bands"
    )


def run(args: argparse.Namespace) -> int:
    """Reviews and prints; 3 where the engine failed, so that a script cannot take that for absences."""
    import sys
    from pathlib import Path

    from vetting.cli.draw_proposal import draw_review
    from vetting.cli.screen import console, print_json
    from vetting.models.proposal import ReviewFailed
    from vetting.proposal import clarification_letter, read_document, review_proposal
    from vetting.proposal.lexicon import load_band_sources, load_rates, with_rates
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge, open_proposal_engine

    settings = from_environment(engine=args.engine)
    document = read_document(sys.stdin.buffer.read(), "pasted text") if args.file == "-" else read_document(args.file)
    review = review_proposal(
        document,
        open_proposal_engine(settings),
        knowledge=open_knowledge(settings),
        rates=with_rates(load_rates(), args.rate),
        sources=load_band_sources(tuple(Path(path) for path in args.bands)),
    )
    if isinstance(review, ReviewFailed):
        if args.json:
            print_json(review.model_dump(mode="json"))
        else:
            console(stderr=True).print(f"Not reviewed: {' '.join(review.reasons)} Nothing in the document is called absent.")
        return 3
    if args.json:
        print_json(review.model_dump(mode="json"))
    elif args.letter != "-":
        draw_review(console(), review)
    if args.letter:
        _write_letter(clarification_letter(review, to=args.to, sender=args.sender), args.letter)
    return 0


def _write_letter(letter: str, target: str) -> None:
    from pathlib import Path

    from vetting.errors import BadInput
    from vetting.proposal import letter_docx

    if target == "-":
        print(letter)
        return
    path = Path(target)
    try:
        if path.suffix.lower() == ".docx":
            path.write_bytes(letter_docx(letter))
        else:
            path.write_text(letter, "utf-8")
    except OSError as error:
        raise BadInput(f"The letter cannot be written to {path}: {error.strerror}. Name another file.") from error
