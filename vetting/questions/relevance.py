"""How much each failure class, question and criterion has to do with a text: meaning, and what similar situations call for.

Scores are absolute (cosines), so that a text about something else is seen to be about something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from vetting.models.knowledge import FailureClass, Knowledge
from vetting.questions.clauses import clauses
from vetting.questions.glossary import in_our_words

if TYPE_CHECKING:
    from vetting.embedding import Vectors

TELLING = 0.32
"""A clause speaks of a class from this nearness on; what a company sells stays below it. Chosen by reading the templates' clauses."""
WORDS = (0.03, 0.015)
"""What sharing the clause's words adds, for the class that shares most and the next."""
CRITERION_CUT = 0.6
"""A criterion is relevant when it scores at least this share of the best one for the same text."""
CLAIM_VOTE = 0.15
"""The same for a claim, where nearness counts from nought."""
MOST_CRITERIA = 12
MOST_CLAUSES = 48
"""Of a longer text, the clauses nearest to any class."""
VOTE = 0.5
"""Share by which a class counts more when similar situations call for it."""


Kind = Literal["criterion", "failure_class", "question"]
How = Literal["hybrid", "dense", "lexical"]


class Found(Protocol):
    """A hit: what was found, and how well it fits among the hits of one search."""

    @property
    def id(self) -> str: ...
    @property
    def score(self) -> float: ...


class Search(Protocol):
    """What of the index a plan needs."""

    @property
    def version(self) -> str: ...
    def search(self, query: str, *, kind: Kind = ..., limit: int = ..., how: How = ...) -> Sequence[Found]: ...
    def vectors(self, kind: Kind) -> tuple[tuple[str, ...], Vectors]: ...


class Embeds(Protocol):
    """What of the embedder a plan needs."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Relevance:
    """What a text is about."""

    classes: dict[str, float]
    """Failure class to relevance, 0 where no clause speaks of it; about 0.3 for what a text is mainly about."""
    questions: dict[str, float]
    """Question to how well it fits its nearest clause."""
    criteria: tuple[str, ...]
    """Ids above the cut, best first."""
    telling: tuple[str, ...]
    """The clauses that speak of any class at all."""


class Relevant:
    """Scores texts against one knowledge. Holds the vectors, since every text needs them."""

    def __init__(self, knowledge: Knowledge, index: Search, embedder: Embeds) -> None:
        self._knowledge, self._index, self._embedder = knowledge, index, embedder
        self.class_ids, self._classes = index.vectors("failure_class")
        self._question_ids, self._questions = index.vectors("question")
        self._rank = {one.id: {c.id: rank for rank, c in enumerate(knowledge.criteria_of(one))} for one in knowledge.failure_classes}

        self._spread = Counter(id for ranks in self._rank.values() for id in ranks)

    def of(self, text: str) -> Relevance:
        """Relevance of a whole text, clause by clause: a brief is many thoughts, and their mean is none of them."""
        import numpy as np

        parts = clauses(text)
        if not parts:
            return Relevance(dict.fromkeys(self.class_ids, 0.0), dict.fromkeys(self._question_ids, 0.0), (), ())
        vectors = self._embedder.embed([in_our_words(part) for part in parts])
        near = self._near(vectors)
        kept = sorted(np.argsort(-near.max(axis=1), kind="stable")[:MOST_CLAUSES].tolist())
        above = np.array(
            [np.maximum(near[row] + self._words(parts[row]) - TELLING, 0.0) * (1 + VOTE * self._votes(parts[row])) for row in kept]
        )
        # The strongest clause counts whole, further ones half: a class named ten times is not ten times as relevant.
        total = above.max(axis=0) + 0.5 * np.minimum(above.sum(axis=0) - above.max(axis=0), above.max(axis=0))
        telling = tuple(parts[row] for row, clause in zip(kept, above, strict=True) if clause.max() > 0)
        fit = (self._questions @ vectors[kept].T).max(axis=1)
        return Relevance(
            {id: round(float(value), 4) for id, value in zip(self.class_ids, total, strict=True)},
            {id: round(float(value), 4) for id, value in zip(self._question_ids, fit, strict=True)},
            self.criteria(". ".join(telling)) if telling else (),
            telling,
        )

    def _above(self, near: Vectors, clause: str) -> Vectors:
        """What a clause gives each class: nearness beyond the threshold, more where similar situations call for it."""
        import numpy as np

        above: Vectors = np.maximum(near + self._words(clause) - TELLING, 0.0) * (1 + VOTE * self._votes(clause))
        return above

    def scores(self, clause: str) -> dict[str, float]:
        """Every class for one clause: a claim, say."""
        near = (self._near(self._embedder.embed([in_our_words(clause)]))[0] + self._words(clause)) * (1 + CLAIM_VOTE * self._votes(clause))
        return {id: round(float(value), 4) for id, value in zip(self.class_ids, near, strict=True)}

    def criteria(self, text: str, limit: int = MOST_CRITERIA) -> tuple[str, ...]:
        hits = self._index.search(text, kind="criterion", limit=limit)
        return tuple(hit.id for hit in hits if hit.score >= CRITERION_CUT * hits[0].score)

    def likeness(self, one: FailureClass, other: FailureClass) -> float:
        """How much two classes ask about the same, 0 to 1: shared topics and nearness."""
        shared = len(set(one.topics) & set(other.topics)) / len(set(one.topics) | set(other.topics))
        near = float(self._classes[self.class_ids.index(one.id)] @ self._classes[self.class_ids.index(other.id)])
        return min(1.0, 0.5 * shared + 0.5 * max(0.0, near))

    def _near(self, vectors: Vectors) -> Vectors:
        """Cosine to the class and to its two nearest questions, half each; what is near to everything is set back."""
        import numpy as np

        hubs = (self._questions @ self._classes.T).mean(axis=0)
        to_class = vectors @ self._classes.T - hubs + hubs.mean()
        to_questions = vectors @ self._questions.T
        owner = [self._knowledge.class_of(id).id for id in self._question_ids]
        columns = [[column for column, own in enumerate(owner) if own == id] for id in self.class_ids]
        best = np.stack([np.sort(to_questions[:, own], axis=1)[:, -2:].mean(axis=1) for own in columns], axis=1)
        near: Vectors = (0.5 * to_class + 0.5 * best).astype(np.float32)
        return near

    def _words(self, clause: str) -> Vectors:
        """A little for the classes that use the clause's own words, which the sentence model may not know."""
        import numpy as np

        bonus = np.zeros(len(self.class_ids), dtype=np.float32)
        for hit, worth in zip(
            self._index.search(in_our_words(clause), kind="failure_class", limit=len(WORDS), how="lexical"), WORDS, strict=False
        ):
            bonus[self.class_ids.index(hit.id)] = worth
        return bonus

    def _votes(self, clause: str) -> Vectors:
        """0 to 1 for each class: the criteria found for the clause vote for the classes that test them, the most specific first."""
        import numpy as np

        hits = self._index.search(in_our_words(clause), kind="criterion", limit=6)
        votes = np.zeros(len(self.class_ids), dtype=np.float32)
        for hit in hits:
            for column, id in enumerate(self.class_ids):
                rank = self._rank[id].get(hit.id)
                if rank is not None:
                    votes[column] += hit.score / hits[0].score / (1 + rank) / self._spread[hit.id]
        return np.minimum(votes, 1.0)
