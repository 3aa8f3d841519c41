"""Whether a question goes on with the last one or begins another subject: how it opens, what it points back to, and how near it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from vetting.transcripts.kinds import names_a_subject

if TYPE_CHECKING:
    from vetting.embedding import Vectors


class Embeds(Protocol):
    """What of the embedder pairing needs."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


_MOVES_ON = re.compile(
    r"\b(?:next (?:one|question|topic|thing|up)|(?:do|try) another one|(?:second|third|fourth|fifth|final|last) (?:one|question|"
    r"topic|thing)|"
    r"^(?:okay[,.]? |right[,.]? |and |good[,.]? )*(?:last|first|second|third)[.,:]|one (?:more|last) (?:from me|question|thing|"
    r"topic)|last one|"
    r"another (?:question|topic|area|subject|thing|one)|(?:different|new|other|separate) (?:question|topic|subject|area|note)|"
    r"(?:let's|let us|let me|i'll|we'll|can i|can we|shall we|i'd like to|i would like to|i want to) (?:now )?(?:move|switch|turn|"
    r"go|talk|come|change|"
    r"ask you|hear about)\b|(?:moving|turning|switching|going|coming) (?:on|to|over|now)\b|on to (?:something|another|the next)|"
    r"now (?:tell|about|a|let|for|to|describe|think|and)\b|and (?:what|how) about\b|what about (?:your |the )?\w+(?: \w+)?[,?]|"
    r"skip (?:it|that)|changing (?:topic|subject)|if you think about)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:(?:tell|walk|talk|take) (?:me|us) (?:\w+ )?(?:about|through|of) (?:a|an|the|one|some|someone|something|your|rolling|what|"
    r"how you)\b|"
    r"(?:think|cast your mind) (?:of|back)\b|describe (?:a|an|the|one|your)\b|(?:pick|choose) (?:one|a|an|any)\b|"
    r"give me (?:one|an|a)\b|(?:when|what) (?:was|did) (?:the|you) (?:last|worst|hardest|most|first)\b|when did you (?:see|last|first)\b|"
    r"(?:was|were|is) there ever\b|did you ever (?!see it)\b|(?:have|had) you (?:ever |had )|an example of|where did (?:a|an|your|one)\b|"
    r"how (?:do|would) you (?:find out|split|make sure|measure|decide|handle)\b|what(?:'s| is| was| were) the (?:most|worst|hardest|"
    r"last|biggest)\b|"
    r"which \w+(?: on \w+)? did you|what would you do if|what did you learn about|(?:whom?) have you (?:chosen|hired)|"
    r"what would you say is your)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|him|her|he|she|then|there|again|since|still|so|else|instead|in the end|the (?:reason|"
    r"fix|cause|"
    r"check|change|switch|limit|number|risk|result|mechanism|old(?:er)? (?:ones?)?)|older (?:ones?|documents))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:(?:okay|ok|right|sorry|mm|uh|good|cool|great|thanks|yeah|hm)[,.\s]+)*(?:and|but|so|then|or)?,?\s*(?:sorry, |just so i follow, )?"
    r"(?:how did you (?:notice|find|know|verify|check|get|make)|how (?:many|long|often|do you know|could|was it|much)|why\b|"
    r"who (?:told|noticed|paid|did)|"
    r"what (?:did (?:you|that|they|he|she)|happened|was (?:the|it|your)|told you|came|would you (?:do differently|not))|did (?:you|"
    r"it|the|that|anyone)\b|"
    r"is (?:that|it|any)|was (?:that|it)|where did you get|would you\b|and (?:since|after|then))",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"\b(?:skip (?:it|that|this)|never mind|forget (?:it|that)|leave (?:it|that) (?:there|out)|move on)\b", re.IGNORECASE
)

_COMES_BACK = re.compile(
    r"\b(?:one (?:more )?(?:thing|question)|i forgot|before (?:we|you) (?:close|finish|go)|last (?:question|one|thing)|back to)\b",
    re.IGNORECASE,
)

FEW_WORDS = 10
MOVES_ON, OPENS, POINTS_BACK, GOES_ON, SHORT = 2.2, 1.5, -0.9, -1.2, -0.5
NEAR, USUAL = -3.0, 0.32
"""What nearness to what was just said counts, beyond the usual nearness of any two things said in one interview."""
READ = 60
"""Words of a question or an answer that are looked at."""
A_NEW_ONE = 0.3
"""From here on it is another subject. Weights and cut were set by hand on the open half of the labelled transcripts."""


class Follows:
    """Tells follow-ups from new questions; remembers the vectors of what was said, since each text is looked at several times."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def follows(self, text: str, question: str, before: Sequence[str]) -> bool:
        """True for a follow-up on what was said `before`. `text` is the whole utterance, `question` the part that asks."""
        return self.newness(text, question, before) < A_NEW_ONE

    def newness(self, text: str, question: str, before: Sequence[str]) -> float:
        plain = text.replace("’", "'")
        opens = bool(_OPENS.search(plain))
        moves_on = bool(_MOVES_ON.search(plain)) or names_a_subject(plain)
        score = MOVES_ON * moves_on + OPENS * opens
        if not opens:
            score += POINTS_BACK * bool(_POINTS_BACK.search(question)) + GOES_ON * bool(_GOES_ON.match(plain))
        score += SHORT * (len(question.split()) <= FEW_WORDS)
        return score + NEAR * (self._nearness(question, before) - USUAL)

    def comes_back(self, text: str) -> bool:
        """True where the interviewer takes the word again after the candidate's own questions."""
        return _COMES_BACK.search(text) is not None

    def gives_up(self, text: str) -> bool:
        """True where the interviewer lets the open question go and asks another."""
        return _GIVES_UP.search(text) is not None

    def _nearness(self, question: str, before: Sequence[str]) -> float:
        if not before:
            return USUAL
        asked = self._vector(question)
        return max(float(self._vector(text) @ asked) for text in before)

    def _vector(self, text: str) -> Vectors:
        start = " ".join(text.split()[:READ])
        if start not in self._vectors:
            self._vectors[start] = self._embedder.embed([start])[0]
        return self._vectors[start]
