"""Nobody's words become markup, code, a formula or a link, in any format; and they come through as they were said."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from stories import ATTACKS, KNOWLEDGE, MADE, attacked
from test_golden import docx_text, pdf_text

from vetting.harmless import harmless
from vetting.report import FORMATS, comparison_report, evidence_letter, interview_report, letter_docx
from vetting.report.blocks import Line, Page, Piece, Said
from vetting.report.csv import FORMULA_SIGNS, cell
from vetting.report.markdown import markdown

HOSTILE = pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in ATTACKS.items()])


def written(name: str, words: str) -> bytes:
    return FORMATS[name].render(interview_report(attacked(words), KNOWLEDGE, made=MADE))


class Tags(HTMLParser):
    """Every tag, attribute and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@HOSTILE
def test_a_web_page_holds_our_tags_only_and_every_word(words: str) -> None:
    page = Tags(written("html", words).decode())
    assert set(page.tags) <= OUR_TAGS
    assert page.attributes <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "dir",
        "class",
        "scope",
        "style",
        "aria-label",
        "aria-hidden",
    }
    assert harmless(words) in "".join(page.texts)


OUR_TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "blockquote",
        "mark",
        "small",
        "dl",
        "dt",
    ),
    *("dd", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "footer"),
}


def test_a_web_page_asks_nothing_of_anybody_else() -> None:
    page = written("html", ATTACKS["html"]).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|iframe|img|a|base|form)\b|url\(|@import", page)


@HOSTILE
def test_markdown_shows_the_words_and_nothing_comes_of_them(words: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(written("markdown", words).decode())
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "ordered_list_open"}
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "softbreak",
        "hardbreak",
        "html_inline",
    }
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}


@HOSTILE
@pytest.mark.parametrize("block", ["line", "said"])
def test_markdown_gives_back_what_was_said(words: str, block: str) -> None:
    said = Line(text=words) if block == "line" else Said(pieces=(Piece(text=words),))
    tokens = MarkdownIt("commonmark").parse(markdown(Page(title="t", foot="f", blocks=(said,))))
    inline = next(token for token in tokens if token.type == "inline").children or ()
    shown = "".join("\n" if child.type == "hardbreak" else child.content for child in inline)
    assert shown == harmless(words)


def test_markdown_keeps_links_from_being_made_of_plain_addresses() -> None:
    page = written("markdown", ATTACKS["link"]).decode()
    assert "https\\://evil" in page
    assert not re.search(r"https?://|www\.", page)


@HOSTILE
def test_a_pdf_shows_the_words_as_words(words: str) -> None:
    pdf = written("pdf", words)
    assert pdf.startswith(b"%PDF")
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|EmbeddedFile)\b", pdf)
    shown = "".join(pdf_text(pdf).split())
    for word in re.findall(r"[A-Za-z]{3,}|[\\#${}*_@%]{1}", words):
        assert word in shown


@HOSTILE
def test_a_word_document_holds_plain_runs_only(words: str) -> None:
    document = written("docx", words)
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
        links = parts.read("word/_rels/document.xml.rels").decode()
    kinds = {element.tag.partition("}")[2] for element in root.iter()}
    assert not kinds & {"hyperlink", "fldSimple", "instrText", "object", "drawing", "altChunk"}
    assert "External" not in links
    assert harmless(words).replace("\n", "") in docx_text(document).replace("\n", "")


@HOSTILE
def test_json_holds_the_very_words(words: str) -> None:
    report = json.loads(written("json", words))
    assert report["interviews"][0]["candidate"] == words


@HOSTILE
def test_no_cell_of_a_spreadsheet_is_a_formula(words: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", words).decode("utf-8-sig"), newline="")))
    assert not [text for row in rows for text in row if text[:1] in FORMULA_SIGNS or text.startswith(("\t", "\r", "\n"))]
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\n+", "\u00a0=", "\ufeff=", "＝", "＠", "\t", "|", "%"])
def test_a_text_that_starts_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert str(cell(f"{start}1+1")).startswith("'")


def test_numbers_and_harmless_texts_stay_as_they_are() -> None:
    assert [cell(value) for value in (-1.5, 3, True, None, "a = b")] == [-1.5, 3, True, "", "a = b"]


@HOSTILE
def test_a_letter_and_its_document_show_the_words_as_words(words: str) -> None:
    letter = evidence_letter(attacked(words))
    tokens = MarkdownIt("commonmark").parse(letter)
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "table_open"}
    document = docx_text(letter_docx(letter))
    assert [line for line in document.splitlines() if line.startswith("[Heading")] == [
        "[Heading 2] What your answers showed",
        "[Heading 3] Retrieval staleness",
        "[Heading 2] What stayed open",
        "[Heading 2] What helps next time",
    ]
    assert "".join(harmless(words).split()) in "".join(document.split())


@pytest.mark.parametrize("name", FORMATS)
def test_fifty_thousand_words_are_written(name: str) -> None:
    long = "unbroken" * 2_000 + " word" * 50_000
    report = written(name, long)
    assert len(report) > 10_000
    if name in ("html", "markdown", "json"):
        assert long in report.decode()


def test_a_comparison_of_attackers_is_written_in_every_format() -> None:
    one = attacked("".join(ATTACKS.values()))
    other = one.model_copy(update={"interview": one.interview.model_copy(update={"id": "dddd4444"})})
    report = comparison_report([one, other], KNOWLEDGE, made=MADE)
    for name, known in FORMATS.items():
        assert known.render(report), name
    assert set(Tags(FORMATS["html"].render(report).decode()).tags) <= OUR_TAGS
