"""Search by meaning: an embedded Chroma, one collection a shelf, cosine, with our own embedding function. The only door to chromadb."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vetting.embedding import Embedder
from vetting.retrieval.passages import SHELVES, Entry, Shelf

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.types import EmbeddingFunction

    from vetting.embedding import Vectors

HNSW = {"space": "cosine", "ef_construction": 400, "ef_search": 400, "num_threads": 1}
"""The collections hold hundreds: a search this wide is exact, and one thread builds the same graph every time."""


class Store:
    """An opened Chroma folder. Close it before its folder is moved or removed."""

    def __init__(self, folder: Path, embedder: Embedder, create: bool = False) -> None:
        self._client = _client(folder)
        function = _embedding_function(embedder)
        open_one = self._client.create_collection if create else self._client.get_collection
        extra: dict[str, Any] = {"configuration": {"hnsw": HNSW}} if create else {}
        try:
            self._collections = {shelf: open_one(f"vetting-{shelf}", embedding_function=function, **extra) for shelf in SHELVES}
        except BaseException:
            self._client.close()
            raise

    def close(self) -> None:
        self._client.close()

    def add(self, shelf: Shelf, entries: Sequence[Entry], vectors: Vectors) -> None:
        if entries:
            self._collections[shelf].add(
                ids=[one.id for one in entries],
                embeddings=list(vectors),
                documents=[one.text for one in entries],
                metadatas=[{"title": one.title, "digest": digest(one)} for one in entries],
            )

    def count(self, shelf: Shelf) -> int:
        return self._collections[shelf].count()

    def search(self, shelf: Shelf, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids with their cosine, nearest first."""
        limit = min(limit, self.count(shelf))
        if not limit:
            return []
        found = self._collections[shelf].query(query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"])
        distances = found["distances"]
        assert distances is not None
        return [(id, 1.0 - float(distance)) for id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, shelf: Shelf) -> dict[str, Vectors]:
        """Every vector of a shelf, by id."""
        found = self._collections[shelf].get(include=["embeddings"])
        embeddings = found["embeddings"]
        return {id: _vector(row) for id, row in zip(found["ids"], embeddings, strict=True)} if embeddings is not None else {}

    def known_vectors(self) -> dict[str, Vectors]:
        """Vectors by the digest of the text they stand for: what did not change need not be embedded again."""
        known: dict[str, Vectors] = {}
        for collection in self._collections.values():
            found = collection.get(include=["embeddings", "metadatas"])
            embeddings, metadatas = found["embeddings"], found["metadatas"]
            if embeddings is not None and metadatas is not None:
                known |= {str(metadata["digest"]): _vector(vector) for metadata, vector in zip(metadatas, embeddings, strict=True)}
        return known


def _vector(row: Any) -> Vectors:
    import numpy as np

    return np.asarray(row, dtype=np.float32)


def digest(one: Entry) -> str:
    """Of the passages an entry's vector is made of."""
    return hashlib.sha256("\0".join(one.passages).encode()).hexdigest()[:24]


_OPENED = itertools.count()


def _client(folder: Path) -> Client:
    """A client of its own. Chroma shares one between all that open the same spelling of a path, even after the folder was wiped and
    built again under it, so each gets another spelling. The settings must be the same everywhere."""
    import chromadb
    from chromadb.config import Settings

    spelling = f"{folder}/" + "./" * (next(_OPENED) % 256)
    client: Any = chromadb.PersistentClient(spelling, settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)


def _embedding_function(embedder: Embedder) -> EmbeddingFunction[Any]:
    """Ours, registered. Chroma compares nothing but the name, so the model stands in it; without one it would download a model."""
    from chromadb.api.types import EmbeddingFunction
    from chromadb.utils.embedding_functions import known_embedding_functions

    class Ours(EmbeddingFunction[Any]):
        def __init__(self) -> None:
            pass

        def __call__(self, input: Any) -> Any:
            return list(embedder.embed(list(input)))

        @staticmethod
        def name() -> str:
            return f"vetting-{embedder.name}"

        def get_config(self) -> dict[str, Any]:
            return {}

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[Any]:  # noqa: ARG004 - Chroma calls it by that name
            return Ours()

        def default_space(self) -> Any:
            return "cosine"

        def supported_spaces(self) -> Any:
            return ["cosine"]

    known_embedding_functions[Ours.name()] = Ours
    return Ours()
