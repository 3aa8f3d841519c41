"""The one door to what is kept. Every verb is one short transaction: it is kept whole, or not at all, before the call returns."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.errors import BadInput
from vetting.models.interview import Interview
from vetting.models.outcome import Grade
from vetting.models.record import (
    Choice,
    Decision,
    Draft,
    Event,
    EventKind,
    InterviewRecord,
    Note,
    Override,
    Rating,
    Summary,
    Version,
)
from vetting.storage import backup, log, rows, schema, search
from vetting.storage.changes import answered_places, check_nothing_taken_away, row_of
from vetting.storage.conflict import DecisionConflict, DraftConflict, InterviewConflict, OverrideConflict, merged
from vetting.storage.database import Database
from vetting.storage.migrate import migrate
from vetting.storage.searchable import folded

Edit = Callable[[Interview], Interview]


def new_id() -> str:
    """Eight characters that name an interview in commands and addresses."""
    return secrets.token_hex(4)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def open_store(where: str | Path, clock: Callable[[], str] = now) -> Store:
    """The store at a SQLite file, or behind a database URL, at this version's schema. Raises StoreUnusable, BadSettings or MissingExtra."""
    database = Database(where)
    migrate(database)
    return Store(database, clock)


class Store:
    """Safe to share between threads, and with other processes on the same store. `by` is the name of the person who acts."""

    def __init__(self, database: Database, clock: Callable[[], str] = now) -> None:
        self._database = database
        self._clock = clock

    @property
    def says(self) -> str:
        """Where things are kept, in words that hold no password."""
        return self._database.says

    def close(self) -> None:
        self._database.close()

    def create(self, interview: Interview, *, by: str) -> InterviewRecord:
        """Keeps a new interview, with whatever turns it has. Raises BadInput where its id is taken or is none."""
        if not interview.id.isalnum():
            raise BadInput(f"{interview.id!r} is not an interview's id; ids are letters and digits only.")
        check_nothing_taken_away(interview.model_copy(update={"turns": ()}), interview)
        at = self._clock()
        with self._database.writing() as connection:
            if connection.execute(sa.select(schema.interview.c.id).where(schema.interview.c.id == interview.id)).first():
                raise BadInput(f"There is an interview {interview.id!r} already; give the new one its own id.")
            connection.execute(sa.insert(schema.interview).values(**row_of(interview), id=interview.id, revision=1, stamp=0, changed=at))
            rows.write_head(connection, interview, 1, by, at)
            rows.write_turns(connection, interview, (), 1, by, at)
            log.append(connection, EventKind.CREATED, by=by, at=at, interview=interview.id, revision=1)
            return rows.read_record(connection, interview.id)

    def read(self, id: str) -> InterviewRecord:
        """Everything kept about an interview, as of one moment. Raises BadInput where there is none."""
        with self._database.reading() as connection:
            return rows.read_record(connection, id)

    def stamp(self, id: str) -> int:
        """The record's stamp, at the cost of one row: has anybody added anything?"""
        with self._database.reading() as connection:
            return int(rows.read_row(connection, id).stamp)

    def change(self, id: str, revision: int, edit: Edit, *, by: str, merge: bool = False) -> InterviewRecord:
        """Keeps what `edit` makes of the interview as it was at `revision`; the drafts of answers it takes go with the same step.

        Nothing is locked while `edit` runs, so it may ask a model. Where somebody changed the interview since, raises InterviewConflict
        with both versions; with `merge`, only where both changed the same part. Raises BadInput where the edit takes an answer or
        an outcome away.
        """
        with self._database.reading() as connection:
            base = rows.interview_at(connection, id, revision)
        yours = edit(base)
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            kept = rows.read_record(connection, id)
            if kept.revision != revision:
                conflict = InterviewConflict(base, kept, yours)
                if not merge:
                    raise conflict
                yours = merged(conflict)
            if yours == kept.interview:
                return kept
            check_nothing_taken_away(kept.interview, yours)
            self._write_change(connection, kept, yours, by, at)
            return rows.read_record(connection, id)

    def _write_change(self, connection: Connection, kept: InterviewRecord, yours: Interview, by: str, at: str) -> None:
        id, revision = yours.id, kept.revision + 1
        if yours.model_copy(update={"turns": kept.interview.turns}) != kept.interview:
            rows.write_head(connection, yours, revision, by, at)
        rows.write_turns(connection, yours, kept.interview.turns, revision, by, at)
        connection.execute(sa.update(schema.interview).where(schema.interview.c.id == id).values(**row_of(yours), revision=revision))
        taken = answered_places(kept.interview, yours)
        connection.execute(sa.delete(schema.draft).where(schema.draft.c.interview == id, schema.draft.c.place.in_(taken)))
        log.append(connection, EventKind.CHANGED, by=by, at=at, interview=id, revision=revision)

    def versions(self, id: str, question: str) -> tuple[Version, ...]:
        """Every kept state of an answered question, oldest first: a corrected answer does not lose the first one."""
        with self._database.reading() as connection:
            return rows.versions_of(connection, id, question)

    def reveal(self, id: str, question: str, step: int, *, by: str) -> InterviewRecord:
        """Notes that the machine's outcome is now shown to this person; to be called before showing it. Once is enough."""
        with self._writing_about(id, question, step) as (connection, record, at):
            if not record.is_revealed(question, step, by):
                log.append(connection, EventKind.REVEALED, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def rate(self, id: str, question: str, step: int, level: int, *, by: str) -> InterviewRecord:
        """Adds a person's own level; whether that was before the machine's was shown to them is known from `reveal`."""
        with self._writing_about(id, question, step) as (connection, record, at):
            rating = Rating(
                question=question,
                step=step,
                level=level,
                by=by,
                at=at,
                before_reveal=not record.is_revealed(question, step, by),
                input=_input(record, question, step),
            )
            _add(connection, schema.rating, id, rating)
            log.append(connection, EventKind.RATED, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def override(self, id: str, question: str, step: int, level: int | None, reason: str, *, by: str, seen: int = 0) -> InterviewRecord:
        """Adds a person's level beside the machine's. `seen`: how many overrides of it they had in view; more raise OverrideConflict."""
        _check_reason(reason)
        with self._writing_about(id, question, step) as (connection, record, at):
            outcome = record.outcome_of(question, step)
            override = Override(
                question=question,
                step=step,
                level=level,
                machine=outcome.level if isinstance(outcome, Grade) else None,
                reason=reason,
                by=by,
                at=at,
                input=_input(record, question, step),
            )
            earlier = [o for o in record.overrides if (o.question, o.step) == (question, step)]
            if len(earlier) > seen:
                raise OverrideConflict(earlier[-1], override)
            _add(connection, schema.override, id, override)
            log.append(connection, EventKind.OVERRIDDEN, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def note(self, id: str, text: str, *, by: str, question: str | None = None) -> InterviewRecord:
        """Adds a note on a question, or on the whole interview."""
        if not text.strip():
            raise BadInput("The note is empty; write something, or leave it.")
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            _add(connection, schema.note, id, Note(question=question, text=text, by=by, at=at), words=folded(text))
            log.append(connection, EventKind.NOTED, by=by, at=at, interview=id, question=question)
            return rows.read_record(connection, id)

    def decide(self, id: str, choice: Choice, reason: str, *, by: str, seen: int = 0) -> InterviewRecord:
        """Adds a decision with its reason. `seen`: how many decisions they had in view; more raise DecisionConflict."""
        _check_reason(reason)
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            decisions = rows.read_record(connection, id).decisions
            decision = Decision(choice=choice, reason=reason, by=by, at=at)
            if len(decisions) > seen:
                raise DecisionConflict(decisions[-1], decision)
            _add(connection, schema.decision, id, decision)
            log.append(connection, EventKind.DECIDED, by=by, at=at, interview=id)
            return rows.read_record(connection, id)

    def draft(self, id: str, draft: Draft) -> Draft:
        """Keeps something half typed, under its place and person; returns it with its new revision, which the next one must name.

        Raises DraftConflict where it was typed on elsewhere, or its answer was taken meanwhile.
        """
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            kept = next((d for d in _drafts(connection, id) if (d.place, d.by) == (draft.place, draft.by)), None)
            if (kept.revision if kept else 0) != draft.revision:
                raise DraftConflict(kept, draft)
            new = draft.model_copy(update={"revision": draft.revision + 1, "at": at})
            drafts = schema.draft
            connection.execute(sa.delete(drafts).where(drafts.c.interview == id, drafts.c.place == draft.place, drafts.c.by == draft.by))
            _add(connection, drafts, id, new)
            return new

    def drafts(self, id: str) -> tuple[Draft, ...]:
        """Everything half typed on an interview, of everybody."""
        with self._database.reading() as connection:
            return _drafts(connection, id)

    def list(self) -> tuple[Summary, ...]:
        """Every interview, the one changed last first."""
        with self._database.reading() as connection:
            return search.summaries(connection)

    def search(self, text: str) -> tuple[Summary, ...]:
        """The interviews that hold every word of the text: in candidate, brief, questions, answers or notes."""
        with self._database.reading() as connection:
            return search.summaries(connection, search.found(connection, text))

    def events(self, id: str | None = None, since: int = 0) -> tuple[Event, ...]:
        """The log after event number `since`, oldest first: of one interview (erased or not), or of all."""
        with self._database.reading() as connection:
            return log.events_in(connection, id, since)

    def switch(self, name: str, on: bool, *, by: str, id: str | None = None) -> None:
        """Turns a setting on or off, for all or noted on one interview; who did when stays in the log."""
        at = self._clock()
        with self._database.writing() as connection:
            if id is not None:
                rows.read_row(connection, id, lock=True)
            log.append(connection, EventKind.SWITCHED, by=by, at=at, interview=id, switch=name, on=on)

    def switches(self) -> dict[str, bool]:
        """Each switch as it was last turned; one nobody turned is not there."""
        with self._database.reading() as connection:
            return log.switches_in(connection)

    def erase(self, id: str, *, by: str) -> None:
        """Takes an interview away with all that was said about it; the log keeps that it was there. Backups are not reached."""
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            self._erase(connection, [id], by)
        self._database.forget_erased()

    def erase_candidate(self, candidate: str, *, by: str) -> int:
        """Erases every interview under this label; returns how many there were."""
        with self._database.writing() as connection:
            under = sa.select(schema.interview.c.id).where(schema.interview.c.candidate == candidate).order_by(schema.interview.c.id)
            ids = list(connection.execute(under).scalars())
            self._erase(connection, ids, by)
        self._database.forget_erased()
        return len(ids)

    def _erase(self, connection: Connection, ids: Sequence[str], by: str) -> None:
        connection.execute(sa.delete(schema.interview).where(schema.interview.c.id.in_(ids)))
        for id in ids:
            log.append(connection, EventKind.ERASED, by=by, at=self._clock(), interview=id)

    def backup(self, path: Path) -> Path:
        """Writes everything to a new file that opens as a store itself; others may go on writing meanwhile."""
        return backup.back_up(self._database, path)

    def restore(self, path: Path, *, by: str) -> None:
        """Fills this store, which must be empty, from a backup."""
        backup.restore(self._database, path)
        with self._database.writing() as connection:
            log.append(connection, EventKind.RESTORED, by=by, at=self._clock())

    @contextmanager
    def _writing_about(self, id: str, question: str, step: int) -> Iterator[tuple[Connection, InterviewRecord, str]]:
        """A transaction on an interview that has this outcome, with its record and the time. Raises BadInput where it has not."""
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            record = rows.read_record(connection, id)
            if record.outcome_of(question, step) is None:
                raise BadInput(
                    f"Interview {id!r} has no outcome {step} on {question!r}; only what was answered can be rated or overridden."
                )
            yield connection, record, at


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput("The reason is empty. Say why, in a sentence; it goes into the report.")


def _input(record: InterviewRecord, question: str, step: int) -> str:
    outcome = record.outcome_of(question, step)
    return outcome.fingerprint.input if outcome else ""


def _add(connection: Connection, table: sa.Table, id: str, said: Rating | Override | Note | Decision | Draft, **more: Any) -> None:
    connection.execute(sa.insert(table).values(**said.model_dump(mode="json"), interview=id, **more))


def _drafts(connection: Connection, id: str) -> tuple[Draft, ...]:
    drafts = schema.draft
    kept = sa.select(drafts).where(drafts.c.interview == id).order_by(drafts.c.at, drafts.c.place)
    return tuple(Draft(**rows.fields_of(row, Draft)) for row in connection.execute(kept))
