"""The transcript as it was said, each part marked with where it went."""

from __future__ import annotations

from ui.components.markup import Html, draw, tag
from ui.components.words import count
from vetting.models.transcript import LeftOutKind, Pairing, Role, Roles, Transcript

ROLES = {
    Role.INTERVIEWER: "Interviewer",
    Role.CANDIDATE: "Candidate",
    Role.OTHER: "Neither",
    Role.UNCLEAR: "Several voices",
}
KINDS = {
    LeftOutKind.SMALL_TALK: "small talk",
    LeftOutKind.INTERJECTION: "in passing",
    LeftOutKind.ABOUT_THE_PERSON: "about the person",
    LeftOutKind.TERMS: "terms",
    LeftOutKind.UNLAWFUL: "should not be asked",
    LeftOutKind.STATEMENT: "told by the interviewer",
    LeftOutKind.THEIR_QUESTION: "their question",
    LeftOutKind.UNANSWERED: "not answered",
    LeftOutKind.NOT_IN_IT: "not part of it",
    LeftOutKind.DROPPED: "left out by you",
}


def what_was_said(transcript: Transcript, roles: Roles, pairing: Pairing) -> None:
    """Every utterance with its number, speaker, time, and the pair it is in or the reason it is in none."""
    places = {**_of_pairs(pairing), **_left_out(pairing)}
    rows = []
    for place, one in enumerate(transcript.utterances):
        mark, look = places.get(place, ("", "out"))
        time = f"{int(one.start) // 60}:{int(one.start) % 60:02}" if one.start is not None else ""
        head = tag(
            "p",
            tag("span", mark, class_=f"vt-where vt-where-{look}"),
            tag("b", one.speaker, dir="auto"),
            tag("span", f" {ROLES[roles.of(one.speaker)].lower()}{' · ' if time else ''}{time}", class_="vt-faint"),
        )
        rows.append(tag("li", head, tag("p", one.text, class_="vt-said-words", dir="auto"), class_=f"vt-said-{look}"))
    draw(tag("ol", *rows, class_="vt-said", tabindex="0", aria_label="The transcript"))


def repairs(transcript: Transcript) -> Html:
    """What reading put right."""
    told = [f"{' and '.join(labels)} are taken for one person." for labels in transcript.repairs.merged]
    if transcript.repairs.repeated:
        told.append(f"{count(transcript.repairs.repeated, 'word')} that the captions say twice were dropped.")
    if transcript.repairs.overlapping:
        told.append(f"{count(transcript.repairs.overlapping, 'caption')} of two speakers overlap; they stand in the order they begin.")
    return tag("ul", *(tag("li", one) for one in told), class_="vt-notes") if told else Html()


def _of_pairs(pairing: Pairing) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for number, pair in enumerate(pairing.pairs, 1):
        for step, one in enumerate(pair.exchanges):
            name = f"{number}.{step}" if step else str(number)
            found |= dict.fromkeys(one.asked_in, (f"Question {name}" if not step else f"Follow-up {name}", "asked"))
            found |= dict.fromkeys(one.answered_in, (f"Answer {name}", "answered"))
    return found


def _left_out(pairing: Pairing) -> dict[int, tuple[str, str]]:
    return {place: (KINDS[left.kind], "out") for left in pairing.left_out for place in left.utterances}
