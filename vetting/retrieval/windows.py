"""A query as the windows it is searched by: the sentence model reads 256 tokens, and a CV holds many thoughts."""

from __future__ import annotations

import re

WHOLE = 70
"""Words up to which a query is one thought and searched as it stands."""
WINDOW = 20
"""Words a window of a longer text gathers, sentence by sentence: a sentence or two, since two thoughts in one vector hide each other."""
MOST = 64
"""Windows searched at most; of a longer text, evenly spread ones."""


def windows_of(query: str) -> tuple[str, ...]:
    """The query itself when it is short, else its sentences gathered into windows; empty when there are no words."""
    text = query.encode("utf-8", "ignore").decode()
    if not re.search(r"\w", text):
        return ()
    if len(text.split()) <= WHOLE:
        return (" ".join(text.split()),)
    windows: list[list[str]] = [[]]
    for sentence in re.split(r"(?<=[.!?;:])\s+|\n+", text):
        words = sentence.split()
        for start in range(0, len(words), WINDOW):
            if windows[-1] and len(windows[-1]) + len(words[start : start + WINDOW]) > WINDOW:
                windows.append([])
            windows[-1].extend(words[start : start + WINDOW])
    filled = [" ".join(words) for words in windows if words]
    if len(filled) <= MOST:
        return tuple(filled)
    return tuple(filled[number * len(filled) // MOST] for number in range(MOST))
