"""What people write, in the words of the bank: shorthand the sentence model does not know, and plain words for well-known failures."""

from __future__ import annotations

import re

GLOSSARY = (
    (r"\brags?\b|\bknowledge (?:base|assistant)s?\b", "retrieval that answers from documents"),
    (r"\bllm(?:s|ops)?\b|\bgpt\S*|\bgen ?ai\b", "language model in production"),
    (r"\bmcp\b|\bfunction[- ]calling\b|\btool use\b", "tool calling by an agent, actions taken on live systems"),
    (
        r"\b(?:lies|lying|makes? (?:things|stuff|it) up|made[- ]up|invent\w*|hallucinat\w+|nonsense|rubbish)\b",
        "confidently wrong answers made up by the system",
    ),
    (
        r"\b(?:stale|outdated|withdrawn|superseded|abolished|no longer valid|last year's|old (?:version|polic|price|page|document)\w*)\b",
        "answers from content that is out of date",
    ),
    (r"\b(?:twice|four times|three times|double|duplicates?|duplicated|again and again)\b", "an action taken more than once"),
    (r"\b(?:pii|gdpr|hipaa|personal data|patient data|customer data|privacy)\b", "personal data exposed by the system"),
    (
        r"\b(?:jailbreak\w*|prompt injection|injection|attacker?s?|misuse|red team\w*)\b",
        "somebody tricked the system past its guardrails",
    ),
    (
        r"\b(?:click(?:s|ed)? accept|sign(?:s|ed)? off|reviewers?|near miss|(?:human|person) (?:has to|must|should|confirms?)|"
        r"rubber[- ]stamp\w*|hitl|four[- ]eyes|human review)\b",
        "people check the output and miss errors",
    ),
    (
        r"\b(?:fraud|churn|credit|pricing|demand|recommendation|gradient[- ]boosted|forecast\w*|scoring|drift|false positives?)\b",
        "a prediction model in live use, its inputs changed, it went wrong after months",
    ),
    (r"\b(?:on[- ]call|at night|pager|war room|post-?mortems?|outages?)\b", "an incident in production"),
    (r"\b(?:bill|invoice|token cost|gpu cost|finops|unit economics)\b", "the model bill and spend"),
    (r"\bcopilots?\b|\bassist\w* (?:staff|employees|clerks|advisers)\b", "people take over what the assistant suggests, and review it"),
    (r"\b(?:slow|latency|p9\d|time-?outs?)\b", "slow answers users complain about"),
    (r"\b(?:fine-?tun\w+|labell?ing|training data)\b", "training and tuning data defects"),
    (
        r"\b(?:(?:may|can) go live|goes live|go live|what \W*good\W* means|quality bar|benchmarks?|test suite)\b",
        "evaluation, tests that said it was fine",
    ),
    (
        r"\b(?:grew|grow|built|hired|hiring|recruit\w+|led|mentor\w+|coach\w+) .{0,30}\b(?:teams?|people|engineers)\b",
        "hiring and building an AI team",
    ),
    (r"\b(?:governance|risk framework|ai act|charter|compliance|policy for)\b", "governance gaps, rules that AI use went round"),
)
"""Pattern, and the words of the bank it stands for; matched without case."""

_PEOPLE_CALLED_AGENTS = re.compile(r"\b(?:copilot|call[- ]cent\w+|contact[- ]cent\w+|handling time)\b", re.IGNORECASE)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in GLOSSARY)


def in_our_words(clause: str) -> str:
    """The clause, with what its shorthand stands for added at its end."""
    if _PEOPLE_CALLED_AGENTS.search(clause):
        clause = re.sub(r"\bagents?\b", "clerks", clause)
    meant = [words for pattern, words in _COMPILED if pattern.search(clause)]
    return f"{clause}: {', '.join(meant)}" if meant else clause
