"""Reviews a document: an engine claims, every quote is looked up in the document, and the rules are computed here."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from typing import get_args

from vetting import __version__
from vetting.errors import EndpointError
from vetting.grading.evidence import check_quotes
from vetting.grading.fingerprint import digest
from vetting.models.document import Document, Quote
from vetting.models.knowledge import Contradiction, Knowledge
from vetting.models.outcome import Fingerprint
from vetting.models.priced import BandSource, Bite, Fee, Per, Rates, Region
from vetting.models.proposal import (
    CHOICES,
    UNITS,
    Clash,
    DeliverableReading,
    Presence,
    ProposalClaims,
    ProposalReview,
    Review,
    ReviewFailed,
    ScopeClaim,
    ScopeReading,
    Term,
    TermReading,
)
from vetting.proposal.bites import bites, merged
from vetting.proposal.clashes import find_clashes
from vetting.proposal.concrete import concrete_in
from vetting.proposal.engine import OfflineProposalEngine, ProposalEngine
from vetting.proposal.lexicon import Lexicon, load_band_sources, load_lexicon, load_rates
from vetting.proposal.ninety import read_deliverable
from vetting.proposal.offered import price_fees
from vetting.proposal.passages import cut
from vetting.proposal.scope import hard_rule, majority
from vetting.resources import PACKAGE


def review_proposal(
    document: Document,
    engine: ProposalEngine | None = None,
    *,
    knowledge: Knowledge,
    rates: Rates | None = None,
    sources: Sequence[BandSource] | None = None,
) -> Review:
    """Everything found in a document. A failing engine gives ReviewFailed, never absences. Raises BadInput for what no engine can read."""
    chosen = engine or OfflineProposalEngine()
    lexicon = load_lexicon()
    fingerprint = _fingerprint(chosen, knowledge, document)
    try:
        claims = chosen.read(document, lexicon)
    except EndpointError as error:
        return ReviewFailed(
            document=document.name, engine=chosen.says_of_itself, fingerprint=fingerprint, warnings=document.notes, reasons=(str(error),)
        )
    return _decide(
        claims,
        document,
        chosen,
        fingerprint,
        knowledge,
        lexicon,
        rates or load_rates(),
        load_band_sources() if sources is None else sources,
    )


class _Kept:
    """Looks quotes up in the document and counts those that do not stand there."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.dropped = 0

    def __call__(self, quotes: Sequence[str]) -> tuple[Quote, ...]:
        kept: list[Quote] = []
        for quote in quotes:
            checked = check_quotes((quote,), self._document.text)
            self.dropped += checked.dropped
            kept += [self._document.quote(one.start, one.end) for one in checked.evidence]
        return tuple(dict.fromkeys(kept))


def _decide(
    claims: ProposalClaims,
    document: Document,
    engine: ProposalEngine,
    fingerprint: Fingerprint,
    knowledge: Knowledge,
    lexicon: Lexicon,
    rates: Rates,
    sources: Sequence[BandSource],
) -> ProposalReview:
    kept = _Kept(document)
    criterion = {one.item: one.criterion for one in lexicon.scope}
    scope = tuple(_scope(claim, criterion[claim.item], kept) for claim in claims.scope)
    terms = tuple(_term(term, claims, kept) for term in Term)
    ninety = _ninety(claims, lexicon, kept)
    fees = _fees(claims, kept)
    computed = find_clashes(cut(document), document, terms, fees)
    clashes = (*computed, *(one for one in _claimed_clashes(claims, kept) if not any(_same_places(one, other) for other in computed)))
    region: Region | None = next((one for one in get_args(Region) if one == claims.region), None)
    placements, stacked = price_fees(fees, terms, region, claims.commitment_months, knowledge, rates, sources)
    warnings = [*document.notes, *claims.warnings]
    if kept.dropped:
        one = "One quote the engine gave does" if kept.dropped == 1 else f"{kept.dropped} quotes the engine gave do"
        warnings.append(f"{one} not stand in the document, and what rested on them alone is not reported.")
    if knowledge.prices is None:
        warnings.append("The knowledge holds no prices, so nothing was placed in a band.")
    return ProposalReview(
        document=document.name,
        engine=engine.says_of_itself,
        fingerprint=fingerprint,
        warnings=tuple(warnings),
        pages=len(document.page_starts) or None,
        words=len(document.text.split()),
        scope=scope,
        majority=majority(scope),
        hard_rule=hard_rule(scope),
        terms=terms,
        missing_terms=tuple(one.term for one in terms if not one.stated),
        fees=fees,
        region=region,
        commitment_months=claims.commitment_months,
        ninety_days=ninety,
        clashes=tuple(clashes),
        placements=placements,
        stacked=stacked,
        bites=merged([*(one.bites for one in placements), _bites(terms, ninety, knowledge.contradictions)]),
        unsupported=kept.dropped,
    )


def _scope(claim: ScopeClaim, criterion: int, kept: _Kept) -> ScopeReading:
    """The most likely status; a presence without words in the document is for a person to read, not a presence and not an absence."""
    quotes, excluded = kept(claim.quotes), kept(claim.excluded)
    status = (Presence.PRESENT, Presence.VAGUE, Presence.ABSENT)[max(range(3), key=lambda index: claim.chances[index])]
    note = None
    if status is Presence.ABSENT:
        quotes = ()
    elif not quotes:
        status, note = Presence.NOT_ASSESSED, "The engine says it is there, but its words do not stand in the document. Read it yourself."
    if status is Presence.ABSENT and excluded:
        note = "The document says in words that this is not covered, left for later, or somebody else's."
    concrete = dict.fromkeys(name for quote in quotes for name in concrete_in(quote.words))
    return ScopeReading(
        item=claim.item,
        criterion=criterion,
        status=status,
        quotes=quotes,
        excluded=excluded,
        concrete=tuple(concrete),
        probability=round(claim.chances[0] + claim.chances[1], 4),
        note=note,
    )


def _term(term: Term, claims: ProposalClaims, kept: _Kept) -> TermReading:
    claim = next((one for one in claims.terms if one.term is term), None)
    quotes = kept(claim.quotes) if claim else ()
    if claim is None or not quotes:
        return TermReading(term=term)
    if term in UNITS:
        if claim.low is None and claim.high is None:
            return TermReading(term=term)
        return TermReading(
            term=term, low=claim.low, high=claim.high if claim.high is not None else claim.low, unit=UNITS[term], quotes=quotes
        )
    if term in CHOICES:
        return TermReading(term=term, choice=claim.choice, quotes=quotes) if claim.choice in CHOICES[term] else TermReading(term=term)
    return TermReading(term=term, holds=claim.holds, quotes=quotes) if claim.holds is not None else TermReading(term=term)


def _ninety(claims: ProposalClaims, lexicon: Lexicon, kept: _Kept) -> tuple[DeliverableReading, ...]:
    found = {claim.criterion: claim for claim in claims.deliverables}
    return tuple(
        read_deliverable(
            words,
            kept(found[words.criterion].quotes) if words.criterion in found else (),
            found[words.criterion].by_day if words.criterion in found else None,
        )
        for words in lexicon.deliverables
    )


def _fees(claims: ProposalClaims, kept: _Kept) -> tuple[Fee, ...]:
    fees: list[Fee] = []
    for claim in claims.fees:
        quotes = kept((claim.quote,))
        per = next((per for per in get_args(Per) if per == claim.per), None)
        if quotes and per is not None and claim.amount > 0:
            fees.append(Fee(amount=claim.amount, upto=claim.upto, currency=claim.currency, per=per, quote=quotes[0]))
    return tuple(fees)


def _claimed_clashes(claims: ProposalClaims, kept: _Kept) -> tuple[Clash, ...]:
    """Contradictions an engine points at; both sides must stand in the document."""
    found = []
    for claim in claims.clashes:
        quotes = kept(claim.quotes)
        if len(quotes) == 2:
            found.append(Clash(about=claim.about, arithmetic="Pointed out by the engine: read both and judge.", quotes=quotes))
    return tuple(found)


def _same_places(one: Clash, other: Clash) -> bool:
    """True where each quote of the one overlaps a quote of the other."""
    return all(any(mine.start < theirs.end and theirs.start < mine.end for theirs in other.quotes) for mine in one.quotes)


def _bites(terms: Sequence[TermReading], ninety: Sequence[DeliverableReading], contradictions: Sequence[Contradiction]) -> tuple[Bite, ...]:
    stated = {one.term: one for one in terms if one.stated}
    wanted: list[tuple[str, str]] = []
    three = [
        name
        for term, name in (
            (Term.NOTICE_DAYS, "notice"),
            (Term.MINIMUM_MONTHS, "a minimum term"),
            (Term.DISCOUNT_PERCENT, "a commitment discount"),
        )
        if term in stated
    ]
    if len(three) >= 2:
        wanted.append(
            ("h", f"The document has {' and '.join(three)}: ask on which date you are first free, and what becomes of the discount then.")
        )
    hours = stated.get(Term.HOURS_PER_WEEK)
    if hours and hours.high and hours.high < 24 and any(one.found for one in ninety):
        wanted.append(
            (
                "c",
                f"{hours.high:g} hours a week lie under the 3-5 days the source wants for change, yet something "
                "measurable is due by day 90.",
            )
        )
    if hours and hours.low and hours.low >= 25:
        wanted.append(("d", f"{hours.low:g} hours a week are at or above the 25-30 under which the source says fractional wins."))
    return bites(wanted, contradictions)


def _fingerprint(engine: ProposalEngine, knowledge: Knowledge, document: Document) -> Fingerprint:
    return Fingerprint(
        engine=engine.name, model=engine.model, code=_code(), knowledge=knowledge.hash, prompts=engine.prompts, input=digest(document.text)
    )


@functools.lru_cache(maxsize=1)
def _code() -> str:
    """Package version and a hash over what turns a document into a review, words and rates included."""
    from vetting.resources import data_dir

    whole = hashlib.sha256()
    for path in (
        *sorted(PACKAGE.glob("proposal/**/*.py")),
        PACKAGE / "embedding.py",
        *sorted((data_dir("knowledge") / "proposal").rglob("*.*")),
    ):
        whole.update(path.name.encode() + path.read_bytes())
    return f"{__version__}+{whole.hexdigest()[:12]}"
