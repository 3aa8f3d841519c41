"""What a page is made of. A report is laid out into blocks once; each format draws the same few kinds. Texts are plain, never markup."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from vetting.harmless import harmless
from vetting.models.base import Model

Words = Annotated[str, AfterValidator(harmless)]
"""Text from anywhere, candidates included, without signs that steer whoever shows it."""
Tone = Literal["plain", "strong", "quiet", "warning"]


class Heading(Model):
    kind: Literal["heading"] = "heading"
    text: Words
    level: Literal[1, 2, 3]


class Line(Model):
    """A paragraph."""

    kind: Literal["line"] = "line"
    text: Words
    tone: Tone = "plain"


class Piece(Model):
    """A stretch of an answer, and the signals it is evidence of."""

    text: Words
    shows: Words = ""


class Said(Model):
    """A candidate's words."""

    kind: Literal["said"] = "said"
    pieces: tuple[Piece, ...]


class Bullets(Model):
    kind: Literal["bullets"] = "bullets"
    texts: tuple[Words, ...]
    tone: Tone = "plain"


class Facts(Model):
    """Labels with what stands beside them."""

    kind: Literal["facts"] = "facts"
    rows: tuple[tuple[Words, Words], ...]


class Table(Model):
    """Cells may hold several lines."""

    kind: Literal["table"] = "table"
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...]
    """Shares of the width, one a column."""


class Stage(Model):
    name: Words
    shown: bool


class Stages(Model):
    """Which signals an answer shows, in the order of the scale."""

    kind: Literal["stages"] = "stages"
    stages: tuple[Stage, ...]


class Chance(Model):
    label: Words
    share: float


class Chances(Model):
    """How likely each level is."""

    kind: Literal["chances"] = "chances"
    chances: tuple[Chance, ...]


Block = Heading | Line | Said | Bullets | Facts | Table | Stages | Chances


class Page(Model):
    """A report or letter, ready to be drawn."""

    title: Words
    foot: Words
    blocks: tuple[Block, ...]
