"""The candidate played by a model from the same truth sheet. Nothing is shown before it was checked: a reply that gives away what was not
asked for is asked for once more, then the candidate's written reply stands in its place, and says so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from vetting.embedding import Embedder
from vetting.errors import ModelAnswerUnusable
from vetting.llm import Messages
from vetting.models.persona import Fact, Persona
from vetting.models.practice import Heard, Said, Speaker
from vetting.practice.leaks import faults_in, given_away, is_open, may_tell
from vetting.practice.written import Written
from vetting.prompts import fence, load_prompt

LONGEST = 90
"""Words a reply may have, as the model is told."""
TRIES = 2
AS_GOOD_AS_TOLD = 0.62
"""Likeness of a sentence to a fact's truth from which it tells the fact in other words. Of the written lines about other facts, one in 700
is as near."""


class Streams(Protocol):
    """What of the door this module needs."""

    def stream(self, messages: Messages) -> Iterator[str]: ...


class Played:
    """Speaks for candidates through a model, within what the interviewer has asked for."""

    says_of_itself = "A model plays the candidate from the truth sheet; every reply is checked before it is shown."

    def __init__(self, door: Streams, embed: Embedder) -> None:
        self._door = door
        self._written = Written(embed)
        self._embed = embed
        self._truth = functools.lru_cache(maxsize=512)(lambda text: embed.embed([text])[0])

    def reply(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard) -> Said:
        """Raises EndpointError where the model cannot be reached; what was said before is kept."""
        refused: list[str] = []
        for _ in range(TRIES):
            text = self._spoken(persona, said, question, heard, refused)
            faults = self._faults(persona, said, question, heard, text)
            if not faults:
                return self._said(persona, said, question, heard, text, refused)
            refused.append("; ".join(faults))
        instead = self._written.reply(persona, said, question, heard)
        return instead.model_copy(update={"speaker": Speaker.REPLACED, "refused": tuple(refused)})

    def _spoken(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard, refused: Sequence[str]) -> str:
        prompt = load_prompt("play-candidate")
        system = prompt.render("system", longest=str(LONGEST))
        if refused:
            system += "\n\n" + prompt.render("again", faults=refused[-1])
        text = "".join(self._door.stream(Messages(system, fence(**part_of(persona, said, question, heard)))))
        spoken = re.sub(rf"^\s*(?:{re.escape(persona.name)}|candidate)\s*:\s*", "", text, flags=re.IGNORECASE).strip()
        if not spoken:
            raise ModelAnswerUnusable("The model said nothing for the candidate. Ask again, or practise with --engine offline.")
        return spoken

    def _faults(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard, text: str) -> tuple[str, ...]:
        """The check of marks and figures, and the same for facts in other words."""
        faults = list(faults_in(persona, said, question, heard, text))
        free = {fact.id for fact in may_tell(persona, said, heard)} | {id for one in said for id in one.told}
        if not faults and (reworded := self._reworded(persona, text) - free):
            signals = dict.fromkeys(fact.signal.words for fact in persona.facts if fact.id in reworded)
            faults.append(f"it gives away what was not asked for, in other words ({', '.join(signals)})")
        if any(_plain(text) == _plain(one.reply) for one in said):
            faults.append("it repeats an earlier reply")
        return tuple(faults)

    def _said(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard, text: str, refused: Sequence[str]) -> Said:
        known = {id for one in said for id in one.told}
        told = (given_away(persona, text) | self._reworded(persona, text)) - known
        closed = persona.reserve is not None and not is_open(said, heard)
        return Said(
            asked=question,
            heard=heard,
            reply=text,
            told=tuple(fact.id for fact in persona.facts if fact.id in told),
            blank=() if closed else tuple(signal for signal in heard.signals if persona.blank_of(signal)),
            speaker=Speaker.MODEL,
            refused=tuple(refused),
        )

    def _reworded(self, persona: Persona, text: str) -> frozenset[str]:
        """Ids of the facts a sentence tells in other words."""
        sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if part]
        vectors = self._embed.embed([*sentences, text])
        return frozenset(fact.id for fact in persona.facts if max(map(float, vectors @ self._truth(fact.truth))) >= AS_GOOD_AS_TOLD)


def part_of(persona: Persona, said: Sequence[Said], question: str, heard: Heard) -> dict[str, Any]:
    """What the model is given for one reply: the truth, parted by what may be told now."""
    told = {id for one in said for id in one.told}
    allowed = {fact.id for fact in may_tell(persona, said, heard)} - told
    closed = persona.reserve is not None and not is_open(said, heard)
    return {
        "you_are": {
            "name": persona.name,
            "present_yourself_as": persona.headline,
            "voice": persona.voice,
            "you_sound_like": _samples(persona),
        },
        "what_is_true": persona.truth.strip(),
        "told": [_fact(fact) for fact in persona.facts if fact.id in told],
        "may_tell": [_fact(fact) for fact in persona.facts if fact.id in allowed],
        "keep_back": [_fact(fact) for fact in persona.facts if fact.id not in told | allowed],
        "nothing_to_tell": [{"about": blank.signal.words, "why": blank.why, "gets_around_it": blank.says[0]} for blank in persona.blanks],
        **({"keeps_names_back": persona.reserve.why} if persona.reserve and closed else {}),
        "conversation": [{"interviewer": one.asked, "you": one.reply} for one in said],
        "question": question,
        "question_asks_for": [signal.words for signal in heard.signals] or [heard.intent.value if heard.intent else "nothing"],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    """A fact with the words that give it away."""
    claimed = {} if fact.real else {"told_as_if_true": fact.says[0]}
    return {"about": fact.signal.words, "truth": fact.truth, "its_words": list(fact.marks), **claimed}


def _samples(persona: Persona) -> list[str]:
    return [persona.lines.background[0], persona.lines.dodge[0], persona.lines.opinion[0]]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
