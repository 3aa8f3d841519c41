"""SubRip: numbered captions, times with a comma. WebVTT that lost its first line is read here too."""

from __future__ import annotations

from vetting.transcripts.cues import is_captions, read_cues
from vetting.transcripts.heard import Heard


def is_srt(text: str) -> bool:
    return is_captions(text)


def read_srt(text: str) -> tuple[Heard, ...]:
    """The numbers stand before the time lines, so the captions are found without them."""
    return read_cues(text)
