"""vetting interview: one question at a time in the terminal; kept after every answer, so a crash loses nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from vetting.interview.conduct import Grader
    from vetting.interview.keep import Draft
    from vetting.models.interview import Interview, Turn
    from vetting.models.question import QuestionCard
    from vetting.settings import Settings

Lines = Callable[[], Iterator[str]]
"""A fresh iterator over what is typed; ends with the input."""

HOW_TO = (
    "Type or paste the answer; finish with a line that holds only a dot. /skip leaves the question out, /quit stops (everything is kept)."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from vetting.cli.ask import add_plan_arguments

    add_plan_arguments(parser, required=False)
    parser.add_argument("--candidate", default="candidate", help="a label for you; never sent anywhere")
    parser.add_argument("--resume", metavar="ID", help="go on with a kept interview")


def run(args: argparse.Namespace) -> int:
    """Asks, grades, probes, and shows the card. 0 at the end, or when stopped by /quit."""
    from vetting.cli.screen import console, print_json
    from vetting.interview.keep import path_of
    from vetting.interview.scorecard import scorecard
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_engine, open_knowledge

    settings = from_environment(engine=args.engine)
    out = console(stderr=args.json)
    interview = _opened(args, settings)
    out.print(f"Interview {interview.id}, kept in {path_of(settings.home, interview.id)}")
    out.print(HOW_TO, style="dim")
    knowledge = open_knowledge(settings)
    engine = open_engine(settings)
    interview = _conduct(interview, settings.home, grader(engine, knowledge), out, _typed_lines())
    card = scorecard(interview)
    if args.json:
        print_json({"interview": interview.model_dump(mode="json"), "scorecard": card.model_dump(mode="json")})
        return 0
    _draw_scorecard(out, interview)
    _draw_debrief(out, interview, settings)
    return 0


def _opened(args: argparse.Namespace, settings: Settings) -> Interview:
    """The kept interview to go on with, or a new one with its plan, kept at once."""
    from vetting.cli.ask import plan_from
    from vetting.errors import BadInput
    from vetting.interview.keep import load, new_id, save
    from vetting.models.interview import Interview

    if args.resume:
        return load(settings.home, args.resume)
    if not (args.role or args.brief or args.template):
        raise BadInput("Say what the role is: --role TEXT, --brief FILE or --template ID; or go on with --resume ID.")
    interview = Interview(
        id=new_id(), candidate=args.candidate, started=datetime.now(UTC).isoformat(timespec="seconds"), plan=plan_from(args, settings)
    )
    save(interview, settings.home)
    return interview


class _Stopped(Exception):
    """The user wants to stop."""


def _conduct(interview: Interview, home: Path, grade: Grader, out: Console, lines: Lines) -> Interview:
    from vetting.interview.conduct import take_answer
    from vetting.interview.keep import Draft, save

    draft = Draft(home, interview.id)
    answered = {turn.card.id for turn in interview.turns}
    try:
        for card in interview.plan.questions:
            if card.id in answered:
                continue
            _draw_card(out, card, interview)
            answer = _read_answer(out, lines, draft)
            if answer is not None:
                interview = take_answer(interview, card, answer, grade)
                save(interview, home)
                draft.clear()
                interview = _probe(interview, interview.turns[-1], home, grade, out, lines)
    except _Stopped:
        out.print(f"Stopped. Go on with: vetting interview --resume {interview.id}")
        return interview
    interview = interview.model_copy(update={"finished": interview.next_card is None})
    save(interview, home)
    return interview


def _probe(interview: Interview, turn: Turn, home: Path, grade: Grader, out: Console, lines: Lines) -> Interview:
    """Shows the gap and offers the next probe, until the budget is used, nothing is missing, or the user goes on."""
    from vetting.cli.draw import draw_outcome, words_for
    from vetting.interview.conduct import next_probe, take_probe_answer
    from vetting.interview.keep import Draft, save

    draft = Draft(home, interview.id)
    while True:
        draw_outcome(out, turn.answer, turn.outcomes[-1])
        probe = next_probe(turn)
        if probe is None:
            return interview
        out.print(f"\nProbe for {words_for(probe.aims_at)}: {probe.text}", style="bold")
        answer = _read_answer(out, lines, draft)
        if answer is None:
            return interview
        interview = take_probe_answer(interview, turn, probe, answer, grade)
        turn = next(t for t in interview.turns if t.card.id == turn.card.id)
        save(interview, home)
        draft.clear()


def _typed_lines() -> Lines:
    import sys

    def lines() -> Iterator[str]:
        for line in sys.stdin:
            yield line.rstrip("\r\n")
        raise _Stopped

    return lines


def _read_answer(out: Console, lines: Lines, draft: Draft) -> str | None:
    """The lines up to a single dot, or None for /skip. Raises _Stopped for /quit and at the end of input; text typed before that is taken.

    Every line is in the draft before the next is read, and a draft left by a closed terminal is taken up again.
    """
    from vetting.errors import BadInput

    typed = draft.lines()
    if typed:
        out.print("Kept from last time (go on, or finish with a dot):\n" + "\n".join(typed))
    out.print("> ", end="", style="dim")
    try:
        for line in lines():
            if line.strip() == ".":
                break
            if line.strip() == "/skip" and not typed:
                return None
            if line.strip() == "/quit":
                raise _Stopped
            typed.append(line)
            draft.add(line)
    except _Stopped:
        if not any(line.strip() for line in typed):
            raise
    except UnicodeDecodeError as error:
        raise BadInput("What was typed is not UTF-8. Set the terminal to UTF-8; the answers so far are kept.") from error
    return "\n".join(typed)


def _draw_card(out: Console, card: QuestionCard, interview: Interview) -> None:
    number = [c.id for c in interview.plan.questions].index(card.id) + 1
    out.print(f"\nQuestion {number} of {len(interview.plan.questions)} ({card.minutes} min)", style="bold")
    out.print(card.text)
    out.print(f"  Why: {card.why}", style="dim")
    out.print(f"  Strong: {card.strong}", style="dim")
    out.print(f"  Weak: {card.weak}", style="dim")


def _draw_scorecard(out: Console, interview: Interview) -> None:
    from vetting.interview.scorecard import scorecard

    card = scorecard(interview)
    out.print(f"\nCard of {card.candidate}: {card.graded} answers graded", style="bold")
    if card.mean is not None and card.interval is not None:
        out.print(
            f"  Mean level {card.mean:.1f} (90 % interval {card.interval[0]:.1f} to {card.interval[1]:.1f}). This is no recommendation."
        )
    for standing in card.by_class:
        out.print(
            f"  {standing.about:<32} best {standing.best}, median {standing.median:g}, at 3 or above {standing.share_at_production:.0%}"
        )
    for status, count in card.ungraded.items():
        out.print(f"  {count} answer(s) {status.replace('_', ' ')}: not counted as low")
    if card.never_asked:
        out.print(f"  Never asked: {', '.join(card.never_asked)}")
    if card.needs_human:
        out.print(f"  A person should decide on: {', '.join(card.needs_human)}")


def _draw_debrief(out: Console, interview: Interview, settings: Settings) -> None:
    """The debrief, streamed where there is an endpoint; its failure costs nothing but the debrief."""
    from vetting.errors import EndpointError
    from vetting.interview.debrief import plain_debrief, written_debrief
    from vetting.wiring import open_door

    if not interview.turns:
        return
    out.print("\nDebrief", style="bold")
    if settings.uses_endpoint:
        try:
            for text in written_debrief(interview, open_door(settings)):
                out.print(text, end="")
            out.print()
            return
        except EndpointError as error:
            out.print(f"\nThe model wrote no debrief: {error} Here is the plain one.")
    out.print(plain_debrief(interview))
