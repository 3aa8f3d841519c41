"""Answers a person has labelled: what engines are fitted on and measured against."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from vetting.models.base import Model
from vetting.scale import Signal

Level = Annotated[int, Field(ge=0, le=4)]
Marked = dict[Signal, tuple[str, ...]]
"""Verbatim stretches of the answer for each signal."""


class LabelledAnswer(Model):
    """One answer and what a person found in it. Fields we do not use (style, topic …) may stand in the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    answer: str
    status: Literal["graded", "not_assessed", "declined"] = "graded"
    level: Level | None = None
    """None where the status is not graded."""
    signals: tuple[Signal, ...] | None = None
    """Depth signals present; None where nobody looked."""
    evidence: Marked = Field(default_factory=dict)
    flags: tuple[Signal, ...] | None = None
    """Strategy and integrity signals present; None where nobody looked."""
    flag_evidence: Marked = Field(default_factory=dict)
    writer: str = ""
    """Who wrote it: models are tested on writers they were not fitted on."""

    @field_validator("evidence", "flag_evidence", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return {name: [spans] if isinstance(spans, str) else spans for name, spans in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _graded_has_level(self) -> LabelledAnswer:
        if (self.status == "graded") != (self.level is not None):
            raise ValueError("level must be 0-4 where status is graded, and left out (null) where it is not_assessed or declined")
        return self


class Pair(Model):
    """An answer and an edit of it whose effect on the level is known."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = ""
    kind: str
    """What was edited: padding, remove_role …"""
    question: str = ""
    base: str
    base_level: Level
    edited: str
    edited_level: Level
    writer: str = ""
