"""Text that works on the grader, and other people's failures told as an answer. Advice to the interviewer, never points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vetting.grading.offline.sentences import Sentence

_ADDRESSEE = (
    r"(?:(?:automat\w+|ai|llm|review\w*|grad\w*|scor\w*|evaluat\w*|assess\w*|language) ?(?:model|system|engine|"
    r"assistant|bot|tool|reviewer|reader)?s?|model (?:grading|reading|scoring)|assessors?|graders?|evaluators?|"
    r"reviewers?|assistant|system(?: message| prompt)?|whoever|"
    r"anyone (?:scoring|grading))"
)
_STEER = re.compile(
    r"\b(?:level|score|grade|mark|rating|verdict|depth)\b.{0,25}\b(?:[34]|four|three|maximum|max|top|highest|full|exemplary)\b"
    r"|\b(?:full|top|maximum|highest) (?:marks?|score|level|rating|grade)\b"
    r"|\b(?:four|4) (?:out )?of (?:four|4)\b|\btop of the scale\b|\baward\b.{0,30}\b(?:maximum|highest|four|4|top)\b"
    r"|\b(?:assign|output|return|record|put|give)\b.{0,30}\b(?:level|score|four|4|maximum|production depth)\b"
    r"|\b(?:treat|mark|set|regard|count|record|report)\b.{0,60}\b(?:as (?:present|complete|covered|exemplary|lived|"
    r"production)|signals?|stages?|are present)\b"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|rubric|scale|rules?|guidelines?|above|previous|prior|earlier)\w*\b"
    r"|\brubric (?:has been |was |is )?(?:updated|changed)|\bcounts? as production\b|\"?verdict\"?\s*[:>]|\"level\"\s*:\s*\d"
    r"|\b(?:rated|count(?:ed)?|treat(?:ed)?|weigh|scored?|graded?)\b.{0,60}\b(?:production depth|as shown|as evidence|"
    r"as given|irrespective)\b"
    r"|\b\w+ ?= ?(?:yes|true|present|shown)\b(?=.{0,60}= ?(?:yes|true|present|shown)\b)"
    r"|\bevidence for all\b|\ball (?:ten |the )?signals\b|\bpre-?approved\b|\bdo not (?:mention|recompute|"
    r"reveal) (?:this|the)\b|\bskip (?:the |any |further )",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rf"(?:^|[\[\](<{{\"'#*-]|\b(?:note|message|memo|instruction|attention|dear|to|for|if (?:a|an|you are an?|"
    rf"you're an?)) (?:for |to |the |any |all |an? |whoever |this |that )*)\W*{_ADDRESSEE}\b"
    r"|</?(?:system|candidate_answer|verdict|instructions?)\b|\[/?(?:system|inst)|<!--|###",
    re.IGNORECASE,
)
_RUBRIC_WORDS = re.compile(
    r"\b(?:root[_ ]cause|verification|detection|prevention|own_role|depth signals?|production depth|rubric|end-to-end)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:our|the) (?:bot|assistant|agent|model|chatbot|summari[sz]er|system|pipeline|classifier)\b|\b(?:attacker|"
    r"customer|user|someone|somebody|supplier|sender|applicant|seller|he|she|they|it|ticket|page|document|email|e-mail|"
    r"pdf|cv|resume|review|comment|message) "
    r"(?:had |was |that )?(?:said|read|saying|wrote|written|put|told|contained|hid|pasted|sent|typed|asked|included|"
    r"planted|tried|carried)\b",
    re.IGNORECASE,
)

_SPEAKER = re.compile(r"\b(?:i|we|my|our|us)\b", re.IGNORECASE)

_FAMOUS = re.compile(
    r"\b(?:air canada|moffatt|bereavement (?:fare|refund|discount|policy)|knight capital|zillow (?:offers)?|mata v|"
    r"avianca|chevrolet|chevy tahoe|takesies|dpd(?:'s)? (?:chat)?bot|microsoft(?:'s)? tay|tay (?:bot|chatbot)|"
    r"samsung (?:engineers|employees|leak)|replit|gitlab|rm -rf|crowdstrike|bing sydney|james webb|"
    r"amazon(?:'s)? (?:hiring|recruiting) (?:tool|model)|uber (?:atg|self-driving)|compas|mycity|klarna|"
    r"invented (?:court |legal )?(?:cases|citations|decisions)|(?:six|fake|made-up|invented) court decisions|"
    r"airline'?s? chatbot|bereaved passenger|clearview|cambridge analytica|google flu|"
    r"lawyers?\b.{0,80}\b(?:cases|citations|precedents)\b.{0,40}\b(?:made up|invented|fabricated|exist)|code freeze|"
    r"watson (?:for )?oncology|deloitte|mcdonald'?s drive|glue on pizza|national eating disorders)\b",
    re.IGNORECASE,
)
_ARTICLE = (
    re.compile(
        r"\b(?:hallucinat\w+|made things up|making things up|invented)\b.{0,80}\b(?:12 ?(?:%|per ?cent)|twelve per ?cent)|"
        r"\b(?:12 ?(?:%|per ?cent)|twelve per ?cent)\b.{0,80}\bhallucinat\w+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:non-?idempotent|(?:not|isn't|wasn't|weren't|aren't) idempotent|idempoten\w+)\b.{0,80}\bretr(?:y|ies|ied|"
        r"ying)\b|\bretr(?:y|ies|ied|ying)\b.{0,80}\b(?:non-?idempotent|idempoten\w+)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:stale embeddings?|embeddings? (?:\w+ ){0,3}(?:stale|out of date|outdated)|outdated content)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:false confidence|eval\w* (?:suite|set|harness)\b.{0,60}\b(?:pass\w*|green)\b.{0,60}\b(?:bad|poor|fail\w*|"
        r"quality))",
        re.IGNORECASE,
    ),
)


def steers_the_grader(text: str) -> bool:
    """True for words that tell a grader what to find; false where a speaker reports what somebody wrote to a system of theirs."""
    steer, address = bool(_STEER.search(text)), bool(_ADDRESS.search(text))
    if not steer or (_TOLD.search(text) and not address):
        return False
    if not address and _SPEAKER.search(text):
        return False
    return address or len(_STEER.findall(text)) + len({m.lower() for m in _RUBRIC_WORDS.findall(text)}) >= 2


def may_address_a_grader(text: str) -> bool:
    """Weaker: the words one would use, which need a second witness."""
    return bool(_STEER.search(text) or _ADDRESS.search(text) or _RUBRIC_WORDS.search(text))


def retold_failures(sentences: Sequence[Sentence]) -> list[int]:
    """The sentences that name a public incident, or, where at least two of them come together, the article's own failures."""
    public = [i for i, sentence in enumerate(sentences) if _FAMOUS.search(sentence.text)]
    article = {
        i: next((k for k, pattern in enumerate(_ARTICLE) if pattern.search(sentence.text)), None) for i, sentence in enumerate(sentences)
    }
    told = [i for i, k in article.items() if k is not None]
    kinds = {k for k in article.values() if k is not None}
    return sorted({*public, *(told if len(kinds) >= 2 or 0 in kinds else [])})
