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
    r"^(?:okay[,.]? |right[,.]? |and |good[,.]? )*(?:last|first|second|third)[.,:]|one (?:more|last) (?:from me|question|thing|topic)|"
    r"another (?:question|topic|area|subject|thing)|(?:different|new|other|separate) (?:question|topic|subject|area|note)|"
    r"(?:let's|let us|let me|i'll|we'll|can i|can we|shall we|i'd like to|i would like to|i want to) (?:now )?(?:move|switch|turn|go|talk|"
    r"come|change|ask you|hear about)\b|(?:moving|turning|switching|going|coming) (?:on|to|over|now)\b|"
    r"on to (?:something|another|the next)|now (?:tell|about|a|let|for|to|describe|think|and)\b|and (?:what|how) about\b|"
    r"what about (?:your |the )?\w+(?: \w+)?[,?]|question (?:one|two|three|four|five|six|seven|eight|\d+)\b|let me (?:start|end|"
    r"finish|close)|something (?:else|different|broader|new)\b|"
    r"skip (?:it|that)|changing (?:topic|subject)|if you think about)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:(?:tell|walk|talk|take) (?:me|us) (?:\w+ )?(?:about|through|of)\b(?! (?:it|that|this|these|those|them|the \w+[.?]?$))|"
    r"(?:think|cast your mind|go|look) back (?:to|on)\b|think of\b|describe (?!it|that|this|the)\w+|(?:pick|choose) (?:one|a|an|any)\b|"
    r"give me (?:one|an|a)\b|(?:when|what) (?:was|did) (?:the|you) (?:last|worst|hardest|most|first)\b|when did you (?:see|last|first)\b|"
    r"(?:was|were|is) there ever\b|did you ever (?!see it)\b|(?:have|had) you (?:ever |had )|an example of|where did (?:a|an|your|one)\b|"
    r"how (?:do|would) you (?:find out|split|make sure|measure|decide|handle)\b|"
    r"what(?:'s| is| was| were) the (?:most|worst|hardest|last|biggest)\b|"
    r"which (?:\w+ ){1,3}(?:of yours|have you|did you|that you)|which of your|what would you do if|what did you learn about|"
    r"whom? have you|"
    r"what would you say is your|the (?:last )?time (?:this|that|you|yours)|in (?:your|the) (?:own )?(?:worst )?case you|"
    r"a time (?:when|you|your)|some(?:one|body) (?:you|who)|"
    r"when (?:a|an|your|another|you|two|the last)\b[^,?]{12,}, (?:what|how|who|where|which|why))|"
    r"(?:^|[.,] )(?:(?:take|find|name|recall|remember) (?:a|an|one|some|someone|the|your)|say|imagine|suppose)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|him|her|he|she|then|there|again|since|still|so|else|instead|in the end|"
    r"the (?:reason|fix|cause|check|change|switch|limit|number|risk|result|mechanism|old(?:er)? (?:ones?)?)|older (?:ones?|documents))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:(?:okay|ok|right|sorry|mm|uh|good|cool|great|thanks|yeah|hm)[,.\s]+)*(?:and|but|so|then|or)?,?\s*(?:sorry, |just so i follow, )?"
    r"(?:how did you (?:notice|find|know|verify|check|get|make)|how (?:many|long|often|do you know|could|was it|much)|why\b|"
    r"who (?:told|noticed|paid|did)|what (?:did (?:you|that|they|he|she)|happened|was (?:the|it|your)|told you|came|"
    r"would you (?:do differently|not))|did (?:you|it|the|that|anyone)\b|is (?:that|it|any)|was (?:that|it)|where did you get|would you\b|"
    r"and (?:since|after|then))",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"\b(?:skip (?:it|that|this)|never mind|forget (?:it|that)|leave (?:it|that) (?:there|out)|move on)\b", re.IGNORECASE
)
_COMES_BACK = re.compile(
    r"\b(?:one (?:more )?(?:thing|question)|i forgot|before (?:we|you) (?:close|finish|go)|last (?:question|one|thing)|back to)\b",
    re.IGNORECASE,
)

FEW_WORDS, MANY_WORDS, CLEAR_WORDS = 10, 16, 12
FIRST_WORDS = 8
"""Of a longer question, where it points back if it does: further on, it points at its own words."""
MOVES_ON, OPENS, POINTS_BACK, GOES_ON, SHORT, LONG, SET_OUT = 3.8, 2.5, -1.4, -0.8, -1.4, 2.2, 1.8
NEAR, USUAL = -1.4, 0.32
"""What nearness to what was just said counts, beyond the usual nearness of any two things said in one interview."""
NEW = -2.1
"""Weights of a logistic regression on the bank's openers and probes and on the open half of the labelled transcripts, rounded; those that
only the bank speaks for are a little lower. Above nought it is another subject."""
READ = 60
"""Words of a question or an answer that are looked at."""


class Follows:
    """Tells follow-ups from new questions; remembers the vectors of what was said, since each text is looked at several times."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def follows(self, text: str, question: str, before: Sequence[str]) -> bool:
        """True for a follow-up on what was said `before`. `text` is the whole utterance, `question` the part that asks."""
        return self.newness(text, question, before) < 0

    def newness(self, text: str, question: str, before: Sequence[str]) -> float:
        plain, words = text.replace("’", "'"), question.split()
        score = NEW + MOVES_ON * (bool(_MOVES_ON.search(plain)) or names_a_subject(plain))
        if _OPENS.search(plain):
            score += OPENS
        else:
            where = question if len(words) <= CLEAR_WORDS else " ".join(words[:FIRST_WORDS])
            score += POINTS_BACK * bool(_POINTS_BACK.search(where)) + GOES_ON * bool(_GOES_ON.match(plain))
        score += SHORT * (len(words) <= FEW_WORDS) + LONG * (len(words) >= MANY_WORDS)
        score += SET_OUT * (len(words) > CLEAR_WORDS and len(re.findall(r"[.?!]", question)) > 1)
        return score + NEAR * (self._nearness(question, before) - USUAL)

    def opens(self, text: str) -> bool:
        """True for words that open a subject, whatever was said before."""
        return bool(_OPENS.search(text.replace("’", "'")))

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
