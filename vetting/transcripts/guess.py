"""Who speaks, where the file names nobody: what asks is the interviewer's, the rest the candidate's. A guess, and called one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from vetting.transcripts.heard import CHANGE, Heard
from vetting.transcripts.kinds import Kind, asks, kind_of

ASKS, ANSWERS = "Interviewer (guessed)", "Candidate (guessed)"
WORDS_A_SENTENCE = 40
"""Where sentences are longer than this on average, nobody set full stops."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")
_TO_THEM = re.compile(r"\b(?:you|your|yourself|yours)\b", re.IGNORECASE)
_OWN = re.compile(r"^(?:so |and |then )*(?:i|we|my|our|they|he|she)\b", re.IGNORECASE)


def can_be_guessed(heard: Sequence[Heard]) -> bool:
    """True where there are marks to go by: of another voice, or question marks and full stops."""
    if sum(bool(CHANGE.match(one.text)) for one in heard) >= 2:
        return True
    text = " ".join(one.text for one in heard)
    return text.count("?") >= 2 and len(re.findall(r"[.!?…](?:\s|$)", text)) * WORDS_A_SENTENCE >= len(text.split())


def with_guessed_speakers(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """The same words, cut where the voice seems to change."""
    if sum(bool(CHANGE.match(one.text)) for one in heard) >= 2:
        return tuple(_by_marks(heard))
    sentences = [(sentence, one) for one in _joined(heard) for sentence in _SENTENCE.split(one.text)]
    voices = [(ASKS if _is_asked(sentence) else ANSWERS, sentence, one) for sentence, one in sentences if sentence]
    return tuple(
        Heard(" ".join(sentence for _, sentence, _ in group), voice, group[0][2].start, group[-1][2].end)
        for voice, group in ((voice, list(rows)) for voice, rows in groupby(voices, key=lambda row: row[0]))
    )


def _by_marks(heard: Sequence[Heard]) -> list[Heard]:
    """Cut at the marks of another voice; two voices take turns."""
    turns: list[list[Heard]] = []
    for one in heard:
        if CHANGE.match(one.text) or not turns:
            turns.append([one])
        else:
            turns[-1].append(one)
    texts = [CHANGE.sub("", " ".join(one.text for one in turn)) for turn in turns]
    voices = [ASKS if kind_of(text) in (Kind.ASK, Kind.ABOUT_THE_PERSON, Kind.TERMS, Kind.YOUR_TURN) else "" for text in texts]
    asking = max((0, 1), key=lambda first: sum(bool(voice) for voice in voices[first::2]))
    return [
        Heard(text, ASKS if place % 2 == asking else ANSWERS, turn[0].start, turn[-1].end)
        for place, (text, turn) in enumerate(zip(texts, turns, strict=True))
    ]


def _joined(heard: Sequence[Heard]) -> list[Heard]:
    """Segments whose sentence goes on in the next one, as one."""
    out: list[Heard] = []
    for one in heard:
        if out and not re.search(r"[.!?…][\"”’)]*$", out[-1].text):
            last = out[-1]
            out[-1] = Heard(f"{last.text} {one.text}", "", last.start, one.end)
        else:
            out.append(one)
    return out


def _is_asked(sentence: str) -> bool:
    """A question put to somebody; a candidate telling what was asked, or asking back, speaks of themselves."""
    return asks(sentence) and not _OWN.match(sentence) and (bool(_TO_THEM.search(sentence)) or sentence.rstrip().endswith("?"))
