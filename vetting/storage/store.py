"""The one door to what is kept. Every verb is one short transaction: it is kept whole, or not at all, before the call returns."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vetting.errors import BadInput
from vetting.models.interview import Interview
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
from vetting.storage import backup, log, people, rows, schema, search
from vetting.storage.changes import answered_places, check_nothing_taken_away, row_of
from vetting.storage.conflict import DecisionConflict, InterviewConflict, OverrideConflict, merged
from vetting.storage.database import Database
from vetting.storage.drills import Drills
from vetting.storage.migrate import migrate
from vetting.storage.practices import Practices
from vetting.storage.proposals import Proposals

Edit = Callable[[Interview], Interview]


def new_id() -> str:
    """Eight characters that name an interview in commands and addresses."""
    return secrets.token_hex(4)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def open_store(where: str | Path, clock: Callable[[], str] = now, on_erased: Callable[[], object] = lambda: None) -> Store:
    """The store at a SQLite file, or behind a database URL, at this version's schema. Raises StoreUnusable, BadSettings or MissingExtra.

    `on_erased` is called after every erasure, for copies that are kept elsewhere.
    """
    database = Database(where, on_erased)
    migrate(database)
    return Store(database, clock)


class Store:
    """Safe to share between threads, and with other processes on the same store. `by` is the name of the person who acts."""

    def __init__(self, database: Database, clock: Callable[[], str] = now) -> None:
        self._database = database
        self._clock = clock
        self.drills = Drills(database, clock)
        self.practices = Practices(database, clock)
        self.proposals = Proposals(database, clock)
        """Proposals on paper; their drafts go through `draft` and `drafts` like an interview's."""

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
        with self._adding(id) as (connection, record, at):
            people.about(record, question, step)
            if record.is_revealed(question, step, by):
                return record
            log.append(connection, EventKind.REVEALED, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def rate(self, id: str, question: str, step: int, level: int, *, by: str) -> InterviewRecord:
        """Adds a person's own level; whether that was before the machine's was shown to them is known from `reveal`."""
        with self._adding(id) as (connection, record, at):
            told = people.about(record, question, step)
            unseen = not record.is_revealed(question, step, by)
            people.add(connection, id, Rating(**told, level=level, by=by, at=at, before_reveal=unseen))
            log.append(connection, EventKind.RATED, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def override(self, id: str, question: str, step: int, level: int | None, reason: str, *, by: str, seen: int = 0) -> InterviewRecord:
        """Adds a person's level beside the machine's; None says that no level can be given.

        `seen`: how many overrides of it they had in view; where there are more, raises OverrideConflict.
        """
        people.check_reason(reason)
        with self._adding(id) as (connection, record, at):
            told = people.about(record, question, step)
            machine = people.machine_level(record, question, step)
            override = Override(**told, level=level, machine=machine, reason=reason, by=by, at=at)
            earlier = [o for o in record.overrides if (o.question, o.step) == (question, step)]
            if len(earlier) > seen:
                raise OverrideConflict(earlier[-1], override)
            people.add(connection, id, override)
            log.append(connection, EventKind.OVERRIDDEN, by=by, at=at, interview=id, question=question, step=step)
            return rows.read_record(connection, id)

    def note(self, id: str, text: str, *, by: str, question: str | None = None) -> InterviewRecord:
        """Adds a note on a question, or on the whole interview."""
        if not text.strip():
            raise BadInput("The note is empty; write something, or leave it.")
        with self._adding(id) as (connection, _, at):
            people.add(connection, id, Note(question=question, text=text, by=by, at=at))
            log.append(connection, EventKind.NOTED, by=by, at=at, interview=id, question=question)
            return rows.read_record(connection, id)

    def decide(self, id: str, choice: Choice, reason: str, *, by: str, seen: int = 0) -> InterviewRecord:
        """Adds a decision with its reason. `seen`: how many decisions they had in view; where there are more, raises DecisionConflict."""
        people.check_reason(reason)
        with self._adding(id) as (connection, record, at):
            decision = Decision(choice=choice, reason=reason, by=by, at=at)
            if len(record.decisions) > seen:
                raise DecisionConflict(record.decisions[-1], decision)
            people.add(connection, id, decision)
            log.append(connection, EventKind.DECIDED, by=by, at=at, interview=id)
            return rows.read_record(connection, id)

    def draft(self, id: str, draft: Draft) -> Draft:
        """Keeps something half typed, under its place and person; returns it with its new revision, which the next one must name.

        Raises DraftConflict where it was typed on elsewhere, or its answer was taken meanwhile.
        """
        at = self._clock()
        with self._database.writing() as connection:
            return people.keep_draft(connection, id, draft, at)

    def drafts(self, id: str) -> tuple[Draft, ...]:
        """Everything half typed on an interview or a proposal, of everybody."""
        with self._database.reading() as connection:
            return people.drafts_of(connection, id)

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
    def _adding(self, id: str) -> Iterator[tuple[Connection, InterviewRecord, str]]:
        """A transaction on one interview, with its record as it is and the time."""
        at = self._clock()
        with self._database.writing() as connection:
            rows.read_row(connection, id, lock=True)
            yield connection, rows.read_record(connection, id), at
