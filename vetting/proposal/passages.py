"""Cuts a document into passages a reader would judge one by one, and marks those that promise nothing.

Lines broken by a scanner or a mailer are mended for reading; offsets always lead back to the document's own words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vetting.models.document import Document
from vetting.proposal.blocks import BULLET, LEADER, blocks
from vetting.proposal.words import Words

LONG = 60
"""Words above which a sentence is cut at its semicolons."""
LONGEST = 110
"""Words above which it is cut anyway: nobody judges more at once, and patterns take their time."""


@dataclass(frozen=True)
class Passage:
    """A sentence, list item or table row."""

    text: str
    """Mended: one space between words, hyphenation undone."""
    start: int
    end: int
    """Offsets into the document's text."""
    heading: str = ""
    lead: str = ""
    """The sentence ending in a colon that introduces a list item, or a table's first row."""
    is_row: bool = False
    run_in: str = ""
    """A word or two in bold before the sentence, which say what it is about."""
    question: str = ""
    """The question it answers, where one stands right before it."""
    marks: frozenset[str] = field(default_factory=frozenset)
    """Why it promises nothing: see MARKS."""

    @property
    def promises(self) -> bool:
        return not self.marks

    @property
    def in_context(self) -> str:
        """The words with what a short item needs to be understood."""
        if self.run_in:
            return f"{self.run_in}: {self.text}"
        if len(self.text.split()) > 7:
            return self.text
        before = self.lead or self.heading
        return f"{before.rstrip(':')}: {self.text}" if before else self.text


MARKS = {
    "contents": "a table of contents, header, footer or markup",
    "heading": "a heading",
    "boilerplate": "legal boilerplate or a definition",
    "question": "a question",
    "negative": "says it is not covered",
    "deferred": "left for later, or extra",
    "theirs": "somebody else's to do",
    "past": "what was done elsewhere",
}


def cut(document: Document) -> tuple[Passage, ...]:
    """Every passage, in order, with its marks."""
    passages: list[Passage] = []
    question = ""
    for block in blocks(document):
        text, origin = _mended(document.text, block.start, block.end)
        whole = bool(block.marks) or block.is_row
        spans = [(0, len(text))] if whole and text else list(_sentences(text))
        run_in = _run_in(document.text[block.start : block.end], text, spans)
        for number, (start, end) in enumerate(spans):
            passage = Passage(
                text[start:end],
                origin[start],
                origin[end - 1] + 1,
                block.heading,
                block.lead,
                block.is_row,
                run_in if number else "",
                question,
                frozenset(block.marks | ({"heading"} if run_in and not number else set())),
            )
            passage = replace(passage, marks=passage.marks | _own_marks(passage, block.is_boilerplate, block.is_excluded))
            if "question" in passage.marks:
                question, passage = passage.text, replace(passage, question="")
            passages.append(passage)
        if whole or (passages and "question" not in passages[-1].marks):
            question = ""  # an answer ends with its paragraph
    return tuple(passages)


_BOLD = re.compile(r"^[\s>*•-]*(?:\d+[.)]\s*)?(?:\*\*|__)[^*_\n]{2,40}[.:]?(?:\*\*|__)")


def _run_in(raw: str, text: str, spans: list[tuple[int, int]]) -> str:
    """The bold words a paragraph begins with, where they are a sentence of their own."""
    if len(spans) < 2 or not _BOLD.match(raw):
        return ""
    first = text[slice(*spans[0])]
    return first.rstrip(".: ") if len(first.split()) <= RUN_IN else ""


RUN_IN = 5
"""Words."""


def _mended(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch as one line, and the offset each letter came from."""
    raw = text[start:end]
    first = BULLET.match(raw)
    begin = first.end() if first else len(raw) - len(raw.lstrip(" \t>#*|"))
    letters: list[str] = []
    origin: list[int] = []
    index = begin
    while index < len(raw):
        letter = raw[index]
        if letter in ". \t" and letters and (leader := LEADER.match(raw, index)):
            letters += ": "
            origin += [start + index, start + leader.end() - 1]
            index = leader.end()
            continue
        broken = re.match(r"[-\u00ad\u2010][ \t]*\n[ \t>]*(?=[a-z])", raw[index:]) if letter in "-\u00ad\u2010" else None
        if broken and letters and letters[-1].isalpha():
            index += broken.end()
            continue
        if (
            letter.isspace()
            or (letter == ">" and (not letters or letters[-1] == " "))
            or letter in "*`\u00ad"
            or (letter == "_" and letters[-1:] in ([], [" "]))
        ):
            if letter.isspace() and letters and letters[-1] != " ":
                letters.append(" ")
                origin.append(start + index)
            index += 1
            continue
        letters.append(letter)
        origin.append(start + index)
        index += 1
    while letters and letters[-1] in " |":
        letters.pop()
        origin.pop()
    return "".join(letters), origin


_SHORT = frozenset(
    "e.g. i.e. etc. vs. approx. mr. mrs. ms. dr. no. inc. ltd. co. incl. fig. max. min. p.m. a.m. st. cf. hrs. hr. mo. "
    "ca. fr. u.s. resp. art. sec.".split()
)
_STOP = Words("passages.stop")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _STOP.finditer(text):
        word = text[begin : match.start() + 1].rsplit(" ", 1)[-1].lower().lstrip("(\"'“")
        if (
            word in _SHORT
            or re.fullmatch(r"[a-z]\.", word)
            or (re.fullmatch(r"\d+(?:\.\d+)*\.", word) and len(text[begin : match.start()].split()) <= 1)
        ):
            continue
        yield from _clauses(text, begin, match.end())
        begin = match.end()
    if begin < len(text):
        yield from _clauses(text, begin, len(text))


def _clauses(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or its parts between semicolons where it is long; white space at the ends left out."""
    cuts = [begin]
    if len(text[begin:end].split()) > LONG or text[begin:end].count(";") >= 2:
        cuts += [match.end() for match in re.finditer(r";\s+", text[begin:end])]
        cuts = [begin, *(begin + at for at in cuts[1:])]
    for start, stop in zip(cuts, (*cuts[1:], end), strict=True):
        piece = text[start:stop]
        left, right = start + len(piece) - len(piece.lstrip()), stop - len(piece) + len(piece.rstrip())
        while right > left:
            words = list(itertools.islice(re.finditer(r"\S+", text[left:right]), LONGEST + 1))
            end_here = left + words[LONGEST - 1].end() if len(words) > LONGEST else right
            yield left, end_here
            left = end_here + len(text[end_here:right]) - len(text[end_here:right].lstrip())


_NEGATIVE = Words("passages.negative")
_FIRM_NEGATIVE = Words("passages.firm_negative")
"""Whatever else the sentence says, this is not covered."""
_STILL_PROMISES = Words("passages.still_promises")
_DEFERRED = Words("passages.deferred")
_THEIRS = Words("passages.theirs")
_PAST = Words("passages.past")
_FUTURE = Words("passages.future")
_CLOSING = Words("passages.closing")
_DEFINITION = Words("passages.definition")


_CODE = re.compile(r"<(?:script|img|iframe|svg|style)\b|\bjavascript:|!\[[^\]]*\]\(", re.IGNORECASE)
"""Markup in plain text is nobody's promise, however much it resembles an attack that guardrails should stop."""


def _own_marks(passage: Passage, boilerplate: bool, excluded: str) -> frozenset[str]:
    text = passage.text
    marks: set[str] = set()
    if excluded:
        marks.add(excluded)
    if _CLOSING.search(text) or _CODE.search(text):
        marks.add("contents")
    if boilerplate or _DEFINITION.search(text):
        marks.add("boilerplate")
    if text.endswith("?"):
        marks.add("question")
    if _FIRM_NEGATIVE.search(text) or (_NEGATIVE.search(text) and not _STILL_PROMISES.search(text)):
        marks.add("negative")
    if _DEFERRED.search(text):
        marks.add("deferred")
    if _THEIRS.search(text):
        marks.add("theirs")
    if _PAST.search(text) and not _FUTURE.search(text):
        marks.add("past")
    return frozenset(marks)
