"""What a plan tests and what it leaves out, criterion by criterion."""

from __future__ import annotations

from ui.components.card import criterion_title
from ui.components.markup import draw, tag
from ui.components.words import count
from vetting.models.knowledge import Knowledge
from vetting.models.question import Plan


def coverage_map(plan: Plan, knowledge: Knowledge) -> None:
    """Every relevant criterion with the questions that test it; the open ones are dashed and say so."""
    numbers = {card.id: str(number) for number, card in enumerate(plan.questions, 1)}
    tested, left_out = plan.coverage.criteria, plan.coverage.not_covered
    left = f"{count(len(left_out), 'relevant one')} left out" if left_out else "nothing relevant left out"
    draw(
        tag(
            "p",
            f"{count(len(tested), 'criterion', 'criteria')} tested, {left}.",
            class_="vt-faint",
        )
    )
    cells = [
        tag(
            "li",
            tag("b", criterion_title(id, knowledge)),
            tag("br"),
            f"question {', '.join(numbers[one] for one in questions if one in numbers)}",
        )
        for id, questions in tested.items()
    ]
    cells += [
        tag("li", tag("b", criterion_title(id, knowledge)), tag("br"), "not tested by this plan", class_="vt-open") for id in left_out
    ]
    draw(tag("ul", *cells, class_="vt-cover"))
