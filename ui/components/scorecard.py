"""What the answers add up to: by subject and criterion, with an interval, and never one bare number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.components import charts
from ui.components.card import criterion_title
from ui.components.markup import Html, draw, tag
from ui.components.trouble import say
from ui.components.words import STATUSES, count, title
from vetting.interview.scorecard import scorecard
from vetting.models.knowledge import Knowledge
from vetting.models.record import InterviewRecord
from vetting.models.scorecard import Standing


def scorecard_of(record: InterviewRecord, knowledge: Knowledge) -> None:
    """Mean with interval, then the tables. It recommends nothing."""
    interview = record.interview
    card = scorecard(interview, record.standing_levels)
    if card.mean is None or card.interval is None:
        say("calm", "No answer has a level yet", "Nothing is added up from answers that were not graded.")
    else:
        low, high = card.interval
        draw(
            tag(
                "p",
                tag("b", f"Between level {low:.1f} and {high:.1f}"),
                f", with 90 % certainty, from {count(card.graded, 'graded answer')}. The more answers, the narrower. "
                "This is no recommendation.",
            )
        )
        if card.best is not None and card.median is not None:
            at_production = sum(round(one.share_at_production * one.graded) for one in card.by_class)
            told = f"Best level {card.best}, median {card.median:g}; {at_production} of {count(card.graded, 'answer')} at level 3 or 4."
            draw(tag("p", told, class_="vt-faint"))
        if card.by_a_person:
            draw(tag("p", f"{count(len(card.by_a_person), 'level')} of these by a person, in place of the machine's.", class_="vt-faint"))
        if card.far_apart:
            say("calm", "The answers lie far apart", "Their mean describes none of them. Read them one by one.")
        charts.intervals([("All answers", card.mean, low, high)], f"interval {interview.id}")
    ungraded = [f"{number} {STATUSES[status].lower()}" for status, number in card.ungraded.items()]
    if ungraded:
        draw(tag("p", f"Not counted, and not low: {', '.join(ungraded)}.", class_="vt-faint"))
    classes = {one.id: one.title for one in knowledge.failure_classes}
    draw(_table("By subject", card.by_class, lambda id: classes.get(id, title(id))))
    draw(_table("By criterion", card.by_criterion, lambda id: criterion_title(id, knowledge)))
    if card.criteria_never_asked:
        names = "; ".join(criterion_title(id, knowledge) for id in card.criteria_never_asked)
        draw(tag("p", tag("b", "Criteria never asked about: "), names, class_="vt-faint"))


def _table(name: str, standings: Sequence[Standing], words: Callable[[str], str]) -> Html:
    if not standings:
        return Html()
    rows = [
        tag(
            "tr",
            tag("th", words(one.about), scope="row"),
            tag("td", str(one.best)),
            tag("td", f"{one.median:g}"),
            tag("td", f"{round(one.share_at_production * one.graded)} of {one.graded}"),
        )
        for one in standings
    ]
    heads = tag("tr", *(tag("th", head, scope="col") for head in (name, "Best", "Median", "At level 3 or 4")))
    return tag(
        "div",
        tag("table", tag("thead", heads), tag("tbody", *rows), class_="vt-table"),
        class_="vt-scroll",
        tabindex="0",
        role="region",
        aria_label=name,
    )
