"""Asks for the words behind each signal, and for follow-up questions. The extractor never sees a level."""

from __future__ import annotations

from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from vetting.grading.llm.decide import JUDGED
from vetting.llm import Messages
from vetting.prompts import Prompt, fence
from vetting.scale import Signal

M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignalQuotes(_Strict):
    """The quotes for one signal."""

    signal: Signal
    quotes: list[str] = Field(description="Up to two contiguous stretches copied from the answer; empty where the signal is not shown.")
    reason: str = Field(description="One line for the interviewer.")


class ProposedProbe(_Strict):
    """One follow-up question."""

    text: str
    aims_at: Signal
    why: str


class Extracted(_Strict):
    """Everything the extractor returns."""

    signals: list[SignalQuotes]
    probes: list[ProposedProbe]


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
