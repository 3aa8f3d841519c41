"""Captions that roll: each repeats rows of the one before. What is said once is kept once, and what was dropped is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vetting.transcripts.heard import Heard

FEWEST_WORDS = 3
"""A shorter overlap is people repeating themselves."""
ROLLS = 0.2
"""Share of captions that overlap with what came just before, from which they are taken to roll."""
LOOKS_BACK = 60
"""Words of what was said before in which an overlap is looked for."""


@dataclass(frozen=True)
class Unrolled:
    heard: tuple[Heard, ...]
    dropped: int
    """Words said twice by the captions only."""


def unrolled(heard: Sequence[Heard]) -> Unrolled:
    """The captions without their repeats; as they are where they do not roll."""
    kept: list[Heard] = []
    before: list[str] = []
    dropped = rolls = 0
    for one in heard:
        words = one.text.split()
        overlap = _overlap(before, [_bare(word) for word in words])
        if overlap:
            rolls += 1
            dropped += overlap
        if overlap < len(words):
            kept.append(replace(one, text=" ".join(words[overlap:]), goes_on=one.goes_on or bool(overlap and not one.speaker)))
        before = [*before, *(_bare(word) for word in words[overlap:])][-LOOKS_BACK:]
    return Unrolled(tuple(kept), dropped) if rolls >= max(2, ROLLS * len(heard)) else Unrolled(tuple(heard), 0)


def _overlap(before: list[str], words: list[str]) -> int:
    """How many of the first words are the last ones said before."""
    for length in range(min(len(before), len(words)), FEWEST_WORDS - 1, -1):
        if before[-length:] == words[:length]:
            return length
    return len(words) if 0 < len(words) < FEWEST_WORDS and before[-len(words) :] == words else 0


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).lower() or word
