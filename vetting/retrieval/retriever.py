"""The index as a LangChain retriever, for chains that want documents."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vetting.retrieval.index import Index
from vetting.retrieval.passages import Kind


class KnowledgeRetriever(BaseRetriever):
    """Documents hold the text that is indexed; metadata say what it is: id, kind, title, sections, score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    kind: Kind = "criterion"
    limit: int = 6

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = self.index.search(query, kind=self.kind, limit=self.limit)
        return [
            Document(
                id=hit.id,
                page_content=self.index.text(hit),
                metadata={"id": hit.id, "kind": hit.kind, "title": hit.title, "sections": list(hit.sections), "score": hit.score},
            )
            for hit in hits
        ]
