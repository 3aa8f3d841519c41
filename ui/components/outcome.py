"""An outcome as a person should see it: their own level first, then the words that prove something, the gap, and the doubt."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import state
from ui.components import charts
from ui.components.evidence import answer_box, legend, marked_answer, shown_readings
from ui.components.markup import Html, draw, short, tag, together
from ui.components.stages import stages
from ui.components.trouble import say
from ui.components.words import SIGNALS, STATUS_MEANS, STATUSES, VERDICTS, means
from vetting.models.outcome import Fingerprint, Grade, Outcome, SignalReading
from vetting.scale import INTEGRITY, LEVELS, Verdict

SIGNS = {Verdict.PRODUCTION_DEPTH: "◆", Verdict.MIXED: "◐", Verdict.STRATEGY_TALK: "○"}
"""A shape beside each verdict's colour."""


def rate_first(answer: str, key: str, save: Callable[[int | None], None]) -> None:
    """Asks for the person's own level with the anchors in view; the machine's level and its evidence stay hidden until then."""
    draw(answer_box(answer))
    st.radio(
        "Your own level, before you see the machine's",
        options=[words.level for words in LEVELS],
        format_func=lambda level: f"{level} · {LEVELS[level].name}",
        captions=[words.shows for words in LEVELS],
        index=None,
        key=f"rate {key}",
    )
    with st.container(horizontal=True):
        if st.button("Keep my level and show the grade", key=f"save {key}", type="primary"):
            level = state.value(f"rate {key}", None)
            if level is None:
                say("warn", None, "Choose a level first. If you cannot, show the grade without one.")
            else:
                save(int(level))
        if st.button("Show the grade without rating", key=f"unrated {key}", type="tertiary"):
            save(None)


def what_it_says(answer: str, outcome: Outcome, key: str, own: int | None = None) -> None:
    """The verdict, and the answer with its evidence: what counts in a live interview."""
    draw(verdict_line(outcome, own))
    for reason in outcome.reasons:
        say("calm" if isinstance(outcome, Grade) else "warn", None, reason)
    draw(marked_answer(answer, outcome))
    readings = shown_readings(outcome)
    if readings:
        with st.expander("What the marks mean", key=f"legend {key}"):
            draw(legend(readings))
    if outcome.spent:
        draw(tag("p", f"This grade took {outcome.spent.words}.", class_="vt-faint"))


def why(outcome: Outcome, key: str, own: int | None = None) -> None:
    """Stages, levels, talk, flags, and how the grade was made."""
    if isinstance(outcome, Grade):
        draw(tag("h4", "What was told, and what was not", class_="vt-h"))
        draw(stages(outcome))
        left, right = st.columns([3, 2], gap="medium")
        with left:
            draw(tag("h4", "How sure is the level", class_="vt-h"))
            charts.level_distribution(outcome, f"levels {key}", own)
        with right:
            draw(strategy_share(outcome))
    draw(flags(outcome.flags))
    with st.expander("How this grade was made", key=f"made {key}"):
        draw(made_by(outcome.engine, outcome.fingerprint, outcome.unsupported if isinstance(outcome, Grade) else 0))


def verdict_line(outcome: Outcome, own: int | None = None) -> Html:
    """The verdict with its doubt; an answer without a level says so and is never drawn as low."""
    if not isinstance(outcome, Grade):
        return tag(
            "div",
            tag("span", STATUSES[outcome.status], class_="vt-verdict vt-none"),
            tag("span", STATUS_MEANS[outcome.status], class_="vt-verdict-more"),
            class_="vt-verdict-line",
        )
    low, high = outcome.interval
    sure = f"90 % at level {low}" if low == high else f"90 % between levels {low} and {high}"
    return tag(
        "div",
        verdict_badge(outcome),
        tag("span", tag("b", f"Level {outcome.level}"), f", {LEVELS[outcome.level].name} · {sure}", class_="vt-verdict-more"),
        tag("span", f"Your level: {own}", class_="vt-own") if own is not None else None,
        tag("span", "A person should decide", class_="vt-human") if outcome.needs_human else None,
        class_="vt-verdict-line",
    )


def verdict_badge(outcome: Outcome) -> Html:
    """The verdict alone: colour, shape and words."""
    if isinstance(outcome, Grade):
        look = outcome.verdict.value.replace("_", "-")
        return tag("span", f"{SIGNS[outcome.verdict]} {VERDICTS[outcome.verdict]}", class_=f"vt-verdict vt-{look}")
    return tag("span", STATUSES[outcome.status], class_="vt-verdict vt-none")


def strategy_share(grade: Grade) -> Html:
    """How much of the answer is talk, as words and as a bar."""
    if grade.strategy_share is None:
        return Html()
    share = f"{grade.strategy_share:.0%}"
    return together(
        tag("h4", "Strategy talk", class_="vt-h"),
        tag(
            "div",
            tag("div", class_="vt-meter-fill", style=f"width: {share}"),
            class_="vt-meter",
            role="img",
            aria_label=f"{share} of the words are strategy talk",
        ),
        tag("p", f"{share} of the words are general talk, tied to nothing that happened.", class_="vt-faint"),
    )


def flags(found: tuple[SignalReading, ...]) -> Html:
    """What was noticed besides: advice to the interviewer; no points are taken off for it."""
    if not found:
        return Html()
    lines = [
        tag(
            "li",
            tag("b", SIGNALS[flag.name]),
            f": {means(flag.name)}.",
            tag("span", f" “{short(flag.evidence[0].quote, 140)}”", class_="vt-faint", dir="auto") if flag.evidence else None,
            class_="vt-flag-serious" if flag.name in INTEGRITY else None,
        )
        for flag in found
    ]
    return together(
        tag("h4", "Worth your attention", class_="vt-h"),
        tag("p", "Advice to you; it takes no points off.", class_="vt-faint"),
        tag("ul", *lines, class_="vt-flags"),
    )


def made_by(engine: str, made_from: Fingerprint, unsupported: int = 0) -> Html:
    """What made the grade: equal fingerprints mean equal grades."""
    rows = {
        "Engine": engine,
        "Model": made_from.model,
        "Version": made_from.code,
        "Criteria": made_from.knowledge,
        "Prompts": ", ".join(f"{name} {version}" for name, version in made_from.prompts.items()) or "none",
        "Input": made_from.input,
        "Quotes dropped": str(unsupported) if unsupported else "none: every quote shown stands in the answer",
    }
    pairs = [together(tag("dt", name), tag("dd", words)) for name, words in rows.items()]
    return tag("dl", *pairs, class_="vt-facts")
