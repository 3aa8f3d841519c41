"""Several raters on the same answers: where their levels come from, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ui import engine, state
from ui.components.drifts import figure
from ui.components.hidden import may_add_up
from ui.components.markup import Html, draw, short, tag
from ui.components.trouble import in_words, say
from ui.components.words import count, told_apart
from vetting.plain_text import as_text
from vetting.practice.agreement import Panel, Severity, Spread, panel
from vetting.practice.drift import Leaning, in_levels
from vetting.practice.panel import Votes, votes_in_csv, votes_of_drills, votes_of_interview


def raters() -> None:
    """Choose where the levels come from, and see the agreement."""
    sources: dict[str, Callable[[], Votes | None]] = {"A drill rated by several": _drill, "An interview": _interview, "A table": _file}
    state.start("panel from", next(iter(sources)))
    chosen = st.segmented_control("Whose levels", options=list(sources), key="panel from", required=True)
    with in_words():
        votes = sources[chosen or next(iter(sources))]()
        if votes is not None:
            _show(panel(votes.votes), votes)


def _drill() -> Votes | None:
    drills = [drill for drill in engine.store().drills.list() if drill.shared and drill.ratings]
    seeds = {drill.seed: sorted({one.by for one in drills if one.seed == drill.seed}) for drill in drills}
    if not seeds:
        say(
            "calm",
            "No panel has drilled yet",
            "Agree on a number, and let each start a drill with it under their own name. Or: vetting drill --seed 7 --by NAME",
        )
        return None
    seed = st.selectbox(
        "Panel's number", options=list(seeds), format_func=lambda one: f"{one} · {short(', '.join(seeds[one]), 60)}", key="panel seed"
    )
    votes = votes_of_drills(drills, seed, viewer=state.person())
    return votes.model_copy(update={"titles": {answer.id: answer.question for answer in engine.pool().answers}})


def _interview() -> Votes | None:
    rated = engine.store().list()
    if not rated:
        say("calm", "No interview is kept yet", "Ratings that several people gave before they saw the machine's level are compared here.")
        return None
    names = told_apart({one.id: f"{one.candidate} · {short(one.role, 60)}" for one in rated})
    chosen = st.selectbox("Interview", options=list(names), format_func=lambda id: names[id], key="panel interview")
    record = engine.store().read(chosen)
    votes = votes_of_interview(record)
    return votes if may_add_up([record], f"panel {chosen}") else None


def _file() -> Votes | None:
    given = st.file_uploader(
        "A table with a line for each rater and answer",
        type=["csv", "tsv", "txt"],
        key="panel file",
        help="Its first line: rater,item,level",
    )
    return None if given is None else votes_in_csv(as_text(given.getvalue(), given.name), given.name)


def _show(found: Panel, votes: Votes) -> None:
    draw(tag("p", f"{count(len(found.raters), 'rater')}, {count(found.items, 'answer')} rated by two or more.", class_="vt-faint"))
    alone = (f"{count(found.alone, 'answer')} rated by one person only say nothing and are left out.",) if found.alone else ()
    small = (f"Only {count(found.items, 'answer')}: take it as a hint, whatever the figure.",) if found.is_small else ()
    say("calm", f"Krippendorff's alpha {figure(found.alpha, found.low, found.high)}", _alpha_means(found), *small, *votes.notes, *alone)
    draw(tag("h3", "Who is severe", class_="vt-h"))
    draw(_table(("Rater", "Against the others", "95 %", "Answers", ""), [_severity(one) for one in found.severity]))
    draw(tag("h3", "Pair by pair", class_="vt-h"))
    draw(
        _table(
            ("Pair", "Kappa (quadratic weights)", "Answers"),
            [(f"{pair.first} and {pair.second}", figure(pair.kappa, pair.low, pair.high), str(pair.n)) for pair in found.pairs],
        )
    )
    if found.widest:
        draw(tag("h3", "Seen most differently: talk these through", class_="vt-h"))
        draw(tag("ul", *(_spread(spread, votes) for spread in found.widest), class_="vt-notes"))


def _alpha_means(found: Panel) -> str:
    if found.alpha is None:
        return "All levels are the same, so agreement cannot be told from everybody always saying that."
    return "For ordered levels; 1 is full agreement, 0 is what chance gives. In brackets the bootstrap 95 % interval over answers."


def _severity(one: Severity) -> tuple[str, ...]:
    between = "too few" if one.low is None or one.high is None else f"{in_levels(one.low)} to {in_levels(one.high)}"
    words = {Leaning.OVER: "more lenient", Leaning.UNDER: "more severe", Leaning.UNSEEN: "no difference seen", Leaning.TOO_FEW: ""}
    return one.rater, "–" if one.gap is None else in_levels(one.gap), between, str(one.n), words[one.leaning]


def _spread(spread: Spread, votes: Votes) -> Html:
    levels = ", ".join(f"{rater} {level}" for rater, level in sorted(spread.levels.items(), key=lambda one: one[1]))
    return tag("li", tag("b", votes.titles.get(spread.item, spread.item), dir="auto"), tag("br"), levels)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    body = [tag("tr", tag("th", row[0], scope="row", dir="auto"), *(tag("td", cell) for cell in row[1:])) for row in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body), class_="vt-table vt-figures"), class_="vt-scroll", tabindex="0")
