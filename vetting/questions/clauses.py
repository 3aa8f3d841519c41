"""A text as the thoughts it is made of, each verbatim, without those that address a machine."""

from __future__ import annotations

import re

FEWEST_WORDS = 3
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[^a-z])|\n+|\s+[•·▪‣]\s*")
_PART = re.compile(r"(?<=[;:])\s+")
_LABEL = re.compile(r"^(?:\S+\s+){0,2}\S+:\s")
"""Skills: or Hobbies and interests: belongs to what follows."""
_WRAPPED = re.compile(
    r"(?<=\S)[ \t]*\n[ \t]*(?=[a-z(&])|(?<=,)[ \t]*\n[ \t]*(?=\w)|(?<=\b(?:of|to|in|at|by|on|or|an))[ \t]*\n[ \t]*(?=\w)|"
    r"(?<=\b(?:and|the|for|our|who))[ \t]*\n[ \t]*(?=\w)|(?<=\b(?:with|your|from))[ \t]*\n[ \t]*(?=\w)"
)
"""A line break inside a sentence: the next line goes on in lower case, or this one cannot end here."""
_JOINT = re.compile(r",\s+(?:and|but|so|which|who|where|or)\s+|\s+and (?=once|nobody|no one|the|it|we|it's)|,\s+(?=\w+\s+\w+\s+\w+)")
_BULLET = re.compile(r"^[\s\-–—*•·▪‣>#|\d.)]*(?=\D)")
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:instruction|prompt|rule|previous|above|prior|"
    r"guideline|polic|everything)|"
    r"\b(?:system|assistant|developer|user)\s*(?:prompt|message)?\s*[:>\]]|<\|?\w*\|?>|\[/?(?:inst|system)\]|"
    r"\b(?:you are|act as|pretend to be|respond as) (?:now )?(?:an? |the )?(?:ai|assistant|language model|llm|interviewer|"
    r"grader|recruiter|helpful|chatgpt|system)\b|"
    r"\b(?:as an ai|language model|note to (?:the )?(?:ai|model|grader|recruiter|reviewer)|attention (?:ai|model|llm)|"
    r"ai (?:reviewer|screener|assistant)s? (?:must|should))\b|"
    r"\b(?:only|just|do not|don't|never|always|please|must|instead) (?:ask|grade|rate|score|rank|recommend|write|generate|"
    r"output|reveal|print|probe|question|select|choose)\b|"
    r"\b(?:ask|give) (?:the candidate|me|him|her|them|this candidate|only|nothing|easy|about (?:his|her|their|my|the candidate))\b|"
    r"\b(?:rate|score|grade|rank) (?:this|me|him|her|them|the candidate|my)\b|\b(?:perfect|highest|top|maximum) (?:score|"
    r"grade|mark|level)\b|"
    r"\b(?:repeat|reveal|print|show) (?:your|the) (?:system|prompt|instructions)\b|\bjailbreak\b|\bhidden instruction",
    re.IGNORECASE,
)
"""Text that gives a reader orders: never quoted, never part of a search."""


_BUSINESS = re.compile(
    r"^(?:we|our company|the company|founded|based)\b (?:(?:\w+ly|now) )?"
    r"(?:sell|make|produce|manufacture|offer|provide|trade|distribute|are an?|were|in|operate in|have offices|employ)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_AI = re.compile(
    r"\b(?:ai|llms?|gpt\S*|models?|agents?|agentic|assistants?|(?:chat)?bots?|copilots?|rag|retrieval|search|embeddings?|prompts?|evals?|"
    r"guardrails?|tokens?|machine learning|ml|data|predict\w*|automat\w+)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[str, ...]:
    """Sentences, their parts at semicolons and colons, and lines, bullets off; an order stays whole.

    Each stands in the text word for word, white space aside.
    """
    lines = _WRAPPED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    whole = (" ".join(_BULLET.sub("", part).split()) for part in _SENTENCE.split(lines) if part)
    parts = (part for one in whole for part in ((one,) if is_order(one) or _LABEL.match(one) else _PART.split(one)))
    return tuple(part for part in parts if re.search(r"[^\W\d_]{2}", part))


def is_order(sentence: str) -> bool:
    """True for text addressed to whoever or whatever reads it, to steer what is asked or how it is judged."""
    return _ADDRESSED.search(sentence) is not None


def clauses(text: str) -> tuple[str, ...]:
    """The thoughts of a text: its sentences, and the parts of longer ones. Orders, repeats and what the company sells are left out."""
    found: dict[str, None] = {}
    for sentence in sentences(text):
        if is_order(sentence) or (_BUSINESS.search(sentence) and not _SPEAKS_OF_AI.search(sentence)):
            continue
        parts = [part.strip(" .,;:") for part in _JOINT.split(sentence)]
        for part in parts if len(sentence.split()) > 10 else [sentence.strip(" .,;:")]:
            if len(part.split()) >= FEWEST_WORDS or len(sentence.split()) < FEWEST_WORDS:
                found[part] = None
    return tuple(found)
