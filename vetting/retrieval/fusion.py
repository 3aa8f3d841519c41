"""How scores of one way of looking are added, and how ways of looking are fused by rank.

Constants were chosen by cross-validation on the situations and checked on the development queries; differences around them are noise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

K = 10
"""Damping of the rank: small, since tens of entries are ranked, not thousands."""
WEIGHTS = {"dense": 1.0, "lexical": 0.7}
"""Words count less than meaning."""
NAMING_WORDS = 5
"""Up to so many words a query names a thing; longer, somebody says something."""
OWN_TEXT_SAID = {"dense": 0.3, "lexical": 0.4}
"""Weight of an entry's own text beside the votes of situations, for what somebody says."""
OWN_TEXT_NAMED = {"dense": 2.0, "lexical": 2.0}
"""The same for a named thing: then the thing's own text leads."""

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Ranking:
    """Ids, best first, as one way of looking found them."""

    way: str
    ids: Sequence[str]
    strength: float = 1.0
    """How much the text had to say: its best raw score. Among the windows of one query, the telling ones count."""


def fuse(rankings: Iterable[Ranking]) -> list[tuple[str, float]]:
    """Reciprocal rank fusion: every id with the sum of weight / (K + rank) over the ways of looking, best first; ties by id.

    Of the windows of a long text each way counts only the one that is best for the id, by its strength relative to the
    strongest window: a page of small talk must not drown the one sentence that matters.
    """
    rankings = list(rankings)
    strongest = {way: max((ranking.strength for ranking in rankings if ranking.way == way), default=0.0) for way in WEIGHTS}
    best: dict[tuple[str, str], float] = {}
    for ranking in rankings:
        share = ranking.strength / strongest[ranking.way] if strongest[ranking.way] > 0 else 1.0
        for rank, id in enumerate(ranking.ids, 1):
            best[ranking.way, id] = max(best.get((ranking.way, id), 0.0), share * WEIGHTS[ranking.way] / (K + rank))
    scores: dict[str, float] = {}
    for (_, id), score in best.items():
        scores[id] = scores.get(id, 0.0) + score
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


def ranked(way: str, query: str, own_text: Scores, votes: Scores | None) -> Ranking:
    """One way of looking: own text and votes, each in its standard deviations so that they can be added."""
    weight = (OWN_TEXT_NAMED if len(query.split()) <= NAMING_WORDS else OWN_TEXT_SAID)[way]
    own, voted = _standard(own_text), _standard(votes or {})
    total = {id: weight * own.get(id, 0.0) + voted.get(id, 0.0) for id in {**own_text, **(votes or {})}}
    strength = max((votes or own_text).values(), default=0.0)
    return Ranking(way, sorted(total, key=lambda id: (-round(total[id], 6), id)), max(strength, 0.0))


def _standard(scores: Scores) -> dict[str, float]:
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    spread = (sum((score - mean) ** 2 for score in scores.values()) / len(scores)) ** 0.5
    return {id: (score - mean) / spread if spread else 0.0 for id, score in scores.items()}
