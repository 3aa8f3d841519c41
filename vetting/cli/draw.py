"""Draws outcomes for a terminal: the answer with its evidence marked, the gap, the next probe. Plain text when piped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.harmless import harmless
from vetting.models.outcome import Grade, Outcome, Probe, SignalReading
from vetting.scale import CORE, DEPTH, LEVELS, PRESENT, Signal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLOURS: dict[Signal, str] = {
    Signal.INCIDENT: "bold",
    Signal.OWN_ROLE: "bold cyan",
    Signal.DETECTION: "blue",
    Signal.DIAGNOSIS: "magenta",
    Signal.ROOT_CAUSE: "bold yellow",
    Signal.FIX: "bold green",
    Signal.VERIFICATION: "green",
    Signal.PREVENTION: "cyan",
    Signal.IMPACT_NUMBER: "yellow",
    Signal.TRADEOFF_OR_LESSON: "bright_blue",
}
STATUSES = {"not_assessed": "Not assessed", "declined": "Declined", "failed": "No grade"}
STRATEGY_COLOUR = "dim italic"
BAR = 20


def draw_outcome(console: Console, answer: str, outcome: Outcome) -> None:
    """Everything a person needs to disagree with the grade: the words, the gap, the doubt."""
    if isinstance(outcome, Grade):
        _draw_grade(console, answer, outcome)
    else:
        console.print(f"{STATUSES[outcome.status]} (this is not a low level).", style="bold")
    for reason in outcome.reasons:
        console.print(f"  ! {reason}")
    _draw_flags(console, outcome.flags)
    if outcome.status != "failed":
        draw_probes(console, outcome.probes)
    console.print(f"  {outcome.engine}", style="dim")
    if outcome.spent:
        console.print(f"  Took {outcome.spent.words}.", style="dim")


def draw_probes(console: Console, probes: tuple[Probe, ...]) -> None:
    """The follow-ups, best first."""
    if probes:
        console.print("Ask next:", style="bold")
    for probe in probes:
        console.print(f"  {probe.aims_at.words}: {probe.text}")


def _draw_grade(console: Console, answer: str, grade: Grade) -> None:
    low, high = grade.interval
    spread = f"level {low}" if low == high else f"levels {low} to {high}"
    human = "  A person should decide." if grade.needs_human else ""
    console.print(f"Level {grade.level}, {LEVELS[grade.level].name}: {grade.verdict.words} (90 %: {spread}).{human}", style="bold")
    for words, chance in zip(LEVELS, grade.probabilities, strict=True):
        console.print(f"  {words.level} {words.name:<17} {'█' * round(chance * BAR):<{BAR}} {chance:4.0%}")
    console.print()
    console.print(_marked(answer, grade.signals))
    console.print()
    console.print("Evidence:", style="bold")
    for reading in grade.signals:
        _draw_reading(console, reading)
    stages = "  ".join(f"{signal.words} {'·' if signal in grade.missing else '✓'}" for signal in CORE)
    console.print(f"Stages: {stages}")
    if grade.strategy_share:
        console.print(f"Strategy talk: {grade.strategy_share:.0%} of the words.")


def _draw_reading(console: Console, reading: SignalReading) -> None:
    from rich.text import Text

    name = f"  {reading.name.words:<19}"
    if not reading.evidence:
        console.print(Text(name + "not shown", style="dim"))
    for index, evidence in enumerate(reading.evidence):
        start = f"{name}{reading.probability:4.0%}  " if index == 0 else " " * 27
        weak = "" if reading.probability >= PRESENT else "  (too weak to count)"
        console.print(Text(start).append(f"“{_one_line(evidence.quote)}”", style=COLOURS.get(reading.name, "")).append(weak, style="dim"))


def _draw_flags(console: Console, flags: tuple[SignalReading, ...]) -> None:
    for flag in flags:
        quote = f": “{_one_line(flag.evidence[0].quote)}”" if flag.evidence else ""
        console.print(f"  ⚑ {flag.name.words} ({flag.probability:.0%}){quote}", style=STRATEGY_COLOUR)


def _one_line(quote: str) -> str:
    return " ".join(harmless(quote).split())


def _marked(answer: str, signals: tuple[SignalReading, ...]) -> Text:
    """The answer with each signal's evidence in its colour; candidate text is never read as markup."""
    from rich.text import Text

    text = Text(harmless(answer))
    for reading in sorted(signals, key=lambda r: list(DEPTH).index(r.name), reverse=True):
        for evidence in reading.evidence:
            text.stylize(COLOURS[reading.name], evidence.start, evidence.end)
    return text
