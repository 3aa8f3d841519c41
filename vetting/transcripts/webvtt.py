"""WebVTT, as Zoom, Teams, Meet and video sites write it."""

from __future__ import annotations

import re

from vetting.transcripts.cues import read_cues
from vetting.transcripts.heard import Heard


def is_webvtt(text: str) -> bool:
    return re.match(r"\s*WEBVTT\b", text) is not None


def read_webvtt(text: str) -> tuple[Heard, ...]:
    """The header's own lines never hold a time, so the captions are found by theirs."""
    return read_cues(text)
