"""Draws a transcript for a terminal: who is who, what belongs together, what is left out, and whether it may be graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.harmless import harmless
from vetting.models.outcome import Grade
from vetting.models.transcript import Gate
from vetting.scale import LEVELS

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.models.interview import Interview
    from vetting.models.question import Plan
    from vetting.models.transcript import Asked, LeftOut, Pairing, Quality, Roles, Transcript

MOST = 110
"""Signs of a line of what was said."""
GATES = {Gate.PASS: "Pass", Gate.WARN: "Pass, with a warning", Gate.REFUSE: "Not gradable"}
STATUSES = {"not_assessed": "not assessed", "declined": "declined", "failed": "no grade"}


def draw_reading(console: Console, transcript: Transcript, roles: Roles, pairing: Pairing, quality: Quality, plan: Plan | None) -> None:
    """Everything a person needs to see that it was read right."""
    exchanges = sum(len(pair.exchanges) for pair in pairing.pairs)
    console.print(
        f"{_short(transcript.name)} ({transcript.format}): {len(transcript.utterances)} utterances, {len(pairing.pairs)} questions, "
        f"{exchanges - len(pairing.pairs)} follow-ups",
        style="bold",
    )
    for line in _repairs(transcript):
        console.print(f"  ! {line}")
    console.print("\nWho is who:", style="bold")
    for one in roles.proposals:
        console.print(f"  {_short(one.speaker):<26} {one.role.value:<12} {one.reason}")
    if roles.doubt:
        console.print(f"  ! {roles.doubt}")
    for number, pair in enumerate(pairing.pairs, 1):
        of_plan = f"  (the plan's {pair.card})" if pair.card else "  (not in the plan)" if plan else ""
        console.print(f"\n{number}{of_plan}", style="bold")
        for asked in pair.exchanges:
            _draw_exchange(console, asked, follow_up=asked is not pair.exchanges[0])
    if pairing.left_out:
        console.print("\nLeft out, graded nowhere:", style="bold")
    for left in pairing.left_out:
        _draw_left_out(console, left, transcript)
    if pairing.never_asked and plan:
        console.print("\nNever asked:", style="bold")
        for card in plan.questions:
            if card.id in pairing.never_asked:
                console.print(f"  {_short(card.text)}")
    console.print(f"\nQuality: {GATES[quality.gate]}", style="bold")
    for finding in quality.findings:
        console.print(f"  ! {finding.words}")


def draw_outcomes(console: Console, interview: Interview) -> None:
    """A line for each answer, and where the rest is."""
    console.print("\nGrades:", style="bold")
    for number, turn in enumerate(interview.turns, 1):
        outcome = turn.outcomes[-1]
        told = STATUSES.get(outcome.status, "")
        if isinstance(outcome, Grade):
            told = f"level {outcome.level}, {LEVELS[outcome.level].name}" + (" (a person should decide)" if outcome.needs_human else "")
        console.print(f"  {number} {told:<46} {_short(turn.card.text, 60)}")
    id = interview.id
    console.print(f"\nKept as interview {id}. Read it with: vetting report {id}, or review it with: vetting ui")


def _draw_exchange(console: Console, asked: Asked, *, follow_up: bool) -> None:
    lead = "  > " if follow_up else "  "
    console.print(f"{lead}{_short(asked.asked)}", style="" if follow_up else "bold")
    console.print(f"{' ' * len(lead)}{_short(asked.answer)} ({len(asked.answer.split())} words)", style="dim")


def _draw_left_out(console: Console, left: LeftOut, transcript: Transcript) -> None:
    said = " / ".join(transcript.utterances[place].text for place in left.utterances)
    console.print(f"  {left.kind.value}: {_short(said, 90)}", style="dim")
    if left.reason:
        console.print(f"    ! {left.reason}")


def _repairs(transcript: Transcript) -> list[str]:
    repairs = transcript.repairs
    told = [f"{_short(' and '.join(labels))} are taken for one person." for labels in repairs.merged]
    if repairs.repeated:
        told.append(f"{repairs.repeated} words that rolling captions say twice were dropped.")
    if repairs.overlapping:
        told.append(f"{repairs.overlapping} captions of two speakers overlap; they are in the order they begin.")
    if repairs.guessed:
        told.append("The file names no speakers; who speaks was guessed.")
    return told


def _short(text: str, most: int = MOST) -> str:
    line = " ".join(harmless(text).split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"
