"""The comparison in a report: who can be told apart, and criterion by criterion what each showed, in their words. No ranking."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.models.report import Cell, Comparison, CriterionCompared, InterviewReport, Pair
from vetting.report.blocks import Block, Bullets, Heading, Line, Table
from vetting.report.words import CHOICES, STATUSES, class_words, criterion_words, interval_words, level_words

QUOTES_SHOWN = 3


def comparison_blocks(comparison: Comparison, parts: tuple[InterviewReport, ...]) -> Iterator[Block]:
    names = named_apart(parts)
    yield Line(
        text="Side by side over the questions that every candidate answered. There is no ranking: a few answers tell people apart "
        "only where their intervals do not overlap.",
        tone="quiet",
    )
    if comparison.warnings:
        yield Bullets(texts=comparison.warnings, tone="warning")
    yield Heading(text="Who can be told apart", level=2)
    yield Table(
        head=("Candidate", "Over the shared questions", "Without a level", "Decision"),
        rows=tuple(
            (
                names[part.id],
                interval_words(card.mean, card.interval),
                ", ".join(f"{count} {STATUSES[status]}" for status, count in card.ungraded.items()) or "none",
                CHOICES[part.decisions[-1].choice] if part.decisions else "not decided",
            )
            for part, card in zip(parts, comparison.scorecards, strict=True)
        ),
        widths=(2, 4, 2, 2),
    )
    yield Bullets(texts=tuple(pair_words(pair, names) for pair in comparison.pairs))
    for compared in comparison.criteria:
        yield from _criterion(compared, names)
    yield Heading(text="Questions compared", level=2)
    yield Bullets(texts=tuple(f"{class_words(one.failure_class)}: {one.text}" for one in comparison.shared))
    if comparison.not_shared:
        yield Line(text="Answered by some only, and not compared:")
        yield Bullets(texts=tuple(f"{class_words(one.failure_class)}: {one.text}" for one in comparison.not_shared), tone="quiet")


def named_apart(parts: tuple[InterviewReport, ...]) -> dict[str, str]:
    """Interview to candidate, with the interview's id where two candidates share a label."""
    labels = [part.candidate for part in parts]
    return {part.id: part.candidate if labels.count(part.candidate) == 1 else f"{part.candidate} ({part.id})" for part in parts}


def pair_words(pair: Pair, names: dict[str, str]) -> str:
    """What the intervals say of two candidates, and no more."""
    if not pair.distinguishable:
        return f"{names[pair.one]} and {names[pair.other]}: not distinguishable."
    higher, lower = (pair.one, pair.other) if pair.higher == pair.one else (pair.other, pair.one)
    return f"{names[pair.one]} and {names[pair.other]}: distinguishable; the interval of {names[higher]} lies above that of {names[lower]}."


def _criterion(compared: CriterionCompared, names: dict[str, str]) -> Iterator[Block]:
    yield Heading(text=criterion_words(compared.criterion), level=3)
    yield Table(
        head=tuple(names[cell.interview] for cell in compared.cells),
        rows=(tuple(_cell(cell) for cell in compared.cells),),
        widths=tuple(1 for _ in compared.cells),
    )
    apart = [pair_words(pair, names) for pair in compared.pairs if pair.distinguishable]
    yield Line(text=" ".join(apart) if apart else "Not distinguishable on this criterion.", tone="quiet")


def _cell(cell: Cell) -> str:
    lines: list[str] = []
    if cell.standing:
        answers = "1 answer" if cell.standing.graded == 1 else f"{cell.standing.graded} answers"
        lines.append(f"Best {level_words(cell.standing.best)} ({answers}, median {cell.standing.median:g})")
    lines += [f"An answer was {STATUSES[status]}; that is not a low level" for status in cell.ungraded]
    lines += [f"{rating.by} rated {level_words(rating.level)}" for rating in cell.ratings]
    lines += [f"{override.by} overrode to {level_words(override.level)}: {override.reason}" for override in cell.overrides]
    lines += [f"{quote.signal.words}: “{' '.join(quote.words.split())}”" for quote in cell.quotes[:QUOTES_SHOWN]]
    if len(cell.quotes) > QUOTES_SHOWN:
        lines.append(f"and evidence of {', '.join(quote.signal.words for quote in cell.quotes[QUOTES_SHOWN:])}")
    return "\n".join(lines)
