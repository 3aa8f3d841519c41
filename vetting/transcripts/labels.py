"""Names before a colon. A label must look like a name and come back, or "The result: nothing" would be somebody who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MOST_LETTERS = 48
MOST = 0.5
"""Share of the lines with a label from which labels are believed that never come back."""
_LABEL = re.compile(rf"^\s*(?:\*\*|__)?([^\W_][^:：\n]{{0,{MOST_LETTERS}}}?)(?:\*\*|__)?\s*[:：](?:\*\*|__)?(?:\s+|$)(.*)$", re.DOTALL)
_NAME = re.compile(r"^[^\W_][\w.'’\-]*(?: (?:[\w.'’\-&/]+|\([\w ,./'’\-]+\)|\|)){0,6}$")
_ROLE = re.compile(
    r"^(?:interviewer|interviewee|candidate|applicant|host|guest|speaker|recruiter|hiring manager|panel(?:l?ist)?|moderator|me|them|"
    r"you|q|a|"
    r"question|answer|unknown(?: speaker)?|speaker[ _]?\w{1,3}|person \w|participant|microphone|system audio)(?: ?[\dA-Z])?$",
    re.IGNORECASE,
)
_NEVER = frozenset(
    """note notes result results example examples problem first second third fourth fifth one two three so then also step cause fix reason
    http https subject date time attendees participants transcript summary topic topics duration speakers keywords warning tip lesson point
    impact update pros cons before after today background context decision decisions takeaway takeaways agenda location meeting title
    id re cc from to ps p.s remember basically honestly because but and or the this that these those it what""".split()
)
_ENDED = re.compile(
    r"\b(?:is|was|are|were|said|say|says|had|has|have|did|would|that|this|the|an?|of|to|and|or|in|on|for|with|thing|question)$",
    re.IGNORECASE,
)


def labels_in(rows: Iterable[str]) -> frozenset[str]:
    """The labels that open enough of these rows to be taken for speakers."""
    given = [_label(row)[0] for row in rows if row.strip()]
    counts = Counter(label for label in given if label and is_name(label))
    certain = {label for label, count in counts.items() if _ROLE.match(label) or (count > 1 and (is_written_as_name(label) or count > 2))}
    full = {label for label in counts if is_written_as_name(label) and " " in label}
    if certain:
        return frozenset(certain | full)  # who speaks only once is believed by a full name
    first = next((place for place, label in enumerate(given) if label in counts), 0)
    share = sum(label in counts for label in given[first:]) / max(len(given) - first, 1)
    names = full if share < 1 else {label for label in counts if is_written_as_name(label)}
    return frozenset(names) if len(names) > 1 and share >= MOST else frozenset()


def inline_label(row: str, known: frozenset[str]) -> tuple[str, str]:
    """Label and words of a row; no label where it is none of the known ones."""
    label, said = _label(row)
    return (label, said) if label in known else ("", row.strip())


def is_name(label: str) -> bool:
    """True for what could be the name of a speaker."""
    if _ROLE.match(label):
        return True
    first = label.split(maxsplit=1)[0].lower().strip(".,")
    return bool(_NAME.match(label)) and first not in _NEVER and not _ENDED.search(label)


def is_written_as_name(label: str) -> bool:
    """Every word but small ones (von, de) begins with a capital, a digit, or a letter of a script that has none."""
    bare = re.sub(r"\([^)]*\)|\|.*", "", label).split()
    return bool(bare) and all(not word[0].islower() or len(word) <= 3 for word in bare) and not bare[0][0].islower()


def _label(row: str) -> tuple[str, str]:
    found = _LABEL.match(row)
    return (" ".join(found[1].split()), found[2].strip()) if found else ("", row.strip())
