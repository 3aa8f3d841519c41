"""Reads what people call a text file, from a name or from standard input."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from vetting.errors import BadInput
from vetting.plain_text import as_text

MOST_WORDS = 100_000
MOST_BYTES = 50_000_000


def read_text_file(path: str, *, limit: int | None = MOST_WORDS) -> str:
    """The text of a file, or of standard input for "-". Cut at `limit` words, and said so on standard error. Raises BadInput."""
    name = "standard input" if path == "-" else path
    text = as_text(_bytes(path, name), name)
    if not text.strip():
        raise BadInput(f"{name} is empty. Put the text in it, or name another file.")
    if limit is None:
        return text
    kept = _first_words(text, limit)
    if len(kept) < len(text.rstrip()):
        print(f"{name} is longer than {limit:,} words; the rest is left out. Split it to have all of it read.", file=sys.stderr)
        return kept
    return text


def _bytes(path: str, name: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder. Name a file in it.") from None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(raw) > MOST_BYTES:
        raise BadInput(f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Give the part that matters.")
    return raw


def _first_words(text: str, limit: int) -> str:
    """The text up to its `limit`-th word."""
    end = 0
    for number, word in enumerate(re.finditer(r"\S+", text), 1):
        if number > limit:
            return text[:end]
        end = word.end()
    return text[:end]
