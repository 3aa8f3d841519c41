"""What an engine must do with a document. Engines claim; `review_proposal` decides."""

from __future__ import annotations

import re
from typing import Protocol

from vetting.errors import BadInput
from vetting.models.document import Document
from vetting.models.priced import Per
from vetting.models.proposal import FeeClaim, ProposalClaims
from vetting.proposal import money
from vetting.proposal.lexicon import Lexicon
from vetting.proposal.ninety import find_deliverables
from vetting.proposal.passages import Passage, cut
from vetting.proposal.region import region_of
from vetting.proposal.scope import find_scope
from vetting.proposal.seen import load_weights, look
from vetting.proposal.terms import find_terms

ENGLISH = frozenset(
    "the of and to in a is for that with on as by are be this will at from or an it not we you i your our all have has".split()
)
ENGLISH_SHARE = 0.12
"""Share of such words in running English is about 0.35; in other languages near 0.03."""


class ProposalEngine(Protocol):
    """Reads a document and says what it saw."""

    @property
    def name(self) -> str:
        """Short: offline or openai."""
        ...

    @property
    def says_of_itself(self) -> str:
        """The engine and what it cannot do."""
        ...

    @property
    def model(self) -> str:
        """Model name, or the hash of the weights."""
        ...

    @property
    def prompts(self) -> dict[str, str]:
        """Prompt name to version and content hash."""
        ...

    def read(self, document: Document, lexicon: Lexicon) -> ProposalClaims:
        """Everything seen. Raises EndpointError where it cannot judge, BadInput for a language it cannot read."""
        ...


class OfflineProposalEngine:
    """Sentence model, patterns and the lexicon: no key, no network, the same words give the same result."""

    name = "offline"
    says_of_itself = "offline engine: finds words and quotes them, does not judge truth; English only"
    prompts: dict[str, str] = {}  # noqa: RUF012 - part of the protocol, never changed

    @property
    def model(self) -> str:
        return f"all-minilm-l6-v2-int8 + weights {load_weights().hash}"

    def read(self, document: Document, lexicon: Lexicon) -> ProposalClaims:
        from vetting.embedding import embedder

        check_english(document)
        passages = cut(document)
        seen = look(passages, lexicon, embedder())
        region, _ = region_of(passages)
        return ProposalClaims(
            scope=find_scope(seen, document, lexicon),
            terms=find_terms(passages, document),
            deliverables=find_deliverables(seen, document, lexicon),
            fees=find_fees(passages, document),
            region=region,
        )


def check_english(document: Document) -> None:
    """Raises BadInput where the text is not English, the only language the offline engine reads."""
    lines = [[word for word in (word.strip(".,;:()\"'").lower() for word in line.split()) if word.isalpha()] for line in document.lines]
    sentences = [line for line in lines if len(line) >= 6] or lines  # lists and tables of names have no language
    letters = [word for line in sentences for word in line]
    if not letters:
        raise BadInput(f"{document.name} holds no words. Give the text of the proposal.")
    share = sum(word in ENGLISH for word in letters) / len(letters)
    if share < ENGLISH_SHARE:
        raise BadInput(
            f"{document.name} does not read like English, and the offline engine reads nothing else. Translate it, or "
            "set OPENAI_API_KEY and use --engine openai."
        )


def find_fees(passages: tuple[Passage, ...], document: Document) -> tuple[FeeClaim, ...]:
    """Every price asked for, each once."""
    found: dict[tuple[float, float | None, str | None, str], FeeClaim] = {}
    last: Per | None = None
    for passage in passages:
        if passage.marks & {"contents", "heading", "past", "boilerplate"} and not (
            passage.marks == {"boilerplate"} and "fee" in passage.text.lower()
        ):
            continue
        for one in money.fees(
            passage.text, f"{passage.heading} {passage.lead}" if passage.is_row or len(passage.text.split()) < 14 else passage.heading
        ):
            assert one.per is not None
            last = one.per
            key = (one.amount, one.upto, one.currency, one.per)
            found.setdefault(
                key,
                FeeClaim(
                    amount=one.amount, upto=one.upto, currency=one.currency, per=one.per, quote=document.text[passage.start : passage.end]
                ),
            )
        if last and (match := _BECOMES.search(passage.text)):
            for changed in money.amounts(passage.text):
                key = (changed.amount, changed.upto, changed.currency, last)
                if changed.per is None and 0 <= changed.start - match.end() < 4:
                    quote = document.text[passage.start : passage.end]
                    fee = FeeClaim(amount=changed.amount, upto=changed.upto, currency=changed.currency, per=last, quote=quote)
                    found.setdefault(key, fee)
    return tuple(found.values())


_BECOMES = re.compile(
    r"\b(?:becomes|(?:reduced|drops?|falls?|goes down|comes down|lowered) to|it is then|then it is"
    r"|if you (?:sign|commit|book|take|stay|prepay)\b[^.;]{0,40}?(?=[$€£]|EUR|USD|GBP|CHF))",
    re.IGNORECASE,
)
"""The same fee in another case: its unit was said before."""
