"""Proposal against interview: what stands in only one of them, what differs, and the probe that would settle it."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.models.crossed import CrossCheck, CrossFinding, Relation, Spoken
from vetting.models.document import Document
from vetting.models.interview import Interview, Turn
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Grade
from vetting.models.proposal import UNITS, Presence, ProposalReview, Term
from vetting.proposal.lexicon import Lexicon, ScopeWords, load_lexicon
from vetting.proposal.passages import cut
from vetting.proposal.terms import find_terms

SHOWN = 3
"""Level from which an answer shows that the thing was done in production."""
QUOTES = 2
OPEN_FIRST: tuple[Relation, ...] = (
    "differs",
    "promised_not_shown",
    "promised_not_asked",
    "said_not_written",
    "shown_not_promised",
    "promised_and_shown",
)
NAMES = {
    Term.HOURS_PER_WEEK: "hours a week",
    Term.RESPONSE_TIME_HOURS: "reply time in hours",
    Term.INCIDENT_RESPONSE_HOURS: "hours until reachable in an incident",
    Term.MINIMUM_MONTHS: "minimum term in months",
    Term.NOTICE_DAYS: "notice in days",
    Term.PARALLEL_CLIENTS: "clients at the same time",
}


def cross_check(review: ProposalReview, interview: Interview, *, knowledge: Knowledge, lexicon: Lexicon | None = None) -> CrossCheck:
    """Every item of the scope and every term with a figure, on paper against what was said."""
    words = lexicon or load_lexicon()
    found = [one for item in words.scope if (one := _item(item, review, interview, knowledge)) is not None]
    found += _terms(review, interview, words)
    ordered = tuple(sorted(found, key=lambda one: OPEN_FIRST.index(one.relation)))
    still_open = sum(one.probe is not None for one in ordered)
    says = (
        "Paper and interview agree on everything both touch."
        if not still_open
        else f"{still_open} points stand in only one of the two, or differ; each has a probe."
    )
    return CrossCheck(findings=ordered, says=says)


def _item(item: ScopeWords, review: ProposalReview, interview: Interview, knowledge: Knowledge) -> CrossFinding | None:
    reading = review.item(item.item)
    promised = reading.status in (Presence.PRESENT, Presence.VAGUE)
    about = [turn for turn in interview.turns if turn.outcomes and turn.card.failure_class in item.shown_by]
    shown = [turn for turn in about if isinstance(grade := turn.outcomes[-1], Grade) and grade.level >= SHOWN]
    title = item.title[0].lower() + item.title[1:]
    relation: Relation
    if promised and shown:
        relation, says = "promised_and_shown", f"The proposal promises {title}, and an answer shows it was done."
    elif promised and about:
        relation, says = "promised_not_shown", f"The proposal promises {title}; the answers about it do not show that it was ever done."
    elif promised:
        relation, says = "promised_not_asked", f"The proposal promises {title}; the interview never asked about it."
    elif shown:
        relation, says = (
            "shown_not_promised",
            f"An answer shows experience with {title}, but the proposal does not include it. Ask for it in writing.",
        )
    else:
        return None
    return CrossFinding(
        topic=item.title,
        relation=relation,
        says=says,
        written=reading.quotes[:QUOTES],
        spoken=_spoken(shown or about),
        probe=None
        if relation == "promised_and_shown"
        else item.ask
        if relation == "shown_not_promised"
        else _probe(item, about, knowledge),
        criterion=item.criterion,
    )


def _probe(item: ScopeWords, about: Sequence[Turn], knowledge: Knowledge) -> str:
    """A question not asked yet: the engine's own follow-up where an answer fell short, else the opener of a class nobody touched."""
    for turn in about:
        for probe in getattr(turn.outcomes[-1], "probes", ()):
            return str(probe.text)
    asked = {turn.card.failure_class for turn in about}
    known = {one.id: one for one in knowledge.failure_classes}
    for id in (*(id for id in item.shown_by if id not in asked), *item.shown_by):
        if id in known:
            return known[id].opener.text
    return item.ask


def _spoken(turns: Sequence[Turn]) -> tuple[Spoken, ...]:
    """The checked evidence of the answers, or their beginnings."""
    found: list[Spoken] = []
    for turn in turns:
        grade = turn.outcomes[-1]
        quotes = [evidence.quote for signal in grade.signals for evidence in signal.evidence] if isinstance(grade, Grade) else []
        found += [Spoken(question=turn.card.id, words=words) for words in quotes[:1] or [" ".join(turn.answer.split()[:30])]]
    return tuple(found[:QUOTES])


def _terms(review: ProposalReview, interview: Interview, lexicon: Lexicon) -> list[CrossFinding]:
    findings: list[CrossFinding] = []
    asks = {one.term: one for one in lexicon.terms}
    for turn in interview.turns:
        said = Document(name=turn.card.id, format="text", text=turn.answer)
        for claim in find_terms(cut(said), said):
            if claim.term not in NAMES or claim.high is None:
                continue
            written = review.term(claim.term)
            low, high = claim.low if claim.low is not None else claim.high, claim.high
            spoken = (Spoken(question=turn.card.id, words=" ".join(claim.quotes[0].split())),)
            name = NAMES[claim.term]
            if written.high is None:
                findings.append(
                    CrossFinding(
                        topic=asks[claim.term].title,
                        relation="said_not_written",
                        says=f"Said in the interview, not in the proposal: {name}, {_plain(low, high)}.",
                        spoken=spoken,
                        probe=asks[claim.term].ask,
                        criterion=asks[claim.term].criterion,
                    )
                )
            elif low > written.high * 1.05 or high < (written.low if written.low is not None else written.high) * 0.95:
                findings.append(
                    CrossFinding(
                        topic=asks[claim.term].title,
                        relation="differs",
                        says=(
                            f"The proposal says {_plain(written.low if written.low is not None else written.high, written.high)} "
                            f"{UNITS[claim.term]}, the interview {_plain(low, high)}."
                        ),
                        written=written.quotes,
                        spoken=spoken,
                        probe=f"Your proposal and your answer give different figures for {name}. Which holds?",
                        criterion=asks[claim.term].criterion,
                    )
                )
    return findings


def _plain(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
