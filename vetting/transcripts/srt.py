"""SubRip: numbered captions, times with a comma."""

from __future__ import annotations

from vetting.transcripts.cues import read_cues
from vetting.transcripts.heard import Heard
from vetting.transcripts.webvtt import is_captions


def is_srt(text: str) -> bool:
    return is_captions(text)


def read_srt(text: str) -> tuple[Heard, ...]:
    return read_cues(text)
