"""The offline engine's patterns, read from knowledge/proposal/patterns.yaml when first used."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pydantic import model_validator

from vetting.errors import BadKnowledge
from vetting.knowledge_files import as_fields, read_text
from vetting.models.base import Model
from vetting.proposal.quantities import NUMBER, NUMBER_WORDS, RANGE
from vetting.resources import data_dir


class Alternatives(Model):
    """One pattern, an alternative a line."""

    words: tuple[str, ...] = ()
    """Matched between word boundaries."""
    pattern: tuple[str, ...] = ()
    """Matched as written."""
    case_matters: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Alternatives:
        if bool(self.words) == bool(self.pattern):
            raise ValueError("give either words or pattern")
        return self


class PatternsFile(Model):
    """patterns.yaml."""

    parts: dict[str, tuple[str, ...]]
    """Pieces that patterns name in braces."""
    patterns: dict[str, Alternatives]


class Words:
    """A named pattern, compiled when it is first used."""

    def __init__(self, name: str) -> None:
        self.name = name

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return compiled(self.name)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return self.compiled.search(text, start, len(text) if end is None else end)

    def match(self, text: str) -> re.Match[str] | None:
        return self.compiled.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        return self.compiled.sub(replacement, text)


Pattern = re.Pattern[str] | Words
"""A pattern of the code or of the file."""


def compiled(name: str) -> re.Pattern[str]:
    """The pattern called `name`. Raises BadKnowledge where the file lacks it or it is no regular expression."""
    patterns, parts = _read()
    if name not in patterns:
        raise BadKnowledge(f"knowledge/proposal/patterns.yaml lacks {name!r}. Put it back.")
    one = patterns[name]
    text = "|".join(one.words or one.pattern)
    for part, stands_for in parts.items():
        text = text.replace(f"{{{part}}}", stands_for)
    try:
        return re.compile(rf"\b(?:{text})\b" if one.words else text, 0 if one.case_matters else re.IGNORECASE)
    except re.error as error:
        raise BadKnowledge(f"knowledge/proposal/patterns.yaml: {name} is not a regular expression: {error}.") from error


@functools.lru_cache(maxsize=1)
def _read() -> tuple[dict[str, Alternatives], dict[str, str]]:
    path = data_dir("knowledge") / "proposal" / "patterns.yaml"
    found = as_fields(path, read_text(path), PatternsFile)
    numbers = {"range": RANGE, "number_words": NUMBER_WORDS, "number": NUMBER}
    return found.patterns, {**numbers, **{name: f"(?:{'|'.join(texts)})" for name, texts in found.parts.items()}}


def pattern_names() -> tuple[str, ...]:
    """Every pattern of the file, for the test that compiles them all."""
    return tuple(_read()[0])
