"""The interview criterion by criterion: every answer that tests one, with its level and the words that show something."""

from __future__ import annotations

from collections.abc import Sequence

from ui.components.card import class_title, criterion_title
from ui.components.evidence import marks
from ui.components.markup import Html, draw, short, tag, together
from ui.components.outcome import verdict_line
from ui.components.words import count
from vetting.interview.disagree import Reviewed
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Grade, Outcome
from vetting.models.record import InterviewRecord
from vetting.report.words import level_words
from vetting.scale import Signal

QUOTES = 3
LONGEST = 170


def by_criterion(record: InterviewRecord, reviewed: Sequence[Reviewed], knowledge: Knowledge) -> None:
    """Criteria in the order they were asked about; what this person has not rated yet tells nothing."""
    answered = {one.turn.card.id: one for one in reviewed}
    asked = [card.id for card in record.interview.plan.questions]
    in_order = [answered[id] for id in asked if id in answered]
    criteria = list(dict.fromkeys(id for one in in_order for id in one.turn.card.criteria))
    draw(tag("p", f"{count(len(criteria), 'criterion', 'criteria')} tested. One answer may test several.", class_="vt-faint"))
    testing = {id: [one for one in in_order if id in one.turn.card.criteria] for id in criteria}
    draw(together(*(_criterion(criterion_title(id, knowledge), found, record, knowledge) for id, found in testing.items())))


def _criterion(title: str, testing: Sequence[Reviewed], record: InterviewRecord, knowledge: Knowledge) -> Html:
    """Folded to its title and the best level; unfolded, answer by answer."""
    return tag(
        "details",
        tag("summary", tag("b", title), tag("span", f" · {_standing(testing)}", class_="vt-faint")),
        tag("div", *(_answer(one, record, knowledge) for one in testing), class_="vt-sides"),
        class_="vt-fold",
    )


def _standing(testing: Sequence[Reviewed]) -> str:
    if all(one.hidden for one in testing):
        return "for you to rate"
    levels = [outcome.level for one in testing if not one.hidden and isinstance(outcome := _outcome(one), Grade)]
    said = f"best level {max(levels)}, from {count(len(levels), 'answer')}" if levels else "no level; this is not a low level"
    return f"{said}, the rest for you to rate" if any(one.hidden for one in testing) else said


def _answer(one: Reviewed, record: InterviewRecord, knowledge: Knowledge) -> Html:
    if one.hidden:
        return tag("div", _asked(one, knowledge), tag("p", "Not rated by you yet; rate it under Answers.", class_="vt-faint"))
    override = record.override_of(one.turn.card.id, one.step)
    said = f"{override.by}: {level_words(override.level)}. {override.reason}" if override else None
    return tag(
        "div",
        _asked(one, knowledge),
        verdict_line(_outcome(one), one.own),
        tag("p", said, class_="vt-faint", dir="auto") if said else None,
        *(_quotes(_outcome(one)) or [tag("p", "No quote that shows something.", class_="vt-faint")]),
    )


def _asked(one: Reviewed, knowledge: Knowledge) -> Html:
    return together(tag("b", class_title(one.turn.card, knowledge)), tag("p", one.turn.card.text, class_="vt-faint", dir="auto"))


def _quotes(outcome: Outcome) -> list[Html]:
    """Each quote once, with everything it shows."""
    if not isinstance(outcome, Grade):
        return []
    shows: dict[str, list[Signal]] = {}
    for reading in outcome.signals:
        if reading.evidence and reading.name not in outcome.missing:
            shows.setdefault(reading.evidence[0].quote, []).append(reading.name)
    return [tag("p", marks(signals, f"“{short(words, LONGEST)}”")) for words, signals in list(shows.items())[:QUOTES]]


def _outcome(one: Reviewed) -> Outcome:
    return one.turn.outcomes[one.step]
