"""What situations teach: which concepts a text calls for, by its likeness to texts whose concepts are known.

By meaning it is kernel ridge regression on the sentence vectors, solved once when the index is built; by words, bm25 votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vetting.retrieval.passages import Entry

if TYPE_CHECKING:
    from vetting.embedding import Vectors

FILE = "lessons.npz"
SECOND = 0.7
"""What a situation says for a concept it calls for beside its main one."""
SHARPNESS = 2.5
"""How quickly likeness falls with the cosine."""
RIDGE = 1.0
PRIOR = 0.5
"""Share of a concept's overall frequency that is believed before the text is read."""


class Lessons:
    """Learned votes: one row a situation, one column a concept."""

    def __init__(self, concepts: Sequence[str], vectors: Vectors, weights: Vectors, prior: Vectors) -> None:
        self.concepts, self._vectors, self._weights, self._prior = tuple(concepts), vectors, weights, prior

    def by_meaning(self, vector: Vectors) -> dict[str, float]:
        """How much a text with this vector calls for each concept."""
        if not len(self._vectors):
            return {}
        votes = _likeness(vector.reshape(1, -1), self._vectors) @ self._weights + PRIOR * self._prior
        return dict(zip(self.concepts, votes[0].tolist(), strict=True))

    def save(self, folder: Path) -> None:
        import numpy as np

        np.savez(folder / FILE, concepts=np.array(self.concepts), vectors=self._vectors, weights=self._weights, prior=self._prior)


def learn(situations: Sequence[Entry], vectors: Vectors) -> Lessons:
    """Solves for the votes that best give back what each situation calls for."""
    import numpy as np

    concepts = sorted({concept for one in situations for concept in one.concepts})
    wanted = np.array([[_wanted(one, concept) for concept in concepts] for one in situations]).reshape(len(situations), len(concepts))
    prior = wanted.mean(axis=0) if len(situations) else np.zeros(len(concepts))
    weights = np.linalg.solve(_likeness(vectors, vectors) + RIDGE * np.eye(len(situations)), wanted - prior)
    return Lessons(concepts, vectors, weights.astype(np.float32), prior.astype(np.float32))


def load(folder: Path) -> Lessons:
    """The lessons of a finished version."""
    import numpy as np

    with np.load(folder / FILE, allow_pickle=False) as saved:
        return Lessons([str(concept) for concept in saved["concepts"]], saved["vectors"], saved["weights"], saved["prior"])


def by_words(found: Sequence[tuple[str, float]], situations: dict[str, Entry]) -> dict[str, float]:
    """Votes of the situations that share words with a text: bm25 squared, so that one telling match outweighs many faint ones."""
    votes: dict[str, float] = {}
    for id, weight in found:
        for concept in situations[id].concepts:
            votes[concept] = votes.get(concept, 0.0) + weight**2 * _wanted(situations[id], concept)
    return votes


def _wanted(one: Entry, concept: str) -> float:
    if concept not in one.concepts:
        return 0.0
    return 1.0 if one.concepts[0] == concept else SECOND


def _likeness(some: Vectors, others: Vectors) -> Vectors:
    import numpy as np

    return np.asarray(np.exp(SHARPNESS * (some @ others.T - 1.0)))
