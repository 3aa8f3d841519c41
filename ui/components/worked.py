"""A worked answer after it was rated: its level, the words that show it, the reason, and what the machine said."""

from __future__ import annotations

from ui import engine
from ui.components.evidence import legend, marked_answer, marked_words
from ui.components.markup import Html, draw, tag, together
from ui.components.words import STATUSES, VERDICTS
from vetting.models.drill import DrillRating, WorkedAnswer
from vetting.models.outcome import Grade, Outcome
from vetting.scale import LEVELS, verdict_of


def worked(answer: WorkedAnswer, rating: DrillRating, outcome: Outcome) -> None:
    """Everything the truth comes with."""
    draw(_levels(rating, outcome))
    draw(marked_words(answer.answer, answer.readings))
    draw(tag("p", answer.why, class_="vt-why"))
    style = engine.pool().style(answer.id)
    draw(tag("p", tag("b", f"Style: {style.title.lower()}. "), style.about, class_="vt-faint"))
    draw(
        together(
            _fold("What the marks mean", legend(answer.readings)),
            _fold("What the machine found", together(_reasons(outcome), marked_answer(answer.answer, outcome))),
        )
    )


def you_said(rating: DrillRating) -> str:
    """You said 3: 2 too high."""
    off = abs(rating.error)
    return f"You said {rating.level}: " + (f"{off} too {'high' if rating.error > 0 else 'low'}" if off else "right")


def _levels(rating: DrillRating, outcome: Outcome) -> Html:
    verdict = verdict_of(rating.truth)
    said = (
        f"Machine: {outcome.level}"
        if isinstance(outcome, Grade)
        else f"Machine: {STATUSES[outcome.status].lower()}, which is not a low level"
    )
    return tag(
        "div",
        tag(
            "span",
            f"{rating.truth} · {LEVELS[rating.truth].name}",
            class_=f"vt-verdict vt-{verdict.value.replace('_', '-')}",
            title=VERDICTS[verdict],
        ),
        tag("span", you_said(rating), class_="vt-own"),
        tag("span", said, class_="vt-faint"),
        class_="vt-verdict-line",
        role="status",
    )


def _fold(summary: str, inside: Html) -> Html:
    return tag("details", tag("summary", summary), inside, class_="vt-fold")


def _reasons(outcome: Outcome) -> Html:
    return together(*(tag("p", reason, class_="vt-faint") for reason in outcome.reasons))
