"""The retrieval bench measures what it says, and names what it cannot read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from vetting.bench.retrieval import bench_retrieval, render_retrieval
from vetting.embedding import embedder
from vetting.errors import BadInput
from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.retrieval import Index, open_index

QUERIES = [
    {"id": "a", "kind": "named", "query": "stale embeddings", "relevant": ["stale embeddings"]},
    {"id": "b", "kind": "named", "query": "internal champion", "relevant": ["internal champion"]},
    {"id": "c", "kind": "said", "query": "She never told us how many hours we get.", "relevant": ["hours and SLA", "a concept of nobody"]},
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def index(shared_cache: Path, knowledge: Knowledge) -> Iterator[Index]:
    opened = open_index(shared_cache / "index", knowledge, embedder())
    yield opened
    opened.close()


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_three_ways_are_measured_side_by_side(tmp_path: Path, index: Index, knowledge: Knowledge) -> None:
    report = bench_retrieval(written(tmp_path, *QUERIES), index, knowledge)
    assert report.n == 3
    assert set(report.ways) == {"lexical", "dense", "hybrid"}
    hybrid = report.ways["hybrid"]
    assert hybrid["MRR"].mean == 1
    assert hybrid["recall@5"].mean == pytest.approx((1 + 1 + 0.5) / 3, abs=1e-3)
    assert hybrid["nDCG@10"].mean == pytest.approx((1 + 1 + 1 / (1 + 1 / math.log2(3))) / 3, abs=1e-3)
    assert hybrid["recall@5"].low <= hybrid["recall@5"].mean <= hybrid["recall@5"].high
    assert report.kinds["named"]["hybrid"]["recall@5"] == 1
    assert report == bench_retrieval(written(tmp_path, *QUERIES), index, knowledge)


def test_a_concept_nobody_has_counts_as_not_found_and_is_said(tmp_path: Path, index: Index, knowledge: Knowledge) -> None:
    report = bench_retrieval(written(tmp_path, *QUERIES), index, knowledge)
    assert report.unknown == ("a concept of nobody",)
    assert report.misses == {"c": ("a concept of nobody",)}
    text = render_retrieval(report)
    assert "a concept of nobody" in text
    assert "Not reached: 0.833" in text


BAD_LINES = {
    "not JSON": ("{", "line 2: not JSON"),
    "field missing": ({"id": "x", "kind": "said", "relevant": ["price bands"]}, "line 2: query"),
    "field unknown": ({**QUERIES[0], "grade": 3}, "line 2: grade"),
    "nothing relevant": ({**QUERIES[0], "relevant": []}, "line 2: a query needs"),
    "no words": ({**QUERIES[0], "query": " "}, "line 2: a query needs"),
}


@pytest.mark.parametrize(("line", "message"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_named_by_number(tmp_path: Path, index: Index, knowledge: Knowledge, line: object, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        bench_retrieval(written(tmp_path, QUERIES[0], line), index, knowledge)


def test_files_that_cannot_be_used_are_named(tmp_path: Path, index: Index, knowledge: Knowledge) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        bench_retrieval(tmp_path / "nowhere.jsonl", index, knowledge)
    with pytest.raises(BadInput, match="holds no queries"):
        bench_retrieval(written(tmp_path, ""), index, knowledge)
    (tmp_path / "utf16.jsonl").write_bytes("{}".encode("utf-16"))
    with pytest.raises(BadInput, match="not UTF-8"):
        bench_retrieval(tmp_path / "utf16.jsonl", index, knowledge)
