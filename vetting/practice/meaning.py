"""What a clause is most like: a least-squares fit on the examples, by meaning (sentence vectors), wording (n-grams) and cues.

Fitted when it is opened, in a fraction of a second, from files a person can read; nothing is stored.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from vetting.models.practice import Intent
from vetting.scale import Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vetting.embedding import Embedder

Meaning = Signal | Intent
Cues = Callable[[str], Sequence[bool]]
"""Which cues a clause holds, in a fixed order."""

CUES_COUNT = 0.3
"""Weight of the cues beside meaning and wording, which count 1 each."""
RIDGE = 0.3
"""This, the cues' weight and the lead below were chosen by leaving out each example, and each failure class, in turn."""
CLEARLY = 0.08
"""How far the best meaning must be ahead of the next; below it the clause is not understood."""
SAME = 0.9
"""Likeness from which a clause is an example in other words."""


class Meanings:
    """Knows what clauses mean, from examples."""

    def __init__(self, examples: Sequence[tuple[Meaning, str]], cues: Cues, embed: Embedder) -> None:
        import numpy as np

        self._cues, self._embed = cues, embed
        self._of_example = [meaning for meaning, _ in examples]
        self._known = list(dict.fromkeys(self._of_example))
        texts = [text.lower() for _, text in examples]
        spread = Counter(gram for text in texts for gram in _grams(text))
        self._place = {gram: place for place, gram in enumerate(spread)}
        self._rarity = np.array([math.log((1 + len(texts)) / (1 + count)) + 1 for count in spread.values()])
        self._vectors = embed.embed(texts)
        given = self._features(texts, self._vectors)
        wanted = np.array([[float(known is meaning) for known in self._known] for meaning in self._of_example])
        self._usual = wanted.mean(0)
        weights = np.linalg.solve(given @ given.T + RIDGE * np.eye(len(texts)), wanted - self._usual)
        self._weights = given.T @ weights

    def of(self, clause: str) -> Meaning | None:
        """The meaning of a lower-case clause; None where two are as likely."""
        vectors = self._embed.embed([clause])
        likeness = self._vectors @ vectors[0]
        nearest = int(likeness.argmax())
        if likeness[nearest] >= SAME:
            return self._of_example[nearest]
        scores = (self._features([clause], vectors) @ self._weights)[0] + self._usual
        second, best = (int(place) for place in scores.argsort()[-2:])
        return self._known[best] if scores[best] - scores[second] >= CLEARLY else None

    def _features(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        import numpy as np

        worded = np.zeros((len(texts), len(self._place)))
        for row, text in enumerate(texts):
            for gram, count in _grams(text).items():
                if gram in self._place:
                    worded[row, self._place[gram]] = (1 + math.log(count)) * self._rarity[self._place[gram]]
        length = np.linalg.norm(worded, axis=1, keepdims=True)
        cued = np.array([_with_first(self._cues(text)) for text in texts])
        return np.hstack([vectors.astype(np.float64), worded / np.where(length == 0, 1, length), CUES_COUNT * cued])


def _with_first(cues: Sequence[bool]) -> list[float]:
    """Each cue, and beside it whether it is the first."""
    first = next((place for place, found in enumerate(cues) if found), None)
    return [*map(float, cues), *(float(place == first) for place in range(len(cues)))]


def _grams(text: str) -> Counter[str]:
    """Runs of one to three words, with the edges of the clause."""
    words = ["<", *re.findall(r"[a-z']+", text), ">"]
    return Counter(" ".join(words[start : start + size]) for size in (1, 2, 3) for start in range(len(words) - size + 1))
