"""The files of grade-batch: answers in, grades out, and a lock on the second. Nothing finished is lost, whenever a run is stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from vetting.errors import BadInput

FAULTS_SHOWN = 10
START = b'{"id": "'
"""How every line we write begins; a broken line that does not was written by somebody else."""


@dataclass(frozen=True)
class Row:
    """One line to grade."""

    id: str
    question: str
    answer: str


def read_rows(text: str, name: str) -> list[Row]:
    """The rows of a file; other fields than the three are left alone, as labelled files have them. Raises BadInput listing the faults."""
    rows: list[Row] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):  # splitlines would also cut at signs that JSON allows inside a text
        if not line.strip():
            continue
        fault, row = _row(line)
        if row and row.id in seen:
            fault = f"the id {row.id!r} is on line {seen[row.id]} too"
        if fault or row is None:
            faults.append(f"line {number}: {fault}")
        else:
            seen[row.id] = number
            rows.append(row)
    if faults:
        more = f" … and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise BadInput(
            f"{name} was not graded, since {len(faults)} line(s) are at fault: {'; '.join(faults[:FAULTS_SHOWN])}{more}. "
            "Mend them and run again."
        )
    if not rows:
        raise BadInput(f'{name} holds no answers. Put one JSON object a line: {{"id", "question", "answer"}}.')
    return rows


def _row(line: str) -> tuple[str | None, Row | None]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        return f"not JSON ({error})", None
    if not isinstance(fields, dict):
        return "not a JSON object", None
    for name in ("id", "question", "answer"):
        if not isinstance(fields.get(name), str):
            return f"the field {name!r} is missing or not text", None
    if any("\ud800" <= sign <= "\udfff" for sign in fields["id"]):
        return "the id holds half a character (a lone surrogate)", None
    return None, Row(fields["id"], fields["question"], fields["answer"])


def keep_finished(out: Path, wanted: Mapping[str, object]) -> set[str]:
    """Ids in `out` that need no grading. Raises BadInput, and touches nothing, where `out` holds something else than outcomes.

    `wanted` is id to the fingerprint a grade made now would carry. Failed lines, a last line cut off by a crash, and lines made from
    another text or by another engine or version are taken out, so that they are graded again.
    """
    if not out.exists():
        return set()
    kept: list[str] = []
    ids: set[str] = set()
    for id, fingerprint, status, line in _outcomes(out):
        if status != "failed" and id not in ids and wanted.get(id, fingerprint) == fingerprint:
            ids.add(id)
            kept.append(line)
    cleaned = out.with_suffix(out.suffix + ".tmp")
    cleaned.write_text("".join(line + "\n" for line in kept), "utf-8")
    cleaned.replace(out)
    return ids & set(wanted)


def _outcomes(out: Path) -> Iterator[tuple[str, object, str, str]]:
    """Id, fingerprint, status and text of each line that is whole."""
    for number, raw in enumerate(out.read_bytes().split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            line = raw.decode("utf-8")
            outcome = json.loads(line)
            yield str(outcome["id"]), outcome["fingerprint"], str(outcome["status"]), line
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, ValueError) and raw.startswith(START[: len(raw)]):
                continue
            raise BadInput(
                f"{out} holds something else than grades on line {number}, so it was left as it is. Give another file to --out."
            ) from error


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Keeps a second run off the same output file. Where the system can, the lock goes with the process, so a crash leaves none behind."""
    lock = out.with_suffix(out.suffix + ".lock")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("a") as held:
            if not _locked(held.fileno()) or not lock.exists() or not os.path.samestat(os.fstat(held.fileno()), lock.stat()):
                raise BadInput(f"Another run is writing {out} ({lock.name} is held). Wait for it to end, or name another --out.")
            try:
                yield
            finally:
                with suppress(PermissionError):  # Windows keeps open files; an unlocked one does no harm
                    lock.unlink()
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error.strerror or error}. Name another --out.") from error


def _locked(handle: int) -> bool:
    """Takes the lock at once, or says that somebody has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        lock, kind = msvcrt.locking, msvcrt.LK_NBLCK  # type: ignore[attr-defined]
        try:
            lock(handle, kind, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_outcome(out: IO[str], outcome: dict[str, Any]) -> None:
    """One line, on disk before the next; `id` comes first."""
    out.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    out.flush()
