"""One question in a report: what was asked and why, each grade with its proof and its gaps, and what people said beside it."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.models.outcome import Grade, SignalReading
from vetting.models.report import Answered, Step
from vetting.report.blocks import Block, Bullets, Chance, Chances, Facts, Heading, Line, Stage, Stages
from vetting.report.marked import marked
from vetting.report.words import (
    class_words,
    criterion_words,
    day,
    fingerprint_words,
    level_words,
    outcome_words,
    override_words,
)
from vetting.scale import LEVELS


def answer_blocks(answered: Answered, number: int) -> Iterator[Block]:
    """The question with every grade it got, the last one in full view, each with its quotes and fingerprint."""
    card = answered.card
    yield Heading(text=f"{number}. {class_words(card.failure_class)}", level=2)
    yield Line(text=card.text, tone="strong")
    yield Line(text=f"Why ask: {card.why}", tone="quiet")
    if card.claim:
        yield Line(text=f"Tests the candidate's claim: “{card.claim}”", tone="quiet")
    if answered.criteria:
        yield Line(text=f"Tests: {', '.join(criterion_words(criterion) for criterion in answered.criteria)}", tone="quiet")
    for position, step in enumerate(answered.steps):
        if len(answered.steps) > 1:
            yield Heading(text=_step_words(step, position), level=3)
        if position:
            yield Line(text=f"Asked: {step.asked}")
            yield Line(text=f"Before: {outcome_words(answered.steps[position - 1].outcome)}.", tone="quiet")
        yield from _outcome(step)
    if answered.notes:
        yield Bullets(texts=tuple(f"Note by {note.by}, {day(note.at)} UTC: {note.text}" for note in answered.notes))


def _step_words(step: Step, position: int) -> str:
    if position == 0:
        return "After the answer"
    return f"After probe {position}" + (f", on {step.aims_at.words}" if step.aims_at else "")


def _outcome(step: Step) -> Iterator[Block]:
    outcome = step.outcome
    rows = [("Machine", outcome_words(outcome))]
    rows += [(rating.by, f"{level_words(rating.level).capitalize()}, rated {_when(rating.before_reveal)}") for rating in step.ratings]
    rows += [("Override", override_words(override)) for override in step.overrides]
    yield Facts(rows=tuple(rows))
    if isinstance(outcome, Grade):
        yield from _proof(outcome)
    if outcome.flags:
        yield Line(text="Flags, as advice for you to ask about; they are no points:")
        yield Bullets(texts=tuple(_reading(flag) for flag in outcome.flags), tone="warning")
    if outcome.reasons:
        yield Bullets(texts=outcome.reasons, tone="warning")
    took = f". Took {outcome.spent.words}" if outcome.spent else ""
    yield Line(text=f"Fingerprint: {fingerprint_words(outcome.fingerprint)}{took}", tone="quiet")


def _when(before_reveal: bool) -> str:
    return "before the machine's grade was shown" if before_reveal else "after the machine's grade was shown"


def _proof(grade: Grade) -> Iterator[Block]:
    yield Chances(
        chances=tuple(
            Chance(label=f"{words.level} {words.name}", share=share) for words, share in zip(LEVELS, grade.probabilities, strict=True)
        )
    )
    yield Stages(stages=tuple(Stage(name=r.name.words, shown=r.name not in grade.missing) for r in grade.signals))
    proven = [reading for reading in grade.signals if reading.evidence and reading.name not in grade.missing]
    thin = [reading for reading in grade.signals if reading.evidence and reading.name in grade.missing]
    if proven:
        yield Bullets(texts=tuple(_reading(reading) for reading in proven))
    if grade.missing:
        yield Line(text=f"Not shown: {', '.join(signal.words for signal in grade.missing)}.")
    if thin:
        yield Line(text="Looked at, and too thin to count:", tone="quiet")
        yield Bullets(texts=tuple(_reading(reading) for reading in thin), tone="quiet")
    if grade.strategy_share:
        yield Line(text=f"Strategy talk: {grade.strategy_share:.0%} of the words.")


def _reading(reading: SignalReading) -> str:
    quotes = " … ".join(f"“{' '.join(evidence.quote.split())}”" for evidence in reading.evidence)
    return f"{reading.name.words} ({reading.probability:.0%}){': ' if quotes else ''}{quotes}"


def every_word(answers: tuple[Answered, ...]) -> Iterator[Block]:
    """What was asked and said, whole, with the evidence marked in place."""
    if answers:
        yield Heading(text="Every word", level=2)
        yield Line(text="What was asked and what was said, with the words that carry the last grade's evidence marked.", tone="quiet")
    for number, answered in enumerate(answers, 1):
        yield Heading(text=f"{number}. {class_words(answered.card.failure_class)}", level=3)
        told = marked(tuple(step.answer for step in answered.steps), answered.steps[-1].outcome) if answered.steps else ()
        for step, said in zip(answered.steps, told, strict=True):
            yield Line(text=step.asked, tone="strong")
            yield said
