"""Reads knowledge/practice/intents.yaml: by which words and examples a simulated candidate understands a question."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from vetting.knowledge_files import as_fields, read_text
from vetting.models.base import Model
from vetting.models.practice import Intent
from vetting.resources import data_dir
from vetting.scale import DEPTH, Signal


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern[:40]!r} is no pattern: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Understanding(Model):
    """One intent: its cues, and questions that have it."""

    cues: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    examples: tuple[str, ...]


class Intents(Model):
    """Every intent, in the order its cues are tried."""

    first: dict[Intent, Understanding]
    """What goes before any signal: no part of an event is asked for."""
    signals: dict[Signal, Understanding]
    last: dict[Intent, Understanding]
    """What counts only where no signal was found."""
    more: tuple[Pattern, ...]
    """That more is wanted of what was just asked for."""
    nameless: tuple[Pattern, ...]
    """That names may be left out."""

    @model_validator(mode="after")
    def _whole(self) -> Intents:
        if missing := [signal.value for signal in DEPTH if signal not in self.signals]:
            raise ValueError(f"signals lacks {', '.join(missing)}")
        if extra := [signal.value for signal in self.signals if signal not in DEPTH]:
            raise ValueError(f"signals holds {extra[0]}, which is no depth signal")
        if missing := [intent.value for intent in Intent if intent not in {*self.first, *self.last}]:
            raise ValueError(f"no words for {', '.join(missing)}")
        return self


@functools.lru_cache(maxsize=1)
def load_intents(root: Path | None = None) -> Intents:
    """The file, checked. Raises BadKnowledge."""
    path = (root or data_dir("knowledge")) / "practice" / "intents.yaml"
    return as_fields(path, read_text(path), Intents)
