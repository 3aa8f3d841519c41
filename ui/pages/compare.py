"""Compare: candidates side by side over the questions all of them answered. No ranking; what cannot be told apart says so."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import engine, state
from ui.components import charts
from ui.components.downloads import buttons
from ui.components.evidence import mark
from ui.components.markup import Html, draw, short, tag
from ui.components.trouble import empty, in_words, say
from ui.components.words import STATUSES, count
from vetting.errors import BadInput
from vetting.models.record import InterviewRecord, Summary
from vetting.models.report import Cell, Comparison, CriterionCompared, Pair
from vetting.report import comparison_report
from vetting.report.comparison import compared

MOST = 4
QUOTES = 3


def page() -> None:
    st.title("Compare candidates")
    answered = [one for one in engine.store().list() if one.answered]
    if len(answered) < 2:
        empty(
            "There is nothing to compare yet",
            "Two interviews with answers to the same questions are needed. Prepare the second candidate from the first one's plan.",
        )
        return
    names = {one.id: f"{one.candidate} · {short(one.role, 50)} · {one.started[:10]}" for one in answered}
    chosen = st.multiselect(
        "Candidates",
        options=list(names),
        default=_alike(answered),
        format_func=lambda id: names[id],
        max_selections=MOST,
        key="compared",
        persist_state="session",
    )
    if len(chosen) < 2:
        draw(tag("p", "Choose at least two.", class_="vt-faint"))
        return
    records = [engine.store().read(id) for id in chosen]
    try:
        found = compared(records, engine.knowledge())
    except BadInput as error:
        say("warn", "These cannot be compared", str(error))
        return
    _overall(records, found)
    _by_criterion(records, found)
    _shared(found)
    draw(tag("h3", "Export", class_="vt-h"))
    with in_words():
        buttons(lambda: comparison_report(records, engine.knowledge()), "comparison")


def _alike(answered: Sequence[Summary]) -> list[str]:
    """The open interview and those for the same role, to begin with; else the newest role."""
    own = next((one for one in answered if one.id == state.interview()), answered[0])
    return [one.id for one in answered if one.role == own.role][:MOST]


def _names(records: Sequence[InterviewRecord]) -> dict[str, str]:
    return {record.interview.id: record.interview.candidate or "Unnamed" for record in records}


def _overall(records: Sequence[InterviewRecord], found: Comparison) -> None:
    for warning in found.warnings:
        say("warn", None, warning)
    draw(
        tag(
            "p",
            f"Over {count(len(found.shared), 'question')} that all of them answered. The bar is the 90 % interval; "
            "where two bars overlap, the answers do not tell the two apart.",
            class_="vt-faint",
        )
    )
    rows = [
        (card.candidate or "Unnamed", card.mean, *card.interval)
        for card in found.scorecards
        if card.mean is not None and card.interval is not None
    ]
    if rows:
        charts.intervals(rows, "overall")
    draw(_pairs(found.pairs, _names(records)))


def _pairs(pairs: Sequence[Pair], names: dict[str, str]) -> Html:
    """Each pair in a sentence."""
    lines = []
    for pair in pairs:
        one, other = names[pair.one], names[pair.other]
        if pair.higher is None:
            lines.append(tag("li", tag("b", "Not distinguishable: "), f"{one} and {other}", dir="auto"))
        else:
            lower = pair.other if pair.higher == pair.one else pair.one
            lines.append(
                tag("li", tag("b", names[pair.higher]), f" showed more depth than {names[lower]}; the intervals do not touch", dir="auto")
            )
    return tag("ul", *lines, class_="vt-notes")


def _by_criterion(records: Sequence[InterviewRecord], found: Comparison) -> None:
    draw(tag("h3", "Criterion by criterion", class_="vt-h"))
    names = _names(records)
    for one in found.criteria:
        draw(_criterion(one, names))


def _criterion(one: CriterionCompared, names: dict[str, str]) -> Html:
    apart = [pair for pair in one.pairs if pair.distinguishable]
    section = f" ({', '.join(one.criterion.sections)})" if one.criterion.sections else ""
    return tag(
        "div",
        tag("h4", one.criterion.title, tag("span", section, class_="vt-faint"), class_="vt-h"),
        tag("div", *(_cell(cell, names[cell.interview]) for cell in one.cells), class_="vt-sides"),
        _pairs(apart, names) if apart else tag("p", "Not distinguishable on this criterion.", class_="vt-faint"),
    )


def _cell(cell: Cell, name: str) -> Html:
    if cell.standing is None or cell.interval is None:
        said = ", ".join(STATUSES[status].lower() for status in cell.ungraded) or "not asked"
        line: Html | str = tag("p", f"No level: {said}. This is not a low level.", class_="vt-faint")
    else:
        low, high = cell.interval
        line = tag(
            "p",
            f"Best level {cell.standing.best}, between {low:.1f} and {high:.1f}, from {count(cell.standing.graded, 'answer')}",
            class_="vt-faint",
        )
    quotes = [tag("p", mark(quote.signal, f"“{short(quote.words, 150)}”")) for quote in cell.quotes[:QUOTES]]
    people = [
        tag(
            "p", f"{override.by} set it to {'no level' if override.level is None else override.level}: {override.reason}", class_="vt-faint"
        )
        for override in cell.overrides[-1:]
    ]
    return tag(
        "div", tag("b", name, dir="auto"), line, *(quotes or [tag("p", "No quote that proves something.", class_="vt-faint")]), *people
    )


def _shared(found: Comparison) -> None:
    with st.expander(f"The questions compared ({len(found.shared)}), and those left out ({len(found.not_shared)})"):
        draw(tag("ul", *(tag("li", one.text, dir="auto") for one in found.shared), class_="vt-notes"))
        if found.not_shared:
            draw(tag("p", "Answered by some only, so not compared:", class_="vt-faint"))
            draw(tag("ul", *(tag("li", one.text, dir="auto") for one in found.not_shared), class_="vt-notes"))


page()
