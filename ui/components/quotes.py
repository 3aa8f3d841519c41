"""A quote with its page and line, and the lines around it to read it in its place. Words of a document are never markup."""

from __future__ import annotations

from collections.abc import Sequence

from ui.components.markup import Html, short, tag, together
from vetting.models.document import Document, Quote
from vetting.proposal.said import place_words

AROUND = 2
"""Lines shown before and after."""
MOST = 1_500
"""Characters shown of what surrounds a quote: a scanned page may be one line."""
LINE = 170
"""Characters of a quote that are shown folded."""


def quotes(found: Sequence[Quote], document: Document, *, lead: str | None = None) -> Html:
    """Each quote folded to its words and place; unfolded, in its surroundings."""
    return together(*(_quote(one, document, lead) for one in found))


def _quote(one: Quote, document: Document, lead: str | None) -> Html:
    before, after = _around(one, document)
    return tag(
        "details",
        tag(
            "summary",
            tag("span", lead, class_="vt-faint") if lead else None,
            tag("q", short(one.words, LINE), dir="auto"),
            tag("span", f" {place_words(one)}", class_="vt-faint"),
        ),
        tag(
            "div",
            before,
            tag("mark", document.text[one.start : one.end], class_="vt-mark vt-event"),
            after,
            class_="vt-answer vt-place",
            dir="auto",
            tabindex="0",
        ),
        class_="vt-fold vt-cited",
    )


def _around(one: Quote, document: Document) -> tuple[str, str]:
    """The text from two lines before the quote to two lines behind it."""
    first = document.line_start(one.line - AROUND)
    last = document.line_start(document.line_at(max(one.start, one.end - 1)) + AROUND + 1)
    return document.text[max(first, one.start - MOST) : one.start], document.text[one.end : min(last, one.end + MOST)].rstrip("\n")
