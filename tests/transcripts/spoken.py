"""A transcript from a few lines, and where the labelled ones are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vetting.models.transcript import Pairing, Transcript
from vetting.transcripts import read_transcript

Paired = Callable[..., Pairing]
"""Pairs up a transcript, with a plan where one is given."""
OPEN = Path(__file__).resolve().parent.parent / "data" / "transcripts" / "open"
NAMES = {"I": "Interviewer", "C": "Candidate", "O": "Otto Berg"}


def said(*lines: str) -> Transcript:
    """Lines of "I: words" and "C: words", read as plain text with the labels Interviewer and Candidate."""
    text = "\n".join(f"{NAMES[line[0]]}{line[1:]}" for line in lines)
    return read_transcript(text.encode(), "lines.txt")
