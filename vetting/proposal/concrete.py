"""What pins a promise down: a who, a when, a how much, an artefact. Patterns only; whether it is the right promise is decided elsewhere."""

from __future__ import annotations

import re

from vetting.models.proposal import Concrete
from vetting.proposal.quantities import NUMBER

_PERIOD = r"(?:hours?|minutes?|mins?|days?|weeks?|months?|quarters?|sprints?|years?)"
_ROLE = (
    r"(?:officer|fractional (?:cto|caio|officer)|caio|cto|ceo|coo|founder|partner|deputy|colleague|engineers?|lead|product (?:owner|manager)|consultant|counsel|on-?call|owner|chair|reviewers?|approver|"
    r"clerk|nurse|lawyer|agents?|support team|staff|people|person|someone|somebody)"
)
_DOES = (
    r"(?:sign(?:s|ed)?(?: off)?|approve[sd]?|own(?:s|ed)?|write[s]?|written|run[s]?|chair(?:s|ed)?|lead[s]?|led|join[s]?|answer[s]?|pick[s]? up|present[s]?|maintain(?:s|ed)?|keep[s]?|kept|read[s]?|mark[s]?|test[s]?|check[s]?|veto(?:es)?|hold[s]?|deliver[s]?|build[s]?|set[s]? up|review(?:s|ed)?|"
    r"sit[s]? in|decide[s]?|design[s]?|draft[s]?|document[s]?|list[s]?|go(?:es)? through|attack[s]?|try|tries|rehearse[s]?|conduct[s]?|define[s]?|agree[s]?|take[s]?|call(?:ed)?|ring|page[sd]?|block[s]?|refuse[s]?|switch(?:es)?|train[s]?|screen[s]?|release[s]?|press(?:es)?|confirm[s]?|prepare[s]?)"
)
_PATTERNS: tuple[tuple[Concrete, str], ...] = (
    (
        "who",
        rf"\b(?:by|with) (?:my deputy|the officer|our (?:lead|partner))\b|\bmy (?:signature|deputy|veto|initials)\b|\b(?:he|she)\s+(?:\w+\s+){{0,2}}?{_DOES}\b|"
        rf"\b(?:the|a|an|your|one of your|our|named|two of your|every|each|fractional)\s+(?:\w+\s+){{0,2}}{_ROLE}\b.{{0,30}}?\b{_DOES}\b|\b(?:signed|approved|reviewed|owned|chaired|led|run|released|read|countersigned|kept|held) by\b|\bowner\s*:|\bowned by\b|\b(?:named|written) owner\b",
    ),
    (
        "when",
        rf"\b(?:within|in|after|every|each|under|by|until|first|next|last|per|a|twice a|once a)\s+(?:{NUMBER}\s+)?(?:other\s+|second\s+|third\s+|business\s+|working\s+|calendar\s+)?{_PERIOD}\b|\b(?:day|week|month|sprint|quarter)s?\s+(?:\d+|{NUMBER})\b|\bd\d{{2}}\b|"
        r"\b(?:daily|nightly|weekly|fortnightly|monthly|quarterly|annually|every night|every morning|each night|overnight)\b|\b(?:every|each|on) (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tues|wednes|thurs|fri)days?\b|"
        r"\bbefore (?:it|they|a|an|any|every|each|the|we|you|anyone|anything|build|code|coding|launch|release|merge|deploy\w*|implementation|go-?live|work|customers?|users?|construction|development|\w+ing)\b|\bon (?:each|every)\b|\b(?:day or night|24/7|outside (?:office|business) hours)\b|\bat (?:each|every)\b",
    ),
    (
        "how_much",
        rf"[<>≤≥]\s?\d|\d+(?:[.,]\d+)?\s?(?:%|ms\b|s\b|per ?cent)|[$€£]\s?\d|\bp(?:50|9\d)\b|\b{NUMBER}(?:\s+\w+){{0,2}}\s+(?:cases?|examples?|questions?|answers?|conversations?|tickets?|scenarios?|interviews?|candidates?|roles?|engineers?|pages?|prompts?|reviews?|records?|points?|vendors?|models?|attacks?|calls?|documents?|samples?|traces?|features?|hires?|tools?|per ?cent)\b|"
        r"\b(?:threshold|at least|at most|no more than|fewer than|less than|more than|under|over|below|above)\s+(?:\d|" + NUMBER + r")",
    ),
    (
        "artefact",
        r"\b(?:written|signed|documented|in writing|on paper)\b|\b(?:decision (?:log|record)s?|adrs?|runbooks?|playbooks?|rubrics?|scorecards?|registers?|registry|checklists?|golden (?:set|data)|test set|regression (?:suite|tests?|set)|"
        r"(?:grafana|datadog|looker|langfuse|langsmith|one-?page|cost) \w*\s?dashboards?|post-?mortems?|charter|risk register|memos?|minutes|templates?|spread-?sheets?|log\b|tickets?|schemas?|allow-?list|queue|board (?:pack|deck|paper|memo|update|page)|"
        r"one-?pagers?|two-?pagers?|(?:one|two|single|2|1)[- ]page\w*|take-?home|exit plan|written (?:policy|report|finding\w*)|findings? (?:report|list)|report\b|table\b|list of|suite of|eval suite|data room|idempotency keys?|cost projections?|forecast|kill ?switch|feature flags?|approval (?:flow|matrix)|matrix|ci\b|pipeline gate|gate\b)",
    ),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)


_NAMED_PERSON = re.compile(rf"(?<![.!?:] )(?<!^)\b[A-Z][a-zà-ÿ]+(?: [A-Z]\w+)?(?:,? (?:and|or) (?:I|me))?\b|\b[A-Z][a-zà-ÿ]+ (?:{_DOES})\b")
_NOT_A_PERSON = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December "
    "AI RAG MCP LLM PII English German French European Western Slack Grafana Client Company Consultant Provider Services Agreement Exhibit Schedule Section OpenAI Anthropic Claude Azure Google Teams Series Human Prompt Model Vendor Board Security Data".split()
)


def names_person(text: str) -> bool:
    """A capitalised name in the sentence that is no day, month or product we know: weak alone, so it counts only beside another mark."""
    return any(match.group().split()[0] not in _NOT_A_PERSON for match in _NAMED_PERSON.finditer(text))


def concrete_in(text: str) -> tuple[Concrete, ...]:
    """What a passage pins down, in the order who, when, how much, artefact."""
    plain = text.replace("’", "'")
    return tuple(name for name, pattern in _COMPILED if pattern.search(plain))
