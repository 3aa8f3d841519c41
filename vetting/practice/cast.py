"""Reads knowledge/personas/ into the cast, and holds every candidate to their truth: nothing they say gives away what it should not."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from vetting.errors import BadInput, BadKnowledge
from vetting.grading.rule import level_of
from vetting.knowledge_files import as_model, read_text, shown
from vetting.models.persona import Persona
from vetting.practice.leaks import figures_in, is_given_away
from vetting.resources import data_dir

Line = tuple[str, str]
"""A name, such as facts.first-invoice.0, and the words."""


@functools.lru_cache(maxsize=1)
def load_cast(root: Path | None = None) -> tuple[Persona, ...]:
    """Every candidate, checked, in the order of their ids. Raises BadKnowledge."""
    folder = (root or data_dir("knowledge")) / "personas"
    cast = []
    for path in sorted(folder.glob("*.yaml")):
        persona = as_model(path, read_text(path), Persona)
        if fault := next(_faults(persona), None):
            raise BadKnowledge(f"{shown(path)}: {fault}")
        cast.append(persona)
    if not cast:
        raise BadKnowledge(f"{shown(folder)} holds no candidate. Put at least one file there.")
    return tuple(cast)


def persona_called(id: str, cast: tuple[Persona, ...]) -> Persona:
    """The candidate of that id. Raises BadInput, which names those there are."""
    found = next((one for one in cast if one.id == id), None)
    if found is None:
        raise BadInput(f"There is no candidate {id!r}. Choose one of: {', '.join(one.id for one in cast)}.")
    return found


def lines_of(persona: Persona) -> Iterator[Line]:
    """Everything the candidate may say without a model, each line with its name."""
    for fact in persona.facts:
        yield from ((f"facts.{fact.id}.{n}", text) for n, text in enumerate(fact.says))
    for blank in persona.blanks:
        yield from ((f"blanks.{blank.signal.value}.{n}", text) for n, text in enumerate(blank.says))
    if persona.reserve:
        yield from ((f"reserve.{n}", text) for n, text in enumerate(persona.reserve.says))
    for pool, texts in persona.lines:
        yield from ((f"lines.{pool}.{n}", text) for n, text in enumerate((texts,) if isinstance(texts, str) else texts))


def _faults(persona: Persona) -> Iterator[str]:
    """What would let a candidate contradict or give away their truth."""
    lines = list(lines_of(persona))
    texts = [text for _, text in lines]
    for name, text in lines:
        if texts.count(text) > 1:
            yield f"{name} is said twice: {text[:50]!r}. A candidate never repeats a line."
    for fact in persona.facts:
        for name, text in lines:
            own = name.startswith(f"facts.{fact.id}.")
            if own and not is_given_away(fact, text):
                yield f"{name} holds none of its marks {list(fact.marks)}, so a leak of it could not be seen."
            if not own and not fact.freely and is_given_away(fact, text):
                yield f"{name} gives away the fact {fact.id!r}: it holds one of its marks {list(fact.marks)}."
    known = figures_in(" ".join([persona.headline, persona.truth, *(fact.truth for fact in persona.facts)]), small=True)
    for name, text in lines:
        if strange := sorted(figures_in(text) - known):
            yield f"{name} holds the figure {strange[0]:g}, which the truth does not. Say the same figure in both."
    real = {fact.signal for fact in persona.facts if fact.real}
    supported = level_of(real, names_practice=persona.names_practice) if persona.names_practice or real else 0
    if supported != persona.level:
        yield f"level is {persona.level}, but the real facts support {supported}."
