"""A report as CSV for a spreadsheet: one row a grade. No cell is ever read as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from vetting.harmless import harmless
from vetting.models.outcome import Grade
from vetting.models.report import Answered, InterviewReport, Report, Step
from vetting.report.words import CHOICES, fingerprint_words
from vetting.scale import DEPTH

LONGEST = 32_000
"""Spreadsheets cut a cell at 32,767 characters and tell nobody; this cut is marked."""


def as_csv(report: Report) -> bytes:
    """UTF-8 with the mark that makes spreadsheets read it as such."""
    rows = [row for part in report.interviews for row in _rows(part)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(row[name]) for name in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: object) -> object:
    """Numbers stay numbers; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    text = harmless(str(value))
    if len(text) > LONGEST:
        text = text[:LONGEST] + " … (cut; the JSON report has all of it)"
    formula = text.lstrip(" \t\n\u00a0\u3000\ufeff\u200b")[:1] in FORMULA_SIGNS or text.startswith(("\t", "\n"))
    return f"'{text}" if formula else text


FORMULA_SIGNS = frozenset("=+-@＝＋－＠|%")

COLUMNS = (
    "interview",
    "candidate",
    "decision",
    "question_id",
    "failure_class",
    "core",
    "question",
    "step",
    "asked",
    "aims_at",
    "words",
    "status",
    "level",
    "mean",
    "verdict",
    "interval_low",
    "interval_high",
    "needs_human",
    "ratings",
    "override",
    "override_reason",
    "missing",
    "flags",
    "reasons",
    *(f"quote_{signal.value}" for signal in DEPTH),
    "strategy_share",
    "unsupported_quotes",
    "criteria",
    "fingerprint",
)


def _rows(part: InterviewReport) -> Iterator[dict[str, object]]:
    """One row for each grade, and one for each question that was never asked."""
    decision = CHOICES[part.decisions[-1].choice] if part.decisions else None
    about: dict[str, object] = {**dict.fromkeys(COLUMNS), "interview": part.id, "candidate": part.candidate, "decision": decision}
    for answered in part.answers:
        for position, step in enumerate(answered.steps):
            yield about | _question(answered) | _step(step, position)
    for one in part.never_asked:
        yield about | {"question_id": one.id, "failure_class": one.failure_class, "question": one.text, "status": "never_asked"}


def _question(answered: Answered) -> dict[str, object]:
    card = answered.card
    criteria = "; ".join(criterion.title for criterion in answered.criteria)
    return {"question_id": card.id, "failure_class": card.failure_class, "core": card.core, "question": card.text, "criteria": criteria}


def _step(step: Step, position: int) -> dict[str, object]:
    outcome, override = step.outcome, step.overrides[-1] if step.overrides else None
    row: dict[str, object] = {
        "step": position,
        "asked": step.asked,
        "aims_at": step.aims_at.value if step.aims_at else None,
        "words": len(step.answer.split()),
        "status": outcome.status,
        "ratings": "; ".join(f"{r.by}: {r.level} {'before' if r.before_reveal else 'after'} reveal" for r in step.ratings),
        "override": "no level" if override and override.level is None else override.level if override else None,
        "override_reason": override.reason if override else None,
        "flags": "; ".join(flag.name.value for flag in outcome.flags),
        "reasons": " ".join(outcome.reasons),
        "fingerprint": fingerprint_words(outcome.fingerprint),
    }
    return row | _grade(outcome) if isinstance(outcome, Grade) else row


def _grade(grade: Grade) -> dict[str, object]:
    return {
        "level": grade.level,
        "mean": grade.mean,
        "verdict": grade.verdict.value,
        "interval_low": grade.interval[0],
        "interval_high": grade.interval[1],
        "needs_human": grade.needs_human,
        "missing": "; ".join(signal.value for signal in grade.missing),
        "strategy_share": grade.strategy_share,
        "unsupported_quotes": grade.unsupported,
        **{f"quote_{r.name.value}": " … ".join(e.quote for e in r.evidence) for r in grade.signals if r.name not in grade.missing},
    }
