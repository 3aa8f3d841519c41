"""Reciprocal rank fusion, and what a query's nearest situations vote for. Constants were chosen on the development queries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

K = 10
"""Damping of the rank: small, since tens of entries are ranked, not thousands."""
NEAREST = 40
"""Situations that vote."""
TEMPERATURE = 0.05
"""How quickly a situation's vote falls with its distance in cosine."""
SECOND = 0.7
"""Vote of a situation for what it calls for beside its main concept."""
SAID = {"dense_situations": 1.0, "dense": 0.75, "lexical_situations": 0.5, "lexical": 0.4}
"""Weights for what somebody says: situations lead, since they are in people's own words; words count half of meaning."""
NAMED = {"dense_situations": 0.5, "dense": 1.0, "lexical_situations": 0.25, "lexical": 1.0}
"""Weights for a few words that name a thing: the thing's own text leads."""
NAMING_WORDS = 5
"""Up to so many words a query names a thing."""


@dataclass(frozen=True)
class Ranking:
    """Ids, best first, as one way of looking found them."""

    way: str
    ids: Sequence[str]
    weight: float


def fuse(rankings: Iterable[Ranking]) -> list[tuple[str, float]]:
    """Every id with the sum of weight / (K + rank) over the rankings it stands in, best first; ties by id."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking.ids, 1):
            scores[id] = scores.get(id, 0.0) + ranking.weight / (K + rank)
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


def near_votes(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Cosines as votes: the nearest counts one, and each TEMPERATURE further away a factor e less."""
    best = found[0][1] if found else 0.0
    return [(id, math.exp((cosine - best) / TEMPERATURE)) for id, cosine in found]


def word_votes(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """bm25 weights as votes: squared, so that one telling match outweighs many faint ones."""
    return [(id, weight * weight) for id, weight in found]
