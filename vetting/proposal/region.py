"""Where the person works, from what the document says about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vetting.models.priced import Region
from vetting.proposal.passages import Passage

_BASED = re.compile(
    r"\b(?:based (?:in|out of)|located in|live[sd]? in|working from|work(?:s)? (?:from|out of)|remote(?:ly)? from|from my (?:office|home) in|(?:our|my) (?:office|team|home|base)s? (?:is |are )?in|registered (?:office|in|at)|headquarter\w* in|incorporated in|offices? (?:in|at)|resid\w+ in|sits? in|time zone|a .{0,30} (?:company|corporation|gmbh|limited|b\.v\.)|hours? (?:are|is) )",
    re.IGNORECASE,
)
_PLACES: tuple[tuple[Region, re.Pattern[str]], ...] = (
    ("UK", re.compile(r"\b(?:uk|u\.k\.|united kingdom|england|scotland|wales|london|manchester|edinburgh|bristol|leeds|birmingham|glasgow|cambridge, uk|oxford|brighton|cardiff|belfast|sheffield|companies house)\b", re.IGNORECASE)),
    ("EU", re.compile(r"\b(?:netherlands|germany|german|dutch|france|spain|portugal|italy|ireland|austria|belgium|denmark|sweden|finland|estonia|latvia|lithuania|poland|czech|greece|hungary|romania|bulgaria|croatia|slovenia|slovakia|amsterdam|rotterdam|utrecht|berlin|munich|hamburg|frankfurt|cologne|leipzig|vienna|paris|lyon|madrid|barcelona|valencia|lisbon|porto|milan|rome|dublin|brussels|antwerp|ghent|copenhagen|aarhus|stockholm|malmö|gothenburg|helsinki|tallinn|riga|vilnius|warsaw|krak[oó]w|prague|athens|budapest|central european time|cet|european union)\b", re.IGNORECASE)),
    ("US", re.compile(r"\b(?:usa|u\.s\.a?\.?|united states|new york|san francisco|california|austin|texas|boston|massachusetts|chicago|illinois|seattle|denver|colorado|atlanta|georgia, us|miami|florida|los angeles|portland|oregon|delaware|philadelphia|washington|minneapolis|nashville|brooklyn|oakland|palo alto|san diego|phoenix|dallas|houston|pacific time|eastern time|est\b|pst\b|ohio|michigan|utah|north carolina)|\b(?-i:(?:[A-Z][a-z]+,? )(?:A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|DC))\b", re.IGNORECASE)),
    ("offshore", re.compile(r"\b(?:india|bangalore|bengaluru|hyderabad|pune|mumbai|chennai|delhi|pakistan|lahore|karachi|philippines|manila|vietnam|hanoi|ukraine|kyiv|kiev|lviv|serbia|belgrade|argentina|buenos aires|colombia|bogot[aá]|medell[ií]n|mexico|guadalajara|brazil|s[aã]o paulo|egypt|cairo|nigeria|lagos|da nang|ho chi minh|saigon|cebu|kolkata|islamabad|kharkiv|minsk|belarus|moldova|thailand|bangkok|indonesia|jakarta|malaysia|kuala lumpur|peru|lima|chile|santiago|ghana|accra|kenya|nairobi|sri lanka|colombo|bangladesh|dhaka|offshore|near-?shore|georgia, tbilisi|tbilisi|armenia|yerevan|morocco|tunisia|south africa|cape town)\b", re.IGNORECASE)),
)  # fmt: skip


def region_of(passages: Sequence[Passage]) -> tuple[Region | None, Passage | None]:
    """The region and the passage that says so; the firmest wording first, then a place in a letterhead."""
    for passage in passages:
        if _BASED.search(passage.text) and (found := _place(passage.text)):
            return found, passage
    edge = [*passages[:12], *passages[-6:]]
    for passage in edge:
        if len(passage.text.split()) <= 26 and (found := _place(passage.text)):
            return found, passage
    return None, None


def _place(text: str) -> Region | None:
    hits = [(match.start(), region) for region, pattern in _PLACES if (match := pattern.search(text))]
    return min(hits)[1] if hits else None
