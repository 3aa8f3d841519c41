"""Pairing with the real sentence model, loaded once."""

from __future__ import annotations

import pytest
from spoken import Paired

from vetting.embedding import Embedder, embedder
from vetting.models.question import Plan
from vetting.models.transcript import Pairing, Transcript
from vetting.transcripts import propose_roles, questions_and_answers


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    return embedder()


@pytest.fixture(scope="session")
def paired(minilm: Embedder) -> Paired:
    """Pairs up what was said with the roles as they are proposed."""

    def pair(transcript: Transcript, plan: Plan | None = None) -> Pairing:
        return questions_and_answers(transcript, propose_roles(transcript), minilm, plan)

    return pair
