"""The terms beside the scope, found by patterns. A term is read only from words that state it; silence stays silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vetting.models.document import Document
from vetting.models.proposal import Term, TermClaim
from vetting.proposal import quantities
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import Measure
from vetting.proposal.words import Pattern, Words

NOT_TERMS = frozenset(("contents", "question", "past"))
"""Passages that state no term."""


def find_terms(passages: Sequence[Passage], document: Document) -> tuple[TermClaim, ...]:
    """One claim for each term that is stated."""
    readable = [one for one in passages if not one.marks & NOT_TERMS]
    found = [_choice(term, readable, document) for term in CHOICE_WORDS]
    found += [_amount(term, readable, document) for term in AMOUNTS]
    found += [_yes_or_no(term, readable, document) for term in YES]
    return tuple(claim for claim in found if claim is not None)


@dataclass(frozen=True)
class _Amount:
    """How an amount is recognised: words that must stand near it, words that spoil it, and how it is measured."""

    near: Pattern
    not_near: Pattern
    measure: Callable[[str], list[Measure]]
    least: float
    most: float
    reach: int = 70
    """Characters between the words and the figure."""
    clause: bool = True
    """The spoiling words count only within the clause of the figure."""


def _re(pattern: str) -> Pattern:
    return re.compile(pattern, re.IGNORECASE)


_NEVER = _re(r"(?!)")
CHOICE_WORDS: dict[Term, tuple[tuple[str, Pattern], ...]] = {
    Term.ENGAGEMENT_MODEL: (
        ("embedded", Words("terms.choice_words.engagement_model.embedded")),
        ("strategic", Words("terms.choice_words.engagement_model.strategic")),
        ("day_rate", Words("terms.choice_words.engagement_model.day_rate")),
        ("strategic", _re(r"\bretainer\b")),
    ),
    Term.SCOPE_KIND: (
        ("ownership", Words("terms.choice_words.scope_kind.ownership")),
        ("advisory", Words("terms.choice_words.scope_kind.advisory")),
    ),
}

_CLIENTS = (
    r"(?:clients?|compan(?:y|ies)|customers?|engagements?|mandates?|retainers?|business(?:es)?|institutions?|organi[sz]ations?|firms?|practices?"
    r"|houses?|shops?|accounts?|teams?|assignments?|banks?|things going on)\b"
)
_OTHERS = re.compile(r"\b(?:other|others|further|more(?! than)|next to you|besides|apart from you|else|already|going on)\b", re.IGNORECASE)
"""The count leaves this client out."""


def _clients(text: str) -> list[Measure]:
    """'four other clients', 'clients at once: max. 4', 'other mandates: one'."""
    before = (
        quantities.RANGE + r"\s+(?:(?:other|more|active|concurrent|parallel|simultaneous|retainer|further|such|live|current) )*" + _CLIENTS
    )
    after = rf"{_CLIENTS}(?: at once| in parallel| at a time)?\s*[:|]\s*(?:max\w*\.?|up to|at most|only)?\s*{quantities.RANGE}"
    one_of = rf"\bone of {quantities.RANGE}\b"
    found = [one for pattern in (before, after, one_of) for one in quantities.measures(pattern, text)]
    return [one for one in found if one.low == int(one.low)]  # 1,200 customers are not 1.2


AMOUNTS: dict[Term, _Amount] = {
    Term.HOURS_PER_WEEK: _Amount(_re(r""), Words("terms.amounts.hours_per_week.not_near"), quantities.hours_per_week, 0.5, 60, 400),
    Term.RESPONSE_TIME_HOURS: _Amount(
        Words("terms.amounts.response_time_hours.near"),
        Words("terms.amounts.response_time_hours.not_near"),
        quantities.reply_times,
        0.05,
        24 * 10,
        60,
    ),
    Term.INCIDENT_RESPONSE_HOURS: _Amount(
        Words("terms.amounts.incident_response_hours.near"),
        Words("terms.amounts.incident_response_hours.not_near"),
        quantities.hours,
        0.01,
        24 * 7,
        90,
    ),
    Term.MINIMUM_MONTHS: _Amount(
        Words("terms.amounts.minimum_months.near"),
        Words("terms.amounts.minimum_months.not_near"),
        quantities.months,
        0.2,
        36,
        60,
    ),
    Term.NOTICE_DAYS: _Amount(
        Words("terms.amounts.notice_days.near"), Words("terms.amounts.notice_days.not_near"), quantities.days, 1, 365, 60
    ),
    Term.DISCOUNT_PERCENT: _Amount(
        Words("terms.amounts.discount_percent.near"), Words("terms.amounts.discount_percent.not_near"), quantities.percents, 1, 60, 60
    ),
    Term.PARALLEL_CLIENTS: _Amount(
        Words("terms.amounts.parallel_clients.near"),
        Words("terms.amounts.parallel_clients.not_near"),
        _clients,
        1,
        60,
        40,
    ),
}
_CONCURRENT = Words("terms.concurrent")
_NEEDED: dict[Term, Pattern] = {
    Term.PARALLEL_CLIENTS: _CONCURRENT,
    Term.INCIDENT_RESPONSE_HOURS: Words("terms.needed.incident_response_hours"),
    Term.DISCOUNT_PERCENT: Words("terms.needed.discount_percent"),
}


NO_MINIMUM = Words("terms.no_minimum")


def _amount(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    rule = AMOUNTS[term]
    best: tuple[float, Measure, Passage] | None = None
    for order, passage in enumerate(passages):
        text = _in_context(passage)
        for measure in rule.measure(text):
            around = text[max(0, measure.start - rule.reach) : measure.end + rule.reach]
            clause = _clause(text, measure)
            if not rule.least <= measure.low <= rule.most or not rule.near.search(around) or rule.not_near.search(clause):
                continue
            if (needed := _NEEDED.get(term)) and not needed.search(text):
                continue
            distance = min((abs(match.start() - measure.start) for match in rule.near.finditer(text)), default=400)
            score = -distance / 100 - order / 2000 + _favour(term, text, passage) + (0.5 if rule.near.search(clause) else 0)
            if best is None or score > best[0]:
                best = (score, measure, passage)
    if best is None:
        free = next((one for one in passages if term is Term.MINIMUM_MONTHS and NO_MINIMUM.search(one.text)), None)
        return TermClaim(term=term, low=0, high=0, quotes=(_quote(free, document),)) if free else None
    _, measure, passage = best
    low, high = round(measure.low, 2), round(measure.high, 2)
    text = _in_context(passage)
    if term is Term.PARALLEL_CLIENTS and _OTHERS.search(
        text[max(0, measure.start - 24) : measure.end] + text[measure.end : measure.end + 12].partition(",")[0]
    ):
        low, high = low + 1, high + 1  # with this one
    up_to = term is Term.HOURS_PER_WEEK and re.search(
        r"\b(?:up to|at most|no more than|maximum(?: of)?|max\.?)\s*$", text[: measure.start], re.IGNORECASE
    )
    return TermClaim(term=term, low=None if up_to else low, high=high, quotes=(_quote(passage, document),))


_BREAK = re.compile(r"[,;()|]|\s[-–—]\s|\b(?:then|and then|while|but)\b")


def _clause(text: str, measure: Measure) -> str:
    """The words around a figure up to the next comma or bar."""
    before = max((match.end() for match in _BREAK.finditer(text, 0, measure.start)), default=0)
    after = _BREAK.search(text, measure.end)
    return text[max(before, measure.start - 60) : min(after.start() if after else len(text), measure.end + 60)]


_FAVOURED = {
    Term.INCIDENT_RESPONSE_HOURS: _re(r"\b(?:within|minutes|reachable|respon\w+)\b"),
    Term.HOURS_PER_WEEK: Words("terms.favoured.hours_per_week"),
    Term.MINIMUM_MONTHS: _re(r"\b(?:minimum|at least|initial)\b"),
    Term.NOTICE_DAYS: _re(r"\b(?:notice|warning)\b"),
    Term.RESPONSE_TIME_HOURS: _re(r"\b(?:messages?|slack|e-?mails?|async\w*|questions?|response time)\b"),
    Term.DISCOUNT_PERCENT: _re(r"\b(?:commit\w*|discount)\b"),
    Term.PARALLEL_CLIENTS: _re(r"\b(?:at (?:a|the same|any) time|at once|parallel|concurrent\w*)\b"),
}


def _favour(term: Term, text: str, passage: Passage) -> float:
    return (1.0 if _FAVOURED[term].search(text) else 0.0) - (
        1.2 if passage.marks & {"deferred", "negative"} or of_the_client(passage) else 0.0
    )


YES: dict[Term, tuple[Pattern, Pattern]] = {
    Term.WAR_ROOM: (
        Words("terms.yes.war_room.yes"),
        Words("terms.yes.war_room.no"),
    ),
    Term.ESCALATION_WHEN_AWAY: (
        Words("terms.yes.escalation_when_away.yes"),
        Words("terms.yes.escalation_when_away.no"),
    ),
    Term.DIRECT_LINE: (
        Words("terms.yes.direct_line.yes"),
        Words("terms.yes.direct_line.no"),
    ),
    Term.AUTHORITY: (
        Words("terms.yes.authority.yes"),
        Words("terms.yes.authority.no"),
    ),
    Term.CHAMPION: (
        Words("terms.yes.champion.yes"),
        Words("terms.yes.champion.no"),
    ),
    Term.SIGN_OFF: (
        Words("terms.yes.sign_off.yes"),
        Words("terms.yes.sign_off.no"),
    ),
}


def of_the_client(passage: Passage) -> bool:
    """True where the words are about what the client gives: a figure in them is not the seller's."""
    return "theirs" in passage.marks or bool(YES[Term.CHAMPION][0].search(passage.text))


def says_so(term: Term, text: str) -> bool:
    """True where a pattern finds the term in the text, promised or refused."""
    patterns = YES.get(term) or tuple(pattern for _, pattern in CHOICE_WORDS.get(term, ()))
    return any(pattern.search(text) for pattern in patterns)


def _yes_or_no(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    yes, no = YES[term]
    for passage in passages:
        if not passage.marks & {"heading"} and no.search(_said(passage)):
            return TermClaim(term=term, holds=False, quotes=(_quote(passage, document),))
    for passage in passages:
        text = _said(passage)
        if passage.marks & {"heading", "deferred", "boilerplate"} or not yes.search(text):
            continue
        if passage.marks & {"negative"} and term is not Term.CHAMPION and not _in_a_plain_clause(yes, text):
            continue
        return TermClaim(term=term, holds=True, quotes=(_quote(passage, document),))
    return None


def _in_a_plain_clause(pattern: Pattern, text: str) -> bool:
    """True where the words stand in a clause of their own that negates nothing: 'Sam is my boss, I don't do committees'."""
    return any(pattern.search(clause) and not _NEGATES.search(clause) for clause in _CLAUSE.split(text))


_CLAUSE = re.compile(r"[,;]\s+|\s[-–—]\s|\b(?:so|but)\b")
_NEGATES = re.compile(r"\b(?:no|not|never|nobody|none|cannot|without)\b|n't\b", re.IGNORECASE)


def _said(passage: Passage) -> str:
    """The words, with the question before them where the answer is short."""
    return f"{_asked(passage)} {passage.text}".strip().replace("’", "'")


def _in_context(passage: Passage) -> str:
    return f"{_asked(passage)} {passage.in_context}".strip()


def _asked(passage: Passage) -> str:
    return passage.question if len(passage.text.split()) <= SHORT_ANSWER else ""


SHORT_ANSWER = 14
"""Words."""


def _choice(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    for choice, pattern in CHOICE_WORDS[term]:
        for passage in passages:
            if (passage.marks & {"negative", "deferred"} and choice != "advisory") or (
                term is Term.SCOPE_KIND and passage.marks & {"theirs"} and choice == "ownership"
            ):
                continue
            if pattern.search(passage.text.replace("’", "'")):
                return TermClaim(term=term, choice=choice, quotes=(_quote(passage, document),))
    return None


def _quote(passage: Passage, document: Document) -> str:
    return document.text[passage.start : passage.end]
