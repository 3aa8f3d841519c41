"""Reads a proposal through an OpenAI-compatible endpoint: one Decisions request for how firmly, one structured request for the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from vetting.at_once import side_by_side
from vetting.errors import BadInput, ModelAnswerUnusable
from vetting.llm import Decisions, Messages, Scale
from vetting.models.document import Document
from vetting.models.proposal import ClashClaim, DeliverableClaim, FeeClaim, ProposalClaims, ScopeClaim, ScopeItem, Term, TermClaim
from vetting.prompts import Prompt, fence, load_prompt
from vetting.proposal.lexicon import Lexicon

if TYPE_CHECKING:
    from vetting.llm import Endpoint

M = TypeVar("M", bound=BaseModel)

MOST_CHARACTERS = 240_000
"""About sixty thousand tokens; a longer document does not fit one request."""
LEVELS = (
    ("absent", "not promised: not there, or only in a negative, a heading, boilerplate or an account of the past"),
    ("vague", "promised by name, without a who, a when, a how much or an artefact; the bare 'we' or 'I' is not a who"),
    ("present", "promised with at least one of: a named person or role, a time, an amount or threshold, an artefact"),
)
Per = Literal["hour", "day", "week", "month", "quarter", "year", "sprint", "fixed"]


class Judges(Protocol):
    """What of the door this engine needs."""

    endpoint: Endpoint

    @property
    def model(self) -> str: ...

    def decide(self, given: Mapping[str, str], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions: ...

    def structured(self, messages: Messages, schema: type[M]) -> M: ...


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScopeWordsFound(_Strict):
    """The words for one item."""

    item: ScopeItem
    quotes: list[str] = Field(description="What is promised; empty where nothing is.")
    excluded: list[str] = Field(description="Words that say it is not covered.")


class TermFound(_Strict):
    """One stated term."""

    term: Term
    choice: Literal["strategic", "embedded", "day_rate", "advisory", "ownership"] | None
    holds: bool | None
    low: float | None
    high: float | None
    quotes: list[str]


class FeeFound(_Strict):
    """One fee."""

    amount: float
    upto: float | None
    currency: str | None
    per: Per
    quote: str


class DeliverableFound(_Strict):
    """One deliverable of the first ninety days."""

    number: int
    by_day: int | None
    quotes: list[str]


class ClashFound(_Strict):
    """Two places that cannot both hold."""

    about: str
    first: str
    second: str


class Found(_Strict):
    """Everything the extractor returns."""

    scope: list[ScopeWordsFound]
    terms: list[TermFound]
    fees: list[FeeFound]
    deliverables: list[DeliverableFound]
    clashes: list[ClashFound]
    region: Literal["US", "EU", "UK", "offshore"] | None
    commitment_months: float | None


class LlmProposalEngine:
    """Claims through the endpoint; every quote is looked up in the document afterwards."""

    name = "openai"

    def __init__(self, door: Judges) -> None:
        self._door = door
        self._prompts: dict[str, Prompt] = {name: load_prompt(name) for name in ("proposal_decide", "proposal_extract")}

    @property
    def model(self) -> str:
        return self._door.model

    @property
    def says_of_itself(self) -> str:
        return f"LLM engine ({self._door.endpoint.chat_model}): every quote is looked up in the document, its judgement is not infallible"

    @property
    def prompts(self) -> dict[str, str]:
        return {name: prompt.identity for name, prompt in self._prompts.items()}

    def read(self, document: Document, lexicon: Lexicon) -> ProposalClaims:
        """Two requests side by side. Raises EndpointError where either fails: half an answer would read like absences."""
        if len(document.text) > MOST_CHARACTERS:
            raise BadInput(
                f"{document.name} has {len(document.text):,} characters; one request takes {MOST_CHARACTERS:,}. Cut out "
                "the offer, or use --engine offline."
            )
        chances, found = side_by_side(lambda: self._decide(document, lexicon), lambda: self._extract(document, lexicon))
        return _claims(chances, found)

    def _decide(self, document: Document, lexicon: Lexicon) -> dict[ScopeItem, tuple[float, ...]]:
        prompt = self._prompts["proposal_decide"]
        scales = {one.item.value: Scale(prompt.render("item", title=one.title, definition=one.ask), LEVELS) for one in lexicon.scope}
        answers = self._door.decide({"proposal": document.text}, {}, scales, prompt.render("chat"))
        if missing := [name for name in scales if len(answers.scales.get(name, ())) != len(LEVELS)]:
            raise ModelAnswerUnusable(f"The model left {', '.join(missing)} unjudged, so nothing is reported. Try again.")
        return {item: answers.scales[item.value] for item in ScopeItem}

    def _extract(self, document: Document, lexicon: Lexicon) -> Found:
        text = self._prompts["proposal_extract"].render(
            "system",
            scope="\n".join(f"- {one.item.value}: {one.title}. {one.ask}" for one in lexicon.scope),
            terms="\n".join(f"- {one.term.value}: {one.title}. {one.ask}" for one in lexicon.terms),
            deliverables="\n".join(f"- {one.criterion}: {one.title}" for one in lexicon.deliverables),
        )
        return self._door.structured(Messages(text, fence(proposal=document.text)), Found)


def _claims(chances: Mapping[ScopeItem, tuple[float, ...]], found: Found) -> ProposalClaims:
    words = {one.item: one for one in found.scope}
    scope = []
    for item in ScopeItem:
        absent, vague, present = chances[item]
        quotes = tuple(words[item].quotes) if item in words else ()
        scope.append(
            ScopeClaim(
                item=item, chances=(present, vague, absent), quotes=quotes, excluded=tuple(words[item].excluded) if item in words else ()
            )
        )
    return ProposalClaims(
        scope=tuple(scope),
        terms=tuple(
            TermClaim(term=one.term, choice=one.choice, holds=one.holds, low=one.low, high=one.high, quotes=tuple(one.quotes))
            for one in found.terms
        ),
        deliverables=tuple(
            DeliverableClaim(criterion=one.number, by_day=one.by_day, quotes=tuple(one.quotes)) for one in found.deliverables
        ),
        fees=tuple(
            FeeClaim(
                amount=one.amount, upto=one.upto, currency=one.currency.upper() if one.currency else None, per=one.per, quote=one.quote
            )
            for one in found.fees
        ),
        clashes=tuple(ClashClaim(about=one.about, quotes=(one.first, one.second)) for one in found.clashes),
        region=found.region,
        commitment_months=found.commitment_months,
    )
