"""The counterfactual test: what is swapped, and what became of the grades."""

from __future__ import annotations

from pydantic import model_validator

from vetting.models.base import Model


class SwapGroup(Model):
    """One side of a swap: an origin, a kind of employer."""

    name: str
    values: tuple[str, ...]
    """What the speaker says of themselves, put into the kind's frame."""
    found: tuple[str, ...] = ()
    """Words that may stand in an answer; each becomes the one at its place in another group."""


class WordSwap(Model):
    """Words put in place of others: a dialect, a spelling."""

    name: str
    words: dict[str, str]


class SwapKind(Model):
    """One file of knowledge/swaps/."""

    id: str
    title: str
    note: str
    """How the list was chosen, and what it cannot stand for."""
    frame: str | None = None
    """A sentence of the speaker's with {} for the value, put before the answer."""
    groups: tuple[SwapGroup, ...] = ()
    words: tuple[WordSwap, ...] = ()

    @model_validator(mode="after")
    def _frame_is_whole(self) -> SwapKind:
        if self.groups and (self.frame is None or self.frame.count("{}") != 1):
            raise ValueError("groups need a frame with one {}")
        return self


class Swapped(Model):
    """One answer, said by or of somebody else."""

    answer: str
    """Id of the answer."""
    kind: str
    variant: str
    group: str
    before: str
    """The outcome it is held against, in short."""
    after: str
    shift: float | None
    """Levels the mean moved; None where one of the two has no level."""
    flips: bool
    """Another verdict, or a level where there was none, or none any more."""
    left_to_a_person: bool
    """Both outcomes say that a person should decide, so nobody was meant to rely on the verdict."""


class KindShifts(Model):
    """One kind over all answers."""

    title: str
    answers: int
    """Answers that something could be swapped in."""
    variants: int
    mean_shift: float | None
    """Mean of the shifts without their sign; None where nothing has a level."""
    widest: Swapped | None
    flips: int
    groups: dict[str, float]
    """Mean shift of each group, with its sign: apart, they would mean that one is graded better than another."""


class SwapReport(Model):
    """What the test found."""

    engine: str
    answers: int
    grades: int
    """Texts that were graded."""
    kinds: dict[str, KindShifts]
    flips: tuple[Swapped, ...]
    """Every changed verdict; there should be none."""
