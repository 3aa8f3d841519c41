"""What one candidate's answers add up to: figures with an interval, never one number."""

from __future__ import annotations

from vetting.models.base import Model


class Standing(Model):
    """The graded answers that bear on one criterion or failure class."""

    about: str
    """Id of the criterion or failure class."""
    graded: int
    best: int
    median: float
    share_at_production: float
    """Share of graded answers at level 3 or 4."""
    interval: tuple[float, float]
    """90 % interval of their mean level."""


class Scorecard(Model):
    """One candidate's answers, added up."""

    candidate: str
    graded: int
    ungraded: dict[str, int]
    """Status to count, for answers without a level."""
    mean: float | None
    """Mean level of the graded answers; None where there is none."""
    interval: tuple[float, float] | None
    """90 % interval of that mean; narrows as answers come."""
    best: int | None
    median: float | None
    share_at_production: float | None
    """Share of graded answers at level 3 or 4; None where there is none."""
    far_apart: bool
    """The best and the lowest answer are so far apart that their mean describes neither."""
    by_class: tuple[Standing, ...]
    by_criterion: tuple[Standing, ...]
    never_asked: tuple[str, ...]
    """Ids of planned questions without an answer."""
    criteria_never_asked: tuple[str, ...]
    """Ids of criteria that only those questions test."""
    by_a_person: tuple[str, ...]
    """Ids of questions where a person's level counts in place of the machine's."""
    needs_human: tuple[str, ...]
    """Ids of questions whose outcome a person should look at, and none has overridden."""
