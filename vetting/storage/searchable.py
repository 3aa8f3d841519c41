"""What a search looks through: names, briefs, answers and notes, folded so that case, width and accents' spelling do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any


def folded(text: str) -> str:
    """The text as it is compared: compatibility forms joined, case gone."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def words_of_head(body: Mapping[str, Any]) -> str:
    """Of an interview's head as plain data: the candidate, the brief and the questions."""
    return folded("\n".join([body["candidate"], body["plan"]["brief"], *(card["text"] for card in body["plan"]["questions"])]))


def words_of_turn(body: Mapping[str, Any]) -> str:
    """Of a turn as plain data: what was asked and what was said."""
    return folded("\n".join(text for exchange in body["exchanges"] for text in (exchange["asked"], exchange["answer"])))
