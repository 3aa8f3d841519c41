"""The bare words beside the vectors: which of them carry a signal, and which speakers of each level use. Blind to names, figures, gender.

A sentence vector blurs words; a list of words knows nothing of order or sense. Either hears what the other misses.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

Tokens = tuple[str, ...]
"""The words of one sentence, as written, but for the first, which has lost its capital; or their numbers, where words may not be kept."""

IN_ANSWERS = 4
"""Answers a word must occur in to be listened to."""
NAME_SHARE = 0.5
"""A word written with a capital more often than this, within sentences, is a name."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_UNHEARD = frozenset(
    "he she him her his hers himself herself man woman men women guy guys girl boy mr mrs ms sir madam lady gentleman".split()
)


def tokens_of(sentence: str) -> Tokens:
    words = _WORD.findall(sentence.replace("’", "'"))
    return tuple(word.lower() if place == 0 and not word.startswith("I") else word for place, word in enumerate(words))


def word_number(word: str) -> str:
    """Sixteen bits of a word: several words share each number, so a list of them, out of order, is no text any more."""
    return f"#{zlib.crc32(word.lower().encode()) & 0xFFFF:04x}"


@dataclass(frozen=True)
class Bag:
    """A list of words, with what each one's rarity counts."""

    rarity: dict[str, float]
    """Inverse document frequency; the order is the order of the weights."""

    @functools.cached_property
    def _column(self) -> dict[str, int]:
        """Where a word, or its number, stands; the first of two words with one number has it."""
        numbers = {word_number(word): at for at, word in reversed(list(enumerate(self.rarity)))}
        return numbers | {word: at for at, word in enumerate(self.rarity)}

    @functools.cached_property
    def _weight(self) -> list[float]:
        return list(self.rarity.values())

    def weighed(self, sentences: Iterable[Tokens]) -> dict[int, float]:
        """Column to weight, of unit length together: how much is said has no part in it."""
        counts = Counter(self._column.get(word.lower(), -1) for sentence in sentences for word in sentence)
        raw = {at: (1 + math.log(count)) * self._weight[at] for at, count in sorted(counts.items()) if at >= 0}
        length = math.sqrt(sum(value * value for value in raw.values())) + 1e-9
        return {at: value / length for at, value in raw.items()}

    def vector(self, sentences: Iterable[Tokens]) -> Numbers:
        """What is said in all these sentences together."""
        import numpy as np

        values = np.zeros(len(self.rarity))
        for at, value in self.weighed(sentences).items():
            values[at] = value
        return values

    def rows(self, sentences: Sequence[Tokens]) -> Numbers:
        """A vector for each sentence."""
        import numpy as np

        return np.array([self.vector([sentence]) for sentence in sentences]).reshape(len(sentences), len(self.rarity))


def bag_of(answers: Sequence[Sequence[Tokens]]) -> Bag:
    """The words that occur in enough answers and are neither names nor words of gender."""
    found: Counter[str] = Counter()
    used: Counter[str] = Counter()
    as_name: Counter[str] = Counter()
    for answer in answers:
        words = [word for sentence in answer for word in sentence]
        used.update(word.lower() for word in words)
        as_name.update(word.lower() for word in words if word[0].isupper() and not (word == "I" or word.startswith("I'")))
        found.update({word.lower() for word in words})
    kept = sorted(
        word for word, count in found.items() if count >= IN_ANSWERS and as_name[word] <= NAME_SHARE * used[word] and word not in _UNHEARD
    )
    return Bag({word: round(math.log((1 + len(answers)) / (1 + found[word])) + 1, 4) for word in kept})
