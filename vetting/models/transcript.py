"""A recorded interview: what was said, by whom, which answer belongs to which question, and whether any of it can be graded."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vetting.models.base import Model

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Utterance(Model):
    """What one speaker said before somebody else spoke."""

    speaker: str
    """Name of a Speaker of the transcript."""
    text: str
    start: float | None = None
    """Seconds from the beginning, where the file says so."""
    end: float | None = None


class Speaker(Model):
    """A voice of the transcript."""

    name: str
    labels: tuple[str, ...]
    """As the file writes it; several where one person joined under several names."""
    words: int
    utterances: int
    asks: int
    """Utterances that ask for something."""


class Repairs(Model):
    """What reading put right, for the person and for the quality gate."""

    repeated: int = 0
    """Words dropped because rolling captions say them twice."""
    merged: tuple[tuple[str, ...], ...] = ()
    """Labels taken for one person."""
    overlapping: int = 0
    """Captions of two speakers that overlap in time."""
    guessed: bool = False
    """The file names no speakers; who speaks was guessed from what asks and what answers."""
    is_notes: bool = False
    """It reads like notes on a meeting, not like what was said."""
    notes: tuple[str, ...] = ()
    """Anything else a person should know, in sentences."""


class Transcript(Model):
    """What was said, in order."""

    name: str
    """Of the file, or what the person calls it."""
    format: str
    """Name of a row of FORMATS."""
    utterances: tuple[Utterance, ...]
    speakers: tuple[Speaker, ...]
    repairs: Repairs = Repairs()


class Role(StrEnum):
    """What a speaker does in the interview."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"
    OTHER = "other"
    """Somebody, or a machine, whose words are neither question nor answer."""
    UNCLEAR = "unclear"
    """A label that holds several voices: what asks is taken for a question, the rest for an answer."""


class RoleProposal(Model):
    """A role, and why."""

    speaker: str
    role: Role
    reason: str


class Roles(Model):
    """Who asks and who answers; a proposal until a person confirms it."""

    proposals: tuple[RoleProposal, ...]
    doubt: str | None = None
    """Why a person should look first; None where it is plain who is who."""

    def of(self, speaker: str) -> Role:
        return next((one.role for one in self.proposals if one.speaker == speaker), Role.OTHER)

    def named(self, role: Role) -> tuple[str, ...]:
        """The speakers with that role."""
        return tuple(one.speaker for one in self.proposals if one.role is role)


class Asked(Model):
    """One question or follow-up with its answer."""

    asked: str
    """The question, without what was said around it."""
    answer: str
    asked_in: tuple[int, ...]
    """Places of the utterances that asked."""
    answered_in: tuple[int, ...]


class Pair(Model):
    """A question with its answer, and the follow-ups on it."""

    exchanges: Annotated[tuple[Asked, ...], Field(min_length=1)]
    """The question itself first."""
    card: str | None = None
    """Id of the plan's question this is; None where the plan does not have it."""
    nearness: float | None = None
    """How near the words are to the plan's question (cosine); None where a person said so, or there is no plan."""


class LeftOutKind(StrEnum):
    """Why something is in no pair."""

    SMALL_TALK = "small talk"
    INTERJECTION = "interjection"
    ABOUT_THE_PERSON = "about the person"
    TERMS = "terms"
    UNLAWFUL = "should not be asked"
    STATEMENT = "statement of the interviewer"
    THEIR_QUESTION = "candidate's question"
    UNANSWERED = "not answered"
    NOT_IN_IT = "not part of the interview"
    DROPPED = "left out by you"


class LeftOut(Model):
    """Words that are graded nowhere."""

    kind: LeftOutKind
    utterances: tuple[int, ...]
    reason: str | None = None
    """More than the kind says, such as the law behind it."""


class Pairing(Model):
    """The transcript as questions and answers."""

    pairs: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...] = ()
    never_asked: tuple[str, ...] = ()
    """Ids of the plan's questions nobody asked."""


class Gate(StrEnum):
    """Whether the transcript may be graded."""

    PASS = "pass"  # noqa: S105
    WARN = "warn"
    REFUSE = "refuse"


class Doubt(StrEnum):
    """What can be wrong with a transcript."""

    UNINTELLIGIBLE = "unintelligible"
    REPEATS = "repeats"
    DIARISATION = "diarisation"
    LANGUAGE = "language"
    LENGTH = "length"
    NOTES = "notes"
    PAIRING = "pairing"
    GAPS = "gaps"


class Finding(Model):
    """One thing that is wrong."""

    doubt: Doubt
    refuses: bool
    """True where no grade would mean anything."""
    words: str
    """What it is and what to try, in a sentence or two."""
    share: Share | None = None
    """What was measured, where it is a share."""


class Quality(Model):
    """Whether there is anything here to grade. Looked at before any grade."""

    findings: tuple[Finding, ...] = ()

    @property
    def gate(self) -> Gate:
        if any(one.refuses for one in self.findings):
            return Gate.REFUSE
        return Gate.WARN if self.findings else Gate.PASS

    @property
    def words(self) -> str:
        """The gate as a person reads it."""
        if self.gate is Gate.PASS:
            return "Good enough to grade."
        told = " ".join(one.words for one in self.findings if one.refuses or self.gate is Gate.WARN)
        return f"Not gradable, because: {told}" if self.gate is Gate.REFUSE else f"Gradable with care: {told}"


class Imported(Model):
    """A transcript on its way to being graded: kept as a draft, so that a closed window costs nothing."""

    transcript: Transcript
    roles: Roles
    confirmed: bool = False
    """True once a person said who is who."""
    pairing: Pairing | None = None
