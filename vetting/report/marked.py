"""An answer cut into pieces, each with the signals it is evidence of, so that a format can show the proof in place."""

from __future__ import annotations

from itertools import pairwise

from vetting.models.outcome import Grade, Outcome
from vetting.report.blocks import Piece, Said


def marked(answers: tuple[str, ...], outcome: Outcome) -> tuple[Said, ...]:
    """One block an answer; the outcome's offsets count over the answers joined by a blank line, as they were graded."""
    blocks: list[Said] = []
    start = 0
    for answer in answers:
        blocks.append(Said(pieces=_pieces(answer, start, outcome)))
        start += len(answer) + len("\n\n")
    return tuple(blocks)


def _pieces(answer: str, offset: int, outcome: Outcome) -> tuple[Piece, ...]:
    proven = [reading for reading in outcome.signals if reading.name not in outcome.missing] if isinstance(outcome, Grade) else []
    spans = [
        (max(0, evidence.start - offset), min(len(answer), evidence.end - offset), reading.name.words)
        for reading in proven
        for evidence in reading.evidence
        if evidence.start - offset < len(answer) and evidence.end > offset
    ]
    cuts = sorted({0, len(answer), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    return tuple(
        Piece(text=answer[start:end], shows=", ".join(dict.fromkeys(name for s, e, name in spans if s <= start and end <= e)))
        for start, end in pairwise(cuts)
    )
