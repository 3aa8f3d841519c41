"""Draws a proposal's review, a placed price and a comparison for a terminal. Plain text when piped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.models.document import Quote
from vetting.models.priced import Bite, HireComparison, Placement
from vetting.models.proposal import Presence, ProposalReview
from vetting.proposal.lexicon import load_lexicon
from vetting.proposal.said import deliverable_words, place_words, term_words

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {Presence.PRESENT: "✓", Presence.VAGUE: "~", Presence.ABSENT: "·", Presence.NOT_ASSESSED: "?"}
COLOURS = {Presence.PRESENT: "green", Presence.VAGUE: "yellow", Presence.ABSENT: "red", Presence.NOT_ASSESSED: "magenta"}
QUOTED = 150
BAR = 40


def draw_review(console: Console, review: ProposalReview) -> None:
    """Everything a founder needs before answering the seller."""
    lexicon = load_lexicon()
    pages = f", {review.pages} pages" if review.pages else ""
    console.print(f"{review.document} ({review.words:,} words{pages})", style="bold")
    for warning in review.warnings:
        console.print(f"  ! {warning}")
    console.print("\nScope", style="bold")
    for words in lexicon.scope:
        reading = review.item(words.item)
        console.print(
            f"  {MARKS[reading.status]} {words.title:<34} {reading.status.value.replace('_', ' ')}", style=COLOURS[reading.status]
        )
        for quote in (*reading.quotes[:1], *reading.excluded[:1]):
            console.print(f"      {_quoted(quote)}")
        if reading.note:
            console.print(f"      {reading.note}", style="dim")
    console.print(f"  {review.majority.says}")
    console.print(f"  Hard rule: {review.hard_rule.says}", style="bold")
    console.print("\nTerms", style="bold")
    for term in lexicon.terms:
        stated = review.term(term.term)
        console.print(f"  {'✓' if stated.stated else '·'} {term.title:<34} {term_words(stated)}")
        for quote in stated.quotes[:1]:
            console.print(f"      {_quoted(quote)}")
    console.print("\nFirst ninety days", style="bold")
    for words_of in lexicon.deliverables:
        deliverable = next(one for one in review.ninety_days if one.criterion == words_of.criterion)
        mark = "✓" if deliverable.measurable else "~" if deliverable.found else "·"
        console.print(f"  {mark} {words_of.title:<60} {deliverable_words(deliverable)}")
        for quote in deliverable.quotes[:1]:
            console.print(f"      {_quoted(quote)}")
    console.print("\nPrice", style="bold")
    if not review.fees:
        console.print("  No fee is stated.")
    for placement in review.placements:
        draw_placement(console, placement, bites=False)
    if review.stacked:
        console.print(f"  {review.stacked.says}")
    if review.clashes:
        console.print("\nDoes not fit together", style="bold")
    for clash in review.clashes:
        console.print(f"  ⚑ {clash.about}: {clash.arithmetic}")
        for quote in clash.quotes:
            console.print(f"      {_quoted(quote)}")
    draw_bites(console, review.bites)
    console.print(f"\n{review.engine}. No legal advice.", style="dim")


def draw_placement(console: Console, placement: Placement, *, bites: bool = True) -> None:
    """One price, with its arithmetic."""
    console.print(f"  {placement.stated}: {placement.says}", style="bold")
    for step in placement.steps[1:]:
        console.print(f"      {step.says}: {step.amount:,.2f} {step.unit}")
    if placement.hourly_usd:
        low, high = placement.hourly_usd
        console.print(f"      an hour costs ${low:,.0f}" + (f"-{high:,.0f}" if round(low) != round(high) else ""))
    for place in placement.places:
        moved = f"; {place.adjusted}" if place.adjusted else ""
        where = f"criterion {place.criterion}" if place.criterion else place.source
        console.print(f"      {place.position:<7} {place.band:<18} ${place.low:,.0f}-{place.high:,.0f} ({where}{moved})")
    for question in placement.open:
        console.print(f"      ? {question}")
    if bites:
        draw_bites(console, placement.bites)


def draw_bites(console: Console, found: tuple[Bite, ...]) -> None:
    """Where the source of the bands disagrees with itself."""
    if found:
        console.print("\nThe source of these figures disagrees with itself here", style="bold")
    for bite in found:
        console.print(f"  {bite.contradiction}. {bite.title}. {bite.why}")
        console.print(f"      {bite.arithmetic}", style="dim")
        console.print(f"      Use it so: {bite.reading}")


def draw_comparison(console: Console, comparison: HireComparison) -> None:
    """Cumulative cost by month, with a bar for each, and both sides of the 18-month rule."""
    most = max(max(row.fractional, row.hire_high) for row in comparison.rows)
    console.print("Month  fractional                      hire (low-high recruiting)", style="bold")
    for row in comparison.rows:
        if row.month in (1, 2) or row.month % 3 == 0 or row.month == len(comparison.rows):
            console.print(f"{row.month:>5}  ${row.fractional:>10,.0f}   ${row.hire_low:>10,.0f}-{row.hire_high:,.0f}")
            console.print(f"       {'█' * round(row.fractional / most * BAR)}", style="cyan")
            console.print(f"       {'▒' * round(row.hire_high / most * BAR)}", style="yellow")
    crossing = comparison.hire_cheaper_from[0]
    console.print(
        "The hire never becomes cheaper in cash." if crossing is None else f"The hire is cheaper from month {crossing:g} on.", style="bold"
    )
    if comparison.per_hour:
        console.print(comparison.per_hour)
    console.print("For the 18-month rule:", style="bold")
    for says in comparison.for_the_rule:
        console.print(f"  + {says}")
    console.print("Against it:", style="bold")
    for says in comparison.against_the_rule:
        console.print(f"  - {says}")
    draw_bites(console, comparison.bites)


def _quoted(quote: Quote) -> str:
    words = quote.words if len(quote.words) <= QUOTED else quote.words[:QUOTED].rsplit(" ", 1)[0] + " …"
    return f"“{words}” ({place_words(quote)})"
