"""The candidate without a model: replies are chosen from what was written for them, by what the question asks for.

The same persona, history and question give the same reply. No line is said twice; a fact is told when its signal is asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vetting.embedding import Embedder
from vetting.models.persona import Fact, Persona
from vetting.models.practice import Heard, Intent, Said
from vetting.practice.cast import Line, lines_of
from vetting.practice.leaks import is_open
from vetting.scale import Signal

REMEMBERED = 2048
"""Sentence vectors kept: all written lines, and some questions."""
MOST_PARTS = 2
"""How many parts of a question with several a candidate answers, as people do."""
FALLBACKS = ("lines.dodge.", "lines.unclear.")
"""Pools to fall back on, in this order, when the fitting one is used up."""


class Written:
    """Speaks for candidates from their written lines."""

    says_of_itself = "Replies are chosen from what was written for this candidate; no model is asked."

    def __init__(self, embed: Embedder) -> None:
        self._vector = functools.lru_cache(maxsize=REMEMBERED)(lambda text: embed.embed([text])[0])

    def reply(self, persona: Persona, said: Sequence[Said], question: str, heard: Heard) -> Said:
        """Ends the conversation where nothing is left to say."""
        return _Turn(persona, said, question, heard, self._nearest).reply()

    def _nearest(self, question: str, lines: Sequence[Line]) -> Line:
        """The line nearest in meaning to the question; the first of equals."""
        likeness = [round(float(self._vector(question) @ self._vector(text)), 4) for _, text in lines]
        return lines[likeness.index(max(likeness))]


@dataclass
class _Turn:
    """One reply while it is put together."""

    persona: Persona
    said: Sequence[Said]
    question: str
    heard: Heard
    nearest: Callable[[str, Sequence[Line]], Line]
    parts: list[Line] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    blank: list[Signal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._used = {name for one in self.said for name in one.lines}
        self._known = {id for one in self.said for id in one.told}
        self._lines = list(lines_of(self.persona))

    def reply(self) -> Said:
        if self.persona.reserve and self.heard.signals and not is_open(self.said, self.heard):
            self._say_first("reserve.")
        elif self.heard.signals:
            for signal in self.heard.signals[:MOST_PARTS]:
                self._about(signal)
        else:
            intent = self.heard.intent or Intent.UNCLEAR
            self._say_first(f"lines.{intent.value}.", in_order=intent is Intent.SMALL_TALK)
        ends = not self.parts
        if ends:
            self.parts.append(("lines.leaving.0", self.persona.lines.leaving))
        return Said(
            asked=self.question,
            heard=self.heard,
            reply=" ".join(text for _, text in self.parts),
            lines=tuple(name for name, _ in self.parts),
            told=tuple(self.told),
            blank=tuple(self.blank),
            ends=ends,
        )

    def _about(self, signal: Signal) -> None:
        """Tells what there is on a signal; the account of the event begins with what is told freely."""
        if signal is Signal.INCIDENT and not self._has_begun():
            self._say("lines.opening.")
            for fact in self.persona.told_freely:
                if fact.id not in self._known:
                    self._tell(fact)
            if not self.persona.blank_of(signal):
                return
        if self.persona.blank_of(signal):
            self.blank.append(signal)
            self._say_first(f"blanks.{signal.value}.")
            return
        facts = self.persona.facts_of(signal)
        untold = [fact for fact in facts if fact.id not in self._known]
        if untold:
            nearest = self._nearest([(fact.id, fact.says[0]) for fact in untold])[0]
            self._tell(next(fact for fact in untold if fact.id == nearest))
        elif not any(self._say(f"facts.{fact.id}.") for fact in facts):
            self._say_first("lines.again.")

    def _has_begun(self) -> bool:
        return any(name.startswith("lines.opening.") for name in self._used)

    def _tell(self, fact: Fact) -> None:
        if self._say(f"facts.{fact.id}.", in_order=True) and fact.id not in self._known:
            self.told.append(fact.id)
            self._known.add(fact.id)

    def _say_first(self, beginning: str, *, in_order: bool = False) -> None:
        """Says a line that begins so, else one of the pools to fall back on, else nothing."""
        self._say(beginning, in_order=in_order) or any(self._say(each) for each in FALLBACKS)

    def _say(self, beginning: str, *, in_order: bool = False) -> bool:
        """Says an unused line whose name begins so: the first, or the one nearest to the question. False where none is left."""
        left = [(name, text) for name, text in self._lines if name.startswith(beginning) and name not in self._used]
        if not left:
            return False
        line = left[0] if in_order else self._nearest(left)
        self.parts.append(line)
        self._used.add(line[0])
        return True

    def _nearest(self, lines: Sequence[Line]) -> Line:
        return lines[0] if len(lines) == 1 else self.nearest(self.question, lines)
