"""A courteous letter that asks for exactly what is missing. Markdown to edit, and the same as a Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Literal

from vetting.errors import BadInput
from vetting.models.proposal import Presence, ProposalReview, ScopeReading
from vetting.proposal.lexicon import Lexicon, load_lexicon
from vetting.proposal.said import in_a_list

Section = Literal["The scope", "The terms", "The first ninety days", "The price", "Places that do not fit together"]
MOST_CHARACTERS = 180


def clarification_letter(review: ProposalReview, *, to: str = "", sender: str = "", lexicon: Lexicon | None = None) -> str:
    """The letter as Markdown: one number a question, each with its reason in a clause. Asks nothing the document answers."""
    words = lexicon or load_lexicon()
    sections: list[tuple[Section, list[str]]] = [
        ("The scope", list(_scope(review, words))),
        ("The terms", list(_terms(review, words))),
        ("The first ninety days", list(_ninety(review, words))),
        ("The price", list(_price(review))),
        ("Places that do not fit together", list(_clashes(review))),
    ]
    count = sum(len(questions) for _, questions in sections)
    lines = [f"Dear {to or '[name]'},", ""]
    if not count:
        lines += [f"thank you for “{review.document}”. It answers what we wanted to know; we have no questions on its text.", ""]
    else:
        one = "one point is" if count == 1 else f"{count} points are"
        lines += [
            f"thank you for “{review.document}”. We read it with care. Before we decide, {one} still open; a line on each will do.",
            "",
        ]
    number = 0
    for title, questions in sections:
        if questions:
            lines += [f"## {title}", ""]
        for question in questions:
            number += 1
            lines.append(f"{number}. {question}")
        if questions:
            lines.append("")
    lines += ["If something above is already agreed elsewhere, please point us to it.", "", "Kind regards,", sender or "[your name]", ""]
    return "\n".join(lines)


def _scope(review: ProposalReview, lexicon: Lexicon) -> Iterator[str]:
    for words in lexicon.scope:
        reading = review.item(words.item)
        if reading.status is Presence.PRESENT:
            continue
        yield f"**{words.title}.** {_about(reading)}{words.ask} We ask because {words.because}."


def _about(reading: ScopeReading) -> str:
    if reading.status is Presence.VAGUE:
        return f"You write “{_short(reading.quotes[0].words)}”, without a who, when or how much. "
    if reading.excluded:
        return f"You write “{_short(reading.excluded[0].words)}”. Is that final? "
    return ""


def _terms(review: ProposalReview, lexicon: Lexicon) -> Iterator[str]:
    for words in lexicon.terms:
        if words.term in review.missing_terms:
            yield f"**{words.title}.** {words.ask} We ask because {words.because}."


def _ninety(review: ProposalReview, lexicon: Lexicon) -> Iterator[str]:
    """What was promised but cannot be measured, one by one; what is not promised, in one question."""
    titles = {one.criterion: one.title for one in lexicon.deliverables}
    for reading in review.ninety_days:
        if reading.found and not reading.measurable:
            yield (
                f"**{titles[reading.criterion]}.** You write “{_short(reading.quotes[0].words)}”. How will we both know "
                f"that it is there? It would help to have {reading.would_make_it_measurable}."
            )
    missing = [in_a_list(titles[one.criterion]) for one in review.ninety_days if not one.found]
    if missing:
        yield (
            f"**What we can hold you to.** Which of these will we have by day 90, and by which date: {'; '.join(missing)}? "
            "We ask because without anything measurable by day 90 we would be buying advice."
        )


def _price(review: ProposalReview) -> Iterator[str]:
    if not review.fees:
        yield (
            "**Fee.** What does it cost, in which currency, per month or day, and what does it include? We ask because we "
            "compare offers by the committed hour."
        )
        return
    seen: set[str] = set()
    for placement in review.placements:
        for question in placement.open:
            if "?" not in question:
                continue
            asked = re.split(r"(?<=\?)\s", question)[0]
            if asked not in seen and not asked.startswith(("How many hours a week", "Where does")):
                seen.add(asked)
                yield f"**{placement.stated}.** {asked}"
    if review.region is None:
        yield "**Place.** Where do you work, and which of our hours do you share? We ask because rates and overlap differ by region."


def _clashes(review: ProposalReview) -> Iterator[str]:
    for clash in review.clashes:
        both = " and ".join(f"“{_short(quote.words)}”" for quote in clash.quotes)
        yield f"**{clash.about[0].upper()}{clash.about[1:]}.** You write {both}. Which holds?"


def _short(words: str) -> str:
    return words if len(words) <= MOST_CHARACTERS else words[:MOST_CHARACTERS].rsplit(" ", 1)[0] + " …"


def letter_docx(markdown: str) -> bytes:
    """The letter as a Word document: headings, numbered lines and bold words kept. Raises BadInput for an empty letter."""
    import docx

    if not markdown.strip():
        raise BadInput("The letter is empty. Write it first.")
    document = docx.Document()
    for line in markdown.splitlines():
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=min(3, len(line) - len(line.lstrip("#"))))
        elif line.strip():
            paragraph = document.add_paragraph()
            for index, part in enumerate(line.split("**")):
                paragraph.add_run(part).bold = index % 2 == 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
