"""Compare: candidates side by side over the questions all of them answered. No ranking; what cannot be told apart says so."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import engine, state
from ui.components import charts
from ui.components.downloads import buttons
from ui.components.evidence import marks
from ui.components.hidden import may_add_up
from ui.components.markup import Html, draw, short, tag, together
from ui.components.trouble import empty, in_words, say
from ui.components.words import STATUSES, count, title, told_apart
from vetting.errors import BadInput
from vetting.models.record import InterviewRecord, Summary
from vetting.models.report import Cell, Comparison, CriterionCompared, Pair
from vetting.report import comparison_report
from vetting.report.comparison import compared
from vetting.scale import Signal

MOST = 4
QUOTES = 3
OPEN = 2
"""Criteria that are unfolded from the start."""


def page() -> None:
    st.title("Compare candidates", anchor=False)
    answered = [one for one in engine.store().list() if one.answered]
    if len(answered) < 2:
        empty(
            "There is nothing to compare yet",
            "Two interviews with answers to the same questions are needed. Prepare the second candidate from the first one's plan.",
        )
        return
    names = told_apart({one.id: f"{one.candidate or 'Unnamed'} · {one.started[:10]}" for one in answered})
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
    if not may_add_up(records, "comparison"):
        return
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
    """To begin with: the finished interviews for the role of the open one, or of the newest; unfinished ones where there are no others."""
    own = next((one for one in answered if one.id == state.interview()), answered[0])
    same = [one for one in answered if one.role == own.role]
    finished = [one for one in same if one.finished]
    return [one.id for one in (finished if len(finished) > 1 else same)][:MOST]


def _names(records: Sequence[InterviewRecord]) -> dict[str, str]:
    return told_apart({record.interview.id: record.interview.candidate or "Unnamed" for record in records})


def _overall(records: Sequence[InterviewRecord], found: Comparison) -> None:
    for warning in found.warnings:
        say("warn", None, _with_subjects(warning, found))
    draw(
        tag(
            "p",
            f"Over {count(len(found.shared), 'question')} that all of them answered. The bar is the 90 % interval; "
            "where two bars overlap, the answers do not tell the two apart.",
            class_="vt-faint",
        )
    )
    names = _names(records)
    rows = [
        (names[record.interview.id], card.mean, *card.interval)
        for record, card in zip(records, found.scorecards, strict=True)
        if card.mean is not None and card.interval is not None
    ]
    if rows:
        charts.intervals(rows, "overall")
    draw(_pairs(found.pairs, names))


def _with_subjects(warning: str, found: Comparison) -> str:
    """The warning with the subject of a question in place of its id."""
    titles = {one.id: one.title for one in engine.knowledge().failure_classes}
    for asked in (*found.shared, *found.not_shared):
        warning = warning.replace(asked.id, f"“{titles.get(asked.failure_class, title(asked.failure_class))}”")
    return warning


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
    draw(together(*(_criterion(one, names, is_open=place < OPEN) for place, one in enumerate(found.criteria))))


def _criterion(one: CriterionCompared, names: dict[str, str], *, is_open: bool) -> Html:
    """Folded to its title and whether it tells anybody apart; unfolded, each candidate with their words."""
    apart = [pair for pair in one.pairs if pair.distinguishable]
    section = f" ({', '.join(one.criterion.sections)})" if one.criterion.sections else ""
    return tag(
        "details",
        tag(
            "summary",
            tag("b", one.criterion.title),
            tag("span", f"{section} · {'tells candidates apart' if apart else 'not distinguishable'}", class_="vt-faint"),
        ),
        tag("div", *(_cell(cell, names[cell.interview]) for cell in one.cells), class_="vt-sides"),
        _pairs(apart, names) if apart else None,
        class_="vt-fold",
        open="" if is_open else None,
    )


def _cell(cell: Cell, name: str) -> Html:
    if cell.standing is None or cell.interval is None:
        said = ", ".join(STATUSES[status].lower() for status in cell.ungraded) or "not asked"
        line = tag("p", f"No level: {said}. This is not a low level.", class_="vt-faint")
    else:
        low, high = cell.interval
        words = f"Best level {cell.standing.best}, between {low:.1f} and {high:.1f}, from {count(cell.standing.graded, 'answer')}"
        line = tag("p", words, class_="vt-faint")
    people = [
        tag(
            "p", f"{override.by} set it to {'no level' if override.level is None else override.level}: {override.reason}", class_="vt-faint"
        )
        for override in cell.overrides[-1:]
    ]
    return tag(
        "div",
        tag("b", name, dir="auto"),
        line,
        *(_quotes(cell) or [tag("p", "No quote that proves something.", class_="vt-faint")]),
        *people,
    )


def _quotes(cell: Cell) -> list[Html]:
    """Each quote once, with everything it shows."""
    shows: dict[str, list[Signal]] = {}
    for quote in cell.quotes:
        shows.setdefault(quote.words, []).append(quote.signal)
    return [tag("p", marks(signals, f"“{short(words, 150)}”")) for words, signals in list(shows.items())[:QUOTES]]


def _shared(found: Comparison) -> None:
    with st.expander(f"The questions compared ({len(found.shared)}), and those left out ({len(found.not_shared)})"):
        draw(tag("ul", *(tag("li", one.text, dir="auto") for one in found.shared), class_="vt-notes"))
        if found.not_shared:
            draw(tag("p", "Answered by some only, so not compared:", class_="vt-faint"))
            draw(tag("ul", *(tag("li", one.text, dir="auto") for one in found.not_shared), class_="vt-notes"))


page()
