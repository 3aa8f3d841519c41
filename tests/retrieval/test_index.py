"""The index is a cache that cannot be caught out: rebuilt on change, whole or absent, and seen by whoever holds it open."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.retrieval import Index, as_retriever, open_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vetting.embedding import Vectors


class Letters:
    """Counts letter pairs: an embedder that costs nothing and knows spelling, not meaning."""

    dimensions = 64

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        self.embedded.extend(texts)
        out = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for first, second in zip(text.lower(), text.lower()[1:], strict=False):
                out[row, (ord(first) * 31 + ord(second)) % self.dimensions] += 1
        return out / np.linalg.norm(out, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """A dozen criteria and two classes of ours, so that building takes no time."""
    whole = load_knowledge()
    concepts = {one.concept for one in whole.criteria[:12]}
    situations = [one for one in whole.situations if set(one.vets) <= concepts][:20]
    cut = {"criteria": whole.criteria[:12], "failure_classes": whole.failure_classes[:2], "situations": tuple(situations)}
    return whole.model_copy(update={**cut, "hash": "first"})


@pytest.fixture
def index(tmp_path: Path, knowledge: Knowledge) -> Iterator[Index]:
    opened = open_index(tmp_path, knowledge, Letters())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[Index]:
    """One index for the stories that only read."""
    opened = open_index(tmp_path_factory.mktemp("index"), knowledge, Letters())
    yield opened
    opened.close()


def changed(knowledge: Knowledge, word: str = "zebra") -> Knowledge:
    """The same source after somebody edited its first criterion."""
    first = knowledge.criteria[0].model_copy(update={"title": f"{word} {word}", "lead": f"{word} {word} {word}."})
    return knowledge.model_copy(update={"criteria": (first, *knowledge.criteria[1:]), "hash": word})


def versions_in(root: Path) -> list[Path]:
    return [folder for line in root.iterdir() for folder in line.iterdir() if folder.is_dir()]


def test_a_hit_says_where_it_comes_from_and_how_it_was_found(shared: Index, knowledge: Knowledge) -> None:
    hit = shared.search(knowledge.criteria[0].title)[0]
    found = knowledge.criterion(hit.id)
    assert (hit.kind, hit.title, hit.sections) == ("criterion", found.title, found.sections)
    assert set(hit.ranks) == {"dense", "lexical"}


@pytest.mark.parametrize("kind", ["criterion", "failure_class", "question"])
def test_each_kind_is_searched_apart_and_the_same_twice(shared: Index, kind: str) -> None:
    hits = shared.search("an agent that never stops", kind=kind, limit=5)
    assert len(hits) == (2 if kind == "failure_class" else 5)
    assert {hit.kind for hit in hits} == {kind}
    assert hits == shared.search("an agent that never stops", kind=kind, limit=5)


def test_the_dense_search_is_exact(shared: Index) -> None:
    import numpy as np

    ids, vectors = shared.vectors("question")
    query = Letters().embed(["who was called when it broke?"])[0]
    nearest = [ids[row] for row in np.argsort(-(vectors @ query), kind="stable")]
    found = [hit.id for hit in shared.search("who was called when it broke?", kind="question", limit=len(ids), how="dense")]
    assert found == nearest


def test_vectors_are_unit_length_in_the_order_of_the_knowledge(shared: Index, knowledge: Knowledge) -> None:
    import numpy as np

    ids, vectors = shared.vectors("criterion")
    assert ids == tuple(one.id for one in knowledge.criteria)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


HOSTILE = {
    "nothing": "",
    "white space": " \n\t ",
    "punctuation": "?!.,;:()[]{}<>",
    "FTS operators": 'AND OR NOT NEAR("a" "b", 3) ^x* -y +z title:z {a b}:c',
    "quotes": "\"unbalanced 'quotes\"\" ''",
    "SQL": "'; DROP TABLE criterion; --",
    "zero byte": "agent\0stops",
    "lone surrogate": "agent \ud800 stops",
    "emoji": "🔥🔥 agent 🔥",
    "other scripts": "агент 代理 وكيل",
    "underscores": "__agent__ _ ___",
    "one long word": "x" * 50_000,
    "a hundred thousand words": "the agent stops. " * 33_000,
}


@pytest.mark.parametrize("how", ["hybrid", "dense", "lexical"])
@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_a_search(shared: Index, query: str, how: str) -> None:
    hits = shared.search(query, how=how, limit=3)
    assert len(hits) <= 3
    assert not hits or any(character.isalnum() or character == "_" for character in query)


def test_a_long_text_is_searched_in_parts_so_its_last_thought_counts(shared: Index, knowledge: Knowledge) -> None:
    filler = "We met in a pleasant room with a view of the river and had soup and bread. " * 12
    target = knowledge.criteria[5]
    assert target.id in [hit.id for hit in shared.search(filler + target.lead, limit=6)]


def test_the_same_knowledge_is_built_once(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    second = Letters()
    again = open_index(tmp_path, knowledge, second)
    assert again.version == index.version
    assert second.embedded == []


def test_changed_knowledge_is_indexed_anew_and_only_the_change_is_embedded(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    embedder, before = Letters(), index.version
    newer = open_index(tmp_path, changed(knowledge), embedder)
    assert newer.version != before
    assert {text for text in embedder.embedded if "zebra" in text}
    assert len(embedder.embedded) == 6


def test_a_reader_that_is_open_sees_the_new_version_and_its_knowledge(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    assert index.search("zebra", how="lexical") == ()
    open_index(tmp_path, changed(knowledge), Letters()).close()
    assert index.search("zebra", how="lexical")[0].id == knowledge.criteria[0].id
    assert index.search("zebra")[0].title == "zebra zebra"
    assert index.knowledge.criteria[0].title == "zebra zebra"


def test_another_source_or_embedder_never_moves_a_readers_pointer(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    before = index.version
    open_index(tmp_path, changed(knowledge).model_copy(update={"source": ("elsewhere",)}), Letters()).close()
    open_index(tmp_path, changed(knowledge), Letters("other-letters")).close()
    assert index.version == before


def test_a_half_built_version_is_never_used(tmp_path: Path, knowledge: Knowledge) -> None:
    class Stops(Letters):
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(tmp_path, knowledge, Stops())
    assert versions_in(tmp_path) == []
    assert open_index(tmp_path, knowledge, Letters()).search("agent")


def test_what_a_killed_process_left_behind_is_not_taken_for_an_index(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    line = versions_in(tmp_path)[0].parent
    left = line / f".building-{index.version}-dead"
    left.mkdir()
    (left / "words.db").write_bytes(b"half")
    assert open_index(tmp_path, knowledge, Letters()).search("agent")


@pytest.mark.parametrize("victim", ["words.db", "chroma.sqlite3", "lessons.npz", "manifest.json"])
@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 500, None], ids=["emptied", "overwritten", "removed"])
def test_a_damaged_version_is_rebuilt_and_said(
    tmp_path: Path, knowledge: Knowledge, caplog: pytest.LogCaptureFixture, victim: str, damage: bytes | None
) -> None:
    open_index(tmp_path, knowledge, Letters()).close()
    path = versions_in(tmp_path)[0] / victim
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    with caplog.at_level(logging.WARNING, "vetting.retrieval"):
        assert open_index(tmp_path, knowledge, Letters()).search("agent")
    assert "building it again" in caplog.text


def test_a_cache_that_is_wiped_under_an_open_reader_is_built_again(tmp_path: Path, index: Index) -> None:
    import shutil

    before = index.search("agent")
    shutil.rmtree(tmp_path)
    assert index.search("agent") == before


def test_superseded_versions_are_pruned_when_nobody_can_be_reading_them(tmp_path: Path, knowledge: Knowledge, index: Index) -> None:
    import os

    old = versions_in(tmp_path)[0]
    open_index(tmp_path, changed(knowledge), Letters()).close()
    assert old.exists()
    os.utime(old / "superseded", (0, 0))
    open_index(tmp_path, changed(knowledge, "giraffe"), Letters()).close()
    assert not old.exists()
    assert len(versions_in(tmp_path)) == 2


def test_the_index_is_a_langchain_retriever(shared: Index) -> None:
    documents = as_retriever(shared, "failure_class", limit=2).invoke("an agent that never stops")
    assert len(documents) == 2
    assert {"id", "kind", "title", "sections"} <= set(documents[0].metadata)
    assert documents[0].metadata["title"] in documents[0].page_content


def build_in_a_process(root: Path, knowledge: Knowledge, word: str, found: multiprocessing.Queue[tuple[str, int]]) -> None:
    index = open_index(root, changed(knowledge, word), Letters())
    found.put((index.version, len(index.search(word, limit=99, how="dense"))))


@pytest.mark.slow
def test_two_processes_that_build_at_once_are_both_right(tmp_path: Path, knowledge: Knowledge) -> None:
    spawn = multiprocessing.get_context("spawn")
    found = spawn.Queue()
    builders = [spawn.Process(target=build_in_a_process, args=(tmp_path, knowledge, "zebra", found)) for _ in range(2)]
    for builder in builders:
        builder.start()
    (first, count), (second, other) = found.get(timeout=60), found.get(timeout=60)
    for builder in builders:
        builder.join(timeout=60)
    assert first == second
    assert count == other == len(knowledge.criteria)
    assert len(versions_in(tmp_path)) == 1
