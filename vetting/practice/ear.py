"""Understands the interviewer's question: which parts of an event it asks for, or what it is instead.

What is not understood asks for nothing: a candidate who mishears must not give away what nobody asked for.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from vetting.embedding import Embedder, embedder
from vetting.models.practice import Heard, Intent
from vetting.practice.intents import Intents, Understanding, load_intents
from vetting.practice.meaning import Meaning, Meanings
from vetting.scale import Signal

FEWEST_WORDS = 2
"""A clause of fewer words is taken by its cues alone."""

_VAGUE: frozenset[Meaning] = frozenset({Signal.INCIDENT, Intent.SMALL_TALK})
"""What 'tell me more' holds cues of, and asks for no more than the last question did."""

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


@functools.lru_cache(maxsize=2)
def open_ear(embedder_name: str, exemplars: tuple[tuple[Signal, str], ...]) -> Ear:
    """The ear, fitted once a process. `exemplars` are further questions with the signal each asks for."""
    return Ear(load_intents(), exemplars, embedder(embedder_name))


class Ear:
    """How a candidate hears; one for all of them."""

    def __init__(self, intents: Intents, exemplars: Iterable[tuple[Signal, str]], embed: Embedder) -> None:
        self._first = _patterns(intents.first)
        self._out_of_the_part = [cue for meaning, cues in self._first if meaning is Intent.UNCLEAR for cue in cues]
        self._others = [*_patterns(intents.signals), *_patterns(intents.last)]
        self._nameless = [re.compile(pattern) for pattern in intents.nameless]
        self._more = [re.compile(pattern) for pattern in intents.more]
        known: list[tuple[Meaning, Understanding]] = [*intents.first.items(), *intents.signals.items(), *intents.last.items()]
        examples: list[tuple[Meaning, str]] = [(meaning, text) for meaning, one in known for text in one.examples]
        examples += exemplars
        self._meanings = Meanings(examples, self._cues, embed)

    def hear(self, question: str, last: tuple[Signal, ...] = ()) -> Heard:
        """What the question asks for; 'go on' asks for what the `last` question asked for. Names no signal where it is not understood."""
        plain = " ".join(question.lower().translate(_PLAIN).split())
        nameless = any(pattern.search(plain) for pattern in self._nameless)
        if any(cue.search(plain) for cue in self._out_of_the_part):
            return Heard(intent=Intent.UNCLEAR, nameless=nameless)
        meanings = list(dict.fromkeys(self._meaning(clause) for clause in _clauses(plain)))
        signals = tuple(meaning for meaning in meanings if isinstance(meaning, Signal))
        if self._wants_more(plain):
            signals = last or tuple(signal for signal in signals if signal is Signal.INCIDENT)
        if signals:
            return Heard(signals=_without_mere_invitation(signals), nameless=nameless)
        telling = [meaning for meaning in meanings if isinstance(meaning, Intent) and meaning is not Intent.UNCLEAR]
        return Heard(intent=telling[0] if telling else Intent.UNCLEAR, nameless=nameless)

    def _wants_more(self, question: str) -> bool:
        """True for 'go on' and its like, where no word asks for another part of the event."""
        names_a_part = any(found and meaning not in _VAGUE for (meaning, _), found in zip(self._others, self._cues(question), strict=True))
        return not names_a_part and any(pattern.search(question) for pattern in self._more)

    def _meaning(self, clause: str) -> Meaning:
        decided = next((meaning for meaning, cues in self._first if any(cue.search(clause) for cue in cues)), None)
        if decided is not None:
            return decided
        if len(re.findall(r"[a-z]{2,}", clause)) < FEWEST_WORDS:
            cued = [meaning for (meaning, _), found in zip(self._others, self._cues(clause), strict=True) if found]
            return cued[0] if cued else Intent.UNCLEAR
        return self._meanings.of(clause) or Intent.UNCLEAR

    def _cues(self, clause: str) -> list[bool]:
        return [any(cue.search(clause) for cue in cues) for _, cues in self._others]


def _patterns(known: Mapping[Signal, Understanding] | Mapping[Intent, Understanding]) -> list[tuple[Meaning, list[re.Pattern[str]]]]:
    return [(meaning, [re.compile(cue) for cue in one.cues]) for meaning, one in known.items()]


def _clauses(question: str) -> list[str]:
    """The parts that ask something, each with the words that lead up to it; all of them where none does."""
    asking: list[str] = []
    parts: list[str] = []
    for sentence in _SENTENCE.split(question):
        lead = ""
        for part in _JOINED.split(sentence):
            parts.append(part)
            lead = f"{lead} {part}".strip()
            if _ASKS.search(lead):
                asking.append(lead)
                lead = ""
    return asking or [part for part in parts if part.strip()]


def _without_mere_invitation(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """'Think of that night. Who noticed?' asks who noticed; the scene alone asks for the event."""
    told = tuple(signal for signal in signals if signal is not Signal.INCIDENT)
    return told or signals


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
