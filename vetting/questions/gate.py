"""The gate every question passes before a person may ask it. Pure code: what a test can check is not left to a prompt.

Each rule returns a reason in words or nothing. What must not be asked by law stands in unlawful.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from vetting.questions.unlawful import unlawful_reasons

Kind = Literal["opener", "probe"]
"""A probe follows an answer: it may be short, lean on what was just said, and ask for a figure."""

MOST_WORDS = 45
ALIKE = 0.6
"""Share of the content words of both questions together that they have in common; from here on they are one question."""

_ASKING = r"(?:how|what|why|which|who|whom|when|where)"
_AUXILIARY = r"(?:did|do|does|have|has|had|is|are|was|were|can|could|would|will|should|may|might|must)(?:n['’]t)?"
_INVITED = re.compile(
    r"(?:can|could|would|will) you (?:please |briefly )?(?:tell|walk|take|describe|give|share|talk|show|explain|recount)", re.IGNORECASE
)
_CLOSED = re.compile(
    rf"(?:and |so |but |or )?{_AUXILIARY} (?:you|your|it|they|there|the|that|this|we|anyone|anybody|someone)\b", re.IGNORECASE
)
_EVER = re.compile(r"\b(?:have|did|had|were) you ever\b", re.IGNORECASE)

_COMPOUND = (
    rf"\b(?:and|as well as|plus|then|but)\s+(?:also\s+)?{_ASKING}\b(?!\s+(?:not|it)\b)",
    r"\b(?:and|but)\s+(?:also\s+)?(?:did|do|does|have|has|was|were|is|are)\s+(?:you|it|they|there|the|that)\b",
    r"\b(?:two|three|several) (?:questions|parts)\b|\b(?:firstly|secondly)\b|\band also\b",
)
_EITHER = (rf"(?<!\bwhom) or\s+(?:also\s+)?{_ASKING}\s+{_AUXILIARY}\b",)
"""Fine in a probe, which may offer two ways to the same figure."""
_LEADING = (
    r"\b(?:wouldn|don|isn|aren|wasn|weren|didn|won|shouldn|haven)['’]t (?:you|it|that|they|we|there)\b",
    r"\b(?:surely|obviously|presumably|of course|no doubt|undoubtedly|as we all know|everyone knows)\b",
    r"\b(?:was|is|were) (?:it|that|this) (?:(?:not|just|really|mainly|simply) )?(?:because|due to|caused by|down to|the fault of)\b",
    r"\b(?:i|we) (?:assume|suppose|guess|imagine|take it|believe|expect)\b|\byou must have\b|\bdo you agree\b|\bagree that\b",
    r"\b(?:impressive|amazing|fantastic|brilliant|excellent work|great (?:work|job|achievement)|well done|congratulations|"
    r"outstanding|admirable)\b",
    r"\bdid you (?:fix|solve|repair|resolve|prevent|stop|address|end) (?:it|this|that|the \w+) (?:by|with|using|through)\b",
    r"\b(?:by|through) (?:adding|using|introducing|switching to|implementing|installing|putting in|setting up|"
    r"enabling) (?:an?|the|more|stricter|idempoten\w+)\b",
    r"(?:, (?:right|correct|no|yes|agreed)|\bis (?:that|it) (?:right|correct))\?\s*$",
    r"\bhow did (?:the |a |an |your )?(?:missing|stale|wrong|bad|faulty|poor|lack|absence)\b"
    r"[^.?!]*\b(?:cause|lead|result|break|produce|make)\b",
    r"\bbecause of (?:the |a |an )?(?:missing|stale|wrong|bad|faulty|poor|lack)\b",
)
_GENERIC = (
    r"\b(?:tell|talk|walk) (?:me|us) (?:about|through) (?:yourself|your (?:\w+ ){0,2}(?:experience|background|career|cv|"
    r"resume|résumé|journey|skills|achievements|work))\b",
    r"\b(?:what|describe|explain|outline|tell (?:me|us) about)\b[^.?!]{0,25}\byour (?:\w+ ){0,2}(?:approach|philosophy|"
    r"framework|methodology|vision|strategy|mindset|leadership style|management style|process|best practices?|thoughts?|"
    r"view|opinion|perspective|take on)\b",
    r"\b(?:strengths?|weaknesses?) (?:and|or) (?:weaknesses?|strengths?)\b",
    r"\byour (?:greatest|biggest|main|key|top) (?:\w+ )?(?:strengths?|weakness(?:es)?|achievements?|accomplishments?|passions?)\b",
    r"\bwhy (?:do you want|should we|are you (?:interested|the right)|this (?:company|role|job))\b",
    r"\bwhere do you see\b|\bwhat (?:motivates|excites|drives|interests) you\b|\bwhat makes you\b",
    r"\bhow important\b|\bwhy is \w+ (?:\w+ )?important\b",
    r"\bwhat (?:is|are) the (?:future|key|benefits?|importance|role|best|main|biggest|pros|challenges|most important)\b",
    r"\bbest practices?\b",
    r"\bwhat (?:experience|expertise|knowledge) do you have\b|\bdo you have experience\b",
    r"\bhow (?:familiar|comfortable|experienced) are you\b|\byour experience (?:with|in|of)\b",
)
_PINNING = (
    r"\bdifferences? between\b(?=[^.?!]*\?)(?!.*\b(?:did|was|were|had|went|came|showed|turned)\b)",
    r"\b(?:which|what) version (?:of|number|did|was|were)\b|\bversion number\b",
    r"\b(?:define|definition of|what does \w+ (?:stand for|mean)|what is meant by|spell out)\b",
    r"\bwhat(?:'s| is| are) (?:an? |the )?[\w-]+(?: [\w-]+){0,2}\?",
    r"\b(?:name|list|enumerate|cite) (?:the |at least )?(?:two|three|four|five|six|ten|\d+|all|some|main|different|types)\b",
    r"\bexplain (?:how|what|why) (?!you|your|it came|that)[^.?!]*\b(?:works?|is|are|does|means?)\b",
    r"\bhow (?:does|do) (?!you|your|that|this)\w+(?: \w+){0,3} work\b",
    r"\b(?:exact|precise) (?:number|figure|date|version|percentage|value|amount|name)\b",
    r"\b(?:on|in) (?:what|which) (?:date|year|month)\b|\bwhat (?:date|year) (?:did|was|were)\b",
    r"\bhow many (?:parameters|tokens|dimensions|layers|heads|bits)\b[^.?!]*\b(?:does|do|has|have|is|are)\b",
    r"\bwho (?:invented|created|wrote|published)\b|\bfrom memory\b",
    r"^(?:exactly )?how (?:many|much) (?:exactly )?\w+(?: \w+){0,4} (?:did|do|does|were|was|are|is|have|had) ",
)
_HYPOTHETICAL = (
    r"\b(?:what|how|which|where|when|who|whom)\b[^.?!]{0,20}\b(?:would|will|might|should) (?:you|we|one|a)\b",
    r"\bif you (?:were|had to|could|joined|became|took over)\b|\b(?:imagine|suppose|assume|let['’]s say|hypothetical\w*)\b",
    r"\bhow do you (?!know|remember)|\bwhat do you (?:do|think|believe|usually|look|consider|prefer)\b",
    r"\bin your (?:opinion|view)\b|\bwhat (?:is|are) your\b",
)
_IRREGULAR = (
    "went came got made took gave told said saw found kept left lost held brought thought knew felt met paid ran fell led built broke cost "
    "let put cut set sent spent stood understood began grew drew threw wrote spoke chose wore won hid lay sat taught caught bought sold "
    "rang read hurt fought rose"
)
_PAST = re.compile(
    r"\b(?:did|was|were|had|been|gone|done|last time|when you last|"
    + _IRREGULAR.replace(" ", "|")
    + r")\b|\b(?!need|feed|speed|seed|embed|indeed|exceed|proceed|succeed|based|bed\b|red\b|shed\b)\w{2,}ed\b",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November "
    "December Azure Google Amazon Microsoft GitHub Bedrock Copilot Cloud Vertex Claude Gemini Llama Hugging Face Kubernetes Chroma OpenAI "
    "Anthropic Mistral Postgres Redis Kafka Python Black Friday Christmas Easter New Year English German French Dutch Spanish".split()
)
_EMPLOYER = re.compile(
    r"\b(?:[Aa]t|[Jj]oined|[Ll]eft|[Ww]orked for|[Ww]orking for|[Ee]mployed by|[Ee]mployer,?) (?!AI\b)([A-Z][a-z]+\w*(?: [A-Z]\w+)*)"
)
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z]\w+|(?<![.!?:“\"] )(?<!^)\b([A-Z][a-zà-ÿ]+) ([A-Z][a-zà-ÿ]+)\b")
_COMMON = frozenset(
    "the a an and or but you your was were that this what when how who did does had has have with for from about tell time into which "
    "there then than them they been its our out one any all not are can could would of in on at to it is as be by me us think back take go "
    "describe most last".split()
)


def check_question(text: str, *, known: Iterable[str] = (), claim: str | None = None, kind: Kind = "opener") -> tuple[str, ...]:
    """Why a question may not be asked, in words; empty when it may.

    `known` are the questions already chosen. `claim` is the candidate's own words the question quotes: only the law applies to them.
    """
    asked = text.replace(claim, "") if claim else text
    asked = " ".join(asked.split())
    reasons = [reason for rule in _RULES[kind] for reason in rule(asked)]
    reasons += unlawful_reasons(text)
    if any(is_alike(text, other) for other in known):
        reasons.append("a near-duplicate of a question already chosen")
    return tuple(dict.fromkeys(reasons))


def is_alike(one: str, other: str) -> bool:
    """True where two questions share most of their content words."""
    ours, theirs = _content(one), _content(other)
    return bool(ours | theirs) and len(ours & theirs) / len(ours | theirs) >= ALIKE


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[\w'’-]+", text.lower()) if word not in _COMMON)


def _form(asked: str) -> Iterable[str]:
    marks = len(re.findall(r"[?？]", asked))
    if not re.search(r"[^\W\d_]{2}", asked):
        yield "empty: there are no words in it"
    elif marks == 0:
        yield "not a question: it has no question mark"
    elif marks > 1:
        yield "compound: it has more than one question mark"
    elif not re.search(r"[?？][\s)”\"'’]*$", asked):
        yield "the question mark does not stand at its end"
    if len(asked.split()) > MOST_WORDS:
        yield f"too long: {len(asked.split())} words, at most {MOST_WORDS}"


def _closed(asked: str) -> Iterable[str]:
    """Yes or no would do: the last sentence, or its main clause after a comma, opens with an auxiliary verb."""
    last = re.split(r"(?<=[.!:;])\s+", asked)[-1].strip(" “\"'")
    clauses = (last, last.rsplit(", ", 1)[-1])
    if _EVER.search(asked) or any(_CLOSED.match(clause) and not _INVITED.match(clause) for clause in clauses):
        yield "closed: yes or no would answer it"


def _matching(patterns: tuple[str, ...], reason: str) -> Callable[[str], Iterable[str]]:
    compiled = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]

    def rule(asked: str) -> Iterable[str]:
        if any(pattern.search(asked) for pattern in compiled):
            yield reason

    return rule


def _past(asked: str) -> Iterable[str]:
    if not _PAST.search(asked):
        yield "not about a past event: nothing in it happened"


def _names(asked: str) -> Iterable[str]:
    employer = _EMPLOYER.search(asked)
    if employer and not set(employer[1].split()) <= _NOT_NAMES:
        yield f"names an employer ({employer[1]}) that no claim quoted here names"
    for person in _PERSON.finditer(asked):
        if not any(word in _NOT_NAMES for word in person[0].split()):
            yield f"names a person or company ({person[0]}) that no claim quoted here names"


_compound = _matching(_COMPOUND, "compound: it asks more than one thing")
_either = _matching(_EITHER, "compound: it asks more than one thing")
_leading = _matching(_LEADING, "leading: it suggests the answer, a cause or a fix, or praises")
_generic = _matching(_GENERIC, "generic: anybody could answer it without having done the work")
_pinning = _matching(_PINNING, "fact-pinning: it quizzes for a fact, a definition or a number")
_hypothetical = _matching(_HYPOTHETICAL, "not about a past event: it asks for opinions, habits or what one would do")

_RULES: dict[Kind, tuple[Callable[[str], Iterable[str]], ...]] = {
    "opener": (_form, _compound, _either, _closed, _leading, _generic, _pinning, _hypothetical, _past, _names),
    "probe": (_form, _compound, _closed, _leading, _generic, _names),
}
