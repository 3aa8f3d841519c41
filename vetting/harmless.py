"""Candidate text made safe to show: what steers a terminal, a page or the direction of reading becomes a visible sign."""

from __future__ import annotations


def harmless(text: str) -> str:
    """The text with every steering sign replaced one for one, so that offsets into it hold. Tabs and line feeds stay."""
    return text.translate(_STEERING)


_STEERING = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"},
    ord("\r"): " ",
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"),
}
"""Control signs, overrides of direction, half characters and codes that are no characters."""
