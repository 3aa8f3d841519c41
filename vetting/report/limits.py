"""What this tool cannot know; every report says it."""

from __future__ import annotations

from collections.abc import Sequence

CANNOT_KNOW = (
    "Whether what was said is true. It reads words; it was not there. Ask for a reference, a second conversation, or to see the thing.",
    "Who the person is. A level grades one answer to one question. A few answers say little, which is what the intervals are for.",
    "What was left unsaid. Someone bound by confidentiality, nervous, or speaking a second language may know more than they told; "
    "declined and not assessed are never low levels.",
    "Who wrote the answer. An answer may be rehearsed, or made with a person's or a machine's help. "
    "Flags are hints for you to ask about; the absence of a flag proves nothing.",
    "Whether the person fits: how they lead, learn, listen, and treat people who disagree.",
)
NO_DECISION = "It decides nothing and recommends nobody. The decision, and its reason, are a person's."


def what_this_cannot_know(engines: Sequence[str]) -> tuple[str, ...]:
    """The limits, with those that each engine used states of itself."""
    return (*CANNOT_KNOW, *(f"The grades were made by: {engine}." for engine in engines), NO_DECISION)
