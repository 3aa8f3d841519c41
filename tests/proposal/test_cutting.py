"""A document is cut where a reader would: bold run-ins, values behind dots, and lines broken in a narrow column."""

from __future__ import annotations

from vetting.models.document import Document
from vetting.proposal.passages import Passage, cut


def passages(text: str, format: str = "text") -> tuple[Passage, ...]:
    document = Document(name="offer", format=format, text=text)
    found = cut(document)
    for one in found:
        assert one.start < one.end <= len(text)
    return found


def test_a_bold_run_in_says_what_the_sentence_is_about_and_promises_nothing_itself() -> None:
    head, sentence = passages("- **Hiring.** I help you find people who stay with you for years.", "markdown")
    assert (head.text, head.promises) == ("Hiring.", False)
    assert sentence.in_context == "Hiring: I help you find people who stay with you for years."


def test_dots_lead_from_a_name_to_its_value() -> None:
    exit_, minimum = passages("Exit ................ 45 days\nMinimum . . . . . . 4 months\n")
    assert (exit_.text, minimum.text) == ("Exit: 45 days", "Minimum: 4 months")
    assert exit_.is_row


def test_dots_that_lead_to_a_page_number_are_a_table_of_contents() -> None:
    assert {one.text: one.promises for one in passages("Contents\nIncident response ........ 12\nPrices ........ 14\n")} == {
        "Contents": False,
        "Incident response: 12": False,
        "Prices: 14": False,
    }


def test_lines_of_a_narrow_column_are_joined_to_sentences() -> None:
    text = (
        "Mr. Ohlsen will be the head of\nAI for your cargo desk, for\nEUR 17.400,00 per month net. For\n"
        "six months in sum\nEUR 98.400,00. Billed monthly,\n"
    )
    joined = [one.text for one in passages(text * 3)]
    assert "For six months in sum EUR 98.400,00." in joined


def test_markup_in_plain_text_promises_nothing_and_takes_nothing_with_it() -> None:
    promise, markup = passages(
        "We attack the assistant every quarter. <script>document.title='owned'</script> ![x](http://a.invalid/b.png)\n"
    )
    assert (promise.text, promise.promises) == ("We attack the assistant every quarter.", True)
    assert not markup.promises
