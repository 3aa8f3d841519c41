"""The list of interviews, and the search over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.models.record import Choice, Summary
from vetting.scale import Verdict
from vetting.storage import schema
from vetting.storage.rows import current_turns
from vetting.storage.searchable import folded

LONGEST_WORD = 200
"""SQLite refuses patterns of tens of thousands of characters; a word this long is told apart by its start."""


def summaries(connection: Connection, ids: set[str] | None = None) -> tuple[Summary, ...]:
    """Every interview (or those named), the one changed last first. Reads no answer's text."""
    rows = connection.execute(
        sa.select(schema.interview).order_by(schema.interview.c.changed.desc(), schema.interview.c.stamp.desc())
    ).all()
    outcomes = _outcomes(connection)
    decided = {row.interview: Choice(row.choice) for row in connection.execute(sa.select(schema.decision).order_by(schema.decision.c.id))}
    return tuple(_summary(row, outcomes[row.id], decided.get(row.id)) for row in rows if ids is None or row.id in ids)


def found(connection: Connection, text: str) -> set[str]:
    """Ids of the interviews in which every word of the text stands somewhere: candidate, brief, questions, answers, notes."""
    words = folded(text).split()
    hits = [_with_word(connection, word[:LONGEST_WORD]) for word in words]
    return set.intersection(*hits) if hits else set(connection.execute(sa.select(schema.interview.c.id)).scalars())


def _with_word(connection: Connection, word: str) -> set[str]:
    turns, heads, notes = schema.turn, schema.head, schema.note
    newest = sa.select(heads.c.interview, sa.func.max(heads.c.revision).label("revision")).group_by(heads.c.interview).subquery()
    in_head = (
        sa.select(heads.c.interview)
        .join(newest, sa.and_(heads.c.interview == newest.c.interview, heads.c.revision == newest.c.revision))
        .where(heads.c.words.contains(word, autoescape=True))
    )
    in_turn = current_turns(turns.c.interview).where(turns.c.words.contains(word, autoescape=True))
    in_note = sa.select(notes.c.interview).where(notes.c.words.contains(word, autoescape=True))
    return {id for select in (in_head, in_turn, in_note) for id in connection.execute(select).scalars()}


def _outcomes(connection: Connection) -> defaultdict[str, list[Any]]:
    """Interview to the last outcome of each of its answered questions."""
    turns = schema.turn
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(current_turns(turns.c.interview, turns.c.status, turns.c.verdict, turns.c.needs_human)):
        grouped[row.interview].append(row)
    return grouped


def _summary(row: Any, outcomes: list[Any], decision: Choice | None) -> Summary:
    return Summary(
        id=row.id,
        candidate=row.candidate,
        role=row.role,
        started=row.started,
        changed=row.changed,
        finished=row.finished,
        planned=row.planned,
        answered=len(outcomes),
        verdicts=Counter(Verdict(outcome.verdict) for outcome in outcomes if outcome.verdict),
        ungraded=Counter(outcome.status for outcome in outcomes if not outcome.verdict),
        needs_human=sum(outcome.needs_human for outcome in outcomes),
        decision=decision,
        revision=row.revision,
        stamp=row.stamp,
    )
