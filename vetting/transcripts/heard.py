"""What a format reader gives: words with the label and the time the file puts on them, before anything is put right."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d\d?:\d\d[^<>]{0,20}>")
_UNSEEN = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xAD))
CHANGE = re.compile(r"^\s*(?:>>+|›|»)\s*")
"""How captions say that somebody else speaks now."""


@dataclass(frozen=True)
class Heard:
    """One caption, segment or paragraph."""

    text: str
    speaker: str = ""
    """As the file writes it; empty where it names nobody."""
    start: float | None = None
    end: float | None = None
    goes_on: bool = False
    """True where no label means that the last speaker goes on."""


def plain(text: str) -> str:
    """Words without tags, entities, marks nobody sees, and with single spaces."""
    return " ".join(html.unescape(_TAGS.sub("", text)).translate(_UNSEEN).split())


def seconds(clock: str) -> float | None:
    """1:02:03.5, 02:03,500 or 63.5 as seconds; None for no time."""
    found = re.fullmatch(r"\D*?(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?\D*", clock.strip())
    if found is None:
        return None
    hours, minutes, whole, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + (float(f"0.{part}") if part else 0.0)
