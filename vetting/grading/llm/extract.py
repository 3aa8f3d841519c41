"""Asks for the words behind each signal, and for follow-up questions. The extractor never sees a level."""

from __future__ import annotations

from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from vetting.grading.llm.decide import JUDGED
from vetting.llm import Messages
from vetting.prompts import Prompt, fence
from vetting.scale import DEPTH, Signal

M = TypeVar("M", bound=BaseModel)


_OneAnswers = Annotated[Signal, WithJsonSchema({"type": "string", "enum": [signal.value for signal in JUDGED]})]
_Depth = Annotated[Signal, WithJsonSchema({"type": "string", "enum": [signal.value for signal in DEPTH]})]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignalQuotes(_Strict):
    """The quotes for one signal."""

    signal: _OneAnswers
    quotes: list[str] = Field(description="Up to two contiguous stretches copied from the answer; empty where the signal is not shown.")
    reason: str = Field(description="One line for the interviewer.")


class ProposedProbe(_Strict):
    """One follow-up question."""

    text: str
    aims_at: _Depth
    why: str


class NamedContradiction(_Strict):
    """A mechanism that cannot be as told, said so that it can be checked."""

    sentence: str = Field(description="One sentence that names both statements, or the cause and the effect, that cannot go together.")
    probe: str = Field(description="One open question whose answer would show whether it is a contradiction.")


class Extracted(_Strict):
    """Everything the extractor returns."""

    signals: list[SignalQuotes]
    probes: list[ProposedProbe]
    contradiction: NamedContradiction | None = Field(description="Null where the mechanism holds together, or none is told.")


class Structures(Protocol):
    """What of the door this module needs."""

    def structured(self, messages: Messages, schema: type[M]) -> M: ...


def extract(door: Structures, prompt: Prompt, question: str, answer: str) -> Extracted:
    """Quotes by signal, not yet checked, and proposed probes."""
    signals = "\n".join(f"- {signal.value}: {words}" for signal, words in JUDGED.items())
    return door.structured(
        Messages(prompt.render("system", signals=signals), fence(interviewer_question=question, candidate_answer=answer)), Extracted
    )


def quotes_of(extracted: Extracted) -> dict[Signal, tuple[str, ...]]:
    """The quotes by signal; a signal named twice keeps all its quotes."""
    found: dict[Signal, tuple[str, ...]] = {}
    for entry in extracted.signals:
        found[entry.signal] = (*found.get(entry.signal, ()), *entry.quotes)
    return found
