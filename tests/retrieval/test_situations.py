"""Situations teach which concepts a text calls for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vetting.retrieval.passages import Entry
from vetting.retrieval.situations import by_words, learn, load

SITUATIONS = [
    Entry("s1", "situation", "", ("paid twice",), concepts=("idempotency", "incidents")),
    Entry("s2", "situation", "", ("paid again",), concepts=("idempotency",)),
    Entry("s3", "situation", "", ("old prices",), concepts=("staleness",)),
]
VECTORS = np.array([[1, 0, 0], [0.9, 0.436, 0], [0, 0, 1]], dtype=np.float32)


def test_a_text_calls_for_what_texts_like_it_call_for() -> None:
    votes = learn(SITUATIONS, VECTORS).by_meaning(np.array([1, 0, 0], dtype=np.float32))
    assert sorted(votes, key=lambda concept: -votes[concept]) == ["idempotency", "incidents", "staleness"]


def test_lessons_survive_the_file(tmp_path: Path) -> None:
    lessons = learn(SITUATIONS, VECTORS)
    lessons.save(tmp_path)
    query = np.array([0, 0.6, 0.8], dtype=np.float32)
    assert load(tmp_path).by_meaning(query) == pytest.approx(lessons.by_meaning(query))


def test_no_situations_teach_nothing(tmp_path: Path) -> None:
    learn([], np.zeros((0, 3), dtype=np.float32)).save(tmp_path)
    assert load(tmp_path).by_meaning(VECTORS[0]) == {}


def test_one_telling_match_outweighs_many_faint_ones() -> None:
    votes = by_words([("s3", 4.0), ("s1", 2.0), ("s2", 2.0)], {one.id: one for one in SITUATIONS})
    assert votes["staleness"] > votes["idempotency"] > votes["incidents"]
