"""Which answer belongs to which question. By rules on who speaks and what the words do; candidates' words are never read for orders.

An interviewer's question opens a pair or a follow-up; what the candidate says until the next one is its answer, whatever is interjected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vetting.models.transcript import Asked, LeftOut, LeftOutKind, Pair, Pairing, Role, Roles, Transcript
from vetting.questions.unlawful import unlawful_reasons
from vetting.transcripts.follow import Follows
from vetting.transcripts.kinds import Kind, asks, is_interjection, kind_of, last_question, prompts_for_more, question_in

SHORT = 14
"""Words of a question back, a repair, or a remark that do not end an answer."""

ASIDE = 24
"""Words of a question to the interviewer in the middle of an answer."""
_ASKS_BACK = re.compile(
    r"\b(?:should i|shall i|do you (?:want|mean)|is (?:this|that) (?:the|what|okay|enough|clear)|does (?:this|that) (?:make sense|answer)|"
    r"(?:can|may) i)\b",
    re.IGNORECASE,
)

_LEFT = {
    Kind.UNLAWFUL: LeftOutKind.UNLAWFUL,
    Kind.TERMS: LeftOutKind.TERMS,
    Kind.ABOUT_THE_PERSON: LeftOutKind.ABOUT_THE_PERSON,
    Kind.YOUR_TURN: LeftOutKind.SMALL_TALK,
    Kind.CLOSING: LeftOutKind.SMALL_TALK,
    Kind.SMALL_TALK: LeftOutKind.SMALL_TALK,
    Kind.REPAIR: LeftOutKind.SMALL_TALK,
}


@dataclass
class _Open:
    """A question being answered."""

    asked_in: list[int]
    follows: bool
    answered_in: list[int] = field(default_factory=list)


def pair_up(transcript: Transcript, roles: Roles, follows: Follows) -> Pairing:
    """Every question with its answer, follow-ups under their question, and everything else with the reason it is left out."""
    return _Pairer(transcript, roles, follows).paired()


class _Pairer:
    """Walks the transcript once; `_open` is the question being answered, `_aside` what is talked about instead."""

    def __init__(self, transcript: Transcript, roles: Roles, follows: Follows) -> None:
        self._said = transcript.utterances
        self._roles = roles
        self._follows = follows
        self._done: list[_Open] = []
        self._left: list[LeftOut] = []
        self._open: _Open | None = None
        self._aside: LeftOutKind | None = LeftOutKind.SMALL_TALK
        self._their_turn = False

    def paired(self) -> Pairing:
        for place, said in enumerate(self._said):
            role = self._roles.of(said.speaker)
            if role is Role.UNCLEAR:
                role = Role.INTERVIEWER if kind_of(said.text) is Kind.ASK else Role.CANDIDATE
            if role is Role.OTHER:
                self._leave(LeftOutKind.NOT_IN_IT, place)
            elif role is Role.INTERVIEWER:
                self._asker(place, said.text)
            else:
                self._candidate(place, said.text)
        self._close()
        self._leave_pleasantries()
        return Pairing(pairs=self._pairs(), left_out=tuple(_together(self._left)))

    def _asker(self, place: int, text: str) -> None:
        kind = kind_of(text)
        if self._their_turn and not (kind is Kind.ASK and self._is_back_to_asking(place, text)):
            self._leave(LeftOutKind.SMALL_TALK if kind is Kind.CLOSING else LeftOutKind.STATEMENT, place)
            return
        if kind is Kind.ASK or (self._open is not None and self._open.answered_in and prompts_for_more(text)):
            self._ask(place, text)
        elif kind is Kind.INTERJECTION or (self._open is not None and self._only_interrupts(kind, text)):
            self._interject(place)
        elif kind is Kind.STATEMENT:
            self._state(place)
        else:
            self._close()
            self._aside = _LEFT[kind]
            self._their_turn = kind is Kind.YOUR_TURN
            why = "; ".join(unlawful_reasons(text)) if kind is Kind.UNLAWFUL else None
            self._leave(_LEFT[kind], place, why=why)

    def _ask(self, place: int, text: str) -> None:
        self._their_turn, self._aside = False, None
        if self._open is not None and not self._open.answered_in and not self._follows.gives_up(text):
            self._open.asked_in.append(place)
            return
        self._close()
        question = question_in(text)
        before = [self._said[other].text for one in self._done[-2:] for other in (*one.asked_in, *one.answered_in)]
        self._open = _Open([place], follows=bool(self._done) and self._follows.follows(text, question, before))

    def _interject(self, place: int) -> None:
        """A repeated or clarified question that waits for its answer takes the words in; an answer goes on past them."""
        self._leave(LeftOutKind.INTERJECTION if self._aside is None else self._aside, place)

    def _state(self, place: int) -> None:
        if self._open is not None and not self._open.answered_in:
            self._open.asked_in.append(place)
            return
        self._close()
        self._aside = LeftOutKind.SMALL_TALK
        self._leave(LeftOutKind.STATEMENT if len(self._said[place].text.split()) > SHORT else LeftOutKind.SMALL_TALK, place)

    def _only_interrupts(self, kind: Kind, text: str) -> bool:
        """A remark or a repair of the line in the middle of an answer."""
        words = len(text.split())
        if kind is Kind.REPAIR:
            return words <= 2 * SHORT
        return words <= SHORT and kind in (Kind.STATEMENT, Kind.SMALL_TALK) and bool(self._open and self._open.answered_in)

    def _is_back_to_asking(self, place: int, text: str) -> bool:
        """After the candidate's own questions, a question is the interviewer's again unless it only answers one."""
        if self._follows.comes_back(text):
            return True
        last = self._said[place - 1].text if place else ""
        return not last.rstrip().endswith("?")

    def _candidate(self, place: int, text: str) -> None:
        if self._their_turn:
            self._leave(LeftOutKind.THEIR_QUESTION, place)
        elif self._aside is not None or self._open is None:
            self._leave(self._aside or LeftOutKind.SMALL_TALK, place)
        elif self._is_beside(text):
            self._leave(LeftOutKind.INTERJECTION, place)
        else:
            self._open.answered_in.append(place)

    def _is_beside(self, text: str) -> bool:
        """A question back, a repair of the line, or a sign of listening: no part of the answer."""
        words = len(text.split())
        if words <= SHORT + 6 and kind_of(text) is Kind.REPAIR:
            return True
        if is_interjection(text):
            return True
        if self._open is not None and not self._open.answered_in:
            return words <= SHORT and text.rstrip().endswith("?") and asks(text)
        return words <= ASIDE and text.rstrip().endswith("?") and _ASKS_BACK.search(text) is not None

    def _close(self) -> None:
        if self._open is not None and self._open.answered_in:
            self._done.append(self._open)
        elif self._open is not None:
            self._leave(LeftOutKind.UNANSWERED, *self._open.asked_in)
        self._open = None

    def _leave_pleasantries(self) -> None:
        """A short question with a short answer before the first real one is about the weather, whatever its words."""
        while self._done and self._is_pleasantry(self._done[0]):
            first = self._done.pop(0)
            self._leave(LeftOutKind.SMALL_TALK, *sorted((*first.asked_in, *first.answered_in)))

    def _is_pleasantry(self, one: _Open) -> bool:
        text = self._said[one.asked_in[-1]].text
        return len(last_question(text).split()) <= SHORT and self._words(one.answered_in) <= SHORT and not self._follows.opens(text)

    def _words(self, places: Sequence[int]) -> int:
        return sum(len(self._said[place].text.split()) for place in places)

    def _leave(self, kind: LeftOutKind, *places: int, why: str | None = None) -> None:
        self._left.append(LeftOut(kind=kind, utterances=places, reason=why))

    def _pairs(self) -> tuple[Pair, ...]:
        grouped: list[list[Asked]] = []
        for one in self._done:
            texts = [self._said[place].text for place in one.asked_in]
            asked = Asked(
                asked=" ".join(question_in(text) for text in texts),
                answer="\n".join(self._said[place].text for place in one.answered_in),
                asked_in=tuple(one.asked_in),
                answered_in=tuple(one.answered_in),
            )
            if one.follows and grouped:
                grouped[-1].append(asked)
            else:
                grouped.append([asked])
        return tuple(Pair(exchanges=tuple(group)) for group in grouped)


def _together(left: Sequence[LeftOut]) -> Sequence[LeftOut]:
    """In the order of the transcript, neighbours of one kind as one."""
    out: list[LeftOut] = []
    for one in sorted(left, key=lambda each: each.utterances):
        last = out[-1] if out else None
        if last and last.kind is one.kind and one.utterances[0] == last.utterances[-1] + 1 and not one.reason and not last.reason:
            out[-1] = last.model_copy(update={"utterances": (*last.utterances, *one.utterances)})
        else:
            out.append(one)
    return out
