"""Who asks and who answers: proposed with a reason from how each speaks, for a person to confirm."""

from __future__ import annotations

import re

from vetting.models.transcript import Role, RoleProposal, Roles, Speaker, Transcript

_MACHINE = re.compile(
    r"note ?taker|otter(?:\.ai|pilot)|fireflies|read\.ai|fathom|tl;?dv|gong|granola|copilot|recorder|transcri|\bbot\b", re.IGNORECASE
)
_MANY_VOICES = re.compile(r"^unknown|^multiple|^all\b|^various|\broom\b|^microphone", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:interviewer|host|recruiter|hiring manager|panel(?:l?ist)?|moderator|me|q|question|interviewer \(guessed\))\b", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"^(?:candidate|applicant|interviewee|a|answer|them|candidate \(guessed\))$|\b(?:guest|candidate|applicant)\b|^candidate", re.IGNORECASE
)
_PAIRS = (("me", "them"), ("q", "a"), ("question", "answer"))
"""Labels that mean a role only beside each other: an A beside a B is only the first speaker."""

FEW = 0.06
"""Share of all words below which somebody who asks next to nothing is an onlooker."""
CLEAR = 1.6
"""How much more of the answering the candidate should do than the next."""


def propose_roles(transcript: Transcript) -> Roles:
    """A role for every speaker. Where it is not plain, `doubt` says what to look at."""
    hints = {speaker.name: _hint(speaker, transcript) for speaker in transcript.speakers}
    voices = [speaker for speaker in transcript.speakers if hints[speaker.name] not in (Role.OTHER, Role.UNCLEAR)]
    weighed = sorted(voices, key=lambda one: _answering(one, hints[one.name]), reverse=True)
    candidate = weighed[0] if weighed and hints[weighed[0].name] is not Role.INTERVIEWER else None
    proposals = tuple(_proposal(one, hints[one.name], candidate, transcript) for one in transcript.speakers)
    return Roles(proposals=proposals, doubt=_doubt(transcript, proposals, weighed, hints))


def confirmed(roles: Roles, given: dict[str, Role]) -> Roles:
    """The roles with what a person said in place of what was proposed; nothing is in doubt then."""
    return Roles(
        proposals=tuple(
            one.model_copy(update={"role": given[one.speaker], "reason": "you said so"}) if one.speaker in given else one
            for one in roles.proposals
        )
    )


def _hint(speaker: Speaker, transcript: Transcript) -> Role | None:
    """What the label itself says."""
    labels = " / ".join(speaker.labels)
    if _MACHINE.search(labels):
        return Role.OTHER
    if _MANY_VOICES.search(labels):
        return Role.UNCLEAR
    name = speaker.name.lower()
    for asking, answering in _PAIRS:
        if name in (asking, answering):
            both = {one.name.lower() for one in transcript.speakers} >= {asking, answering}
            return None if not both else Role.INTERVIEWER if name == asking else Role.CANDIDATE
    if _ASKS.match(labels):
        return Role.INTERVIEWER
    return Role.CANDIDATE if any(_ANSWERS.search(label) for label in speaker.labels) else None


def _answering(speaker: Speaker, hint: Role | None) -> float:
    """Words in place of questions; a label that says so weighs more than both."""
    rate = speaker.asks / max(speaker.utterances, 1)
    pull = {Role.CANDIDATE: 4.0, Role.INTERVIEWER: 0.05}.get(hint, 1.0) if hint else 1.0
    return speaker.words * (1.02 - rate) ** 2 * pull


def _proposal(speaker: Speaker, hint: Role | None, candidate: Speaker | None, transcript: Transcript) -> RoleProposal:
    share = speaker.words / max(sum(one.words for one in transcript.speakers), 1)
    told = f"said {share:.0%} of the words and asked in {speaker.asks} of {speaker.utterances} turns"
    if hint is Role.OTHER:
        return RoleProposal(speaker=speaker.name, role=Role.OTHER, reason="the name is that of a recording service")
    if hint is Role.UNCLEAR:
        return RoleProposal(
            speaker=speaker.name,
            role=Role.UNCLEAR,
            reason="the label may hold several voices: what asks is taken for a question, the rest for an answer",
        )
    if candidate is not None and speaker.name == candidate.name:
        return RoleProposal(speaker=speaker.name, role=Role.CANDIDATE, reason=_reason(hint, told))
    if hint is not Role.INTERVIEWER and speaker.asks == 0 and share < FEW and len(transcript.speakers) > 2:
        return RoleProposal(speaker=speaker.name, role=Role.OTHER, reason=f"{told}: an onlooker")
    return RoleProposal(speaker=speaker.name, role=Role.INTERVIEWER, reason=_reason(hint, told))


def _reason(hint: Role | None, told: str) -> str:
    return f"the label says so, and the speaker {told}" if hint else told


def _doubt(
    transcript: Transcript, proposals: tuple[RoleProposal, ...], weighed: list[Speaker], hints: dict[str, Role | None]
) -> str | None:
    named = {role: [one for one in proposals if one.role is role] for role in Role}
    if len(transcript.speakers) == 1:
        return "The file tells no speakers apart. Put a name and a colon before each part, or export it with speaker names."
    if not named[Role.CANDIDATE]:
        return "Nobody answers in this file, as far as the words tell. Say who the candidate is."
    if not named[Role.INTERVIEWER] and not named[Role.UNCLEAR]:
        return "Nobody asks in this file, as far as the words tell. Say who the interviewer is."
    if transcript.repairs.guessed:
        return "The file names no speakers. Who asks and who answers was guessed from the words."
    if len(weighed) > 1 and not hints[weighed[0].name]:
        first, second = (_answering(one, hints[one.name]) for one in weighed[:2])
        if first < CLEAR * second:
            return f"{weighed[0].name} and {weighed[1].name} ask and answer about as much. Say who the candidate is."
    return None
