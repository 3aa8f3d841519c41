"""What is asked of a model, and what its answers are held to: nothing left out, chances that are chances and add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, Field, create_model

from vetting.errors import ModelAnswerUnusable, ModelRefused

M = TypeVar("M", bound=BaseModel)

ROUNDING = 0.05
"""How far the probabilities of a scale may be from adding up to one."""


@dataclass(frozen=True)
class Messages:
    """A system text that we wrote, and a user text that holds nothing but fenced data."""

    system: str
    user: str


@dataclass(frozen=True)
class Scale:
    """A question answered by a level; `levels` are (label, description) from lowest to highest."""

    instructions: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Decisions:
    """What came back: a probability for each statement, a distribution for each scale."""

    statements: dict[str, float]
    scales: dict[str, tuple[float, ...]]


def as_questions(statements: Mapping[str, str], scales: Mapping[str, Scale]) -> dict[str, Any]:
    """The questions of a Decisions request."""
    from langchain_openai.decisions import Level, Predicate, Score

    questions: dict[str, Any] = {name: Predicate(instructions=text) for name, text in statements.items()}
    for name, scale in scales.items():
        questions[name] = Score(instructions=scale.instructions, levels=[Level(label=a, description=b) for a, b in scale.levels])
    return questions


def decided(answer: Any, statements: Mapping[str, str], scales: Mapping[str, Scale]) -> Decisions:
    """The answer of the Decisions route, checked. Raises ModelRefused or ModelAnswerUnusable."""
    if answer.refusals:
        raise ModelRefused(f"The model declined to judge: {', '.join(sorted(answer.refusals))}. Read the answer yourself.")
    return Decisions(
        {name: _chance(_found(answer.predicates, name).probability, name) for name in statements},
        {name: _levels(_found(answer.scores, name), name, scale) for name, scale in scales.items()},
    )


def as_schema(statements: Mapping[str, str], scales: Mapping[str, Scale]) -> type[BaseModel]:
    """A flat schema with a number for each statement and each level: what strict structured output accepts everywhere."""
    fields: dict[str, Any] = {name: (float, Field(ge=0, le=1, description=text)) for name, text in statements.items()}
    for name, scale in scales.items():
        for i, (label, description) in enumerate(scale.levels):
            text = f"Chance of level {i} ({label}: {description}). {scale.instructions} The chances of all levels add up to 1."
            fields[f"{name}_{i}"] = (float, Field(ge=0, le=1, description=text))
    return create_model("Decisions", **fields)


def decided_by_chat(answer: Mapping[str, float], statements: Mapping[str, str], scales: Mapping[str, Scale]) -> Decisions:
    """The answer to `as_schema`, checked. Raises ModelAnswerUnusable."""
    return Decisions(
        {name: _chance(answer[name], name) for name in statements},
        {name: _adding_up(tuple(answer[f"{name}_{i}"] for i in range(len(scale.levels))), name) for name, scale in scales.items()},
    )


def _found(answers: Mapping[str, M], name: str) -> M:
    if name not in answers:
        raise ModelAnswerUnusable(f"The model left the question {name!r} unanswered, so nothing is graded. Try again.")
    return answers[name]


def _chance(chance: float, name: str) -> float:
    if not 0 <= chance <= 1:  # also true of NaN, which JSON parsers let through
        raise ModelAnswerUnusable(f"The model's chance for {name!r} is {chance} and not between 0 and 1, so nothing is graded. Try again.")
    return chance


def _levels(answer: Any, name: str, scale: Scale) -> tuple[float, ...]:
    labels = tuple(label for label, _ in scale.levels)
    if tuple(answer.legend[i] for i in sorted(answer.legend)) != labels:
        raise ModelAnswerUnusable(f"The model answered {name!r} on another scale than it was given, so nothing is graded. Try again.")
    return _adding_up(tuple(answer.probabilities[i] for i in sorted(answer.legend)), name)


def _adding_up(chances: tuple[float, ...], name: str) -> tuple[float, ...]:
    total = sum(chances)
    if not (abs(total - 1) <= ROUNDING and all(0 <= chance <= 1 for chance in chances)):
        raise ModelAnswerUnusable(f"The model's chances for {name!r} add up to {total:.2f} instead of 1, so nothing is graded. Try again.")
    return tuple(chance / total for chance in chances)
