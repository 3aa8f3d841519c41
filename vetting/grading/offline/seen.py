"""An answer as the models see it: a vector, features and the bare words of each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vetting.embedding import Embedder
from vetting.grading.offline.bag import Tokens, tokens_of
from vetting.grading.offline.features import FEATURES, sentence_features
from vetting.grading.offline.sentences import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

BLOCKS = ("own", "before", "after", "answer", "own_features", "before_features", "after_features", "answer_features")
"""What a sentence model reads, in the order of its weights: the sentence, its neighbours, the answer's mean; vectors, then features."""
SCALES = dict(zip(BLOCKS, (1.0, 0.5, 0.5, 0.7, 0.5, 0.25, 0.25, 0.3), strict=True))

DIGITS = 4
"""Vectors are rounded, so that a sentence's company in a batch and the number of threads leave no trace."""


@dataclass(frozen=True)
class Seen:
    """One row a sentence."""

    vectors: Numbers
    features: Numbers
    words: Numbers
    question: Numbers
    """The question's vector."""
    tokens: tuple[Tokens, ...]
    """The words of each sentence, or their numbers where words may not be kept."""

    def without(self, rows: Sequence[int]) -> Seen:
        """The answer as it would be seen with these sentences left out."""
        import numpy as np

        kept = np.setdiff1d(np.arange(len(self.words)), np.array(rows, dtype=int))
        return Seen(self.vectors[kept], self.features[kept], self.words[kept], self.question, tuple(self.tokens[row] for row in kept))


def look(question: str, sentences: Sequence[Sentence], embedder: Embedder) -> Seen:
    """One embedding call for the whole answer and its question."""
    import numpy as np

    texts = [sentence.text for sentence in sentences]
    vectors = embedder.embed([*texts, question or "?"]).astype(np.float64).round(DIGITS)
    last = max(1, len(texts) - 1)
    return Seen(
        vectors=vectors[:-1],
        features=np.array([sentence_features(text, index / last) for index, text in enumerate(texts)]).reshape(len(texts), len(FEATURES)),
        words=np.array([len(text.split()) for text in texts], dtype=np.float64),
        question=vectors[-1],
        tokens=tuple(tokens_of(text) for text in texts),
    )


def sentence_inputs(seen: Seen) -> Numbers:
    """One row a sentence, one column a weight; see BLOCKS."""
    import numpy as np

    count = len(seen.words)
    blocks: list[Numbers] = []
    for numbers in (seen.vectors, seen.features):
        nothing = np.zeros((1, numbers.shape[1]))
        mean = np.repeat(numbers.mean(axis=0, keepdims=True), count, axis=0)
        blocks += [numbers, np.vstack([nothing, numbers[:-1]]), np.vstack([numbers[1:], nothing]), mean]
    return np.hstack([SCALES[name] * block for name, block in zip(BLOCKS, blocks, strict=True)])


def answer_vector(seen: Seen) -> Numbers:
    """The direction of the whole answer."""
    import numpy as np

    mean = seen.vectors.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) + 1e-9))
