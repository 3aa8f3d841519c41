"""A page as a Word document. Texts become runs, which Word shows letter by letter."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from vetting.report.blocks import Block, Bullets, Chances, Facts, Heading, Line, Page, Said, Stages, Table, Tone

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

BAR = 24
TEXT_WIDTH = 16.5
"""Centimetres between the margins of an A4 sheet."""
NO_BREAK = "\u00a0"
SOFT, WARN, BLUE = "59636E", "7A4300", "0A5C8F"


def docx(page: Page) -> bytes:
    """The page, on A4, with Word's own heading, list and quote styles."""
    document = _empty(page)
    for block in page.blocks:
        _draw(document, block)
    _coloured(document.sections[0].footer.paragraphs[0].add_run(page.foot), SOFT, size=8)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _empty(page: Page) -> Document:
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = page.title[:255], "vetting", ""
    properties.created = properties.modified = datetime(2000, 1, 1)
    return document


def _draw(document: Document, block: Block) -> None:
    match block:
        case Heading():
            is_chapter = block.level == 1 and bool(document.paragraphs)
            document.add_heading(block.text, block.level).paragraph_format.page_break_before = is_chapter
        case Line():
            _toned(document.add_paragraph().add_run(block.text), block.tone)
        case Said():
            _draw_said(_quote(document), block)
        case Bullets():
            for text in block.texts:
                _toned(document.add_paragraph(style="List Bullet").add_run(text), block.tone)
        case Facts():
            _draw_facts(document, block)
        case Table():
            _draw_table(document, block)
        case Stages():
            paragraph = document.add_paragraph()
            for stage in block.stages:
                run = paragraph.add_run(f"{'✓' if stage.shown else '–'}{NO_BREAK}{stage.name.replace(' ', NO_BREAK)}   ")
                _coloured(run, BLUE if stage.shown else SOFT)
                run.bold = stage.shown
        case Chances():
            _draw_chances(document, block)


def _quote(document: Document) -> Paragraph:
    """A paragraph set in, with a rule at its left; python-docx has no word for the rule."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm

    paragraph = document.add_paragraph(style="Quote")
    paragraph.paragraph_format.left_indent = Cm(0.7)
    rule = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="12" w:space="8" w:color="C9CFD6"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(rule), *_AFTER_RULE)
    return paragraph


_AFTER_RULE = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What Word's schema wants after a paragraph's rule."""


def _draw_said(paragraph: Paragraph, block: Said) -> None:
    for piece in block.pieces:
        run = paragraph.add_run(piece.text)
        run.italic = False
        if piece.shows:
            run.underline = True
            label = paragraph.add_run(f" [{piece.shows}]")
            label.italic = False
            _coloured(label, SOFT, size=8)


def _draw_facts(document: Document, block: Facts) -> None:
    from docx.shared import Pt

    for label, value in block.rows:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _coloured(paragraph.add_run(f"{label}: "), SOFT)
        paragraph.add_run(value)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _draw_chances(document: Document, block: Chances) -> None:
    from docx.shared import Pt

    for chance in block.chances:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(105))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(300))
        _coloured(paragraph.add_run(f"{chance.label}\t"), SOFT)
        _coloured(paragraph.add_run("█" * round(chance.share * BAR)), BLUE)
        paragraph.add_run(f"\t{chance.share:.0%}")
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _draw_table(document: Document, block: Table) -> None:
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    widths = [Cm(TEXT_WIDTH * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for index, row in enumerate((block.head, *block.rows)):
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(9.5), index == 0
    _repeat_head(table.rows[0]._tr)
    _lighten(table._tbl.tblPr)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _lighten(properties: object) -> None:
    """Grey lines between the rows only."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="C9CFD6"/>' for side, kind in _LINES.items())
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # type: ignore[attr-defined]


_LINES = {"top": "single", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single", "insideV": "nil"}


def _repeat_head(row: object) -> None:
    """The head stands again on every sheet the table runs over; python-docx has no word for it."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _toned(run: Run, tone: Tone) -> None:
    run.bold = tone == "strong"
    if tone in ("quiet", "warning"):
        _coloured(run, SOFT if tone == "quiet" else WARN, size=9 if tone == "quiet" else None)


def _coloured(run: Run, colour: str, size: int | None = None) -> None:
    from docx.shared import Pt, RGBColor

    run.font.color.rgb = RGBColor.from_string(colour)
    if size:
        run.font.size = Pt(size)
