"""The baseline every protocol has to beat: one prompt that says "rate 0-4 and explain". It grades nothing in the product."""

from __future__ import annotations

import re
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from vetting.bench.readings import Reading
from vetting.errors import EndpointError
from vetting.grading.evidence import check_quotes
from vetting.llm import Messages
from vetting.models.labelled import LabelledAnswer
from vetting.prompts import Prompt, fence, load_prompt
from vetting.scale import LEVELS, Signal

M = TypeVar("M", bound=BaseModel)

_QUOTED = re.compile(r"[\"“„«]([^\"“”«»]{8,})[\"”“»]")


class Rated(BaseModel):
    """What the one prompt returns."""

    model_config = ConfigDict(extra="forbid")

    level: int = Field(ge=0, le=4)
    explanation: str


class Structures(Protocol):
    """What of the door this module needs."""

    def structured(self, messages: Messages, schema: type[M]) -> M: ...


def rated(door: Structures, row: LabelledAnswer, prompt: Prompt | None = None) -> Reading:
    """One answer by the one prompt. Its quotes are the words in quotation marks in the explanation, checked as ours are."""
    scale = "\n".join(f"{words.level} {words.name}: {words.shows}" for words in LEVELS)
    system = (prompt or load_prompt("naive")).render("system", scale=scale)
    try:
        said = door.structured(Messages(system, fence(interviewer_question=row.question, candidate_answer=row.answer)), Rated)
    except EndpointError:
        return Reading("failed")
    found = check_quotes(tuple(_QUOTED.findall(said.explanation)), row.answer)
    quotes = tuple((evidence.start, evidence.end) for evidence in found.evidence)
    levels = tuple(float(level == said.level) for level in range(len(LEVELS)))
    return Reading("graded", mean=float(said.level), levels=levels, quotes={Signal.INCIDENT: quotes}, unsupported=found.dropped)
