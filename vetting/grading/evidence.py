"""Checks quotes against the answer: an engine may claim, but it may not invent evidence."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

from vetting.models.outcome import Evidence

FUZZY = 0.92
"""A quote that is not verbatim must match one contiguous stretch at least this well; the answer's own words are then shown."""
MIN_CHARACTERS = 8
"""A shorter quote stands in almost any text and proves nothing."""


@dataclass(frozen=True)
class Checked:
    """What became of the quotes of one claim."""

    evidence: tuple[Evidence, ...]
    dropped: int
    """Quotes that do not stand in the answer."""


def check_quotes(quotes: tuple[str, ...], answer: str) -> Checked:
    """Keeps the quotes that stand in the answer, each once, in the answer's own words and offsets."""
    folded = _Folded(answer)
    kept: dict[tuple[int, int], Evidence] = {}
    dropped = 0
    for quote in quotes:
        found = folded.find(quote)
        if found is None:
            dropped += 1
        else:
            kept[found] = Evidence(quote=answer[found[0] : found[1]], start=found[0], end=found[1])
    return Checked(tuple(kept[span] for span in sorted(kept)), dropped)


class _Folded:
    """A text folded for comparison (case, Unicode forms, quotation marks, white space), with the way back to its offsets."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        origin: list[int] = []
        for index, letter in enumerate(text):
            for plain in _fold(letter):
                if plain == " " and (not letters or letters[-1] == " "):
                    continue
                letters.append(plain)
                origin.append(index)
        self.text = "".join(letters)
        self._origin = origin

    def find(self, quote: str) -> tuple[int, int] | None:
        """Offsets of the quote in the original text, or None."""
        wanted = _Folded(quote).text.strip(" .…\"'")
        if len(wanted) < MIN_CHARACTERS:
            return None
        at = self.text.find(wanted)
        if at >= 0:
            return self._span(at, at + len(wanted))
        near = self._nearest(wanted)
        return self._span(*near) if near else None

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._origin[start], self._origin[end - 1] + 1

    def _nearest(self, wanted: str) -> tuple[int, int] | None:
        """The stretch of whole words most like the quote. Only stretches that share a rare-enough word run are compared, so long answers stay quick."""
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", self.text)]
        count = len(wanted.split())
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        best: tuple[float, tuple[int, int]] | None = None
        for size in range(max(1, count - 2), count + 3):
            for first in range(len(words) - size + 1):
                start, end = words[first][0], words[first + size - 1][1]
                matcher.set_seq1(self.text[start:end])
                if matcher.real_quick_ratio() < FUZZY or matcher.quick_ratio() < FUZZY:
                    continue
                ratio = matcher.ratio()
                if ratio >= FUZZY and (best is None or ratio > best[0]):
                    best = (ratio, (start, end))
        return best[1] if best else None


_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": ""}
)


def _fold(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter).translate(_ALIKE).casefold()
    return "".join(" " if part.isspace() else part for part in folded)
