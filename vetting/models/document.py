"""A document as it was given: its text, and where in it something stands."""

from __future__ import annotations

import bisect
from functools import cached_property

from vetting.models.base import Model


class Quote(Model):
    """Words that stand in a document."""

    words: str
    """The document's own words, text[start:end], with runs of white space as one space."""
    start: int
    """Character offset into the document's text."""
    end: int
    line: int
    """First line of the quote, counted from 1."""
    page: int | None = None
    """None where the format has no pages."""


class Document(Model):
    """What the user dropped in, as text."""

    name: str
    format: str
    """pdf, docx, html, markdown or text."""
    text: str
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins; empty where the format has no pages."""
    notes: tuple[str, ...] = ()
    """What reading it took, for a person: another encoding, pages without text."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @property
    def pages(self) -> tuple[str, ...]:
        """The text of each page; the whole text where there are no pages."""
        starts = self.page_starts or (0,)
        return tuple(self.text[start:end] for start, end in zip(starts, (*starts[1:], len(self.text)), strict=True))

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets, with their place."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        page = bisect.bisect_right(self.page_starts, start) or None if self.page_starts else None
        return Quote(words=" ".join(self.text[start:end].split()), start=start, end=end, line=self.line_at(start), page=page)

    def line_at(self, offset: int) -> int:
        """The line an offset stands in, counted from 1."""
        return bisect.bisect_right(self._line_starts, offset)

    def line_start(self, line: int) -> int:
        """Where a line begins; the ends of the text for lines before the first and after the last."""
        if line < 1:
            return 0
        return self._line_starts[line - 1] if line <= len(self._line_starts) else len(self.text)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(index + 1 for index, letter in enumerate(self.text) if letter == "\n"))
