"""Versioned folders: a version is built beside the others, renamed into place whole, and a pointer says which one counts.

No data is ever written into a finished version, so processes need no lock: whoever renames first wins, and both were right.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from vetting.errors import BadSettings

logger = logging.getLogger(__name__)

POINTER = "current"
SUPERSEDED = "superseded"
KEEP_SECONDS = 600
"""A version that is no longer current stays this long, for readers in the middle of a search."""
ABANDONED_SECONDS = 3600
"""A half-built version this old belongs to nobody."""


def current(line: Path) -> str | None:
    """The version that counts; none where nothing was built yet."""
    try:
        return (line / POINTER).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def ensure(line: Path, version: str, build: Callable[[Path], None]) -> Path:
    """The finished folder of a version, built if need be, with the pointer on it. Raises BadSettings where it cannot be made."""
    _make(line)
    finished = line / version
    if not finished.is_dir():
        half = line / f".building-{version}-{uuid.uuid4().hex[:8]}"
        _make(half)
        try:
            build(half)
            _move_into_place(half, finished)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    if current(line) != version:
        _point(line, version)
        _prune(line, version)
    return finished


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSettings(f"{folder.parent} cannot be written: {error.strerror}. Set VETTING_CACHE to a folder you may write.") from error


def set_aside(folder: Path) -> None:
    """Takes a damaged version out of the way, so that it is built anew."""
    with contextlib.suppress(FileNotFoundError):  # another process was quicker, which is all we wanted
        folder.rename(folder.with_name(f".broken-{folder.name}-{uuid.uuid4().hex[:8]}"))


def _move_into_place(half: Path, finished: Path) -> None:
    try:
        half.rename(finished)
    except OSError:
        if not finished.is_dir():
            raise
        logger.info("another process built %s first; using its version", finished.name)


def _point(line: Path, version: str) -> None:
    draft = line / f".{POINTER}-{uuid.uuid4().hex[:8]}"
    draft.write_text(version, encoding="utf-8")
    draft.replace(line / POINTER)


def _prune(line: Path, version: str) -> None:
    """Removes what was superseded long enough ago. Opening a store touches its folder, so the time is kept in a file of its own."""
    (line / version / SUPERSEDED).unlink(missing_ok=True)
    for entry in line.iterdir():
        if not entry.is_dir() or entry.name == version:
            continue
        if entry.name.startswith("."):
            since, patience = entry, ABANDONED_SECONDS
        else:
            since, patience = entry / SUPERSEDED, KEEP_SECONDS
        with contextlib.suppress(FileNotFoundError):  # another process prunes it too
            if not since.exists():
                since.touch()
            elif time.time() - since.stat().st_mtime > patience:
                shutil.rmtree(entry, ignore_errors=True)
