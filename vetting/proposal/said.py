"""What was found in a proposal, in the few words a table has room for; the same on the terminal and on the screen."""

from __future__ import annotations

from vetting.models.document import Quote
from vetting.models.priced import Rates
from vetting.models.proposal import DeliverableReading, TermReading


def place_words(quote: Quote) -> str:
    """Page and line; the line alone where the format has no pages."""
    return f"page {quote.page}, line {quote.line}" if quote.page else f"line {quote.line}"


def term_words(reading: TermReading) -> str:
    """The value with its unit, or that the document does not state it."""
    if not reading.stated:
        return "not stated"
    if reading.choice:
        return reading.choice.replace("_", " ")
    if reading.holds is not None:
        return "yes" if reading.holds else "refused in words"
    if reading.low is None:
        return f"up to {reading.high:g} {reading.unit}"
    return f"{reading.low:g} {reading.unit}" if reading.low == reading.high else f"{reading.low:g}-{reading.high:g} {reading.unit}"


def deliverable_words(reading: DeliverableReading) -> str:
    """Measurable, promised only, or not promised."""
    return "measurable" if reading.measurable else "promised, not measurable" if reading.found else "not promised"


def rates_words(rates: Rates) -> str:
    """Where the exchange rates come from, with their date."""
    return f"Exchange rates: {rates.note} Date: {rates.date}."


def in_a_list(title: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return title if title[1].isupper() else title[0].lower() + title[1:]
