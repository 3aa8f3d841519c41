"""Understands the interviewer's question: which parts of an event it asks for, or what it is instead.

Words decide first; where none is telling, the clause is compared by meaning with the follow-ups of the failure classes. What is not
understood asks for nothing: a candidate who mishears must not give away what nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vetting.models.practice import Heard, Intent
from vetting.practice.intents import Intents, Understanding
from vetting.scale import DEPTH, Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vetting.embedding import Embedder

Meaning = Signal | Intent

NEAREST = 3
"""How many examples of an intent a clause is compared with."""
LIKE = 0.45
"""Mean likeness to the nearest examples from which a clause is understood by meaning."""
CLEARLY = 0.03
"""How much nearer the best intent must be than the next."""
SAME = 0.9
"""Likeness from which a clause is an example in other words, whatever cues it holds."""

FEWEST_WORDS = 2
"""Below this a clause has no meaning to compare."""

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_ASK_WORD = r"(?:how|what|which|why|who|whom|whose|when|where)"
_JOINED = re.compile(
    rf",?\s+(?:and|or|but|then|plus)\s+(?:also\s+|then\s+)?(?={_ASK_WORD}\b)|,\s+(?={_ASK_WORD}\s+(?:did|was|were|do|is|had|have)\b)"
)
_ASKS = re.compile(
    rf"\?\s*$|\b{_ASK_WORD}\b.*\b(?:did|was|were|do|does|is|are|had|have|has|would|can|could)\b|"
    r"^\W*(?:please |so |and |but |ok(?:ay)?,? |now,? |then,? )*(?:tell|take|walk|talk|give|describe|explain|show|name|think|recall|"
    r"go back|go on|introduce|put|leave|say|ignore|forget|disregard|reveal|print)\b"
)


class Ear:
    """How a candidate hears; one for all of them."""

    def __init__(self, intents: Intents, exemplars: Mapping[Signal, Iterable[str]], embed: Embedder) -> None:
        self._first = _patterns(intents.first)
        self._signals = _patterns(intents.signals)
        self._last = _patterns(intents.last)
        self._nameless = [re.compile(pattern) for pattern in intents.nameless]
        self._embed = embed
        known: list[tuple[Meaning, Understanding]] = [*intents.first.items(), *intents.signals.items(), *intents.last.items()]
        texts: list[tuple[Meaning, str]] = [(meaning, text) for meaning, one in known for text in one.examples]
        texts += [(signal, text) for signal in DEPTH for text in exemplars.get(signal, ())]
        self._meanings: list[Meaning] = [meaning for meaning, _ in texts]
        self._vectors: NDArray[np.float32] = embed.embed([text for _, text in texts])

    def hear(self, question: str) -> Heard:
        """What the question asks for. Names no signal where it is not understood."""
        plain = " ".join(question.lower().translate(_PLAIN).split())
        nameless = any(pattern.search(plain) for pattern in self._nameless)
        meanings = list(dict.fromkeys(self._meaning(clause) for clause in _clauses(plain)))
        signals = tuple(meaning for meaning in meanings if isinstance(meaning, Signal))
        if signals:
            return Heard(signals=_without_mere_invitation(signals), nameless=nameless)
        telling = [meaning for meaning in meanings if isinstance(meaning, Intent) and meaning is not Intent.UNCLEAR]
        return Heard(intent=telling[0] if telling else Intent.UNCLEAR, nameless=nameless)

    def _meaning(self, clause: str) -> Meaning:
        likeness = self._vectors @ self._embed.embed([clause])[0]
        nearest = int(likeness.argmax())
        if likeness[nearest] >= SAME:
            return self._meanings[nearest]
        for patterns in (self._first, self._signals, self._last):
            for meaning, cues in patterns:
                if any(cue.search(clause) for cue in cues):
                    return meaning
        return self._by_likeness(likeness) if len(re.findall(r"[a-z]{2,}", clause)) >= FEWEST_WORDS else Intent.UNCLEAR

    def _by_likeness(self, likeness: NDArray[np.float32]) -> Meaning:
        scores: dict[Meaning, float] = {}
        for meaning in dict.fromkeys(self._meanings):
            own = sorted((float(likeness[i]) for i, other in enumerate(self._meanings) if other == meaning), reverse=True)[:NEAREST]
            scores[meaning] = sum(own) / len(own)
        best, second = sorted(scores, key=lambda meaning: -scores[meaning])[:2]
        sure = scores[best] >= LIKE and scores[best] - scores[second] >= CLEARLY
        return best if sure else Intent.UNCLEAR


def _patterns(known: Mapping[Signal, Understanding] | Mapping[Intent, Understanding]) -> list[tuple[Meaning, list[re.Pattern[str]]]]:
    return [(meaning, [re.compile(cue) for cue in one.cues]) for meaning, one in known.items()]


def _clauses(question: str) -> list[str]:
    """The parts that ask something; all of them where none does."""
    parts = [part for sentence in _SENTENCE.split(question) for part in _JOINED.split(sentence) if part.strip()]
    return [part for part in parts if _ASKS.search(part)] or parts


def _without_mere_invitation(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """'Think of that night. Who noticed?' asks who noticed; the scene alone asks for the event."""
    told = tuple(signal for signal in signals if signal is not Signal.INCIDENT)
    return told or signals


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
