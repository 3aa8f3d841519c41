"""WebVTT, as Zoom, Teams, Meet and video sites write it."""

from __future__ import annotations

import re

from vetting.transcripts.cues import TIMES, read_cues
from vetting.transcripts.heard import Heard


def is_webvtt(text: str) -> bool:
    return re.match(r"\s*WEBVTT\b", text) is not None


def read_webvtt(text: str) -> tuple[Heard, ...]:
    """The header's own lines never hold a time, so the captions are found by theirs."""
    return read_cues(text)


def is_captions(text: str) -> bool:
    """True where time lines and words alternate, whatever the ending or header says: SRT, or WebVTT that lost its first line.

    Where a name stands alone under each time, it is the text Teams once exported, and not captions.
    """
    times = TIMES.findall(text)
    rows = [row for row in text.split("\n") if row.strip()]
    return len(times) >= 1 and len(rows) <= 8 * len(times) + 10 and bool(re.match(r"\s*(?:\d+\s*\n)?\s*[\d:.,]+\s*-{1,2}>", text))
