"""Writes questions with a language model. What it writes is a proposal: writing.py passes every draft through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from vetting.llm import Messages
from vetting.models.knowledge import Knowledge
from vetting.prompts import fence, load_prompt
from vetting.questions.gate import MOST_WORDS
from vetting.questions.writing import Draft, Order, Written, accept
from vetting.scale import DEPTH

M = TypeVar("M", bound=BaseModel)

SPARE = 2
"""Drafts asked for beyond what is needed, since some fail the gate."""


class Structures(Protocol):
    """What of the door this module needs."""

    def structured(self, messages: Messages, schema: type[M]) -> M: ...


class LlmWriter:
    """Writes through an OpenAI-compatible endpoint: one request for the core, one for the claims."""

    name = "openai"

    def __init__(self, door: Structures, model: str) -> None:
        self._door, self.model = door, model
        self._prompt = load_prompt("write-questions")

    @property
    def prompts(self) -> dict[str, str]:
        return {self._prompt.name: self._prompt.identity}

    @property
    def says_of_itself(self) -> str:
        return f"LLM engine ({self.model}): writes from retrieved criteria; every question passed the gate"

    def write(self, order: Order, knowledge: Knowledge, known: Sequence[str] = ()) -> Written:
        """Drafts to order, through the gate. Raises EndpointError; a failed request never looks like a plan."""
        answer: Any = self._door.structured(self._messages(order), _schema(order))
        drafts = [Draft.model_validate(question.model_dump()) for question in answer.questions]
        return accept(drafts, order, knowledge, known)

    def _messages(self, order: Order) -> Messages:
        system = self._prompt.render(
            "claims" if order.claims else "core",
            count=str(order.count + SPARE),
            longest=str(MOST_WORDS - 5),
            signals="\n".join(f"  - {signal.value}: {words}" for signal, words in DEPTH.items()),
        )
        given: dict[str, object] = {"role_brief": order.brief, "seniority": order.seniority, "focus": list(order.focus)}
        if order.claims:
            given["claims"] = list(order.claims)
        classes = [
            {"id": one.id, "title": one.title, "summary": one.summary, "symptoms": list(one.symptoms), "mechanisms": list(one.mechanisms)}
            for one in order.classes
        ]
        criteria = [{"id": one.id, "title": one.title, "why": one.why, "lived": list(one.lived)} for one in order.criteria]
        return Messages(system, fence(**given, failure_classes=classes, criteria=criteria))


def _schema(order: Order) -> type[BaseModel]:
    """The shape of the answer. Ids are listed for the model but read as text: one unknown id must not cost the other drafts."""
    strict = ConfigDict(extra="forbid")
    classes: Any = [one.id for one in order.classes]
    criteria: Any = [one.id for one in order.criteria]
    signals: Any = [signal.value for signal in DEPTH]
    follow_up: Any = create_model("FollowUp", __config__=strict, aims_at=(str, Field(json_schema_extra={"enum": signals})), text=(str, ...))
    criterion: Any = {"items": {"type": "string", "enum": criteria}} if criteria else {}
    fields: dict[str, Any] = {
        "text": (str, ...),
        "failure_class": (str, Field(json_schema_extra={"enum": classes})),
        "criteria": (list[str], Field(json_schema_extra=criterion)),
        "claim": (str | None, Field(description="The candidate's own words, copied letter by letter, or null.")),
        "why": (str, ...),
        "strong": (str, ...),
        "weak": (str, ...),
        "minutes": (int, ...),
        "follow_ups": (list[follow_up], ...),
    }
    question: Any = create_model("Question", __config__=strict, **fields)
    return create_model("Questions", __config__=strict, questions=(list[question], ...))
