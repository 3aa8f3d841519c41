"""Why an answer got its level: the path, what each sentence moved, and what would change it most. Worked out when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import engine, state
from ui.components.markup import Html, draw, short, tag, together
from ui.components.trouble import in_words, say
from ui.components.words import SIGNALS, count
from vetting.models.explanation import Explanation, Moved, SentenceEffect, Turning
from vetting.models.interview import Turn
from vetting.models.outcome import Fingerprint

SHOWN = 3
"""Signals told of for each sentence."""
REASONS = 3
FELT = 0.02
"""Levels from which a sentence moved something."""
CLOSED = "Why this level"


def why_this_level(turn: Turn, key: str) -> None:
    """The explanation of the last outcome, folded until it is asked for."""
    box = st.expander(CLOSED, key=f"why {key}", on_change="rerun")
    if not box.open:
        return
    with box, in_words():
        explanation = _explained(turn)
        if explanation.outcome.fingerprint != turn.outcomes[-1].fingerprint:
            say("warn", None, "The engine has changed since this grade was made. This explains what it says now.")
        draw(_path(explanation))
        if explanation.turning:
            draw(tag("p", _turning(explanation.turning)))
        if explanation.sentences:
            draw(_sentences(turn.answer, explanation.sentences))
        for note in explanation.notes:
            draw(tag("p", note, class_="vt-faint"))


def _explained(turn: Turn) -> Explanation:
    """Worked out once for each grade, as long as the window lives."""
    kept: tuple[Fingerprint, Explanation] | None = state.value(f"explained {turn.card.id}", None)
    made_from = turn.outcomes[-1].fingerprint
    if kept is None or kept[0] != made_from:
        with st.spinner("Leaving out one sentence after the other"):
            kept = made_from, engine.explain(turn)
        state.put(f"explained {turn.card.id}", kept)
    return kept[1]


def _path(explanation: Explanation) -> Html:
    return tag("ol", *(tag("li", step) for step in explanation.path), class_="vt-path")


def _turning(turning: Turning) -> Html:
    if turning.rule_with_it == turning.rule_now:
        alone = f"Alone it leaves the rule at level {turning.rule_now}; other things are missing too."
    else:
        alone = f"With it, the rule gives level {turning.rule_with_it} in place of {turning.rule_now}."
    return together(
        tag("b", f"What would change it most: {SIGNALS[turning.signal].lower()}. "),
        f"Who showed this much tells it in about {turning.told:.0%} of cases when asked. {alone}",
    )


def _sentences(answer: str, effects: tuple[SentenceEffect, ...]) -> Html:
    """Each sentence that moved something; the number is what the answer's mean level would lose without it."""
    felt = [one for one in effects if one.moved or abs(one.level or 0.0) >= FELT]
    still = len(effects) - len(felt)
    lines = [
        tag(
            "li",
            tag("b", "–" if one.level is None else f"{one.level:+.2f}", class_=f"vt-shift {_direction(one.level)}"),
            tag(
                "span",
                tag("span", short(answer[one.start : one.end], 160), dir="auto"),
                *(tag("span", line, class_="vt-faint") for line in _moved(one.moved[:SHOWN])),
            ),
        )
        for one in felt
    ]
    return together(
        tag("h4", "What each sentence moved", class_="vt-h"),
        tag(
            "p",
            "The number: levels the answer gains by the sentence. Below it: signals that are likelier, or less likely, with it.",
            class_="vt-faint",
        ),
        tag("ul", *lines, class_="vt-moves"),
        tag("p", f"{count(still, 'sentence', 'sentences')} moved nothing.", class_="vt-faint") if still else None,
    )


def _moved(moved: Sequence[Moved]) -> list[str]:
    """A line for each signal that the sentence shows by itself, with why, and one for what it adds to the rest of the story."""
    lines = [
        f"{_shift(one)}, by {' and '.join(part.what for part in one.parts[:REASONS] if part.adds > 0)}" for one in moved if one.by_itself
    ]
    rest = [_shift(one) for one in moved if not one.by_itself]
    return [*lines, f"As a part of the story: {', '.join(rest)}"] if rest else lines


def _reasons(moved: Moved) -> str:
    reasons = " and ".join(part.what for part in moved.parts[:REASONS] if part.adds > 0)
    return f", by {reasons}" if reasons else ""


def _shift(moved: Moved) -> str:
    return f"{SIGNALS[moved.signal]} {moved.by * 100:+.0f} points"


def _direction(level: float | None) -> str:
    if level is None or abs(level) < FELT:
        return "vt-still"
    return "vt-up" if level > 0 else "vt-down"
