"""A letter to the candidate: what they proved, in their own words, what stayed open, and what helps next time. A draft for a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from vetting.models.interview import Turn
from vetting.models.outcome import Declined, Failed, Grade, NotAssessed
from vetting.models.record import InterviewRecord
from vetting.report.blocks import Block, Bullets, Heading, Line, Page, Piece, Said
from vetting.report.markdown import markdown
from vetting.report.words import class_words, level_words
from vetting.scale import Signal

SHOWN = {
    Signal.INCIDENT: "a specific event you lived through",
    Signal.OWN_ROLE: "what you did yourself",
    Signal.DETECTION: "how it came to light",
    Signal.DIAGNOSIS: "how you tracked it down",
    Signal.ROOT_CAUSE: "what caused it and under which condition",
    Signal.FIX: "what you changed",
    Signal.VERIFICATION: "how you knew that it worked",
    Signal.PREVENTION: "what stops it from happening again",
    Signal.IMPACT_NUMBER: "a figure of what it cost or gained",
    Signal.TRADEOFF_OR_LESSON: "what the solution cost you or taught you",
}
"""Each depth signal as one says it to the person who showed it."""

HELPS = {
    Signal.INCIDENT: "Pick one event and stay with it: when it was, and in which system.",
    Signal.OWN_ROLE: "Say what you did with your own hands or decided yourself, beside what the team did.",
    Signal.DETECTION: "Begin with how you found out: the alert, the number, or the person who called.",
    Signal.DIAGNOSIS: "Tell one step of the search, a wrong turn included; wrong turns speak for you.",
    Signal.ROOT_CAUSE: "Name the part that misbehaved, what it did, and under which condition.",
    Signal.FIX: "Say what was changed, so that somebody else could repeat it.",
    Signal.VERIFICATION: "Say how you knew that it worked: what you measured, replayed or watched.",
    Signal.PREVENTION: "Say what would catch it today.",
    Signal.IMPACT_NUMBER: "Give one figure, even a rough one: how many, how long, how much.",
    Signal.TRADEOFF_OR_LESSON: "Say what the solution cost, or what you would do differently.",
}
TIPS = 3


def evidence_letter(record: InterviewRecord, *, levels: bool = False) -> str:
    """The letter as Markdown, for a person to edit and send. It names a level only with `levels`; flags and ratings never."""
    page = Page(title="Letter", foot="Draft: read it, change it, and sign it before you send it.", blocks=tuple(_blocks(record, levels)))
    return markdown(page)


def letter_docx(letter: str) -> bytes:
    """The letter, as edited, as a Word document. Of Markdown it reads headings, quotes, bullets and bold lines; the rest is text."""
    from vetting.report.docx import docx

    return docx(Page(title="Letter", foot="", blocks=tuple(_read(letter))))


def _blocks(record: InterviewRecord, levels: bool) -> Iterator[Block]:
    turns = record.interview.turns
    yield Line(text=f"Dear {record.interview.candidate},")
    yield Line(
        text="Thank you for your time and for the openness of your answers. You deserve to know what we took from them, so here is what "
        "your answers showed, in your own words, and what they left open. A program helped us to mark the passages; a person read this "
        "letter before it was sent."
    )
    shown = [
        (turn, outcome) for turn in turns if isinstance(outcome := turn.outcomes[-1], Grade) and any(r.evidence for r in outcome.signals)
    ]
    if shown:
        yield Heading(text="What your answers showed", level=2)
    for turn, grade in shown:
        yield from _shown(turn, grade, levels)
    yield from _open(turns)
    yield from _helps(turns)
    yield Line(text="If we misread you, or if you want to add something, please write back; we will read it.")
    yield Line(text="With kind regards")


def _shown(turn: Turn, grade: Grade, levels: bool) -> Iterator[Block]:
    yield Heading(text=class_words(turn.card.failure_class), level=3)
    yield Line(text=f"We asked: {turn.card.text}")
    for quote, names in _by_quote(grade).items():
        yield Line(text=f"You showed {_listed([SHOWN[name] for name in names])}:")
        yield Said(pieces=(Piece(text=quote),))
    if levels:
        yield Line(text=f"We read this answer as {level_words(grade.level)}, on a scale from 0 to 4.")


def _by_quote(grade: Grade) -> dict[str, list[Signal]]:
    """Each quote once, with all it shows."""
    quotes: dict[str, list[Signal]] = {}
    for reading in grade.signals:
        if reading.evidence and reading.name not in grade.missing:
            quotes.setdefault(reading.evidence[0].quote, []).append(reading.name)
    return quotes


def _open(turns: tuple[Turn, ...]) -> Iterator[Block]:
    lines = [line for turn in turns for line in _open_on(turn)]
    if lines:
        yield Heading(text="What stayed open", level=2)
        yield Bullets(texts=tuple(lines))


def _open_on(turn: Turn) -> Iterator[str]:
    about, outcome = class_words(turn.card.failure_class), turn.outcomes[-1]
    match outcome:
        case Grade() if Signal.INCIDENT in outcome.missing:
            yield f"{about}: we did not hear one event of your own, told from how it came to light to what stops it from happening again."
        case Grade() if outcome.missing:
            yield f"{about}: we did not hear {_listed([SHOWN[signal] for signal in outcome.missing], last='or')}."
        case Declined():
            yield f"{about}: you preferred not to speak about it. We respect that, and it does not count against you."
        case NotAssessed():
            yield f"{about}: your answer was too short, or about something else, for us to take anything from it."
        case Failed():
            yield f"{about}: we could not evaluate this answer, for technical reasons that are not yours."


def _helps(turns: tuple[Turn, ...]) -> Iterator[Block]:
    """Tips on what was missing most often, in the order of a story."""
    missing = Counter(signal for turn in turns if isinstance(outcome := turn.outcomes[-1], Grade) for signal in outcome.missing)
    most = {signal for signal, _ in missing.most_common(TIPS)}
    tips = [HELPS[signal] for signal in HELPS if signal in most]
    if tips:
        yield Heading(text="What helps next time", level=2)
        yield Bullets(texts=tuple(tips))


def _listed(texts: list[str], last: str = "and") -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def _read(letter: str) -> Iterator[Block]:
    """The letter's blocks; within a line, only our own escapes are undone."""
    for part in re.split(r"\n[ \t]*\n", letter.replace("\r\n", "\n").strip()):
        lines = part.split("\n")
        if (hashes := re.match(r"(#{1,3}) ", lines[0])) and len(lines) == 1:
            yield Heading(text=_plain(lines[0][hashes.end() :]), level=_LEVELS[len(hashes.group(1)) - 1])
        elif all(line.startswith(">") for line in lines):
            yield Said(pieces=(Piece(text=_plain("\n".join(line[1:].removeprefix(" ") for line in lines))),))
        elif all(line.startswith("- ") for line in lines):
            yield Bullets(texts=tuple(_plain(line[2:]) for line in lines))
        elif part.strip() not in ("---", ""):
            yield Line(text=_plain(part))


_LEVELS: tuple[Literal[1, 2, 3], ...] = (1, 2, 3)


def _plain(text: str) -> str:
    """Undoes what `escaped` did, and what marks a line as strong or slanted."""
    bare = re.sub(r"^(\*\*|\*)(.+)\1$", r"\2", text.strip())
    return re.sub(r"\\([!-/:-@\[-`{-~\n])", r"\1", bare).replace("&#32;", " ").replace("&#9;", "\t")
