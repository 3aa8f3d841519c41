"""vetting explain: why an answer gets its level, sentence by sentence and step by step."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from vetting.models.explanation import Explanation, Moved, Turning

SHOWN = 3
"""Signals told of for each sentence."""
LONG = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="with --question: a text file with the answer, or - for standard input; else a file of answers as grade-batch takes it",
    )
    parser.add_argument("--question", help="the question that was asked")
    parser.add_argument("--answer", help="the answer")
    parser.add_argument("--id", help="of a file of answers, only this one")


def run(args: argparse.Namespace) -> int:
    """Explains and prints; 3 where the engine failed."""
    from vetting.cli.screen import console, print_json
    from vetting.contract import explanation_json
    from vetting.settings import from_environment
    from vetting.wiring import explainer, open_engine, open_knowledge

    asked = _asked(args)
    settings = from_environment(engine=args.engine)
    explain = explainer(open_engine(settings), open_knowledge(settings))
    out, found = console(), []
    for id, question, answer in asked:
        explanation: Explanation = explain(question, answer)
        found.append((id, explanation))
        if not args.json:
            if id is not None:
                out.print(f"— {id}", style="bold")
            draw_explanation(out, answer, explanation)
    if args.json:
        shapes: list[dict[str, Any]] = [({} if id is None else {"id": id}) | explanation_json(one) for id, one in found]
        print_json(shapes[0] if asked[0][0] is None else shapes)
    return 3 if any(one.outcome.status == "failed" for _, one in found) else 0


def _asked(args: argparse.Namespace) -> list[tuple[str | None, str, str]]:
    """Id (None outside a file of answers), question and answer of each."""
    from vetting.cli.batch_files import read_rows
    from vetting.cli.reading import read_text_file
    from vetting.errors import BadInput

    if args.question is not None:
        if (args.answer is None) == (args.file is None):
            raise BadInput("Give the answer to --question: either --answer TEXT, or a file with it, or - for standard input.")
        return [(None, args.question, args.answer if args.answer is not None else read_text_file(args.file))]
    if args.file is None or args.answer is not None:
        raise BadInput("There is nothing to explain. Give --question and --answer, or a file of answers.")
    rows = [row for row in read_rows(read_text_file(args.file, limit=None), args.file) if args.id in (None, row.id)]
    if not rows:
        raise BadInput(f"{args.file} has no answer with the id {args.id}.")
    return [(row.id, row.question, row.answer) for row in rows]


def draw_explanation(console: Console, answer: str, explanation: Explanation) -> None:
    """The path first, then what each sentence moved, then what would change it most."""
    from vetting.cli.draw import STATUSES
    from vetting.models.outcome import Grade

    outcome = explanation.outcome
    if isinstance(outcome, Grade):
        console.print(f"Level {outcome.level}, {outcome.verdict.words}. From signals to level:", style="bold")
    else:
        console.print(f"{STATUSES[outcome.status]} (this is not a low level).", style="bold")
    for step in explanation.path:
        console.print(f"  {step}")
    if explanation.sentences:
        console.print("Sentence by sentence (what the answer has more of with it than without):", style="bold")
    for sentence in explanation.sentences:
        level = "   -  " if sentence.level is None else f"{sentence.level:+6.2f}"
        console.print(_sentence(level, answer[sentence.start : sentence.end]))
        for line in moved_words(sentence.moved[:SHOWN]):
            console.print(f"          {line}", style="dim")
    if explanation.turning:
        console.print(turning_words(explanation.turning), style="bold")
    for note in explanation.notes:
        console.print(f"  ! {note}")
    console.print(f"  {outcome.engine}", style="dim")


def turning_words(turning: Turning) -> str:
    """The signal, how likely it is told, and what it alone would do."""
    alone = f"with it, the rule gives level {turning.rule_with_it} in place of {turning.rule_now}"
    if turning.rule_with_it == turning.rule_now:
        alone = f"alone it leaves the rule at level {turning.rule_now}, together with others it does not"
    return f"What would change it most: {turning.signal.words} (told with a chance of {turning.told:.0%} when asked); {alone}."


def moved_words(moved: Sequence[Moved]) -> list[str]:
    """A line for each signal that the sentence shows by itself, and one for what it adds to the rest of the story."""
    rest = [_shift(one) for one in moved if not one.by_itself]
    story = [f"as a part of the story: {', '.join(rest)}"] if rest else []
    return [*(f"{_shift(one)}{_reasons(one)}" for one in moved if one.by_itself), *story]


def _shift(moved: Moved) -> str:
    return f"{moved.signal.words} {moved.by * 100:+.0f} points"


def _reasons(moved: Moved) -> str:
    """: what the sentence says +2.1, how it says it +1.4 (cause, change); nothing for a quote, which is its own reason."""
    reasons = ", ".join([f"{part.what} {part.adds:+.1f}" for part in moved.parts if part.adds > 0][:2])
    wording = ", ".join(part.what.replace("_", " ") for part in moved.wording if part.adds > 0)
    if not reasons:
        return ""
    return f": {reasons} ({wording})" if wording else f": {reasons}"


def _sentence(level: str, words: str) -> Text:
    from rich.text import Text

    from vetting.harmless import harmless

    line = " ".join(harmless(words).split())
    return Text(f"  {level}  ").append(line if len(line) <= LONG else line[:LONG].rsplit(" ", 1)[0] + " …")
