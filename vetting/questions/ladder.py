"""Which failure class a question belongs to, so that follow-ups fit it. By words alone: it must cost next to nothing."""

from __future__ import annotations

import math
import re
from collections import Counter

from vetting.models.knowledge import FailureClass, Knowledge

_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    "the and you your was were that this what when how who did does had has have with for from about tell time into which there then "
    "than them they been its our out one any all but not are can could would".split()
)


GENERAL = "incident-response"
"""The class whose follow-ups fit any failure, for questions too far from every other class."""
FEWEST_SHARED = 2
"""Words a question must share with a class to be taken for one of its own."""


def class_for(question: str, knowledge: Knowledge) -> FailureClass:
    """The class the question was taken from, else the one whose words it shares most (rare words count more), else the general one."""
    same = next((c for c in knowledge.failure_classes if any(text in question for text in _own(c))), None)
    if same is not None:
        return same
    texts = {c.id: Counter(_words(_text(c))) for c in knowledge.failure_classes}
    spread = Counter(word for counts in texts.values() for word in counts)
    asked = sorted(set(_words(question)))

    def likeness(c: FailureClass) -> float:
        counts = texts[c.id]
        return sum(math.log(1 + len(texts) / spread[word]) * counts[word] / (counts[word] + 1.5) for word in asked if counts[word])

    best = max(knowledge.failure_classes, key=likeness)
    if sum(word in texts[best.id] for word in asked) >= FEWEST_SHARED:
        return best
    return next((c for c in knowledge.failure_classes if c.id == GENERAL), best)


def _own(c: FailureClass) -> tuple[str, ...]:
    """Texts that stand in a question of this class: those of the bank, and those asked about a claim."""
    return (*(question.text for question in c.questions), *(c.about_claims.model_dump().values() if c.about_claims else ()))


def _text(c: FailureClass) -> str:
    return " ".join([c.title, c.title, c.summary, *c.symptoms, *c.mechanisms, *(question.text for question in c.questions)])


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
