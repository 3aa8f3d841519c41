"""Hides who somebody is from a model, and puts their own words back into what the model says. Pure: text in, text out.

Each thing hidden gets a placeholder of its own, so that a quote with placeholders turns back into the candidate's words letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vetting.trust.identity import Identity

KINDS = ("email", "link", "phone", "name", "organisation")
PLACEHOLDER = re.compile(rf"\[\s*({'|'.join(KINDS)})\s+(\d+)\s*\]", re.IGNORECASE)
LONGEST = 40
"""Characters within which a placeholder closes; a stream need not hold back more."""
_SHAPES = (
    ("email", re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")),
    ("link", re.compile(r"\bhttps?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]|\bwww\.[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]", re.IGNORECASE)),
    (
        "link",
        re.compile(
            r"(?<![\w.\-])(?:[\w\-]{1,63}\.){0,3}(?:linkedin|github|gitlab|twitter|medium|xing|x)\.(?:com|io)/[\w\-./%]*[\w\-/%]",
            re.IGNORECASE,
        ),
    ),
    ("phone", re.compile(r"(?<![\w.,+])(?:\+|00)\d{1,3}[ \-./]?(?:\(\d{1,4}\)[ \-./]?)?\d(?:[ \-./]?\d){5,11}(?!\d|[.,:\-]\d)")),
    ("phone", re.compile(r"(?<![\w.,+\-])(?:\(\d{3}\)[ ]?|\d{3}[\-.])\d{3}[\-.]\d{4}(?!\d|[.,:\-]\d)")),
    ("phone", re.compile(r"(?<![\w.,+\-])0\d{2,4}[ /\-]\d{3,4}[ \-]?\d{3,4}(?!\d|[.,:\-]\d)")),
)


@dataclass(frozen=True)
class Mask:
    """What one request hides. The same texts and identity give the same mask."""

    hidden: Mapping[str, str]
    """Placeholder to what it stands for."""

    def hide(self, text: str) -> str:
        """The text with a placeholder for everything that is hidden."""
        if not self.hidden:
            return text
        back = {real: placeholder for placeholder, real in self.hidden.items()}
        return _any_of(back).sub(lambda match: back[match[0]], text)

    def reveal(self, text: str) -> str:
        """The text with what each placeholder stands for; one we did not make stays as it is."""
        return PLACEHOLDER.sub(lambda match: self.hidden.get(_placeholder(match[1].lower(), int(match[2])), match[0]), text)

    def reveal_all(self, pieces: Iterable[str]) -> Iterator[str]:
        """The same for text that comes in pieces; a placeholder cut in two is waited for."""
        held = ""
        for piece in pieces:
            held += piece
            open_at = held.rfind("[")
            cut = open_at if open_at >= 0 and "]" not in held[open_at:] and len(held) - open_at < LONGEST else len(held)
            if cut:
                yield self.reveal(held[:cut])
            held = held[cut:]
        if held:
            yield self.reveal(held)


def mask_for(texts: Iterable[str], identity: Identity) -> Mask:
    """The mask for everything in the texts that would tell who is meant. Placeholders already typed in a text are never used."""
    whole = "\n".join(texts)
    taken = {_placeholder(match[1].lower(), int(match[2])) for match in PLACEHOLDER.finditer(whole)}
    hidden: dict[str, str] = {}
    seen: set[str] = set()
    for kind, real in _found(whole, identity):
        if real in seen:
            continue
        seen.add(real)
        number = 1
        while (placeholder := _placeholder(kind, number)) in taken:
            number += 1
        taken.add(placeholder)
        hidden[placeholder] = real
    return Mask(hidden)


def _found(text: str, identity: Identity) -> Iterator[tuple[str, str]]:
    """Every stretch to hide, with its kind; what has the shape of an address goes first, since names stand in addresses."""
    for kind, shape in _SHAPES:
        for match in shape.finditer(text):
            yield kind, match[0]
    for kind, known in (("name", identity.names), ("organisation", identity.places)):
        for real in known:
            for spelled in sorted({match[0] for match in _whole_words(real).finditer(text)}):
                yield kind, spelled


def _whole_words(real: str) -> re.Pattern[str]:
    """As it is known, in capitals, and over a line break; a name in small letters is most often a word."""
    forms = (r"\s+".join(map(re.escape, form.split())) for form in sorted({real, real.upper()}))
    return re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms))


def _any_of(back: Mapping[str, str]) -> re.Pattern[str]:
    """Longest first, so that a whole name goes before its parts; never inside a word."""
    return re.compile("|".join(rf"(?<!\w){re.escape(real)}(?!\w)" for real in sorted(back, key=lambda real: (-len(real), real))))


def _placeholder(kind: str, number: int) -> str:
    return f"[{kind} {number}]"
