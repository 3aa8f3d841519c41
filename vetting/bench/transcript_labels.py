"""Labels of transcripts: what a person said each stretch of speech is, and where it stands in what was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.transcript import Role, Transcript

LabelledGate = Literal["pass", "warn", "refuse"]


class Line(Model):
    """One stretch of speech and what a person said it is."""

    by: str
    is_: str = Field(alias="is")
    """Q1, A1, Q1.1, A1.1 and so on; or a letter for what is in no pair."""
    starts: str


class Label(Model):
    """What a person said about one transcript."""

    gate: LabelledGate
    because: str | None
    roles: dict[str, Role]
    """Label of the file to role; empty where it names nobody."""
    same_person: tuple[str, ...]
    plan: dict[str, str]
    """Q1 to the id of the plan's question."""
    never_asked: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """The questions of the plan the interview was made with."""
        return (*self.plan.values(), *self.never_asked)


def read_label(path: Path) -> Label:
    """One label file. Raises BadInput."""
    try:
        return Label.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BadInput(f"{path.name} is no label of a transcript: {error}") from error


def places_of(lines: Sequence[Line], transcript: Transcript) -> dict[str, list[int]]:
    """Tag to the utterances its lines stand in, found in order by their first words."""
    said = [_bare(one.text) for one in transcript.utterances]
    found: dict[str, list[int]] = {}
    at = 0
    for line in lines:
        starts = _bare(line.starts)
        place = next((place for place in range(at, len(said)) if starts in said[place]), None)
        if place is not None:
            at = place
            found.setdefault(line.is_, []).append(place)
    return found


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", "", text.lower()).split())
