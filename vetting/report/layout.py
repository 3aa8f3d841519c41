"""Lays a report out: what stands where, in which words. Formats only draw."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.models.report import InterviewReport, Report
from vetting.models.scorecard import Scorecard, Standing
from vetting.models.spent import total
from vetting.report.blocks import Block, Bullets, Facts, Heading, Line, Page, Table
from vetting.report.layout_answer import answer_blocks, every_word
from vetting.report.layout_comparison import comparison_blocks
from vetting.report.words import CHOICES, STATUSES, class_words, criterion_words, day, interval_words, level_words


def laid_out(report: Report) -> Page:
    """The report as a page of blocks."""
    blocks = _comparison(report) if report.comparison else _interview(report)
    foot = f"Written by vetting {report.code} on {day(report.made)} UTC"
    return Page(title=report.title, foot=foot, blocks=tuple(blocks))


def _interview(report: Report) -> Iterator[Block]:
    (part,) = report.interviews
    yield Heading(text=report.title, level=1)
    yield from _about(part)
    yield from _decision(part)
    yield from _scorecard(part.scorecard, part)
    yield from _disagreements(part)
    for number, answered in enumerate(part.answers, 1):
        yield from answer_blocks(answered, number)
    yield from _never_asked(part)
    yield from _notes(part)
    yield from _limits(report)
    yield from every_word(part.answers)


def _comparison(report: Report) -> Iterator[Block]:
    assert report.comparison is not None
    yield Heading(text=report.title, level=1)
    yield from comparison_blocks(report.comparison, report.interviews)
    yield from _limits(report)
    for part in report.interviews:
        yield Heading(text=part.candidate, level=1)
        yield from _about(part)
        yield from _decision(part)
        for number, answered in enumerate(part.answers, 1):
            yield from answer_blocks(answered, number)
        yield from _never_asked(part)


def _about(part: InterviewReport) -> Iterator[Block]:
    role = next((line.strip() for line in part.brief.splitlines() if line.strip()), "")
    state = "finished" if part.finished else "not finished"
    spent = total(step.outcome.spent for answered in part.answers for step in answered.steps)
    yield Facts(
        rows=(
            ("Candidate", part.candidate),
            ("Role", role),
            ("Asked as", part.seniority),
            ("Started", f"{day(part.started)} UTC, {state}"),
            ("Interview", f"{part.id}, revision {part.revision}"),
            *([("Grading took", spent.words)] if spent else []),
        )
    )


def _decision(part: InterviewReport) -> Iterator[Block]:
    yield Heading(text="Decision", level=2)
    if not part.decisions:
        yield Line(text="Nobody has decided yet.")
        return
    *earlier, last = part.decisions
    yield Line(text=f"{CHOICES[last.choice]}, decided by {last.by} on {day(last.at)} UTC", tone="strong")
    yield Line(text=f"Reason: {last.reason}")
    if earlier:
        yield Bullets(texts=tuple(f"Before: {CHOICES[d.choice]}, by {d.by} on {day(d.at)} UTC: {d.reason}" for d in earlier), tone="quiet")


def _scorecard(card: Scorecard, part: InterviewReport) -> Iterator[Block]:
    yield Heading(text="What the answers add up to", level=2)
    yield Line(text=f"{card.graded} answers graded; {interval_words(card.mean, card.interval)}. This is no recommendation.")
    if card.best is not None and card.median is not None and card.share_at_production is not None:
        yield Line(text=f"Best level {card.best}, median {card.median:g}, {card.share_at_production:.0%} of the answers at 3 or above.")
    if card.by_a_person:
        yield Line(text=f"A person's level counts in place of the machine's on {len(card.by_a_person)} of them.")
    if card.far_apart:
        yield Line(text="The answers lie far apart: their mean describes none of them. Read them one by one.", tone="warning")
    if card.ungraded:
        counts = ", ".join(f"{count} {STATUSES[status]}" for status, count in card.ungraded.items())
        yield Line(text=f"Without a level: {counts}. They do not count as low.")
    if card.by_class:
        yield _standings("Failure class", [(class_words(standing.about), standing) for standing in card.by_class])
    titles = {criterion.id: criterion_words(criterion) for answered in part.answers for criterion in answered.criteria}
    if card.by_criterion:
        yield _standings("Criterion", [(titles.get(standing.about, standing.about), standing) for standing in card.by_criterion])


def _standings(about: str, rows: list[tuple[str, Standing]]) -> Table:
    return Table(
        head=(about, "Answers", "Best", "Median", "At 3 or above"),
        rows=tuple((name, str(s.graded), str(s.best), f"{s.median:g}", f"{s.share_at_production:.0%}") for name, s in rows),
        widths=(7, 2, 2, 2, 3),
    )


def _disagreements(part: InterviewReport) -> Iterator[Block]:
    if not part.disagreements:
        return
    yield Heading(text="Where people and the machine disagree", level=2)
    numbers = {answered.card.id: number for number, answered in enumerate(part.answers, 1)}
    yield Table(
        head=("Question", "Person", "Machine", "Reason"),
        rows=tuple(
            (
                f"{numbers[d.question]}, {'after the answer' if d.step == 0 else f'after probe {d.step}'}",
                f"{d.by}: {level_words(d.person)}",
                level_words(d.machine),
                d.reason or "rated, without a reason",
            )
            for d in part.disagreements
        ),
        widths=(3, 4, 4, 5),
    )


def _never_asked(part: InterviewReport) -> Iterator[Block]:
    yield Heading(text="What was never asked", level=2)
    if part.never_asked:
        yield Bullets(texts=tuple(f"{class_words(one.failure_class)}: {one.text}" for one in part.never_asked))
    else:
        yield Line(text="Every planned question was answered.")
    titles = {criterion.id: criterion_words(criterion) for criterion in part.criteria_never_asked}
    if titles:
        yield Line(text="Criteria that only those questions test:")
        yield Bullets(texts=tuple(titles.values()))
    if part.not_covered:
        yield Line(text="Relevant criteria that no planned question tests:")
        yield Bullets(texts=tuple(criterion_words(criterion) for criterion in part.not_covered))


def _notes(part: InterviewReport) -> Iterator[Block]:
    if part.notes:
        yield Heading(text="Notes", level=2)
        yield Bullets(texts=tuple(f"{note.text} ({note.by}, {day(note.at)} UTC)" for note in part.notes))


def _limits(report: Report) -> Iterator[Block]:
    yield Heading(text="What this tool cannot know", level=2)
    yield Bullets(texts=report.cannot_know)
