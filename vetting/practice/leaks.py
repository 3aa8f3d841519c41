"""What words give away: facts by their marks, and figures. One check for written replies and for those of a model."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from vetting.models.persona import Fact, Persona
from vetting.models.practice import Heard, Said
from vetting.proposal.quantities import NUMBER_WORDS, number
from vetting.scale import Signal

SMALLEST_TELLING = 10
"""Smaller numbers in words ('two of us') are ordinary speech and no figure."""

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_WORDS = re.compile(rf"\b{NUMBER_WORDS}\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def is_given_away(fact: Fact, text: str) -> bool:
    """True where one of the fact's marks stands in the text as whole words."""
    return _marks(fact.marks).search(_plain(text)) is not None


def given_away(persona: Persona, text: str) -> frozenset[str]:
    """Ids of the facts the text gives away."""
    return frozenset(fact.id for fact in persona.facts if is_given_away(fact, text))


def may_tell(persona: Persona, said: Sequence[Said], heard: Heard) -> tuple[Fact, ...]:
    """The facts the interviewer has asked for so far, this question included, and those told freely; none while names are kept back."""
    if persona.reserve and not is_open(said, heard):
        return ()
    asked = {signal for one in said for signal in one.heard.signals} | set(heard.signals)
    return tuple(fact for fact in persona.facts if fact.freely or fact.signal in asked)


def is_open(said: Iterable[Said], heard: Heard) -> bool:
    """True once the interviewer has offered to leave names out."""
    return heard.nameless or any(one.heard.nameless for one in said)


def faults_in(persona: Persona, said: Sequence[Said], question: str, heard: Heard, reply: str) -> tuple[str, ...]:
    """Why a reply may not be said: it gives away what was not asked for, or holds a figure that is not the candidate's."""
    allowed = may_tell(persona, said, heard)
    free = {fact.id for fact in allowed} | {id for one in said for id in one.told}
    faults = []
    leaked = [fact for fact in persona.facts if fact.id in given_away(persona, reply) - free]
    if leaked:
        signals = dict.fromkeys(fact.signal.words for fact in leaked)
        faults.append(f"it gives away what was not asked for ({', '.join(signals)})")
    if strange := sorted(figures_in(reply) - _figures_known(persona, said, question)):
        faults.append(f"it names the figure {strange[0]:g}, which is not in the candidate's story")
    return tuple(faults)


def figures_in(text: str, *, small: bool = False) -> frozenset[float]:
    """The numbers in a text, in digits or words; small ones in words only where asked for."""
    plain = _plain(text)
    found = {float(match[0]) for match in _DIGITS.finditer(plain)}
    for match in _WORDS.finditer(plain):
        value = number(match[0])
        if value is not None and (small or value >= SMALLEST_TELLING):
            found.add(value)
    return frozenset(found)


def _figures_known(persona: Persona, said: Sequence[Said], question: str) -> frozenset[float]:
    """Every figure of the candidate's story, and those the interviewer used; whether a fact may be told yet is the marks' business."""
    texts = [persona.headline, persona.truth, question, *(one.asked for one in said)]
    texts += [text for fact in persona.facts for text in (fact.truth, *fact.says)]
    return figures_in(" ".join(texts), small=True)


def signals_of(persona: Persona, told: Iterable[str], *, real: bool = False) -> frozenset[Signal]:
    """The signals of the facts told; only of what really happened where asked for."""
    ids = set(told)
    return frozenset(fact.signal for fact in persona.facts if fact.id in ids and (fact.real or not real))


def _plain(text: str) -> str:
    """One kind of quote and dash, and 1,000 as 1000."""
    return _THOUSANDS.sub("", text.translate(_PLAIN))


@functools.lru_cache(maxsize=1024)
def _marks(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(_plain(mark)) for mark in marks)})(?!\w)", re.IGNORECASE)
