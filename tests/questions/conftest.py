"""One index for all plans: building it is the dear part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vetting.embedding import embedder
from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.models.question import Plan
from vetting.questions.plan import make_plan
from vetting.questions.request import PlanRequest
from vetting.questions.writing import Writer
from vetting.retrieval import Index, open_index

Planner = Callable[..., Plan]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def index(knowledge: Knowledge, shared_cache: Path) -> Index:
    return open_index(shared_cache / "index", knowledge, embedder())


@pytest.fixture(scope="session")
def plan(knowledge: Knowledge, index: Index) -> Planner:
    """Makes a plan from the fields of a request."""

    def make(brief: str, writer: Writer | None = None, **fields: Any) -> Plan:
        return make_plan(PlanRequest(brief=brief, **fields), knowledge, index, embedder(), writer)

    return make
