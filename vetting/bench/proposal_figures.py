"""Figures of reviewed proposals, drawn: as JSON and as plain text, a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vetting.bench.proposals import Counts, Figures


def figures_json(figures: Figures) -> dict[str, Any]:
    """The figures as `vetting bench --proposals` prints them."""
    scope_all = Counts(*(sum(getattr(one, name) for one in figures.scope.values()) for name in ("hit", "false", "missed")))
    terms_all = Counts(*(sum(getattr(one, name) for one in figures.terms.values()) for name in ("hit", "false", "missed")))
    items = sum(figures.statuses.values())
    return {
        "documents": figures.documents,
        "refused_rightly": [figures.refused[True], sum(figures.refused.values())],
        "scope": {"all": scope_all.as_dict(), **{name: counts.as_dict() for name, counts in figures.scope.items()}},
        "scope_present": figures.present.as_dict(),
        "scope_status_accuracy": _share(sum(count for (labelled, found), count in figures.statuses.items() if labelled == found), items),
        "scope_statuses": {f"{labelled} as {found}": count for (labelled, found), count in sorted(figures.statuses.items())},
        "quoted_where_labelled": _share(figures.evidence[True], sum(figures.evidence.values())),
        "terms": {"all": terms_all.as_dict(), **{name: counts.as_dict() for name, counts in figures.terms.items()}},
        "fees": figures.fees.as_dict(),
        "region_accuracy": _share(figures.regions[True], sum(figures.regions.values())),
        "deliverables": figures.deliverables.as_dict(),
        "measurable_accuracy": _share(figures.measurable[True], sum(figures.measurable.values())),
        "clashes": figures.clashes.as_dict(),
        "quotes": sum(figures.quotes.values()),
        "quote_validity": _share(figures.quotes[True], sum(figures.quotes.values())),
    }


def render_proposals(figures: Figures) -> str:
    """The figures as plain text, a line each."""
    shown = figures_json(figures)
    lines = [
        f"{shown['documents']} documents; {shown['refused_rightly'][0]} of {shown['refused_rightly'][1]} that nobody "
        "can review were refused in words.",
        "",
        f"{'':28}{'precision':>10}{'recall':>8}{'labelled':>10}",
    ]
    for group, names in (("scope", shown["scope"]), ("terms", shown["terms"])):
        for name, counts in names.items():
            lines.append(_line(f"{group}, {name}" if name == "all" else f"  {name}", counts))
    for name in ("scope_present", "fees", "deliverables", "clashes"):
        lines.append(_line(name.replace("_", " "), shown[name]))
    lines.append("")
    for name, says in (
        ("scope_status_accuracy", "present, vague or absent as labelled"),
        ("quoted_where_labelled", "items quoted where the label quotes them"),
        ("measurable_accuracy", "measurable or not as labelled"),
        ("region_accuracy", "region as labelled"),
        ("quote_validity", f"of {shown['quotes']} quotes stand in their document"),
    ):
        lines.append(f"{'-' if shown[name] is None else format(shown[name], '.1%'):>7}  {says}")
    return "\n".join(lines)


def _line(name: str, counts: Mapping[str, float | int | None]) -> str:
    precision, recall = (format(value, ".2f") if (value := counts[key]) is not None else "-" for key in ("precision", "recall"))
    return f"{name:28}{precision:>10}{recall:>8}{counts['labelled']:>10}"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
