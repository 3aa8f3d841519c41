"""The index over one Knowledge: a rebuildable cache that finds criteria, failure classes and questions for any text."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vetting.embedding import Embedder
from vetting.models.base import Model
from vetting.models.knowledge import Knowledge
from vetting.retrieval import versions
from vetting.retrieval.dense import Store, digest
from vetting.retrieval.fusion import Ranking, fuse, ranked
from vetting.retrieval.lexical import read_entries, search_words, write_words
from vetting.retrieval.passages import SHELVES, Entry, Kind, Shelf, entries_of
from vetting.retrieval.situations import by_words, learn, load
from vetting.retrieval.windows import windows_of

if TYPE_CHECKING:
    from vetting.embedding import Vectors

logger = logging.getLogger(__name__)

How = Literal["hybrid", "dense", "lexical"]
SHAPE = "2"
"""Raise it when the same knowledge has to be indexed differently."""
MANIFEST = "manifest.json"
KNOWLEDGE = "knowledge.json"


class Hit(Model):
    """Something found, and which way of looking ranked it where."""

    id: str
    kind: Kind
    title: str
    sections: tuple[str, ...]
    """Sections of the source it rests on."""
    score: float
    """Fused from ranks: it orders hits of one search and means nothing beyond."""
    ranks: dict[str, int]
    """Best rank by way of looking: dense (meaning) and lexical (words)."""


class Manifest(Model):
    """What a finished version holds; a version that holds something else is damaged."""

    version: str
    embedder: str
    counts: dict[str, int]


class Damaged(Exception):
    """A version does not hold what its manifest says. Never leaves this module: it is rebuilt."""


def open_index(root: Path, knowledge: Knowledge, embedder: Embedder) -> Index:
    """The index of this knowledge under `root`, built if it is not there yet. Two processes may do so at once."""
    return Index(root / _line(knowledge, embedder), knowledge, embedder)


class Index:
    """Follows the pointer: where the same source was indexed anew, the next search reads that, and `knowledge` is what it was made of."""

    def __init__(self, line: Path, knowledge: Knowledge, embedder: Embedder) -> None:
        self._line, self._embedder, self._knowledge = line, embedder, knowledge
        self._lock = threading.RLock()
        self._opened: _Opened | None = None
        self._build_and_open()

    @property
    def version(self) -> str:
        """Content hash of what is searched now."""
        with self._lock:
            return self._current().version

    @property
    def knowledge(self) -> Knowledge:
        """What is searched now; newer than what the index was opened with, if files changed since."""
        with self._lock:
            self._current()
            return self._knowledge

    def search(self, query: str, *, kind: Kind = "criterion", limit: int = 10, how: How = "hybrid") -> tuple[Hit, ...]:
        """The best of a kind for a text of any length, best first; nothing for a text without words."""
        windows = windows_of(query)
        if not windows:
            return ()
        vectors = self._embedder.embed(windows) if how != "lexical" else None
        with self._lock:
            try:
                return self._current().search(windows, vectors, kind, limit, how)
            except Exception as error:  # Chroma and SQLite raise many kinds for a damaged file; a second failure is raised as it is
                self._rebuild(error)
                return self._current().search(windows, vectors, kind, limit, how)

    def vectors(self, kind: Kind) -> tuple[tuple[str, ...], Vectors]:
        """Ids of a kind, in knowledge order, and their unit vectors in the same order: for diversity."""
        import numpy as np

        with self._lock:
            opened = self._current()
            found = opened.store.vectors(kind)
            ids = tuple(opened.entries[kind])
        return ids, np.array([found[id] for id in ids], dtype=np.float32).reshape(len(ids), self._embedder.dimensions)

    def text(self, hit: Hit) -> str:
        """The indexed text of something found."""
        with self._lock:
            return self._current().entries[hit.kind][hit.id].text

    def close(self) -> None:
        """Lets go of the files; the next search opens them again."""
        with self._lock:
            if self._opened:
                self._opened.store.close()
                self._opened = None

    def _current(self) -> _Opened:
        version = versions.current(self._line)
        if self._opened and version == self._opened.version:
            return self._opened
        if version is None or not (self._line / version).is_dir():
            return self._build_and_open()
        try:
            self._knowledge = Knowledge.model_validate_json((self._line / version / KNOWLEDGE).read_bytes())
            return self._open(version)
        except Exception as error:  # whatever is wrong with the new version, ours can be built again
            logger.warning("the index %s cannot be read (%s); building ours again", version, error)
            return self._build_and_open()

    def _build_and_open(self) -> _Opened:
        entries = entries_of(self._knowledge)
        version = _version(self._knowledge, entries, self._embedder)
        known = self._known_vectors()
        build = lambda folder: _build(folder, version, entries, self._knowledge, self._embedder, known)  # noqa: E731
        versions.ensure(self._line, version, build)
        try:
            return self._open(version)
        except Exception as error:  # a damaged file shows in many ways; what we just built ourselves is not
            logger.warning("the index %s is damaged (%s); building it again", version, error)
            self.close()
            versions.set_aside(self._line / version)
            versions.ensure(self._line, version, build)
            return self._open(version)

    def _rebuild(self, error: Exception) -> None:
        logger.warning("a search of the index %s failed (%s); building it again", self._opened.version if self._opened else "", error)
        version = self._opened.version if self._opened else None
        self.close()
        if version:
            versions.set_aside(self._line / version)
        self._build_and_open()

    def _open(self, version: str) -> _Opened:
        opened = _Opened(self._line / version, self._embedder)
        self.close()
        self._opened = opened
        return opened

    def _known_vectors(self) -> dict[str, Vectors]:
        """Vectors of the version before, so that one changed file costs one embedding and not a thousand."""
        version = versions.current(self._line)
        if version is None or not (self._line / version).is_dir():
            return {}
        try:
            before = _Opened(self._line / version, self._embedder)
        except Exception as error:  # it only saves time: without it everything is embedded anew
            logger.info("no vectors taken over from %s: %s", version, error)
            return {}
        try:
            return before.store.known_vectors()
        finally:
            before.store.close()


class _Opened:
    """One finished version, checked against its manifest and open for searching."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        self.version, self._folder = manifest.version, folder
        self.entries = read_entries(folder)
        self._lessons = load(folder)
        self.store = Store(folder, embedder)
        stored = {shelf: self.store.count(shelf) for shelf in SHELVES}
        listed = {shelf: len(self.entries[shelf]) for shelf in SHELVES}
        if not stored == listed == manifest.counts:
            self.store.close()
            raise Damaged(f"holds {stored} vectors and {listed} texts, not {manifest.counts}")

    def search(self, windows: Sequence[str], vectors: Vectors | None, kind: Kind, limit: int, how: How) -> tuple[Hit, ...]:
        rankings = [ranking for number in range(len(windows)) for ranking in self._rankings(windows[number], vectors, number, kind, how)]
        ranks: dict[str, dict[str, int]] = {}
        for ranking in rankings:
            for rank, id in enumerate(ranking.ids, 1):
                seen = ranks.setdefault(id, {})
                seen[ranking.way] = min(rank, seen.get(ranking.way, rank))
        found = [(self.entries[kind][id], score) for id, score in fuse(rankings)[:limit]]
        return tuple(
            Hit(id=one.id, kind=kind, title=one.title, sections=one.sections, score=round(score, 6), ranks=ranks[one.id])
            for one, score in found
        )

    def _rankings(self, window: str, vectors: Vectors | None, number: int, kind: Kind, how: How) -> list[Ranking]:
        rankings = []
        if vectors is not None and how != "lexical":
            nearest = self.store.search(kind, vectors[number], len(self.entries[kind]))
            rankings.append(ranked("dense", window, dict(nearest), self._elected(kind, self._lessons.by_meaning(vectors[number]))))
        if how != "dense":
            own_words = search_words(self._folder, kind, window, len(self.entries[kind]))
            matching = by_words(search_words(self._folder, "situation", window, len(self.entries["situation"])), self.entries["situation"])
            rankings.append(ranked("lexical", window, dict(own_words), self._elected(kind, matching)))
        return rankings

    def _elected(self, kind: Kind, votes: dict[str, float]) -> dict[str, float] | None:
        """Votes for concepts as votes for the criteria that stand for them; situations say nothing about the other kinds."""
        if kind != "criterion" or not votes:
            return None
        return {one.id: votes[one.concepts[0]] for one in self.entries[kind].values() if one.concepts[0] in votes}


def _build(
    folder: Path, version: str, entries: Sequence[Entry], knowledge: Knowledge, embedder: Embedder, known: dict[str, Vectors]
) -> None:
    """Fills an empty folder with a whole version; the manifest comes last."""
    logger.info("building the index %s: %d entries", version, len(entries))
    vectors = _vectors(entries, embedder, known)
    write_words(folder, entries)
    store = Store(folder, embedder, create=True)
    try:
        for shelf in SHELVES:
            rows = [number for number, one in enumerate(entries) if one.shelf == shelf]
            store.add(shelf, [entries[row] for row in rows], vectors[rows])
    finally:
        store.close()
    rows = [number for number, one in enumerate(entries) if one.shelf == "situation"]
    learn([entries[row] for row in rows], vectors[rows]).save(folder)
    (folder / KNOWLEDGE).write_text(knowledge.model_dump_json(), encoding="utf-8")
    counts: dict[Shelf, int] = {shelf: sum(one.shelf == shelf for one in entries) for shelf in SHELVES}
    manifest = Manifest(version=version, embedder=embedder.name, counts={str(shelf): count for shelf, count in counts.items()})
    (folder / MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")


def _vectors(entries: Sequence[Entry], embedder: Embedder, known: dict[str, Vectors]) -> Vectors:
    """One unit vector an entry: the mean of its passages, which was as good as the best passage and is one row instead of six."""
    import numpy as np

    fresh = [one for one in entries if digest(one) not in known]
    texts = [passage for one in fresh for passage in one.passages]
    embedded = embedder.embed(texts) if texts else np.zeros((0, embedder.dimensions), dtype=np.float32)
    made, start = {}, 0
    for one in fresh:
        mean = embedded[start : start + len(one.passages)].mean(axis=0)
        made[digest(one)] = mean / np.linalg.norm(mean)
        start += len(one.passages)
    return np.array([made[digest(one)] if digest(one) in made else known[digest(one)] for one in entries], dtype=np.float32)


def _line(knowledge: Knowledge, embedder: Embedder) -> str:
    """One line of versions for each source and embedder: two checkouts, or a pack, never flip each other's pointer."""
    return hashlib.sha256(json.dumps([embedder.name, knowledge.source, knowledge.packs]).encode()).hexdigest()[:12]


def _version(knowledge: Knowledge, entries: Sequence[Entry], embedder: Embedder) -> str:
    words = json.dumps([SHAPE, embedder.name, knowledge.hash, [(one.shelf, one.id, digest(one), one.concepts) for one in entries]])
    return hashlib.sha256(words.encode()).hexdigest()[:16]
