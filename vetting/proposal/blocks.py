"""Groups the lines of a document into blocks: headings, paragraphs, list items, table rows, and what promises nothing by its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from vetting.models.document import Document
from vetting.proposal.words import Words

WRAPPED = 46
"""A line at least this long that does not end a sentence goes on in the next line."""


NARROW = 0.7
"""Share of the longest lines' width from which on a line of a narrow column was broken for want of room."""
LEAST = 22


REPEATED = 3
"""A line that stands on so many pages is a header or footer."""


@dataclass
class Block:
    """Lines that belong together."""

    start: int
    end: int
    heading: str
    lead: str = ""
    is_row: bool = False
    is_boilerplate: bool = False
    is_excluded: str = ""
    marks: set[str] = field(default_factory=set)


BULLET = Words("passages.bullet")


_DOTS = Words("passages.dots")


_CONTENTS = re.compile(r"^(?:#+ *)?(?:table of )?contents\b[:.]?$", re.IGNORECASE)


_END = re.compile(r"[.!?:;]['\"”’)\]*_]*$")


_RULE = re.compile(r"^[\s|:=_*~+-]*$")


_MAIL_HEAD = re.compile(r"^[\s>]*(?:from|to|cc|bcc|subject|date|sent)\s*:", re.IGNORECASE)


_LISTING = re.compile(r"\S {3,}\S.*\S {3,}\S")
"""Columns parted by spaces: an inventory or a table without bars."""


LEADER = re.compile(r"(?<=\S)[ \t]*(?:\.[ .]*){3,}\.[ \t]*(?=\S)")
"""Dots that lead from a name to its value, as in a price list. A table of contents leads to a page number, and nothing else."""


_SAYS = re.compile(r"\b(?:the|and|of|to|is|are|per|a|in|by|with|for|each|every)\b|[$€£%]", re.IGNORECASE)


_BOILERPLATE_HEADING = Words("passages.boilerplate_heading")


_SCOPE_HEADING = Words("passages.scope_heading")


_EXCLUDED_HEADING = Words("passages.excluded_heading")


_DEFERRED_HEADING = Words("passages.deferred_heading")


_THEIRS_HEADING = Words("passages.theirs_heading")


_PAST_HEADING = Words("passages.past_heading")


def blocks(document: Document) -> Iterator[Block]:
    wrapped = _wrapped(document)
    repeated = _page_furniture(document)
    heading = lead = first_row = ""
    in_contents = boilerplate = False
    current: Block | None = None
    offset = 0
    lines = document.text.split("\n")
    for index, line in enumerate(lines):
        start, end = offset, offset + len(line)
        offset = end + 1
        bare = line.strip().strip("\f").lstrip("> ").strip()
        following = lines[index + 1].strip().lstrip("> ") if index + 1 < len(lines) else ""
        if not bare or _RULE.match(bare):
            if (
                current
                and bare == ""
                and current.is_row is False
                and _goes_on(document.text[current.start : current.end], following, wrapped)
                and "\f" in line
            ):
                continue  # a page break inside a sentence
            if current:
                yield current
                current = None
            if not bare and not following:
                first_row = ""
            continue
        if _CONTENTS.match(bare):
            in_contents = True
        is_contents = (
            bool(_DOTS.search(line.rstrip()))
            or bare in repeated
            or (in_contents and not _looks_like_text(bare))
            or bool(_MAIL_HEAD.match(line))
        )
        if in_contents and _looks_like_text(bare) and not _DOTS.search(line.rstrip()):
            in_contents = False
            is_contents = bare in repeated
        if is_contents:
            if bare in repeated and current and _goes_on(document.text[current.start : current.end], "", wrapped):
                continue  # a footer in the middle of a sentence: the sentence goes on behind it
            if current:
                yield current
                current = None
            yield Block(start, end, heading, marks={"contents"})
            continue
        if LEADER.search(bare):
            if current:
                yield current
                current = None
            yield Block(start, end, heading, is_row=True, is_boilerplate=boilerplate, is_excluded=_exclusion(heading, ""))
            continue
        if _LISTING.search(bare):
            if current:
                yield current
                current = None
            yield Block(start, end, heading, is_row=True, marks=set() if _SAYS.search(bare) else {"contents"})
            continue
        if bare.startswith("|") or bare.count(" | ") >= 1 or bare.count("\t") >= 1:
            if current:
                yield current
                current = None
            row = Block(
                start, end, heading, lead=first_row, is_row=True, is_boilerplate=boilerplate, is_excluded=_exclusion(heading, first_row)
            )
            if not first_row:
                first_row = " ".join(bare.strip("|* ").replace("|", " / ").split())
                if not re.search(r"\d", bare) and len(bare.split()) < 14:
                    row.marks.add("heading")
            yield row
            continue
        first_row = ""
        if current is None and _is_heading(bare, following):
            heading = bare.strip("#*_= ").rstrip(":")
            lead = ""
            boilerplate = bool(_BOILERPLATE_HEADING.search(heading)) and not _SCOPE_HEADING.search(heading)
            yield Block(start, end, heading, marks={"heading"})
            continue
        starts_item = bool(BULLET.match(line))
        if current is not None and not starts_item and _goes_on(document.text[current.start : current.end], bare, wrapped):
            current.end = end
            continue
        if current:
            yield current
            lead = _lead_of(document.text[current.start : current.end], lead)
        elif not starts_item:
            lead = ""
        if not starts_item and current is None:
            lead = ""
        current = Block(
            start,
            end,
            heading,
            lead if starts_item else "",
            is_boilerplate=boilerplate,
            is_excluded=_exclusion(heading, lead if starts_item else ""),
        )
        if bare.endswith(":"):
            lead = bare
    if current:
        yield current


def _wrapped(document: Document) -> int:
    """From which length on a line was broken for want of room: less where the whole text stands in a narrow column."""
    lengths = sorted(len(line.strip()) for line in document.lines if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return max(LEAST, min(WRAPPED, int(width * NARROW))) if len(lengths) >= 12 else WRAPPED


def _lead_of(block: str, lead: str) -> str:
    text = " ".join(block.split())
    return text if text.endswith(":") else lead


def _page_furniture(document: Document) -> frozenset[str]:
    """Short lines that stand on several pages."""
    if not document.page_starts:
        return frozenset()
    seen = Counter(line for page in document.pages for line in {line.strip() for line in page.split("\n")} if 0 < len(line) < 90)
    numbered = Counter(
        re.sub(r"\d+", "#", line)
        for page in document.pages
        for line in {line.strip() for line in page.split("\n")}
        if "page" in line.lower()
    )
    often = {line for line, count in seen.items() if count >= REPEATED and not BULLET.match(line)}
    pages = {
        line.strip()
        for page in document.pages
        for line in page.split("\n")
        if numbered[re.sub(r"\d+", "#", line.strip())] >= REPEATED and len(line) < 90
    }
    pages |= {
        line.strip()
        for page in document.pages
        for line in page.split("\n")
        if re.fullmatch(r"[-–\s]*(?:page\s*)?\d+\s*(?:/|of)?\s*\d*[-–\s]*", line, re.IGNORECASE)
    }
    return frozenset(often | pages | {str(number) for number in range(1, len(document.page_starts) + 1)})


def _looks_like_text(line: str) -> bool:
    return len(line.split()) > 9 or (_END.search(line) is not None and len(line.split()) > 4)


def _is_heading(line: str, following: str) -> bool:
    if line.startswith("#"):
        return True
    words = line.strip("*_ ").split()
    if len(words) > 9 or _END.search(line.strip("*_ ")) or line[0] in "-•" or line.endswith(",") or re.search(r"[$€£]\s?\d|\d\s?%", line):
        return False
    if line.startswith("**") and line.endswith("**"):
        return True
    if BULLET.match(following) and not BULLET.match(line) and words and words[0][0].isupper():
        return True
    if following and following[0].islower():
        return False
    letters = [letter for letter in line if letter.isalpha()]
    if letters and all(letter.isupper() for letter in letters):
        return True
    if re.match(r"^(?:section|article|exhibit|schedule|annex|appendix|part|phase|slide)\b", line.strip("*_ "), re.IGNORECASE):
        return True
    if re.match(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-Z]", line):
        return len(words) <= 8
    capital = sum(1 for word in words if word[0].isupper() or word.lower() in ("of", "and", "the", "for", "to", "in", "a", "on", "&"))
    return bool(words) and words[0][0].isupper() and (capital == len(words) or len(words) <= 4) and len(line) < WRAPPED


_JOINS = re.compile(r"\b(?:is|are|of|for|to|in|at|the|a|an|and|or|sum|EUR|USD|GBP|CHF)$")


def _goes_on(so_far: str, following: str, wrapped: int = WRAPPED) -> bool:
    """True where a line runs on into the next one."""
    last = so_far.rstrip().rsplit("\n", 1)[-1].strip()
    if not last or (last.endswith((".", "!", "?", ":")) and not re.search(r"\b(?:e\.g|i\.e|vs|approx|incl|no)\.$", last)):
        return bool(last) and len(last) >= wrapped and bool(following) and (following[0].islower() or not last.endswith(":"))
    if last.endswith(("-", "\u00ad", ",", "(", "/")):
        return True
    if following and (following[0].islower() or following[0] in "(&" or _JOINS.search(last)):
        return True
    return len(last) >= wrapped


def _exclusion(heading: str, lead: str) -> str:
    for words in (lead, heading):
        for mark, pattern in (
            ("negative", _EXCLUDED_HEADING),
            ("deferred", _DEFERRED_HEADING),
            ("theirs", _THEIRS_HEADING),
            ("past", _PAST_HEADING),
        ):
            if words and pattern.search(words):
                return mark
    return ""
