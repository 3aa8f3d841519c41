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


def class_for(question: str, knowledge: Knowledge) -> FailureClass:
    """The class the question was taken from, else the one whose words it shares most (rare words count more)."""
    same = next((c for c in knowledge.failure_classes if any(q.text == question for q in c.questions)), None)
    if same is not None:
        return same
    texts = {c.id: Counter(_words(_text(c))) for c in knowledge.failure_classes}
    spread = Counter(word for counts in texts.values() for word in counts)

    def likeness(c: FailureClass) -> float:
        counts = texts[c.id]
        shared = [word for word in set(_words(question)) if counts[word]]
        return sum(math.log(1 + len(texts) / spread[word]) * counts[word] / (counts[word] + 1.5) for word in sorted(shared))

    return max(knowledge.failure_classes, key=likeness)


def _text(c: FailureClass) -> str:
    return " ".join([c.title, c.title, c.summary, *c.symptoms, *c.mechanisms, *(question.text for question in c.questions)])


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
