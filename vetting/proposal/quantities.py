"""Numbers, durations and rates as people write them, in digits or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SMALL = {word: value for value, word in enumerate(_UNITS)} | _TENS | {"fourty": 40, "dozen": 12}
_LARGE = {"hundred": 100, "thousand": 1_000, "grand": 1_000, "million": 1_000_000}
_WORDS = "|".join(sorted([*_SMALL, *_LARGE], key=len, reverse=True))
NUMBER_WORDS = rf"(?:(?:{_WORDS})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORDS}))*(?:\s+and\s+a\s+half\b)?)"
NUMBER = rf"(?:\d+(?:[.,]\d+)?|{NUMBER_WORDS}|half(?: an?\b)?|(?:a )?quarter of an?\b|an?\b)"
RANGE = rf"(?P<low>{NUMBER})(?:\s*\(\d+\))?(?:\s*(?:-|–|—|to|or|and|bis)\s*(?P<high>{NUMBER}))?(?:\s*\(\d+\))?"

HOURS_A_DAY = 8
WEEKS_A_MONTH = 52 / 12
DAYS_A_MONTH = 30
"""As contracts count a month's notice."""


@dataclass(frozen=True)
class Measure:
    """An amount with the place it was read from."""

    low: float
    high: float
    start: int
    end: int


def number(text: str) -> float | None:
    """The value of a number in digits or words; None where it is neither."""
    plain = text.strip().lower()
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return float(plain.replace(",", "."))
    if plain.endswith(" and a half"):
        whole = number(plain.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    if plain in ("a", "an"):
        return 1
    if plain in ("half", "half a", "half an"):
        return 0.5
    if plain.endswith(("quarter of a", "quarter of an")):
        return 0.25
    total, part, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", plain):
        if word == "and":
            continue
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _LARGE:
            total += (part or 1) * _LARGE[word]
            part = 0
        else:
            return None
        seen = True
    return total + part if seen else None


def measures(pattern: str, text: str, factor: float = 1) -> list[Measure]:
    """Every match of a pattern that holds RANGE, times `factor`."""
    found: list[Measure] = []
    for match in re.finditer(pattern, text, re.IGNORECASE):
        low = number(match["low"])
        high = number(match["high"]) if match["high"] else low
        if low is None or high is None:
            continue
        if high < low:
            high = low
        found.append(Measure(low * factor, high * factor, match.start(), match.end()))
    return found


def months(text: str) -> list[Measure]:
    """Durations in months: weeks and years are converted."""
    return [
        *measures(RANGE + r"[\s-]*(?:calendar |full |consecutive )?months?\b", text),
        *measures(RANGE + r"[\s-]*weeks?\b(?! of notice)", text, 1 / WEEKS_A_MONTH),
        *measures(RANGE + r"[\s-]*years?\b", text, 12),
        *measures(RANGE + r"[\s-]*quarters?\b", text, 3),
    ]


def days(text: str) -> list[Measure]:
    """Durations in days, a month as 30."""
    return [
        *measures(RANGE + r"[\s-]*(?:calendar |business |working |clear )?days?\b", text),
        *measures(RANGE + r"[\s-]*weeks?\b", text, 7),
        *measures(RANGE + r"[\s-]*fortnights?\b", text, 14),
        *measures(RANGE + r"[\s-]*(?:calendar )?months?\b", text, DAYS_A_MONTH),
    ]


def hours(text: str) -> list[Measure]:
    """Durations in hours; a business day is 24 hours on the clock, minutes are parts."""
    return [
        *measures(RANGE + r"[\s-]*(?:business |working |office |clock )?(?:hours?|hrs?|h)\b", text),
        *measures(RANGE + r"[\s-]*(?:minutes?|mins?)\b", text, 1 / 60),
        *(Measure(1, 1, match.start(), match.end()) for match in re.finditer(r"\b(?:within|inside) the hour\b", text, re.IGNORECASE)),
        *measures(RANGE + r"[\s-]*(?:business |working |calendar )?days?\b", text, 24),
    ]


def hours_per_week(text: str) -> list[Measure]:
    """Committed time, normalised to hours a week: days at eight hours, months at 52/12 weeks."""
    week = r"\s*(?:per|a|each|every|/|in a|in any|in the|weekly|of every|out of every)\s*(?:calendar |working |business )?(?:week|wk)\b"
    fortnight = r"\s*(?:per|a|each|every|/|in a|in any|in the|of every)\s*(?:fortnight|two weeks|other week|second week)\b"
    hour = (
        r"[\s-]*(?:working |billable |committed |senior |of my |focused "
        r")?(?:hours?|hrs?|h)\b(?:\s*\([^)]{0,30}\))?(?:\s+(?:of\s+)?(?:[\w-]+\s+){0,4}?)?"
    )
    day = r"[\s-]*(?:full |working |fixed |whole |committed |on-?site )*days?\b(?:\s*\([^)]{0,40}\))?(?:\s+(?:[\w-]+\s+){0,3}?)?"
    month = r"\s*(?:per|a|each|every|/)\s*(?:calendar )?(?:month|mo)\b"
    return [
        *measures(r"(?P<low>half)(?P<high>\b)\s+a\s+day" + week, text, HOURS_A_DAY),
        *measures(RANGE + hour + week, text),
        *measures(
            r"\b(?:mon|tues|wednes|thurs|fri)days\b[^.;]{0,30}?\b" + RANGE + r"\s*(?:hours|hrs)\b(?!\s*(?:per|a|each|every)\b)", text
        ),
        *measures(RANGE + r"\s*(?:h|hrs?|hours?)\s*/\s*(?:w|wk|week)\b", text),
        *measures(
            r"(?:weekly|per week|each week|every week|a "
            r"week)\s*(?:hours?|commitment|time|capacity|effort|load)?\s*(?:of|is|:|,|-|–|\|)?\s*(?:at least |up to |about "
            r"|approx\w*\.? |around )?" + RANGE + r"\s*(?:hours?|hrs?|h)\b",
            text,
        ),
        *measures(r"hours?\s*(?:per|/|a)\s*week\s*[:|=–-]?\s*(?:is |are )?" + RANGE, text),
        *measures(RANGE + r"\s*(?:weekly hours|hours weekly|hrs weekly)\b", text),
        *measures(RANGE + day + week, text, HOURS_A_DAY),
        *measures(RANGE + r"\s*(?:full |fixed |whole )?(?:days weekly|day weekly)\b", text, HOURS_A_DAY),
        *measures(RANGE + r"[\s-]*(?:half[- ]days?)\b(?:\s+(?:[\w-]+\s+){0,2}?)?" + week, text, HOURS_A_DAY / 2),
        *measures(RANGE + hour + fortnight, text, 1 / 2),
        *measures(RANGE + day + fortnight, text, HOURS_A_DAY / 2),
        *measures(RANGE + hour + month, text, 1 / WEEKS_A_MONTH),
        *measures(RANGE + day + month, text, HOURS_A_DAY / WEEKS_A_MONTH),
    ]


def reply_times(text: str) -> list[Measure]:
    """Reply times in hours, also where they are said in words: the same day is eight hours, the next one twenty-four."""
    in_words = [
        (r"\bquestions?:? (?:one|1) (?:business|working) day\b", 24.0),
        (r"\bsame (?:working |business )?(?:day|evening)\b", 8.0),
        (r"\b(?:next|following) (?:working |business )?day\b", 24.0),
        (r"\bwithin (?:a|one|the) (?:working |business )?day\b", 24.0),
        (r"\bby (?:the )?(?:next|following) morning\b", 24.0),
        (r"\bovernight\b", 24.0),
        (r"\bbefore the (?:working )?day is over\b", 8.0),
    ]
    found = [
        Measure(value, value, match.start(), match.end()) for says, value in in_words for match in re.finditer(says, text, re.IGNORECASE)
    ]
    return hours(text) + found


def percents(text: str) -> list[Measure]:
    """Percentages, and a tenth."""
    tenths = [Measure(10, 10, match.start(), match.end()) for match in re.finditer(r"\ba tenth\b", text, re.IGNORECASE)]
    return tenths + measures(RANGE + r"\s*(?:%|per ?cent\b|percent\b)", re.sub(r"(\d)\s*%\s*(-|–|to)\s*(\d)", r"\1 \2 \3", text))
