"""What we know, drawn: a criterion, a failure class with its ladder, a contradiction, an example answer."""

from __future__ import annotations

from collections.abc import Iterable

from ui.components.evidence import mark
from ui.components.markup import Html, tag, together
from ui.components.words import SENIORITIES, SIGNALS
from vetting.interview.example import scale_examples
from vetting.models.knowledge import Contradiction, Criterion, FailureClass, Figure, Knowledge


def criterion_page(one: Criterion, knowledge: Knowledge) -> Html:
    """What is vetted, why, both kinds of answer, the probes, and where the source contradicts itself on it."""
    return together(
        tag("p", f"{one.concept} · source {', '.join(one.sections)} · number {', '.join(map(str, one.covers))}", class_="vt-eyebrow"),
        tag("p", one.lead),
        _part("Why it matters", [one.why]),
        _part("What someone who lived it can tell", one.lived),
        _part("What strategy talk says instead", one.talk),
        _part("Probes", one.probes),
        _part("Figures", [_figure(figure) for figure in one.figures]),
        _part("Ways AI fails that test it", [found.title for found in knowledge.classes_of(one)]),
        *(contradiction(found) for found in knowledge.contradictions_of(one)),
    )


def class_page(one: FailureClass, knowledge: Knowledge) -> Html:
    """How it fails, how to ask about it, and the ladder of follow-ups."""
    return together(
        tag("p", one.summary),
        _part("How it shows", one.symptoms),
        _part("What lies behind", one.mechanisms),
        _part("Why ask", [one.why_ask]),
        _part("Questions", [f"{asked.text} ({_for(asked.seniority)}, {asked.minutes} min)" for asked in one.questions]),
        _part("Strong answers", [one.strong]),
        _part("Weak answers", [one.weak]),
        tag("h4", "Follow-ups, by what is missing", class_="vt-h"),
        tag("ul", *(tag("li", mark(signal, SIGNALS[signal]), " ", text) for signal, text in one.probes.items()), class_="vt-legend"),
        _part("Criteria it tests", [f"{found.title} ({', '.join(found.sections)})" for found in knowledge.criteria_of(one)]),
    )


def contradiction(one: Contradiction) -> Html:
    """What each place says, the arithmetic, and how to use the figures in spite of it."""
    return tag(
        "div",
        tag("b", "The source disagrees with itself: ", one.title),
        tag("ul", *(tag("li", tag("b", said.section), ": ", said.claim) for said in one.says), class_="vt-notes"),
        tag("p", tag("b", "Arithmetic: "), one.arithmetic),
        tag("p", tag("b", "How to read it: "), one.reading),
        class_="vt-clash",
    )


def example_answer(level: int) -> str:
    """The same story at this level."""
    return scale_examples()[level]


def _part(heading: str, lines: Iterable[str]) -> Html | None:
    texts = list(lines)
    if not texts:
        return None
    body = tag("p", texts[0]) if len(texts) == 1 else tag("ul", *(tag("li", text) for text in texts), class_="vt-bullets")
    return together(tag("h4", heading, class_="vt-h"), body)


def _figure(figure: Figure) -> str:
    shown = (
        f"{figure.value:g}"
        if figure.value is not None and figure.unit == "year"
        else f"{figure.value:,.10g}"
        if figure.value is not None
        else " to ".join(f"{bound:,.10g}" for bound in (figure.low, figure.high) if bound is not None)
    )
    return f"{figure.name}: {shown} {figure.unit}"


def _for(seniority: str | None) -> str:
    return SENIORITIES.get(seniority or "", "everyone").lower()
