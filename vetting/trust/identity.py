"""Who the candidate is, as far as a CV and the record tell: names, employers, schools. Found by rules, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from vetting.models.base import Model
from vetting.models.interview import Interview
from vetting.trust.everyday import EVERYDAY, NO_PLACE

LONGEST_NAME = 4
"""Words of a name; a longer line is a headline."""


class Identity(Model):
    """What gives a person away besides what can be told by its shape (addresses, numbers, links)."""

    names: tuple[str, ...] = ()
    """The whole name and every part that is no everyday word; longest first."""
    places: tuple[str, ...] = ()
    """Employers and schools; longest first."""

    def __or__(self, other: Identity) -> Identity:
        return Identity(names=_longest_first((*self.names, *other.names)), places=_longest_first((*self.places, *other.places)))


def identity_of(interview: Interview) -> Identity:
    """From the record: the label, and the claims that questions quote."""
    claims = "\n".join(card.claim for card in interview.plan.questions if card.claim)
    return Identity(names=_parts_of(interview.candidate)) | Identity(places=_places(claims))


def identity_in(cv: str, label: str = "") -> Identity:
    """From a CV: the name at its head, employers and schools. `label` is what the user calls the candidate."""
    names = _longest_first((*_parts_of(label), *_parts_of(_name_at_head(cv))))
    return Identity(names=names, places=tuple(place for place in _places(cv) if place not in names))


@contextmanager
def known_as(identity: Identity) -> Iterator[None]:
    """While this is open, every masked door hides this identity too."""
    token = _KNOWN.set(known() | identity)
    try:
        yield
    finally:
        _KNOWN.reset(token)


def known() -> Identity:
    """Who is known to be spoken of right now."""
    return _KNOWN.get() or Identity()


_KNOWN: ContextVar[Identity | None] = ContextVar("known", default=None)

_NAME_WORD = re.compile(r"[^\W\d_][\w'’\-]*\.?")
_LABELLED = re.compile(r"^[ \t]*(?:full name|name|candidate)[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
_CUT = re.compile(r"[|·•,;:/()<>\t]|\s[-–—]\s|[—–]|\s{3,}")
"""Between the parts of a line."""
_CAPITAL = r"[A-Z\u00c0-\u00de][\w'’&\-]*(?:\.\w+)*"
_PLACE = rf"(?P<place>{_CAPITAL}(?:[ ](?:(?:of|and|&|de|der|des|van|für|la|le|the)[ ])*{_CAPITAL}){{0,4}})"
_ROLE = (
    r"(?:head|lead|leader|chief|director|manager|engineer|scientist|officer|architect|consultant|developer|founder|co-founder|analyst|intern|"
    r"partner|president|advisor|adviser|researcher|owner|principal|specialist|cto|ceo|coo|cio|caio|vp|svp|evp)"
)
_HAS_ROLE = re.compile(rf"\b{_ROLE}\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:\b{_ROLE}\b)[^\n.;|]{{0,40}}?(?:[ ](?:at|with|for|bei|chez)[ ]|[ ]?@[ ]?){_PLACE}",
        rf"(?i:\b(?:worked|working|employed|joined|consulted)(?:[ ](?:at|for|with))?)[ ]{_PLACE}",
        rf"{_PLACE.removesuffix(')')}[ ](?:Inc|Ltd|LLC|GmbH|AG|SE|BV|NV|SA|PLC|Corp|Corporation|Oy|AB|ApS|SARL))\b",
        rf"(?P<place>(?:Universit(?:y|ät|é)|Institute|College|School|Hochschule)[ ](?:of|für|de|d')[ ]?{_CAPITAL}(?:[ ]{_CAPITAL})*)",
        rf"(?P<place>(?:{_CAPITAL}[ ]){{1,4}}(?:University|Universität|Institute of Technology|College|Polytechnic|Business School))\b",
        rf"(?P<place>\b(?:TU|ETH|EPFL|MIT|UC|INSEAD|LSE|UCL|KTH|RWTH)\b(?:[ ]{_CAPITAL})?)",
        rf"\b(?:M\.?Sc|B\.?Sc|MBA|Ph\.?D|B\.?A|M\.?A|Diploma|Degree)\b[^\n;]{{0,40}}?(?:,[ ]|\bat[ ]|\bfrom[ ]){_PLACE}",
    )
)


def _name_at_head(cv: str) -> str:
    """The name in the first line that has one, or after `Name:`."""
    lines = [match[1] for match in _LABELLED.finditer(cv)] + [line for line in cv.splitlines() if line.strip()][:3]
    for line in lines:
        head = _CUT.split(line.strip().lstrip("#*_ "), maxsplit=1)[0].strip(" *_")
        words = head.split()
        if 2 <= len(words) <= LONGEST_NAME and all(_NAME_WORD.fullmatch(word) for word in words) and _looks_like_a_name(words):
            return head
    return ""


def _looks_like_a_name(words: list[str]) -> bool:
    capital = [word for word in words if word[0].isupper() or not word[0].islower()]
    other = any(_HAS_ROLE.fullmatch(word) or word.lower() in ("cv", "resume", "curriculum", "vitae", "profile", "senior") for word in words)
    return len(capital) >= 2 and not other


def _parts_of(name: str) -> tuple[str, ...]:
    """The whole name, and its parts that are not everyday words; nothing where it is a label such as “Candidate 3”."""
    words = name.split()
    if not words or any(sign in name for sign in "·|/_#@") or any(sign.isdigit() for sign in name):
        return ()
    telling = [word.strip(".,") for word in words if len(word.strip(".,")) > 2 and word.strip(".,").lower() not in EVERYDAY]
    if not telling or not all(word[0].isupper() or not word[0].islower() for word in telling):
        return ()
    return _longest_first(([name.strip()] if len(words) > 1 else []) + telling)


def _places(cv: str) -> tuple[str, ...]:
    found = [match["place"] for pattern in _PATTERNS for match in pattern.finditer(cv)]
    for line in cv.splitlines():
        if _YEAR.search(line) and _HAS_ROLE.search(line):  # a line of a career: years, role, employer
            found += [part for part in map(str.strip, _CUT.split(line)) if re.fullmatch(_PLACE, part) and not _HAS_ROLE.search(part)]
    return _longest_first(place for place in map(_trimmed, found) if len(place) > 2)


def _trimmed(place: str) -> str:
    """The place without the words at its end that belong to something else; empty where nothing is left."""
    words = place.strip(" .,&-'’").split()
    while words and (words[-1].lower() in NO_PLACE or words[-1].isdigit()):
        words.pop()
    return " ".join(words)


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(texts), key=lambda text: (-len(text), text)))
