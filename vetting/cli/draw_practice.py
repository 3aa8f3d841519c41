"""Draws a practice session for a terminal: the conversation, the truth sheet, what each question did, and how sure one should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.harmless import harmless
from vetting.models.outcome import Grade
from vetting.models.practice import Speaker, Use
from vetting.practice.probing import probing
from vetting.scale import DEPTH, LEVELS

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.models.knowledge import Knowledge
    from vetting.models.persona import Persona
    from vetting.models.practice import Calibration, Practice, Probing, Said

USES = {
    Use.AIMED: "asked for what was open",
    Use.PRESSED: "pressed where the answer had got around it",
    Use.AGAIN: "asked for what was settled",
    Use.TALK: "asked for opinions",
    Use.ELSEWHERE: "asked for nothing of the event",
    Use.COURTESY: "courtesy, not counted",
}


def draw_said(out: Console, persona: Persona, said: Said, *, question: bool = True) -> None:
    """One exchange; a reply that took a model's place says so."""
    if question:
        out.print(f"> {harmless(said.asked)}", style="dim")
    out.print(f"{persona.name.split()[0]}: {harmless(said.reply)}")
    if said.speaker is Speaker.REPLACED:
        out.print("  (The model's reply was not let through; this is the candidate's written reply.)", style="dim")
    elif said.refused:
        out.print("  (The model's first reply was not let through; this is its second.)", style="dim")
    if said.ends:
        out.print("  (The candidate leaves.)", style="dim")


def draw_reveal(out: Console, practice: Practice, persona: Persona, knowledge: Knowledge) -> None:
    """The truth beside what the person thought."""
    found = probing(persona, practice.said)
    guess = practice.guess
    assert guess is not None, "nothing is revealed before the guess"
    out.print(f"\n{persona.name}: {persona.kind.value}", style="bold")
    out.print(f"  True level {persona.level}, {LEVELS[persona.level].name}: {persona.verdict.words}")
    hit = "right" if guess.verdict is persona.verdict else "wrong"
    out.print(f"  You said {guess.level}, {guess.verdict.words}, {guess.sure} % sure: the verdict is {hit}.")
    out.print(f"  What you heard supports level {found.supports}.")
    machine = practice.machine
    says = f"level {machine.level}, {machine.verdict.words}" if isinstance(machine, Grade) else machine.status if machine else "not asked"
    out.print(f"  The machine, on the same conversation: {says}.")
    out.print(f"\n{persona.truth.strip()}")
    for tell in persona.tells:
        out.print(f"  Tell: {tell}")
    _draw_sheet(out, practice, persona)
    _draw_timeline(out, practice, found)
    _draw_missed(out, persona, found, knowledge)
    out.print(f"\nProbing {found.score} of 100: coverage {found.coverage:.0%} times directness {found.directness:.0%}.", style="bold")


def _draw_sheet(out: Console, practice: Practice, persona: Persona) -> None:
    out.print("\nTruth sheet (✓ you heard it):", style="bold")
    asked = {signal for one in practice.said for signal in one.blank}
    for signal in DEPTH:
        for fact in persona.facts_of(signal):
            note = "" if fact.real else "  [made up]"
            out.print(f"  {'✓' if fact.id in practice.told else '·'} {signal.words:<19} {fact.truth}{note}")
        if blank := persona.blank_of(signal):
            out.print(f"  {'✓' if signal in asked else '·'} {signal.words:<19} nothing to tell: {blank.why}", style="dim")


def _draw_timeline(out: Console, practice: Practice, found: Probing) -> None:
    out.print("\nWhat each question did:", style="bold")
    for step in found.steps:
        asked = " ".join(harmless(practice.said[step.number].asked).split())
        out.print(f"  {step.number + 1:>2}. {asked}")
        aimed = ", ".join(signal.words for signal in step.aimed) or "no part of the event"
        brought = ", ".join(signal.words for signal in step.found) or "nothing new"
        blank = f"; nothing to tell on {', '.join(signal.words for signal in step.blank)}" if step.blank else ""
        faults = f"; {'; '.join(step.faults)}" if step.faults else ""
        out.print(f"      {USES[step.use]} ({aimed}); could bring {len(step.could)}, brought {brought}{blank}{faults}", style="dim")


def _draw_missed(out: Console, persona: Persona, found: Probing, knowledge: Knowledge) -> None:
    """The signals left open, each with a probe that would have opened it."""
    ladder = next(one.probes for one in knowledge.failure_classes if one.id == persona.failure_class)
    missed = [signal for signal in DEPTH if found.settled[signal] < 1]
    if missed:
        out.print("\nNot asked for:", style="bold")
    for signal in missed:
        out.print(f"  {signal.words}: {ladder[signal]}")


def draw_calibration(out: Console, found: Calibration) -> None:
    """Over the sessions so far; says so where they are too few for a curve."""
    if not found.sessions:
        return
    out.print(f"\nYour sessions so far: {found.sessions} counted, {found.left_out} left out", style="bold")
    out.print(f"  Brier {found.brier:.2f} (0 is perfect, 0.25 is a coin), bias {found.bias:+.1f} levels (above 0 is generous),")
    out.print(f"  right {found.right:.0%}, sure {found.sure:.0%}")
    if found.too_few:
        out.print("  Too few for a curve: it is drawn from 10 sessions on.", style="dim")
        return
    for band in found.bands:
        out.print(f"  {band.low:>3}-{band.high:<3} % sure: right in {band.right:.0%} of {band.sessions}")
