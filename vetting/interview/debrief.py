"""A debrief in words: written by the model from checked evidence, or put together from the same evidence without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from vetting.llm import Messages
from vetting.models.interview import Interview, Turn
from vetting.models.outcome import Grade, Outcome
from vetting.prompts import fence, load_prompt
from vetting.scale import LEVELS
from vetting.trust.identity import identity_of, known_as


class Streams(Protocol):
    """What of the door this module needs."""

    def stream(self, messages: Messages) -> Iterator[str]: ...


def written_debrief(interview: Interview, door: Streams) -> Iterator[str]:
    """The model's debrief as it comes. It sees checked quotes and outcomes, never whole answers and never the candidate's name."""
    scale = "\n".join(f"{words.level} {words.name}: {words.shows}" for words in LEVELS)
    messages = Messages(load_prompt("debrief").render("system", scale=scale), fence(answers=[_material(turn) for turn in interview.turns]))
    with known_as(identity_of(interview)):
        pieces = door.stream(messages)
    yield from pieces


def plain_debrief(interview: Interview, subjects: Mapping[str, str] | None = None) -> str:
    """The same in fixed words, for when there is no model: what is proven, what is open, what to ask.

    `subjects` gives the title of each failure class.
    """

    def about(turn: Turn) -> str:
        return (subjects or {}).get(turn.card.failure_class) or turn.card.failure_class.replace("-", " ")

    grades = [(turn, outcome) for turn in interview.turns if isinstance(outcome := turn.outcomes[-1], Grade)]
    deep = [(turn, grade) for turn, grade in grades if grade.level >= 3]
    shows = "shows" if len(deep) == 1 else "show"
    lines = [f"{len(grades)} of {len(interview.turns)} answers were graded; {len(deep)} of them {shows} production depth."]
    for turn, grade in deep:
        quote = next((reading.evidence[0].quote for reading in grade.signals if reading.evidence), "")
        lines.append(f'Proven on “{about(turn)}”: "{quote}"')
    for turn, grade in grades:
        if grade.level < 3 and grade.probes:
            lines.append(f"Open on “{about(turn)}”: {', '.join(signal.words for signal in grade.missing)}. Ask: {grade.probes[0].text}")
    lines += [f"No level on “{about(turn)}”: {turn.outcomes[-1].reasons[0]}" for turn in interview.turns if _without_level(turn)]
    return "\n".join(lines)


def _without_level(turn: Turn) -> bool:
    return not isinstance(turn.outcomes[-1], Grade) and bool(turn.outcomes[-1].reasons)


def _material(turn: Turn) -> dict[str, Any]:
    outcome = turn.outcomes[-1]
    if not isinstance(outcome, Grade):
        return {"question": turn.card.text, "outcome": outcome.status, "reasons": list(outcome.reasons)}
    return {
        "question": turn.card.text,
        "outcome": f"level {outcome.level}, 90 % interval {outcome.interval[0]} to {outcome.interval[1]}",
        **_before(turn.outcomes[:-1]),
        "quotes": {
            reading.name.value: [e.quote for e in reading.evidence] for reading in outcome.signals if reading.name not in outcome.missing
        },
        "missing": [signal.value for signal in outcome.missing],
        "flags": [flag.name.value for flag in outcome.flags],
    }


def _before(earlier: Sequence[Outcome]) -> dict[str, Any]:
    """The outcome before the follow-ups, where there were some."""
    if not earlier:
        return {}
    first = earlier[0]
    return {"before_follow_ups": f"level {first.level}" if isinstance(first, Grade) else first.status}
