"""The text inside a PDF, a DOCX and an HTML page. Headings become '# ' lines, list items '- ', table rows cells joined by ' | '."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from vetting.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MIN_LETTERS_A_PAGE = 20
"""A page with fewer is a picture of text, or blank."""


def pdf_pages(given: bytes, name: str, most: int) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page, and what a person should know. Raises BadInput: encrypted, damaged, pictures only, more than `most` pages."""
    import logging

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns about every oddity of every producer; what matters is raised
    try:
        reader = pypdf.PdfReader(io.BytesIO(given))
        if reader.is_encrypted and not _opens_without_password(reader):
            raise BadInput(f"{name} is encrypted. Save it without a password and try again.")
        count = len(reader.pages)
        if count > most:
            raise BadInput(f"{name} has {count} pages; up to {most} are read at once. Cut out the part that matters and give that.")
        pages = [page.extract_text() or "" for page in reader.pages]
    except BadInput:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        # pypdf promises PyPdfError, but damaged files also surface as plain Python errors from deep inside it.
        raise BadInput(f"{name} is a damaged PDF ({type(error).__name__}). Print it to PDF again, or paste its text.") from error
    blank = [index for index, page in enumerate(pages, start=1) if len(re.findall(r"\w", page)) < MIN_LETTERS_A_PAGE]
    if len(blank) == len(pages):
        raise BadInput(f"{name} holds pictures of pages and no text. Run text recognition (OCR) on it, or paste its text.")
    shown = ", ".join(map(str, blank[:8])) + (" and more" if len(blank) > 8 else "")
    notes = (f"No text on page {shown}: pictures or blank. What stands there was not read.",) if blank else ()
    return pages, notes


def _opens_without_password(reader: Any) -> bool:
    """True for a file that only restricts printing and copying."""
    try:
        return bool(reader.decrypt(""))
    except NotImplementedError:
        return False


def docx_text(given: bytes, name: str) -> str:
    """Paragraphs and tables in their order."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return "\n".join(_docx_lines(docx.Document(io.BytesIO(_as_plain_docx(given))))) + "\n"
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise BadInput(f"{name} is a damaged Word document ({type(error).__name__}). Save it again as DOCX or PDF.") from error


def _as_plain_docx(given: bytes) -> bytes:
    """The file with its content type set to that of a plain document: python-docx refuses the macro kind, and nothing here runs macros."""
    macro, plain = (
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    )
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        if macro not in archive.read("[Content_Types].xml"):
            return given
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for name in archive.namelist():
                part = archive.read(name)
                copy.writestr(name, part.replace(macro, plain) if name == "[Content_Types].xml" else part)
    return out.getvalue()


def _docx_lines(document: WordDocument) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield ""
            for row in block.rows:
                cells: list[str] = []
                for cell in row.cells:
                    text = " ".join(cell.text.split())
                    if not cells or cells[-1] != text:  # a merged cell is listed once for each column
                        cells.append(text)
                yield "| " + " | ".join(cells) + " |"
            yield ""
            continue
        text = block.text.strip()
        style = (block.style.name if block.style is not None else None) or ""
        if text and style.startswith(("Heading", "Title")):
            yield f"\n# {text}"
        elif text and style.startswith("List"):
            yield f"- {text}"
        else:
            yield f"{text}\n" if text else ""


_BLOCKS = frozenset(
    "p div section article main aside ul ol table thead tbody tfoot blockquote pre figure dl dt dd form fieldset address hr".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "head", "nav"))


def html_text(page: str) -> str:
    """What a reader of the page would see, without navigation."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    text = "".join(reader.out)
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    """True for what a browser does not show: a place to hide words for a machine."""
    given = {name: (value or "").replace(" ", "").lower() for name, value in attrs}
    return "hidden" in given or "display:none" in given.get("style", "") or "visibility:hidden" in given.get("style", "")


class _Page(HTMLParser):
    """Collects visible text; white space of the source is one space, blocks are lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._skipping = 0
        self._in_row = False
        self._hidden = 0
        """Depth inside an element the reader of the page does not see."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or (tag not in _VOID and _is_hidden(attrs)):
            self._hidden += tag not in _VOID
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in _HEADINGS:
            self.out.append("\n\n# ")
        elif tag == "li":
            self.out.append("\n- ")
        elif tag == "br":
            self.out.append("\n")
        elif tag == "tr":
            self.out.append("\n| ")
            self._in_row = True
        elif tag in _BLOCKS and not self._in_row:
            self.out.append("\n\n" if tag != "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag not in _VOID:
            self._hidden -= 1
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in ("td", "th"):
            self.out.append(" | ")
        elif tag == "tr":
            self._in_row = False
        elif tag in _HEADINGS or (tag in _BLOCKS and not self._in_row):
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping and not self._hidden:
            self.out.append(re.sub(r"\s+", " ", data))
