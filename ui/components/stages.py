"""The incident, stage by stage: what was told, what only touched, what is missing."""

from __future__ import annotations

from ui.components.evidence import mark
from ui.components.markup import Html, short, tag
from ui.components.words import SIGNALS, means
from vetting.models.outcome import Grade, SignalReading
from vetting.scale import CORE, DEPTH, Signal

BESIDE = tuple(signal for signal in DEPTH if signal not in CORE)
QUOTE = 90


def stages(grade: Grade) -> Html:
    """From how it was noticed to what prevents a repeat; then the event itself, the speaker's part, the figure and the cost."""
    by_name = {reading.name: reading for reading in grade.signals}
    return tag(
        "div",
        _row([_cell(signal, by_name.get(signal), grade, number) for number, signal in enumerate(CORE, 1)], "The stages of the incident"),
        _row([_cell(signal, by_name.get(signal), grade) for signal in BESIDE], "What stands beside them"),
        class_="vt-stages",
    )


def _row(cells: list[Html], name: str) -> Html:
    return tag("ul", *cells, class_="vt-grid", aria_label=name)


def _cell(signal: Signal, reading: SignalReading | None, grade: Grade, number: int | None = None) -> Html:
    quote = reading.evidence[0].quote if reading and reading.evidence else None
    told = signal not in grade.missing
    state, sign, words = ("told", "✓", "told") if told else ("thin", "~", "only touched") if quote else ("missing", "–", "missing")
    head = f"{number}. {SIGNALS[signal]}" if number else SIGNALS[signal]
    return tag(
        "li",
        tag("span", tag("span", sign, class_="vt-sign", aria_hidden="true"), tag("b", head), tag("span", words, class_="vt-state")),
        mark(signal, f"“{short(quote, QUOTE)}”")
        if quote and told
        else tag("span", f"“{short(quote, QUOTE)}”" if quote else means(signal), class_="vt-faint", dir="auto"),
        class_=f"vt-cell vt-{state}",
        title=means(signal),
    )
