"""Labels to people: one person may join under several names. Every merge is told, and undone by giving the labels different roles."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]|\s*\|.*$|\s*<[^>]*>")
_MACHINE = re.compile(r"(?:iphone|ipad|android|galaxy|laptop|macbook|zoom user|guest|unknown|speaker|phone|call)\b", re.IGNORECASE)


def people(labels: Iterable[str]) -> dict[str, str]:
    """Each label to the fullest name of the person behind it."""
    order = list(dict.fromkeys(label for label in labels if label))
    bare = {label: _bare(label) for label in order}
    names = {label: _full_name(bare[label], set(bare.values())) for label in order}
    shown: dict[str, str] = {}
    for label in order:
        key = names[label].casefold()
        if len(_tidy(label)) > len(shown.get(key, "")) or key not in shown:
            shown[key] = _tidy(label)
    return {label: shown[names[label].casefold()] for label in order}


def _full_name(name: str, others: set[str]) -> str:
    """The one longer name of which this is a short form; the name itself where there is none, or more than one."""
    longer = {other.casefold(): other for other in others if _is_short_for(name, other)}
    return next(iter(longer.values())) if len(longer) == 1 else name


def _is_short_for(short: str, full: str) -> bool:
    """Ana P. or Ana for Ana Petrov; A. Petrov too. Never a device, and never a label with a number."""
    ours, theirs = short.casefold().replace(".", "").split(), full.casefold().replace(".", "").split()
    if len(theirs) < 2 or ours == theirs or not ours or _MACHINE.match(short) or any(char.isdigit() for char in short + full):
        return False
    if len(ours) == 1:
        return len(ours[0]) > 2 and ours[0] == theirs[0]
    if len(ours) != len(theirs):
        return ours[0] == theirs[0] and ours[-1] == theirs[-1] and len(ours) < len(theirs)
    return all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(ours, theirs, strict=True)) and any(
        a == b for a, b in zip(ours, theirs, strict=True)
    )


def _bare(label: str) -> str:
    """The name without (Guest), [Host], | Company; from an e-mail address, what stands before the @."""
    name = _ASIDE.sub("", label).strip() or label.strip()
    if re.fullmatch(r"[\w.+-]+@[\w.-]+", name):
        name = re.sub(r"[._+-]+", " ", name.split("@")[0])
    if re.fullmatch(r"[^,]+, [^,]+", name):
        last, first = name.split(", ")
        name = f"{first} {last}"
    return " ".join(name.split())


def _tidy(label: str) -> str:
    return " ".join(label.split())
