"""Measures reviews of proposals against labels: found items, values, fees, deliverables, clashes, and that every quote stands.

A folder holds documents, each with a YAML file of the same name beside it (its `file` names the document).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vetting.errors import BadInput, VettingError
from vetting.models.document import Document, Quote
from vetting.models.proposal import CHOICES, UNITS, ProposalReview, Review, ScopeItem, Term
from vetting.proposal.document import read_document

NEAR = 0.06
"""A value counts as right within six percent: 0.33 h and 20 minutes are the same."""


@dataclass
class Counts:
    """Hits, false alarms and misses of one thing."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def as_dict(self) -> dict[str, float | int | None]:
        found, there = self.hit + self.false, self.hit + self.missed
        return {
            "precision": round(self.hit / found, 3) if found else None,
            "recall": round(self.hit / there, 3) if there else None,
            "labelled": there,
            "found": found,
        }


@dataclass
class Figures:
    """Everything counted over a folder."""

    documents: int = 0
    scope: dict[str, Counts] = field(default_factory=lambda: {item.value: Counts() for item in ScopeItem})
    """Mentioned (present or vague) against absent."""
    present: Counts = field(default_factory=Counts)
    """Pinned down against everything else."""
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(labelled, found) over all items; an allowed second label counts as found."""
    evidence: Counter[bool] = field(default_factory=Counter)
    """Whether an item that was found is quoted where the label quotes it."""
    terms: dict[str, Counts] = field(default_factory=lambda: {term.value: Counts() for term in Term})
    """Stated and with the right value; a wrong value is a miss and a false alarm."""
    fees: Counts = field(default_factory=Counts)
    regions: Counter[bool] = field(default_factory=Counter)
    deliverables: Counts = field(default_factory=Counts)
    measurable: Counter[bool] = field(default_factory=Counter)
    clashes: Counts = field(default_factory=Counts)
    quotes: Counter[bool] = field(default_factory=Counter)
    """Whether a quote stands in the document, white space aside."""
    refused: Counter[bool] = field(default_factory=Counter)
    """Documents nobody can review: refused in words or not."""
    faults: list[str] = field(default_factory=list)
    """Every disagreement in a line, for whoever improves the engine."""


def measure_proposals(folder: Path, review: Callable[[Document], Review]) -> Figures:
    """Reviews every labelled document of a folder. Raises BadInput where there is none."""
    figures = Figures()
    labels = sorted(folder.glob("*.yaml"))
    if not labels:
        raise BadInput(f"{folder} holds no labelled proposals. Name a folder with documents and a YAML file beside each.")
    for path in labels:
        _measure(path, _read_label(path), review, figures)
    return figures


def _read_label(path: Path) -> Mapping[str, Any]:
    import yaml

    label = yaml.safe_load(path.read_text("utf-8"))
    if not isinstance(label, dict) or "file" not in label:
        raise BadInput(f"{path} is not a label: it names no file.")
    return label


def _measure(path: Path, label: Mapping[str, Any], review: Callable[[Document], Review], figures: Figures) -> None:
    name = str(label["file"])
    figures.documents += 1
    if not label.get("gradable", True):
        try:
            review(read_document(path.with_name(name)))
            figures.refused[False] += 1
            figures.faults.append(f"{name}: was reviewed, though it cannot be: {label.get('reason', '')}")
        except VettingError:
            figures.refused[True] += 1
        return
    document = read_document(path.with_name(name))
    found = review(document)
    if not isinstance(found, ProposalReview):
        figures.faults.append(f"{name}: {'; '.join(found.reasons)}")
        return
    _scope(name, label.get("scope") or {}, found, figures)
    _terms(name, label.get("terms") or {}, found, figures)
    _fees(name, label.get("prices") or [], found, figures)
    _ninety(name, label.get("ninety_days") or [], found, figures)
    _clashes(name, label.get("contradictions") or [], found, figures)
    right = found.region in (label.get("region"), *(label.get("region_also") or ()))
    figures.regions[right] += 1
    if not right:
        figures.faults.append(f"{name}: region {found.region}, labelled {label.get('region')}")
    plain = _plain(document.text)
    for quote in _quotes(found):
        figures.quotes[_plain(quote.words) in plain and " ".join(document.text[quote.start : quote.end].split()) == quote.words] += 1


def _scope(name: str, label: Mapping[str, Any], found: ProposalReview, figures: Figures) -> None:
    for reading in found.scope:
        wanted = label.get(reading.item.value) or {"status": "absent"}
        allowed = {str(wanted["status"]), *(str(one) for one in wanted.get("also") or ())}
        status = reading.status.value
        labelled = status if status in allowed else str(wanted["status"])
        figures.statuses[labelled, status] += 1
        _count(figures.scope[reading.item.value], labelled != "absent", status != "absent")
        _count(figures.present, labelled == "present", status == "present")
        if labelled != status:
            shown = reading.quotes[0].words[:110] if reading.quotes else ""
            there = [str(one)[:110] for one in wanted.get("quotes") or ()]
            figures.faults.append(f"{name}: {reading.item.value} {status}, labelled {labelled}: found “{shown}” labelled {there}")
        if labelled != "absent" and status != "absent" and wanted.get("quotes"):
            figures.evidence[any(_overlap(quote.words, str(one)) for quote in reading.quotes for one in wanted["quotes"])] += 1


def _terms(name: str, label: Mapping[str, Any], found: ProposalReview, figures: Figures) -> None:
    for reading in found.terms:
        if reading.term.value not in label and reading.term is not Term.ENGAGEMENT_MODEL:
            continue
        wanted = label.get(reading.term.value)
        value: Any = wanted.get("value", wanted.get("low")) if isinstance(wanted, dict) else wanted
        allowed = [value, *((wanted.get("also") or ()) if isinstance(wanted, dict) else ())]
        got = reading.choice if reading.term in CHOICES else reading.low if reading.term in UNITS else reading.holds
        right = any(_same(got, one) for one in allowed)
        counts = figures.terms[reading.term.value]
        if right:
            counts.hit += got is not None
        else:
            counts.false += got is not None
            counts.missed += value is not None
            shown = reading.quotes[0].words[:110] if reading.quotes else ""
            there = wanted.get("quote") if isinstance(wanted, dict) else None
            figures.faults.append(f"{name}: {reading.term.value} {got}, labelled {value}: found “{shown}” labelled “{there}”")


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        wanted = wanted[0]  # a range: the lower end
    if got is None or wanted is None or isinstance(wanted, str | bool) or isinstance(got, bool):
        return bool(got == wanted)
    return abs(float(got) - float(wanted)) <= NEAR * max(abs(float(wanted)), 0.01)


def _fees(name: str, label: list[Mapping[str, Any]], found: ProposalReview, figures: Figures) -> None:
    wanted = {(float(one["amount"]), one.get("currency"), one.get("per")): one for one in label}
    got = {(fee.amount, fee.currency, fee.per): fee for fee in found.fees}
    for key, one in wanted.items():
        figures.fees.hit += key in got
        figures.fees.missed += key not in got and not one.get("optional")
        if key not in got:
            figures.faults.append(f"{name}: fee missed {key}: “{one.get('quote')}”")
    for key in got.keys() - wanted.keys():
        figures.fees.false += 1
        figures.faults.append(f"{name}: fee invented {key}: “{got[key].quote.words[:110]}”")


def _ninety(name: str, label: list[Mapping[str, Any]], found: ProposalReview, figures: Figures) -> None:
    wanted = {int(one["deliverable"]): one for one in label}
    for reading in found.ninety_days:
        one = wanted.get(reading.criterion)
        if one is not None and (reading.found or not one.get("optional")):
            figures.deliverables.hit += reading.found
            figures.deliverables.missed += not reading.found
            if not reading.found:
                figures.faults.append(f"{name}: deliverable {reading.criterion} missed: “{one.get('quote')}”")
            elif not one.get("either"):
                right = reading.measurable == one["measurable"]
                figures.measurable[right] += 1
                if not right:
                    figures.faults.append(
                        f"{name}: deliverable {reading.criterion} measurable {reading.measurable}, labelled "
                        f"{one['measurable']}: “{one.get('quote')}”"
                    )
        elif one is None and reading.found:
            figures.deliverables.false += 1
            figures.faults.append(f"{name}: deliverable {reading.criterion} invented: “{reading.quotes[0].words[:110]}”")


def _clashes(name: str, label: list[Mapping[str, Any]], found: ProposalReview, figures: Figures) -> None:
    left = list(found.clashes)
    for one in label:
        match = next(
            (clash for clash in left if all(any(_overlap(quote.words, str(wanted)) for quote in clash.quotes) for wanted in one["quotes"])),
            None,
        )
        if match is None:
            figures.clashes.missed += not one.get("optional")
            figures.faults.append(f"{name}: clash missed: {one.get('about')}")
        else:
            figures.clashes.hit += 1
            left.remove(match)
    for clash in left:
        figures.clashes.false += 1
        figures.faults.append(f"{name}: clash invented: {clash.about}: {clash.arithmetic} {[quote.words[:80] for quote in clash.quotes]}")


def _quotes(found: ProposalReview) -> Iterator[Quote]:
    for scope in found.scope:
        yield from (*scope.quotes, *scope.excluded)
    for term in found.terms:
        yield from term.quotes
    for deliverable in found.ninety_days:
        yield from deliverable.quotes
    for clash in found.clashes:
        yield from clash.quotes
    for fee in found.fees:
        yield fee.quote


def _count(counts: Counts, labelled: bool, found: bool) -> None:
    counts.hit += labelled and found
    counts.false += found and not labelled
    counts.missed += labelled and not found


def _plain(text: str) -> str:
    return " ".join(text.split())


def _overlap(one: str, other: str) -> bool:
    """Two stretches of one document share most words of the shorter one."""
    first, second = (re.findall(r"\w+", text.lower()) for text in (one, other))
    if not first or not second:
        return False
    shared = sum((Counter(first) & Counter(second)).values())
    return shared >= 0.6 * min(len(first), len(second))
