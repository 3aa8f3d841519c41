"""Plain text with speakers: the shapes of Zoom, Teams, Meet, Otter, Fireflies, Granola, and names before a colon.

One shape is chosen for the whole file, the one most of its lines follow; a line that looks like another shape is words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vetting.transcripts.heard import CHANGE, Heard, plain, seconds
from vetting.transcripts.labels import MOST_LETTERS, inline_label, is_name, labels_in

_CLOCK = r"[\[(]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?"
_NAME = rf"[^\W_][^:\n]{{0,{MOST_LETTERS}}}?"
_ALONE = re.compile(rf"^\s*(?:#+ |\*\*)?({_CLOCK})(?:\*\*)?\s*$")
_RANGE = re.compile(rf"^\s*({_CLOCK}) *-{{1,2}}> *{_CLOCK}\s*$")
_HEADERS = (
    re.compile(rf"^\s*\[(?P<name>{_NAME})\]\s+(?P<clock>{_CLOCK})\s*$"),
    re.compile(rf"^\s*(?:\*\*)?(?P<name>{_NAME})(?:\*\*)?(?:\s{{2,}}|\s*[•·|–—-]\s*|\s+(?=[\[(])|\t)\s*(?P<clock>{_CLOCK})\s*$"),
    re.compile(rf"^\s*(?P<clock>{_CLOCK})\s*[•·|–—-]\s*(?:\*\*)?(?P<name>{_NAME})(?:\*\*)?\s*$"),
    re.compile(rf"^\s*(?P<clock>{_CLOCK})\s+(?:\*\*)?(?P<name>{_NAME})(?:\*\*)?\s*$"),
)
_STAMPED = (
    re.compile(rf"^\s*(?P<clock>{_CLOCK})\s*(?:[-–—]\s*)?(?:\*\*)?(?P<name>{_NAME})(?:\*\*)?\s*:(?:\*\*)?\s+(?P<words>.+)$"),
    re.compile(rf"^\s*(?:\*\*)?(?P<name>{_NAME})(?:\*\*)?\s+(?P<clock>[\[(]\d[\d:.,]*[\])])\s*:?\s+(?P<words>.+)$"),
)
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_FOOTER = re.compile(
    r"^\s*(?:transcribed by https?://\S+|transcription ended after .*|this editable transcript was computer generated.*|"
    r"page \d+(?: of \d+)?|\d+ ?/ ?\d+|.{1,80} (?:started|stopped) transcription|-{3,}|_{3,}|={3,})\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•·▪‣–]|\d+[.)])\s+\S")
_ME_THEM = re.compile(r"(?<=\S)\s+(?=(?:Me|Them):\s)")


@dataclass(frozen=True)
class _Row:
    """A line of the file: who begins to speak here, if anybody does, and words."""

    words: str
    name: str | None = None
    start: float | None = None


def read_text(text: str) -> tuple[Heard, ...]:
    """What was said, by the shape most lines follow; paragraphs without a speaker where none fits."""
    lines = _lines(text)
    shapes = [tuple(shape(lines)) for shape in _SHAPES]
    best = max(shapes, key=_voices)
    return tuple(_joined(best)) if _voices(best) else tuple(_paragraphs(lines))


def reads_like_notes(text: str) -> bool:
    """True for a summary: most of its lines are bullets or headings, and nobody speaks in it."""
    lines = [line for line in _lines(text) if line.strip()]
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
    return len(lines) >= 4 and bullets > 0.5 * len(lines) and not any(_voices(tuple(shape(lines))) for shape in _SHAPES)


def _lines(text: str) -> list[str]:
    """The file's lines without what the software adds; long runs of spaces say no more than short ones."""
    return [line for line in re.sub(r"[ \t]{9,}", " " * 8, text).split("\n") if not _FOOTER.match(line)]


def _voices(rows: Iterable[_Row]) -> int:
    """How often somebody begins to speak."""
    return sum(row.name is not None for row in rows)


def _under_headers(lines: list[str]) -> Iterator[_Row]:
    """A line with a name and a time, and what was said under it."""
    for line in lines:
        found = next((found for header in _HEADERS if (found := header.match(line)) and is_name(found["name"].strip())), None)
        yield _Row("", found["name"].strip(), seconds(found["clock"])) if found else _Row(line)


def _after_stamps(lines: list[str]) -> Iterator[_Row]:
    """A time, a name and the words on one line."""
    for line in lines:
        found = next((found for shape in _STAMPED if (found := shape.match(line)) and is_name(found["name"].strip())), None)
        yield _Row(found["words"], found["name"].strip(), seconds(found["clock"])) if found else _Row(line)


def _under_ranges(lines: list[str]) -> Iterator[_Row]:
    """A time to a time, a name alone under it, and then the words: what Teams once exported."""
    start: float | None = None
    due = False
    for line in lines:
        found = _RANGE.match(line)
        if found:
            start, due = seconds(found[1]), True
        elif due and line.strip():
            due = False
            yield _Row("", line.strip(), start) if is_name(line.strip()) else _Row(line)
        else:
            yield _Row(line)


def _in_tables(lines: list[str]) -> Iterator[_Row]:
    """Rows of a table with a name, words, and perhaps a time."""
    for line in lines:
        found = _ROW.match(line)
        cells = [cell.strip() for cell in found[1].split("|")] if found else []
        clocks = [cell for cell in cells if _ALONE.match(cell)]
        said = [cell for cell in cells if cell and cell not in clocks]
        if len(said) == 2 and len(said[0].split()) <= 6 and is_name(said[0].rstrip(":")):
            yield _Row(said[1], said[0].rstrip(":"), seconds(clocks[0]) if clocks else None)
        else:
            yield _Row(line)


def _before_colons(lines: list[str]) -> Iterator[_Row]:
    """A name, a colon, and the words. A time alone on a line is the time of what follows."""
    cut = [part for line in lines for part in _ME_THEM.split(line)] if any(line.startswith(("Me:", "Them:")) for line in lines) else lines
    known = labels_in(cut)
    start: float | None = None
    for line in cut:
        stamp = _ALONE.match(line)
        if stamp:
            start = seconds(stamp[1])
            continue
        label, said = inline_label(line, known)
        yield _Row(said, label or None, start if label else None)
        start = None if label else start


_SHAPES: tuple[Callable[[list[str]], Iterable[_Row]], ...] = (_under_headers, _after_stamps, _under_ranges, _in_tables, _before_colons)


def _joined(rows: Iterable[_Row]) -> Iterator[Heard]:
    """Each speaker's lines as one text; what stands before the first of them is the file's heading."""
    name, start, words = None, None, [""]
    for row in rows:
        if row.name is not None:
            if name is not None and plain(" ".join(words)):
                yield Heard(plain(" ".join(words)), name, start)
            name, start, words = row.name, row.start, [row.words]
        else:
            words.append("" if _ALONE.match(row.words) else row.words)
    if name is not None and plain(" ".join(words)):
        yield Heard(plain(" ".join(words)), name, start)


def _paragraphs(lines: list[str]) -> Iterator[Heard]:
    """Text without speakers, as its paragraphs; a mark for another voice begins one too."""
    held: list[str] = []
    start: float | None = None
    for line in [*lines, ""]:
        stamp = _ALONE.match(line)
        if stamp or not line.strip() or CHANGE.match(line):
            if plain(" ".join(held)):
                yield Heard(plain(" ".join(held)), "", start)
            held = [line] if CHANGE.match(line) else []
            start = seconds(stamp[1]) if stamp else start
        else:
            held.append(line)
    if plain(" ".join(held)):
        yield Heard(plain(" ".join(held)), "", start)
