"""A second opinion from the bare words: which of them speakers of each level use. Blind to names, figures and gender.

It knows nothing of order or sense, but it sees what a sentence vector blurs. It only ever speaks beside the signals.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

Tokens = tuple[str, ...]
"""The words of one sentence, as written, but for the first, which has lost its capital."""

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


@dataclass(frozen=True)
class Bag:
    """A list of words, with what each one's rarity counts."""

    rarity: dict[str, float]
    """Inverse document frequency; the order is the order of the weights."""

    def vector(self, sentences: Iterable[Tokens]) -> Numbers:
        """Unit length: how much an answer says has no part in it."""
        import numpy as np

        counts = Counter(word.lower() for sentence in sentences for word in sentence)
        values = np.array([(1 + math.log(counts[word])) * rarity if word in counts else 0.0 for word, rarity in self.rarity.items()])
        return np.asarray(values / (np.linalg.norm(values) + 1e-9))


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
