"""Checks quotes against the answer: an engine may claim, but it may not invent evidence."""

from __future__ import annotations

import difflib
import functools
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from vetting.models.outcome import Evidence

FUZZY = 0.92
"""A quote that is not verbatim must match one contiguous stretch at least this well; the answer's own words are then shown."""
MIN_CHARACTERS = 8
"""A shorter quote stands in almost any text and proves nothing. Where a character is a syllable or a word, three times fewer will do."""
FUZZY_WORDS = 80
"""Longer quotes must be verbatim: engines are asked for 40 words, and comparing grows with the square of the length."""
EVERYWHERE = 2000
"""A word that stands more often says nothing about the place, and counting it is what an answer made to be slow would live on."""
PLACES = 24
"""Stretches compared letter by letter; they are those that share the most words with the quote, in the same order."""


@dataclass(frozen=True)
class Checked:
    """What became of the quotes of one claim."""

    evidence: tuple[Evidence, ...]
    dropped: int
    """Quotes that do not stand in the answer, or are too short to prove anything; blank ones are no quotes and not counted."""


def check_quotes(quotes: tuple[str, ...], answer: str) -> Checked:
    """Keeps the quotes that stand in the answer, each once, in the answer's own words and offsets."""
    kept: dict[tuple[int, int], Evidence] = {}
    dropped = 0
    for quote in quotes:
        if not quote.strip():
            continue
        found = _folded(answer).find(quote)
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
        whole = _Folded(quote).text.strip(" .")
        wanted = whole.strip(" .\"'")
        if len(wanted) + 2 * sum(map(_is_syllable, wanted)) < MIN_CHARACTERS:
            return None
        for words in (whole, wanted):  # marks around a quote may be the answer's own, or the engine's
            if (at := self.text.find(words)) >= 0:
                return self._span(at, at + len(words))
        near = self._nearest(wanted)
        return self._span(*near) if near else None

    def _span(self, start: int, end: int) -> tuple[int, int]:
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1  # an accent belongs to the letter before it
        return self._origin[start], self._origin[end - 1] + 1

    def _nearest(self, wanted: str) -> tuple[int, int] | None:
        """The stretch of whole words most like the quote, where one is like enough."""
        count = len(_words(wanted))
        if not 0 < count <= FUZZY_WORDS:
            return None
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        best: tuple[float, tuple[int, int]] | None = None
        for first in self._likely_starts(wanted):
            for size in range(max(1, count - 2), count + 3):
                if first + size > len(self._spans):
                    break
                start, end = self._spans[first][0], self._spans[first + size - 1][1]
                matcher.set_seq1(self.text[start:end])
                if matcher.real_quick_ratio() < FUZZY or matcher.quick_ratio() < FUZZY:
                    continue
                ratio = matcher.ratio()
                if ratio >= FUZZY and (best is None or ratio > best[0]):
                    best = (ratio, (start, end))
        return best[1] if best else None

    def _likely_starts(self, wanted: str) -> list[int]:
        """Where the quote may begin, as word numbers: every shared word votes for the start it would imply, unless it stands everywhere."""
        votes: Counter[int] = Counter()
        for place, (start, end) in enumerate(_words(wanted)):
            found = self._places.get(_bare(wanted[start:end]), ())
            if len(found) <= EVERYWHERE:
                votes.update(number - place for number in found)
        around = {start + shift for start in heapq.nlargest(PLACES // 3, votes, key=lambda s: (votes[s], -s)) for shift in (-1, 0, 1)}
        return sorted(start for start in around if 0 <= start < len(self._spans))

    @functools.cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return _words(self.text)

    @functools.cached_property
    def _places(self) -> dict[str, list[int]]:
        """Word to where it stands, counted in words."""
        places: dict[str, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self._spans):
            places[_bare(self.text[start:end])].append(number)
        return places


@functools.lru_cache(maxsize=8)
def _folded(answer: str) -> _Folded:
    """Folding costs more than finding, and one answer is asked for many quotes."""
    return _Folded(answer)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]\"'-") or word


_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
)


@functools.lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    """Decomposed, so that an accent typed apart equals one typed together; signs that cannot be seen are left out."""
    folded = unicodedata.normalize("NFKD", letter.translate(_ALIKE)).casefold()
    return "".join(" " if part.isspace() else part for part in folded if unicodedata.category(part) != "Cf")


def _is_syllable(letter: str) -> bool:
    """True for scripts that write a word or syllable in one sign."""
    return unicodedata.east_asian_width(letter) == "W" and letter.isalpha()
