"""Invented interviews to try everything with: real questions of the bank, invented answers, graded by the engine in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import yaml
from pydantic import Field

from vetting.grading.fingerprint import code_version, digest
from vetting.interview.conduct import Grader, next_probe, take_answer, take_probe_answer
from vetting.models.base import Model
from vetting.models.interview import Interview
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Fingerprint
from vetting.models.question import Coverage, Plan, Seniority
from vetting.questions.bank import Candidate, card_of
from vetting.questions.revise import with_questions
from vetting.resources import data_dir
from vetting.scale import Signal


class ExampleAnswer(Model):
    """What one candidate says to one question, and to the probes that aim at a signal."""

    answer: str
    probes: dict[Signal, str] = Field(default_factory=dict)


class ExampleCandidate(Model):
    candidate: str
    finished: bool
    note: str = ""
    answers: tuple[ExampleAnswer, ...]
    """In the order of the questions; those after the last one were never asked."""


class Example(Model):
    """knowledge/example/interviews.yaml."""

    brief: str
    seniority: Seniority
    minutes: int
    questions: tuple[str, ...]
    candidates: tuple[ExampleCandidate, ...]


def read_example() -> Example:
    """What the example says, before anything is graded."""
    return Example.model_validate(yaml.safe_load((data_dir("knowledge") / "example" / "interviews.yaml").read_text("utf-8")))


def example_interviews(
    knowledge: Knowledge, grade: Grader, new_id: Callable[[], str], now: datetime | None = None
) -> tuple[tuple[Interview, str], ...]:
    """Each candidate's interview, graded, with the note on it. Raises BadInput where a pack took the questions away."""
    example = read_example()
    plan = _plan(example, knowledge)
    started = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    return tuple(
        (_conducted(one, Interview(id=new_id(), candidate=one.candidate, started=started, plan=plan), grade), one.note)
        for one in example.candidates
    )


def _plan(example: Example, knowledge: Knowledge) -> Plan:
    cards = tuple(card_of(Candidate(knowledge.question(id), knowledge.class_of(id)), knowledge, core=True) for id in example.questions)
    bare = Plan(
        brief=example.brief,
        seniority=example.seniority,
        focus=(),
        minutes=example.minutes,
        questions=(),
        coverage=Coverage(criteria={}, not_covered=(), failure_classes=()),
        engine="example: questions of the bank, chosen by hand",
        fingerprint=Fingerprint(
            engine="example", model="bank", code=code_version(), knowledge=knowledge.hash, input=digest(example.model_dump(mode="json"))
        ),
    )
    return with_questions(bare, cards)


def _conducted(one: ExampleCandidate, interview: Interview, grade: Grader) -> Interview:
    for card, said in zip(interview.plan.questions, one.answers, strict=False):
        interview = take_answer(interview, card, said.answer, grade)
        left = dict(said.probes)
        probe = next_probe(interview.turns[-1])
        while probe is not None and probe.aims_at in left:
            interview = take_probe_answer(interview, interview.turns[-1], probe, left.pop(probe.aims_at), grade)
            probe = next_probe(interview.turns[-1])
    return interview.model_copy(update={"finished": one.finished})


def scale_examples() -> tuple[str, ...]:
    """One story told at each level of the scale, lowest first."""
    told: list[str] = yaml.safe_load((data_dir("knowledge") / "example" / "scale.yaml").read_text("utf-8"))
    return tuple(text.strip() for text in told)
