"""Amounts of money in the ways several countries write them, and which of them are fees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vetting.models.priced import Per
from vetting.proposal.quantities import number
from vetting.proposal.words import Pattern, Words

SYMBOLS = {
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "au$": "AUD",
    "a$": "AUD",
    "s$": "SGD",
    "nz$": "NZD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "zł": "PLN",
    "sfr": "CHF",
    "fr.": "CHF",
}
CODES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "SEK", "NOK", "DKK", "PLN", "INR", "CZK", "ILS")
NAMES = {
    "us dollars": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds sterling": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "swiss francs": "CHF",
    "francs": "CHF",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "rupees": "INR",
    "zloty": "PLN",
}
_MARK = "|".join(re.escape(mark) for mark in sorted([*SYMBOLS, *(code.lower() for code in CODES)], key=len, reverse=True))
_AFTER = "|".join(
    re.escape(mark) for mark in sorted(["€", "£", "zł", "$", *(code.lower() for code in CODES), *NAMES], key=len, reverse=True)
)
_DIGITS = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{2,3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?"
_TIMES = r"(?:\s?(?:k|K|thousand|m|mn|million|lakh)\b)?"
_ONE = rf"(?:{_DIGITS}){_TIMES}"
_AMOUNT = Words("money.amount")
_BARE = Words("money.bare")

_PER: tuple[tuple[Per, str], ...] = (
    ("sprint", r"sprints?\b|two-week (?:sprint|cycle|iteration)|iteration\b"),
    ("hour", r"hours?\b|hr\b|hrs\b|h\b|hourly\b"),
    ("day", r"(?:working |billable |consulting |person[- ])?days?\b|daily\b|diem\b"),
    ("week", r"(?:calendar |working )?weeks?\b|wk\b|weekly\b"),
    ("month", r"(?:calendar )?months?\b|mo\b|mth\b|monthly\b|pcm\b|p\.?\s?m\.?(?!\w)|monat\b"),
    ("quarter", r"quarters?\b|quarterly\b"),
    ("year", r"years?\b|annum\b|yr\b|annually\b|yearly\b"),
)
_JOINER = (
    r"\s*(?:[.,][–—-]{1,2}|,-|,|payable|billed|invoiced|due|plus vat|ex(?:cl\.?|cluding)? vat|net|\+ "
    r"vat|gross|\(?(?:plus|excl\w*\.?) (?:vat|tax|mwst)\.?\)?|usd|eur|gbp|chf|all[- ]in|each|flat|fixed|fee|only)*\s*"
)
_AFTER_PER = [
    (
        per,
        re.compile(
            rf"^{_JOINER}(?:\(?\s*(?:per|a|an|each|every|/|for (?:each|every)|for one|the)\s*(?:single |full |started "
            rf"|senior |two-week )?(?:{words})|(?:{words}))",
            re.IGNORECASE,
        ),
    )
    for per, words in _PER
]
_BEFORE_PER: list[tuple[str, Pattern]] = [
    ("sprint", Words("money.before_per.sprint")),
    ("hour", re.compile(r"\b(?:hourly|per[- ]hour|hour(?:ly)? rate|rate per hour)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:day rate|daily|per diem|per[- ]day|rate per day|a day costs)\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:weekly|per[- ]week|rate per week)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:monthly|per[- ]month|a month|each month|every month|retainer)\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual(?:ly)?|yearly|per[- ](?:year|annum))\b", re.IGNORECASE)),
]
_FIXED = Words("money.fixed")
_FEE = Words("money.fee")
_NOT_FEE = Words("money.not_fee")
_AGAINST = Words("money.against")


@dataclass(frozen=True)
class Money:
    """An amount as it stands in a text."""

    amount: float
    upto: float | None
    currency: str | None
    per: Per | None
    start: int
    end: int


def amounts(text: str, context: str = "") -> list[Money]:
    """Every amount with a currency; `context` (a table's head, a heading) may say what it is per."""
    found: list[Money] = []
    for match in _AMOUNT.finditer(text):
        one = _money(match, text, context)
        if one is not None:
            found.append(one)
    return found


def price(text: str) -> Money | None:
    """A price somebody typed: '9.500 EUR/month', '24k', '$3,000 a day'. The currency may be missing."""
    found = amounts(text)
    if found:
        return found[0]
    match = _BARE.search(text) or re.search(r"(?P<bare>\d+(?:[.,]\d+)*)", text)
    if match is None:
        return None
    return Money(value(match["bare"]), None, None, _per(text, match.start(), match.end(), ""), match.start(), match.end())


def fees(text: str, context: str = "") -> list[Money]:
    """The amounts that are asked for: with a unit of time, or called a fee; costs of models, liabilities and savings left out."""
    kept: list[Money] = []
    for one in amounts(text, context):
        around = _window(text, one.start - 70, one.end + 45)
        near = _window(text, one.start - 25, one.end + 20)
        if one.amount < 20 or _AGAINST.search(near):
            continue
        named = bool(_FEE.search(text[max(0, one.start - 90) : one.end + 40]) or _FEE.search(context))
        if _NOT_FEE.search(around) and not (
            one.per in ("hour", "day", "sprint", "month", "week") and _FEE.search(text[max(0, one.start - 60) : one.start])
        ):
            continue
        per: Per | None = one.per
        if per is None and (named or _FIXED.search(text) or _FIXED.search(context)):
            per = "fixed"
        if per is not None:
            kept.append(Money(one.amount, one.upto, one.currency, per, one.start, one.end))
    return kept


def _window(text: str, start: int, end: int) -> str:
    """The stretch without the words it would cut: half a word may read like another."""
    start, end = max(0, start), min(len(text), end)
    while start > 0 and start < len(text) and text[start - 1].isalnum():
        start += 1
    while end < len(text) and end > 0 and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def value(text: str) -> float:
    """The number in digits with the separators of any country, and k, thousand, m or million behind it."""
    plain = text.strip().lower().replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    times = 1.0
    for ending, factor in (("thousand", 1e3), ("million", 1e6), ("lakh", 1e5), ("mn", 1e6), ("k", 1e3), ("m", 1e6)):
        if plain.endswith(ending):
            plain, times = plain[: -len(ending)].strip(), factor
            break
    marks = [letter for letter in plain if not letter.isdigit()]
    tail = re.search(r"[.,](\d{1,2})$", plain)
    if tail and (len(set(marks)) > 1 or marks.count(marks[-1]) == 1):
        whole = re.sub(r"\D", "", plain[: tail.start()])
        return float(f"{whole or 0}.{tail[1]}") * times
    return float(re.sub(r"\D", "", plain)) * times


def _money(match: re.Match[str], text: str, context: str) -> Money | None:
    if match["words"]:
        spoken = number(match["words"])
        if spoken is None:
            return None
        low, high, currency = spoken, None, NAMES[" ".join(match["named"].lower().split())]
    else:
        first, second = match["a"] or match["c"], match["b"] or match["d"]
        low = value(first)
        high = value(second) if second else None
        if high is not None and high >= low and re.search(r"[kK]$", second.strip()) and not re.search(r"[kKmM]", first):
            low = low * 1000 if low * 1000 <= high else low
        if high is not None and high <= low:
            high = None
        currency = _currency(match["too"] or match["before"] or match["after"])
    return Money(low, high, currency, _per(text, match.start(), match.end(), context), match.start(), match.end())


def _currency(mark: str) -> str:
    plain = " ".join(mark.lower().split())
    return SYMBOLS.get(plain) or NAMES.get(plain) or plain.upper()


def _per(text: str, start: int, end: int, context: str) -> Per | None:
    after = text[end : end + 45].lstrip(" *_|)")
    for per, pattern in _AFTER_PER:
        if pattern.search(after):
            return per
    near = text[max(0, start - 60) : start]
    near = re.split(r"[.;!?]\s", near)[-1]
    hits = [(match.end(), per) for per, pattern in _BEFORE_PER for match in pattern.finditer(near)]
    if hits:
        return _as_per(max(hits)[1])
    if _FIXED.search(text[max(0, start - 40) : end + 40]):
        return "fixed"
    hits = [(match.end(), per) for per, pattern in _BEFORE_PER for match in pattern.finditer(context)]
    return _as_per(max(hits)[1]) if hits else None


def _as_per(word: str) -> Per:
    for per, _ in _PER:
        if per == word:
            return per
    raise ValueError(word)
