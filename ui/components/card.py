"""A question card: what to ask, why, and what strong and weak answers sound like."""

from __future__ import annotations

from ui.components.evidence import mark
from ui.components.markup import Html, tag, together
from ui.components.words import SIGNALS, title
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Probe
from vetting.models.question import QuestionCard


def question_card(
    card: QuestionCard,
    knowledge: Knowledge,
    *,
    number: int | None = None,
    of: int | None = None,
    folded: bool = False,
    unfolded: bool = False,
    ladder: bool = True,
) -> Html:
    """Everything the interviewer needs at a glance; the follow-ups fold away, and with `folded` all but the question.

    `unfolded` shows everything, for paper.
    """
    place = f"Question {number} of {of}" if number and of else f"Question {number}" if number else "Question"
    kind = "about this candidate's own words" if card.claim else "same for every candidate" if card.core else "extra"
    facts = tag(
        "dl",
        *_pair("Why ask", card.why),
        *_pair("Strong answers", card.strong),
        *_pair("Weak answers", card.weak),
        *_pair("Tests", ", ".join(criterion_title(id, knowledge) for id in card.criteria)),
        class_="vt-card-facts",
    )
    return tag(
        "article",
        tag("p", tag("b", place), f" · {card.minutes} min · {class_title(card, knowledge)} · {kind}", class_="vt-eyebrow"),
        tag("h3", card.text, class_="vt-question", dir="auto"),
        tag("details", tag("summary", "Why this is asked, and what to listen for"), facts) if folded else facts,
        _ladder(card, is_open=unfolded) if ladder else None,
        class_="vt-card",
    )


def probe_card(probe: Probe) -> Html:
    """The next follow-up, what it goes for, and why it is worth asking."""
    return tag(
        "article",
        tag("p", tag("b", "Best next question"), " · goes for ", mark(probe.aims_at, SIGNALS[probe.aims_at]), class_="vt-eyebrow"),
        tag("h3", probe.text, class_="vt-question", dir="auto"),
        tag("p", probe.why, class_="vt-faint") if probe.why else None,
        class_="vt-card vt-probe",
    )


def class_title(card: QuestionCard, knowledge: Knowledge) -> str:
    """The failure class in words; its id where the knowledge has changed since."""
    return next((one.title for one in knowledge.failure_classes if one.id == card.failure_class), title(card.failure_class))


def criterion_title(id: str, knowledge: Knowledge) -> str:
    """Title and source section."""
    found = next((one for one in knowledge.criteria if one.id == id), None)
    return f"{found.title} ({', '.join(found.sections)})" if found else title(id)


def _ladder(card: QuestionCard, is_open: bool) -> Html | None:
    if not card.follow_ups:
        return None
    lines = [tag("li", mark(follow.aims_at, SIGNALS[follow.aims_at]), " ", follow.text) for follow in card.follow_ups]
    summary = tag("summary", "Follow-ups, by what is missing")
    return tag("details", summary, tag("ul", *lines, class_="vt-ladder"), open="" if is_open else None)


def _pair(name: str, words: str) -> tuple[Html, ...]:
    return (together(tag("dt", name), tag("dd", words, dir="auto")),) if words else ()
