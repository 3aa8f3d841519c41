"""Draws drills and panels for a terminal: the truth of an answer, the drift, the history, the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vetting.cli.draw import COLOURS, STATUSES, STRATEGY_COLOUR
from vetting.harmless import harmless
from vetting.models.drill import Drill, DrillRating, Pool, WorkedAnswer
from vetting.models.outcome import Grade, Outcome
from vetting.practice.agreement import Pair, Panel, Severity
from vetting.practice.drift import Agreement, Drift, DrillResult, Leaning, agreement, in_levels
from vetting.practice.drill import answer_of
from vetting.practice.panel import Votes
from vetting.scale import LEVELS

if TYPE_CHECKING:
    from rich.console import Console

CHANCE = "95 % intervals; of twenty such lines about one leaves zero out by chance alone."


def draw_truth(out: Console, answer: WorkedAnswer, rating: DrillRating, outcome: Outcome, pool: Pool) -> None:
    """The level, the words that show it, the reason, and what the machine said."""
    from rich.text import Text

    out.print(f"  Level {answer.level}, {LEVELS[answer.level].name}. {_you_said(rating)} Machine: {_machine_said(outcome)}.", style="bold")
    for reading in answer.readings:
        style = COLOURS.get(reading.name, STRATEGY_COLOUR)
        for evidence in reading.evidence:
            out.print(Text(f"  {reading.name.words:<22}").append(f"“{evidence.quote}”", style=style))
    out.print(f"  {answer.why}")
    spoken = pool.style(answer.id)
    out.print(f"  Style: {spoken.title.lower()}. {spoken.about}", style="dim")


def draw_all_truths(out: Console, drill: Drill, pool: Pool, outcomes: dict[str, Outcome]) -> None:
    """Every rated answer with its truth, in the order they were rated."""
    for rating in drill.ratings:
        if answer := answer_of(pool, rating.answer):
            out.print(f"\n{answer.question}", style="bold")
            out.print(answer.answer)
            draw_truth(out, answer, rating, outcomes[rating.answer], pool)


def draw_worst(out: Console, drill: Drill, result: DrillResult, pool: Pool) -> None:
    """The answers rated furthest from the truth, a line each."""
    if result.worst:
        out.print("Furthest from the truth", style="bold")
    said = {rating.answer: rating for rating in drill.ratings}
    for id in result.worst:
        if answer := answer_of(pool, id):
            out.print(f"  {_you_said(said[id])} It is {answer.level}: {answer.answer[:70].rsplit(' ', 1)[0]} …")


def draw_result(out: Console, result: DrillResult, pool: Pool) -> None:
    """Agreement with the truth, and the drift by level and style."""
    titles = {style.id: style.title for style in pool.styles}
    out.print("\nAgainst the truth", style="bold")
    out.print(f"  you      {_agreed(result.yours)}")
    silent = f"; no level for {result.silent}" if result.silent else ""
    out.print(f"  machine  {_agreed(result.machine)}{silent}")
    out.print("Drift (+ is over-rated)", style="bold")
    _draw_drift(out, result.overall, "all answers")
    for drift in result.by_level:
        _draw_drift(out, drift, f"level {drift.about}")
    for drift in result.by_style:
        _draw_drift(out, drift, titles.get(drift.about, drift.about).lower())
    out.print(f"  {CHANCE} Level 0 can only be over-rated and level 4 only under-rated.", style="dim")


def draw_history(out: Console, drills: Sequence[Drill]) -> None:
    """A line a drill."""
    out.print("Drills", style="bold")
    for drill in drills:
        found = agreement([(rating.truth, rating.level) for rating in drill.ratings])
        drift = sum(rating.error for rating in drill.ratings) / len(drill.ratings)
        shared = f"  shared {drill.seed}" if drill.shared else ""
        out.print(f"  {drill.started[:16].replace('T', ' ')}  {_agreed(found)}  drift {in_levels(drift)}{shared}")
    out.print("\nOver all of them; an answer met again counts as it was met first.", style="bold")


def draw_panel(out: Console, panel: Panel, votes: Votes) -> None:
    """Agreement of several raters."""
    out.print(f"{len(panel.raters)} raters, {panel.items} answers rated by two or more" + _alone(panel), style="bold")
    out.print(f"Krippendorff's alpha (ordered levels): {_figure(panel.alpha, panel.low, panel.high)}{_small(panel)}")
    out.print("Pairs (kappa, quadratic weights)", style="bold")
    for pair in panel.pairs:
        out.print(f"  {harmless(pair.first)} and {harmless(pair.second)}: {_pair(pair)}")
    out.print("Against the others, the most severe first", style="bold")
    for one in panel.severity:
        out.print(f"  {harmless(one.rater)}: {_severity(one)}")
    if panel.widest:
        out.print("Seen most differently", style="bold")
    for spread in panel.widest:
        said = ", ".join(f"{harmless(rater)} {level}" for rater, level in spread.levels.items())
        out.print(f"  {harmless(votes.titles.get(spread.item, spread.item))}\n      {said}")
    for note in votes.notes:
        out.print(f"  ! {note}")


def _draw_drift(out: Console, drift: Drift, name: str) -> None:
    machine = f"   machine {in_levels(drift.machine)}" if drift.machine is not None else ""
    if drift.low is None or drift.high is None:
        said = f"{in_levels(drift.mean):>5}  too few ({drift.n})"
    else:
        said = f"{in_levels(drift.mean):>5}  {in_levels(drift.low)} to {in_levels(drift.high)} (n {drift.n})  {drift.leaning.value}"
    style = "bold" if drift.leaning in (Leaning.OVER, Leaning.UNDER) else None
    out.print(f"  {name:<16}{said:<46}{machine}", style=style)


def _you_said(rating: DrillRating) -> str:
    off = f", {abs(rating.error)} too {'high' if rating.error > 0 else 'low'}" if rating.error else ", right"
    return f"You said {rating.level}{off}."


def _machine_said(outcome: Outcome) -> str:
    if isinstance(outcome, Grade):
        return f"{outcome.level}, {LEVELS[outcome.level].name}"
    return f"{STATUSES[outcome.status].lower()} (this is not a low level)"


def _agreed(found: Agreement) -> str:
    if not found.n:
        return "nothing to compare"
    return f"{found.exact} of {found.n} exact, {found.within_one} within one, QWK {_figure(found.qwk, found.low, found.high)}"


def _figure(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "not defined (too few, or all levels the same)"
    return (f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f} to {high:.2f})").replace("-", "−")


def _pair(pair: Pair) -> str:
    return f"{_figure(pair.kappa, pair.low, pair.high)} on {pair.n}"


def _severity(one: Severity) -> str:
    if one.gap is None:
        return "rated nothing that somebody else rated"
    if one.low is None or one.high is None:
        return f"{in_levels(one.gap)}, too few ({one.n})"
    words = {Leaning.OVER: "more lenient", Leaning.UNDER: "more severe"}.get(one.leaning, "no difference seen")
    return f"{in_levels(one.gap)} ({in_levels(one.low)} to {in_levels(one.high)}) on {one.n}: {words}"


def _alone(panel: Panel) -> str:
    return f"; {panel.alone} by one only, which say nothing" if panel.alone else ""


def _small(panel: Panel) -> str:
    return f". Only {panel.items} answers: take it as a hint." if panel.is_small else ""
