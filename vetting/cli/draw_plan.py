"""Draws a plan: a card a question, what is covered and what is not. Plain text when piped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.harmless import harmless
from vetting.scale import Signal

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.models.knowledge import Knowledge
    from vetting.models.question import Plan, QuestionCard

SHOWN = (Signal.OWN_ROLE, Signal.DIAGNOSIS, Signal.ROOT_CAUSE, Signal.FIX, Signal.VERIFICATION)
"""Follow-ups on the card: what a level hangs on most. All ten are in the JSON, and come up in an interview."""


def draw_plan(console: Console, plan: Plan, knowledge: Knowledge) -> None:
    """Everything the interviewer needs at the table, and what to know before relying on it."""
    total = sum(card.minutes for card in plan.questions)
    focus = f", focus on {', '.join(plan.focus)}" if plan.focus else ""
    console.print(
        f"{len(plan.questions)} questions, {total} of {plan.minutes} minutes, for a role of seniority {plan.seniority.value}{focus}",
        style="bold",
    )
    for warning in plan.warnings:
        console.print(f"  ! {harmless(warning)}", style="yellow")
    part = ""
    for number, card in enumerate(plan.questions, 1):
        if _part(card) != part:
            part = _part(card)
            console.print(f"\n{part}", style="bold")
        _draw_card(console, card, number, knowledge)
    _draw_coverage(console, plan, knowledge)
    for rejection in plan.rejected:
        console.print(f"\nNot used: {harmless(rejection.text)}", style="dim")
        for reason in rejection.reasons:
            console.print(f"  {harmless(reason)}", style="dim")
    console.print(f"\n{plan.engine}", style="dim")


def _part(card: QuestionCard) -> str:
    if card.core:
        return "THE CORE: ask every candidate for this role the same"
    return "THIS CANDIDATE: questions about what was claimed" if card.claim else "MORE ON THE ROLE: where there is time left"


def _draw_card(console: Console, card: QuestionCard, number: int, knowledge: Knowledge) -> None:
    from rich.panel import Panel
    from rich.text import Text

    one = knowledge.failure_class(card.failure_class)
    title = f"{number}. {one.title} ({card.minutes} min{', written' if card.origin == 'written' else ''})"
    body = Text(f"{harmless(card.text)}\n", style="bold")
    for name, line in (("Why", card.why), ("Strong", card.strong), ("Weak", card.weak)):
        body.append(f"\n{name:<7}", style="cyan").append(harmless(line), style="not bold")
    body.append(f"\n{'Tests':<7}", style="cyan").append("; ".join(_criterion(id, knowledge) for id in card.criteria), style="not bold dim")
    body.append("\nIf it is missing, ask for", style="cyan")
    for follow_up in card.follow_ups:
        if follow_up.aims_at in SHOWN:
            body.append(f"\n  {follow_up.aims_at.words}: ", style="not bold dim").append(harmless(follow_up.text), style="not bold")
    if console.is_terminal:
        console.print(Panel(body, title=title, title_align="left"))
    else:
        console.print(f"\n{title}")
        console.print(body)


def _criterion(id: str, knowledge: Knowledge) -> str:
    found = knowledge.criterion(id)
    return f"{found.title} ({', '.join(found.sections)})"


def _draw_coverage(console: Console, plan: Plan, knowledge: Knowledge) -> None:
    console.print(f"\nCovered: {len(plan.coverage.criteria)} criteria, {len(plan.coverage.failure_classes)} ways AI fails.", style="bold")
    if plan.coverage.not_covered:
        console.print("Relevant, and tested by none of these questions (vet it on paper, or ask for more questions):")
    for id in plan.coverage.not_covered:
        console.print(f"  {_criterion(id, knowledge)}: {id}")
