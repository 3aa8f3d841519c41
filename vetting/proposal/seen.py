"""Passages as the offline engine sees them: how much each resembles each item, by a linear model over sentence vectors."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.embedding import Embedder
from vetting.errors import BadKnowledge
from vetting.proposal.lexicon import COMMITS, Lexicon, named_by
from vetting.proposal.passages import Passage
from vetting.resources import data_dir

MOST = 320
"""Passages that get a vector; in a longer document those that name anything come first, so that time stays bounded."""


PAIR = 0.1
"""A sentence and the one before it, read together, must resemble an item this much more than a sentence alone."""


@dataclass(frozen=True)
class Seen:
    """One passage with what it resembles."""

    passage: Passage
    likeness: Mapping[str, float]
    """Probability by name of a model; empty where the passage got no vector."""
    named: frozenset[str]
    """Items whose patterns it matches."""

    @property
    def commits(self) -> float:
        return self.likeness.get(COMMITS, 0.5)


@dataclass(frozen=True)
class Weights:
    """The fitted models."""

    by_name: Mapping[str, tuple[float, ...]]
    hash: str
    sentences: str
    """Digest of the sentences they were fitted from; see fit.digest."""


@functools.lru_cache(maxsize=1)
def load_weights() -> Weights:
    """knowledge/proposal/weights.json. Raises BadKnowledge where it is missing or damaged."""
    path = data_dir("knowledge") / "proposal" / "weights.json"
    try:
        text = path.read_text("utf-8")
        read = json.loads(text)
        by_name = {name: tuple(map(float, values)) for name, values in read["weights"].items()}
        sentences = str(read["sentences"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKnowledge(
            "knowledge/proposal/weights.json is missing or damaged. Make it again with: python -m vetting.proposal.fit"
        ) from error
    return Weights(by_name, hashlib.sha256(text.encode()).hexdigest()[:12], sentences)


def look(passages: Sequence[Passage], lexicon: Lexicon, model: Embedder) -> list[Seen]:
    """One embedding call for the whole document."""
    import numpy as np

    named = [_named(passage, lexicon) for passage in passages]
    readable = [
        index
        for index, passage in enumerate(passages)
        if not passage.marks & {"contents", "boilerplate"} and re.search(r"[a-z]{3}", passage.text.lower())
    ]
    first = sorted(readable, key=lambda index: (not named[index], index))[:MOST]
    weights = load_weights().by_name
    likeness: dict[int, dict[str, float]] = {}
    if first:
        within = set(first)
        pairs = [index for index in first if index - 1 in within and _tells_on(passages, index)]
        texts = [passages[index].in_context for index in first] + [f"{passages[index - 1].text} {passages[index].text}" for index in pairs]
        together: dict[tuple[int, str], float] = {}
        vectors = model.embed(texts).astype(np.float64)
        for name, values in weights.items():
            chances = 1 / (1 + np.exp(-(vectors @ np.array(values[:-1]) + values[-1])))
            for index, chance in zip(first, chances[: len(first)], strict=True):
                likeness.setdefault(index, {})[name] = float(chance)
            if name != COMMITS:
                for index, chance in zip(pairs, chances[len(first) :], strict=True):
                    if likeness[index - 1][name] < 0.5:  # else the sentence before says it alone, and this one only follows
                        together[index, name] = float(chance) - PAIR
        for (index, name), chance in together.items():
            likeness[index][name] = max(likeness[index][name], chance)
    return [Seen(passage, likeness.get(index, {}), named[index]) for index, passage in enumerate(passages)]


def _tells_on(passages: Sequence[Passage], index: int) -> bool:
    """A sentence of prose after another: the two together may say what neither says alone."""
    if index == 0:
        return False
    before, this = passages[index - 1], passages[index]
    return (
        before.promises
        and this.promises
        and not before.is_row
        and not this.is_row
        and before.heading == this.heading
        and not this.lead
        and this.start - before.end < 4
    )


def _named(passage: Passage, lexicon: Lexicon) -> frozenset[str]:
    text = passage.in_context
    found = {str(one.item) for one in lexicon.scope if named_by(one.names).search(text)}
    return frozenset(found | {str(one.criterion) for one in lexicon.deliverables if named_by(one.names).search(text)})
