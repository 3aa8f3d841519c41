"""What is indexed: criteria, failure classes and questions, each as a few passages a sentence model can read whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from vetting.models.knowledge import Criterion, FailureClass, Knowledge, Opener

Kind = Literal["criterion", "failure_class", "question"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Shelf = Literal["criterion", "failure_class", "question", "situation"]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)
"""What is stored: the kinds, and the situations that point at criteria but are never found themselves."""


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, or a situation that leads there."""

    id: str
    shelf: Shelf
    title: str
    passages: tuple[str, ...]
    """Its text in parts short enough to be read whole; its vector is their mean."""
    sections: tuple[str, ...] = ()
    """Sections of the source it rests on."""
    concepts: tuple[str, ...] = ()
    """What a criterion stands for, or what a situation calls for, the main one first."""

    @property
    def text(self) -> str:
        return "\n".join(self.passages)


def entries_of(knowledge: Knowledge) -> tuple[Entry, ...]:
    """Everything to index, in one order on every machine."""
    criteria = [_criterion(one) for one in knowledge.criteria]
    classes = [_failure_class(one, _sections(knowledge, one)) for one in knowledge.failure_classes]
    questions = [_question(asked, one, _sections(knowledge, one)) for one in knowledge.failure_classes for asked in one.questions]
    situations = [
        Entry(f"s{number:04}", "situation", one.says, (one.says,), concepts=one.vets) for number, one in enumerate(knowledge.situations, 1)
    ]
    return (*criteria, *classes, *questions, *situations)


def _criterion(one: Criterion) -> Entry:
    passages = (
        f"{one.title}. {one.lead}",
        f"{one.concept}: {one.title}",
        one.why,
        " ".join(f"{line}." for line in one.lived),
        " ".join(one.talk),
        " ".join(one.probes),
    )
    return Entry(one.id, "criterion", one.title, passages, one.sections, (one.concept,))


def _failure_class(one: FailureClass, sections: tuple[str, ...]) -> Entry:
    symptoms, mechanisms = (" ".join(f"{line}." for line in lines) for lines in (one.symptoms, one.mechanisms))
    return Entry(one.id, "failure_class", one.title, (f"{one.title}. {one.summary}", symptoms, mechanisms, one.why_ask), sections)


def _question(asked: Opener, one: FailureClass, sections: tuple[str, ...]) -> Entry:
    angle = f" ({asked.angle})" if asked.angle else ""
    return Entry(asked.id, "question", asked.text, (asked.text, f"{one.title}{angle}. {asked.strong}"), sections)


def _sections(knowledge: Knowledge, one: FailureClass) -> tuple[str, ...]:
    return tuple(sorted({section for criterion in knowledge.criteria_of(one) for section in criterion.sections}))
