"""Cuts an answer into sentences and clauses, each a verbatim slice with its place in the answer.

Written, spoken and listed text alike: a transcript without punctuation is cut into windows at its joining words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG = 32
"""Words above which a sentence is cut at its clauses: one clause rarely carries more than two stages."""
SHORT = 36
"""A clause never gets fewer characters than this."""
MAX_SENTENCES = 240
"""Beyond this an answer is read in coarser windows, so that time stays bounded."""
WRAPPED = (50, 160)
"""Longest line, in characters, of a text whose lines were wrapped by hand or by a mail program."""
SLACK = 3
"""Characters a wrapped line may fall short of the longest one beyond its next word."""

_ABBREVIATIONS = frozenset(
    "e.g i.e etc vs approx mr mrs ms dr prof st no fig inc ltd co corp jr sr dept est min max avg resp "
    "cf ca sec hr hrs a.m p.m u.s u.k ph.d".split()
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+")
_BULLET = re.compile(r"^\s*(?:[-*•–—>#]+|\(?\d{1,2}[.)]|[a-zA-Z][.)])\s+")
_CLAUSE = re.compile(
    r"[;:]\s+|\s[–—-]\s|,\s+(?=(?:and|so|but|then|because|which|since|while|until|plus|now|after|when|i|we|it|he|she|they)\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\s+(?=(?:and then|so then|and so|and i|and we|so i|so we|but i|but then|then i|then we|because|and|so|but|then|which)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A stretch of the answer: text == answer[start:end]."""

    text: str
    start: int
    end: int


def split_sentences(answer: str) -> list[Sentence]:
    """Every word of the answer is in exactly one sentence, in order."""
    spans = [clause for start, end in _sentence_spans(answer) for clause in _clauses(answer, start, end)]
    if len(spans) > MAX_SENTENCES:
        spans = _coarser(spans)
    return [Sentence(answer[start:end], start, end) for start, end in spans]


def _sentence_spans(answer: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    width = max(map(len, answer.split("\n")))
    for match in _END.finditer(answer):
        if _is_wrap(answer, match, width) if match.group().startswith("\n") else _is_inside(answer, start, match):
            continue
        _keep(answer, start, match.end(), spans)
        start = match.end()
    _keep(answer, start, len(answer), spans)
    return spans


def _is_wrap(answer: str, match: re.Match[str], width: int) -> bool:
    """A line end that only keeps the lines short: the next word would not have fitted, and no list item or sentence starts with it."""
    if match.group() != "\n" or not WRAPPED[0] <= width <= WRAPPED[1] or _BULLET.match(answer[match.end() :]):
        return False
    line = answer[answer.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    following = answer[match.end() :].split(None, 1)
    return bool(following) and len(line) + 1 + len(following[0]) > width - SLACK and not line.endswith((".", "!", "?", ":"))


def _is_inside(answer: str, start: int, match: re.Match[str]) -> bool:
    """A full stop that ends no sentence: an abbreviation, an initial, a list number, or a lower-case word going on."""
    if not match.group().startswith(".") or match.group().startswith(".."):
        return False
    before = re.search(r"[\w.]+$", answer[start : match.start()])
    word = before.group().lower() if before else ""
    if word in _ABBREVIATIONS or (re.fullmatch(r"[a-z]", word) and word != "i"):
        return True
    return word.isdigit() and not answer[start : match.start() - len(word)].strip()


def _keep(answer: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    bullet = _BULLET.match(answer[start:end])
    start += bullet.end() if bullet else 0
    piece = answer[start:end]
    if any(c.isalnum() for c in piece):
        spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))


def _clauses(answer: str, start: int, end: int) -> list[tuple[int, int]]:
    """The whole sentence if it is short enough; else its clauses; else windows at joining words, or at any word."""
    if _words(answer[start:end]) <= LONG:
        return [(start, end)]
    for joint in (_CLAUSE, _JOINT):
        cut = _middle_cut(answer, start, end, joint)
        if cut:
            return _clauses(answer, start, cut[0]) + _clauses(answer, cut[1], end)
    gaps = list(re.finditer(r"\s+", answer[start:end]))
    if len(gaps) < LONG or max(len(w) for w in answer[start:end].split()) > 400:
        return [(start, end)]
    middle = gaps[len(gaps) // 2]
    return _clauses(answer, start, start + middle.start()) + _clauses(answer, start + middle.end(), end)


def _middle_cut(answer: str, start: int, end: int, joint: re.Pattern[str]) -> tuple[int, int] | None:
    """The joint nearest to the middle that leaves enough words on both sides: (end of the left part, start of the right part)."""
    best: tuple[int, int] | None = None
    middle = (start + end) / 2
    for match in joint.finditer(answer, start, end):
        left = match.start() + len(match.group().rstrip())
        if left - start < SHORT or end - match.end() < SHORT:
            continue
        if best is None or abs(left - middle) < abs(best[0] - middle):
            best = (left, match.end())
    return best


def _coarser(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    step = -(-len(spans) // MAX_SENTENCES)
    return [(spans[i][0], spans[min(i + step, len(spans)) - 1][1]) for i in range(0, len(spans), step)]


def _words(text: str) -> int:
    return len(text.split())
