"""A proposal with everything in it, one with nothing, and the knowledge, once for all tests of paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vetting.knowledge import load_knowledge
from vetting.models.document import Document
from vetting.models.knowledge import Knowledge
from vetting.models.price import Prices
from vetting.models.proposal import ProposalReview
from vetting.proposal import read_document, review_proposal

STRONG = """\
# Proposal for Marlow Freight

Ines Duarte, based in Porto. I join as a strategic retainer, 16 hours a week, for EUR 9,500 per month.

## Scope

- Architecture: no AI feature is built until I have read its design and signed the decision record, within two working days.
- Evals: for each feature in production a golden set of 200 cases and a pass mark; below 92 percent the release is blocked in CI.
- Observability: by week two a dashboard with cost per 1k tokens by feature, p95 latency and hallucination rate, reviewed on Mondays.
- Vendors and models: a written policy on how a model is approved, tested and retired, updated each quarter.
- Incidents: if the assistant fails in production I am reachable within one hour and join the incident call.
- Guardrails: every quarter I attack the assistant with prompt injections and check PII handling; findings have an owner.
- Hiring: I write the rubric for two AI engineers and run the technical screen.

## Out of scope

- Board and investor presentations
- We do not review retrieval pipelines.

## Terms

I answer for the outcome. Slack messages are answered within four working hours. When I am away, my deputy Rui stands in.
I report to the CEO and may stop any release. Please name one person as my daily contact.
The minimum term is three months; after that either side may leave with 30 days' notice.
A six-month commitment lowers the fee by 12 percent. I never serve more than three clients at a time.

## First ninety days

Days 1-30: a vendor inventory with monthly spend by provider, taken from your invoices, signed by your CTO.
Days 31-60: a twelve-month roadmap with build, buy or cut for each initiative.
By day 90: model spend down from $40,000 to $28,000 a month, measured on the invoices of the provider.
"""
THIN = """\
Dear team,

we are a boutique consultancy passionate about the future of artificial intelligence. Our holistic methodology takes you from
vision to value. We align stakeholders, inspire leaders and unlock growth. Culture, courage and curiosity are our pillars, and
we look forward to shaping your journey together. We would be delighted to meet you for a coffee.

Kind regards
The Northlight Partners
"""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def prices(knowledge: Knowledge) -> Prices:
    assert knowledge.prices is not None
    return knowledge.prices


Reviewer = Callable[[str], ProposalReview]


@pytest.fixture(scope="session")
def reviewed(knowledge: Knowledge) -> Reviewer:
    """Reviews a text offline."""

    def review(text: str, name: str = "offer.md") -> ProposalReview:
        found = review_proposal(read_document(text.encode(), name), knowledge=knowledge)
        assert isinstance(found, ProposalReview)
        return found

    return review


@pytest.fixture(scope="session")
def strong(reviewed: Reviewer) -> ProposalReview:
    return reviewed(STRONG)


@pytest.fixture(scope="session")
def thin(reviewed: Reviewer) -> ProposalReview:
    return reviewed(THIN)


@pytest.fixture
def offer() -> Document:
    return read_document(STRONG.encode(), "offer.md")
