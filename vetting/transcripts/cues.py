"""Captions: blocks of a time line and the words under it. WebVTT and SRT differ in little else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from vetting.transcripts.heard import Heard, plain, seconds
from vetting.transcripts.labels import inline_label, is_name, is_written_as_name, labels_in

_TIME = r"(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9})?"
TIMES = re.compile(rf"^[ \t]*({_TIME})[ \t]*-{{1,2}}>[ \t]*({_TIME})(?:[ \t][^\n]*)?$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,120})>")
MOST_NAMES = 5
"""Words of a name that stands alone."""
_NOT_WORDS = re.compile(r"^(?:NOTE|STYLE|REGION)\b", re.MULTILINE)


def read_cues(text: str) -> tuple[Heard, ...]:
    """Every caption in order. A voice tag names its speaker; in a file without any, a name and a colon before the words do."""
    blocks = tuple(_blocks(text))
    if any(_VOICE.search(words) for *_, words in blocks):
        return tuple(heard for start, end, words in blocks for heard in _voiced(start, end, words))
    if _names_stand_alone(blocks):
        return tuple(
            Heard(plain(words.split("\n", 1)[1]), plain(words.split("\n", 1)[0]), start, end) for start, end, words in blocks if words
        )
    known = labels_in(plain(row) for *_, words in blocks for row in words.split("\n"))
    return tuple(heard for start, end, words in blocks for heard in _named(start, end, words, known))


def _names_stand_alone(blocks: Sequence[tuple[float | None, float | None, str]]) -> bool:
    """True where the first row under each time is a name: what Teams once exported."""
    spoken = [plain(words.split("\n", 1)[0]) if "\n" in words else "" for *_, words in blocks if words]
    return bool(spoken) and all(row and len(row.split()) <= MOST_NAMES and is_name(row) and is_written_as_name(row) for row in spoken)


def _blocks(text: str) -> Iterator[tuple[float | None, float | None, str]]:
    """Start, end and words of each caption; what stands before a time line (a number, an id, a note) is no words of the one before it."""
    times = list(TIMES.finditer(text))
    for place, found in enumerate(times):
        end = times[place + 1].start() if place + 1 < len(times) else len(text)
        rows = text[found.end() + 1 : end].split("\n")
        kept = list(itertools.takewhile(lambda row: row.strip() and not _NOT_WORDS.match(row), rows))
        if len(kept) == len(rows) - 1 and len(kept) > 1 and kept[-1].strip().isdigit():
            kept.pop()  # the next caption's number, in files without blank lines
        yield seconds(found[1]), seconds(found[2]), "\n".join(kept)


def _voiced(start: float | None, end: float | None, words: str) -> Iterator[Heard]:
    """A caption may hold several voices."""
    pieces = _VOICE.split(words)
    if plain(pieces[0]):
        yield Heard(plain(pieces[0]), "", start, end, goes_on=True)
    for name, said in zip(pieces[1::2], pieces[2::2], strict=True):
        if plain(said):
            yield Heard(plain(said), plain(name), start, end)


def _named(start: float | None, end: float | None, words: str, known: frozenset[str]) -> Iterator[Heard]:
    """Rows with a label of their own begin a new speaker; other rows go on with the last one."""
    for row in words.split("\n"):
        label, said = inline_label(plain(row), known)
        if said:
            yield Heard(said, label, start, end, goes_on=not label and bool(known))


def is_captions(text: str) -> bool:
    """True where time lines and words alternate, whatever the ending or header says: SRT, or WebVTT that lost its first line."""
    times = TIMES.findall(text)
    rows = [row for row in text.split("\n") if row.strip()]
    return len(times) >= 1 and len(rows) <= 8 * len(times) + 10 and bool(re.match(r"\s*(?:\d+\s*\n)?\s*[\d:.,]+\s*-{1,2}>", text))
