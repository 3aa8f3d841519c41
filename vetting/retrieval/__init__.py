"""Finding what the knowledge says about any text: by meaning (Chroma) and by words (FTS5), fused by rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetting.retrieval.index import Hit, How, Index, open_index
from vetting.retrieval.passages import Kind

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever


def as_retriever(index: Index, kind: Kind = "criterion", limit: int = 6) -> BaseRetriever:
    """The index as a LangChain retriever; loading LangChain takes a second, so only who asks for it pays."""
    from vetting.retrieval.retriever import KnowledgeRetriever

    return KnowledgeRetriever(index=index, kind=kind, limit=limit)


__all__ = ["Hit", "How", "Index", "Kind", "as_retriever", "open_index"]
