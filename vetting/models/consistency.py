"""Statements of one candidate that cannot all be true. Advice to the interviewer; no level moves by it."""

from __future__ import annotations

from vetting.models.base import Model
from vetting.models.outcome import Evidence, Probability


class Said(Model):
    """Words of the candidate, and where they stand."""

    source: str
    """answer 1, answer 2 …, in the order of the interview, or documents."""
    question: str | None
    """Id of the question's card; None for the documents."""
    evidence: Evidence
    """Offsets into the joined answer of that question, or into the documents."""


class Contradiction(Model):
    """Two statements that cannot both be true, confirmed by a second look at the quotes alone."""

    sentence: str
    one: Said
    other: Said
    probability: Probability
    probe: str
    """A question that lets the candidate explain."""


class Consistency(Model):
    """What a check of one interview found."""

    compared: tuple[str, ...]
    """The sources that were read."""
    found: tuple[Contradiction, ...]
    unsupported: int
    """Pairs the model named with a quote that does not stand in its source; dropped."""
    unconfirmed: int
    """Pairs the second look did not bear out; dropped."""
    model: str
    prompt: str
    """Version and content hash."""

    @property
    def says(self) -> str:
        """The result in one sentence; a check that found nothing proves nothing."""
        if not self.found:
            return "No contradiction was found; that is no proof that there is none."
        many = len(self.found)
        return f"{many} contradiction{'s' if many > 1 else ''} to ask about; no level moves by {'them' if many > 1 else 'it'}."

    @property
    def dropped(self) -> str | None:
        """What was named and not kept, in words."""
        parts = [
            f"{self.unsupported} named with words that do not stand in the source" if self.unsupported else "",
            f"{self.unconfirmed} not borne out by a second look" if self.unconfirmed else "",
        ]
        named = ", ".join(part for part in parts if part)
        return f"Dropped: {named}." if named else None
