"""What a candidate claims that can be checked: work done, systems run, gains in figures. Verbatim, or not at all.

Addresses, hobbies, schools and protected data are passed over, and so is text that gives the reader orders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vetting.questions.clauses import is_order, sentences

ClaimKind = Literal["built", "improved"]

FEWEST_WORDS, MOST_WORDS = 4, 32
MOST_CLAIMS = 60
"""The first and strongest; a CV of ten pages does not need more."""

_DONE = re.compile(
    r"\b(?:led|leading|built|build|rebuilt|designed|created|launched|shipped|deployed|delivered|owned?|ran|run|running|"
    r"operated|migrated|moved|replaced|"
    r"scaled|grew|cut|reduced|lowered|halved|doubled|tripled|improved|increased|raised|saved|automated|debugged|fixed|rewrote|"
    r"introduced|established|"
    r"managed|responsible for|headed|directed|oversaw|implemented|developed|architected|set up|turned around|stopped|found|"
    r"trained|fine-tuned|advised?s?|"
    r"negotiated|hired|mentored|coached|instrumented|monitored|secured|hardened|evaluated|tested|optimi[sz]ed|accelerated|"
    r"transformed|put)\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\b(?:ai|llms?|gpt\S*|models?|agents?|agentic|assistants?|(?:chat)?bots?|copilots?|rag|retrieval|search|index(?:es)?|"
    r"embeddings?|vector|prompts?|"
    r"tool[- ]call\w*|mcp|evals?|evaluations?|test suite|guardrails?|inject\w+|moderation|fine-?tun\w+|training|inference|"
    r"tokens?|latency|gpus?|pipelines?|"
    r"classif\w+|recommend\w+|forecast\w*|predict\w*|fraud|ml|mlops|machine learning|hallucinat\w+|observability|monitoring|"
    r"dashboards?|traces?|"
    r"incidents?|outages?|on-call|production|platform|data|governance|review queue|human[- ]in[- ]the[- ]loop|pii|vendors?|"
    r"suppliers?|board|"
    r"engineers|team of|budget|spend|api|automation|workflow)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\d[\d.,]*\s*(?:%|percent|per cent|pp\b|x\b)|[$€£]\s?\d|\d[\d.,]*\s?(?:k|m|bn|million|billion|thousand|euros?|"
    r"dollars?)\b|\bfrom\s+\S+\s+to\s+\S*\d|"
    r"\b(?:halved|doubled|tripled|quadrupled|tenfold|by (?:half|a third|two thirds|a quarter))\b|\b\d+(?:\.\d+)?\s?(?:ms|"
    r"seconds|minutes|hours)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:cut|reduc\w+|lower\w+|halv\w+|doubl\w+|tripl\w+|improv\w+|increas\w+|rais\w+|sav\w+|grew|grow\w*|scal\w+|accelerat\w+|optimi\w+|"
    r"from|down|up|by|fewer|less|more|faster|better|drop\w*|fell)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\b\d[\d.,]*\+?\s+(?:\w+ ){0,2}\w+|\b(?:hundreds?|thousands?|millions?|dozens?) of\b", re.IGNORECASE)
_TROUBLE = re.compile(
    r"\b(?:after|incident|outage|duplicate|wrong|failure|failing|leak|broke|broken|stale|regress|attack|root cause|downtime)\w*\b",
    re.IGNORECASE,
)
_PASSED_OVER = re.compile(
    r"^(?:\w+ ){0,2}(?:skills?|tools?|technolog\w+|stack|languages?|interests?)\s*:|"
    r"@|https?:|www\.|linkedin|github\.com|\+?\d[\d\s()/-]{8,}\d|"
    r"\b(?:hobb(?:y|ies)|sports?|rowing|cycling|running marathons?|married|marital|husband|wife|children|kids|"
    r"father|mother|parents?|pregnan\w+|"
    r"maternity|paternity|parental leave|born|birth\w*|aged?|years old|nationality|citizen\w*|passport|visa|native speaker|"
    r"mother tongue|"
    r"religio\w+|church|mosque|synagogue|christian|muslim|jewish|catholic|ethnic\w*|gender|pronouns|gay|lesbian|queer|"
    r"transgender|disab\w+|illness|"
    r"health condition|sick leave|burn-?out|union member\w*|trade union|works council|political party|party member|military|army|veteran|"
    r"arrest\w*|convict\w*|salary|compensation|photo|driv(?:er's|ing) licen[cs]e|references? (?:available|on request)|"
    r"university|college|bachelor|master(?:'s| of)|b\.?sc|m\.?sc|mba|ph\.?d|doctorate|diploma|gpa|degree|graduat\w+|thesis|"
    r"school|certificat\w+|certified|"
    r"curriculum vitae|street|avenue|postcode|zip code|phone|e-?mail)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CheckableClaim:
    """Something the candidate wrote that a question can test."""

    text: str
    """Verbatim from the claims."""
    kind: ClaimKind
    """improved: it states a gain; built: a system, a team or a duty."""
    weight: float
    """How much there is to check, 2 to 4.5."""


def checkable_claims(text: str) -> tuple[CheckableClaim, ...]:
    """The claims worth a question, most to check first, in the order of the text on a tie; each once."""
    found: dict[str, CheckableClaim] = {}
    for sentence in sentences(text):
        if is_order(sentence) or _PASSED_OVER.search(sentence):
            continue
        words = _shortened(sentence)
        weight = _weight(words)
        if weight >= 2 and len(words.split()) >= FEWEST_WORDS:
            found.setdefault(
                words.casefold(), CheckableClaim(words, "improved" if _GAIN.search(words) and _BETTER.search(words) else "built", weight)
            )
    return tuple(sorted(found.values(), key=lambda claim: -claim.weight)[:MOST_CLAIMS])


def _weight(words: str) -> float:
    """Work done and a system count one each, a gain one, a mere size and a word of trouble half. Nothing done, nothing to check."""
    done, system, gain = (bool(pattern.search(words)) for pattern in (_DONE, _SYSTEM, _GAIN))
    if not (done or gain):
        return 0.0
    return done + system + gain + 0.5 * bool(_SIZE.search(words) and not gain) + 0.5 * bool(_TROUBLE.search(words))


def _shortened(sentence: str) -> str:
    """The sentence without its full stop; of a long one, the run of its parts that holds most to check."""
    whole = sentence.strip(" .;,:")
    if len(whole.split()) <= MOST_WORDS:
        return whole
    starts = [0, *(match.end() for match in re.finditer(r",\s+|\s+[–—-]\s+", whole))]
    ends = [*(match.start() for match in re.finditer(r",\s+|\s+[–—-]\s+", whole)), len(whole)]
    runs = [whole[start:end] for start in starts for end in ends if end > start]
    fitting = [run for run in runs if FEWEST_WORDS <= len(run.split()) <= MOST_WORDS] or [" ".join(whole.split()[:MOST_WORDS])]
    best = max(fitting, key=lambda run: (_weight(run), -len(run.split())))
    return best if best in whole else whole[: [m.end() for m in re.finditer(r"\S+", whole)][MOST_WORDS - 1]]
