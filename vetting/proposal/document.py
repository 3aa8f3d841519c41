"""From a file or its bytes to a Document. What kind it is, is read from the bytes; the name only decides between kinds of text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from vetting.errors import BadInput
from vetting.models.document import Document
from vetting.proposal.formats import docx_text, html_text, pdf_pages

MAX_BYTES = 30_000_000
MAX_PAGES = 400
"""More is a data room, not an offer."""
LONG_PAGES = 60
"""From here on a person should know that passages which name nothing were skipped."""
WORDS_A_PAGE = 500
MIN_WORDS = 20
"""A shorter text promises nothing that could be vetted."""
READS = "PDF, DOCX, HTML, Markdown or plain text"

_REFUSED = {
    b"\xd0\xcf\x11\xe0": "is an old Office file (.doc, .xls or .ppt), or a protected one. Save it as DOCX without a password, or as PDF.",
    b"{\\rtf": "is an RTF file. Save it as DOCX or PDF.",
    b"\x89PNG": "is a picture. Run text recognition (OCR) on it and give the text.",
    b"\xff\xd8\xff": "is a picture. Run text recognition (OCR) on it and give the text.",
    b"II*\x00": "is a picture. Run text recognition (OCR) on it and give the text.",
}


def read_document(source: Path | str | bytes, name: str | None = None, *, what: str = "proposal") -> Document:
    """The text of a document with its pages and lines. `source` is a path, or the bytes themselves with their `name`; `what` it should be.

    Raises BadInput in words for whatever cannot be read; nothing is guessed from a damaged file.
    """
    if isinstance(source, bytes):
        given, called = source, name or "pasted text"
    else:
        path = Path(source)
        given, called = _read_bytes(path), name or path.name
    if len(given) > MAX_BYTES:
        raise BadInput(f"{called} has {len(given) // 1_000_000} MB; up to {MAX_BYTES // 1_000_000} are read. Give the part that matters.")
    if not given.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadInput(f"{called} is empty. Give the text of the {what} ({READS}).")
    document = _parse(given, called)
    words = len(document.text.split())
    if words < MIN_WORDS:
        raise BadInput(f"{called} holds {words} words, too few to be a {what}. Give the whole text.")
    if len(document.page_starts) > MAX_PAGES or words > MAX_PAGES * WORDS_A_PAGE:
        size = f"{len(document.page_starts)} pages" if document.page_starts else f"{words:,} words"
        raise BadInput(f"{called} has {size}; up to {MAX_PAGES} pages are read as one {what}. Cut out the part that matters and give that.")
    return document


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder. Name the file with the proposal.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}. Check the name.") from error


def _parse(given: bytes, name: str) -> Document:
    for start, says in _REFUSED.items():
        if given.startswith(start):
            raise BadInput(f"{name} {says}")
    if given.lstrip()[:5] == b"%PDF-":
        return _pdf(given, name)
    if given.startswith(b"PK"):
        return _docx(given, name)
    text, notes = decode(given, name)
    ending = Path(name).suffix.lower()
    head = text.lstrip()[:300].lower()
    if ending in (".html", ".htm", ".xhtml") or head.startswith(("<!doctype html", "<html")):
        return Document(name=name, format="html", text=html_text(text), notes=notes)
    starts = tuple(index + 1 for index, letter in enumerate(text) if letter == "\f")
    kind = "markdown" if ending in (".md", ".markdown") else "text"
    return Document(name=name, format=kind, text=text, notes=notes, page_starts=(0, *starts) if starts else ())


def decode(given: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of UTF-8, UTF-16 with its mark, or Windows-1252; anything else is refused rather than read as noise."""
    notes: tuple[str, ...] = ()
    try:
        if given.startswith((b"\xff\xfe", b"\xfe\xff")):
            text, notes = given.decode("utf-16"), ("Read as UTF-16.",)
        else:
            text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text, notes = given.decode("cp1252"), ("Not UTF-8; read as Windows-1252. Check letters with accents and the currency signs.",)
        except UnicodeDecodeError as error:
            raise BadInput(f"{name} is not text in any encoding we read (UTF-8, UTF-16, Windows-1252). Save it as UTF-8 or PDF.") from error
    odd = sum(1 for letter in text if (ord(letter) < 32 and letter not in "\n\r\t\f") or letter == "\ufffd")
    if odd > max(2, len(text) // 500):
        raise BadInput(f"{name} is not text: it holds {odd} characters that no text has. Give {READS}, saved as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _pdf(given: bytes, name: str) -> Document:
    pages, notes = pdf_pages(given, name, MAX_PAGES)
    starts: list[int] = []
    text = ""
    for page in pages:
        starts.append(len(text))
        text += page.rstrip() + "\n"
    if len(pages) > LONG_PAGES:
        notes = (
            *notes,
            f"{len(pages)} pages: all were searched, but only passages that name something were also read by meaning. "
            "Check the pages that matter to you.",
        )
    return Document(name=name, format="pdf", text=text, page_starts=tuple(starts), notes=notes)


def _docx(given: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as archive:
            names = archive.namelist()
            size = sum(part.file_size for part in archive.infolist())
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadInput(f"{name} is a damaged archive and cannot be read. Save it again as DOCX or PDF.") from error
    if encrypted:
        raise BadInput(f"{name} is encrypted. Save it without a password and try again.")
    if "word/document.xml" not in names:
        raise BadInput(f"{name} is an archive, but not a Word document. Give {READS}.")
    if size > 10 * MAX_BYTES:
        raise BadInput(f"{name} unpacks to {size // 1_000_000} MB, which no text needs; it was not opened. Save it as PDF.")
    macros = any("vba" in part.lower() for part in names)
    notes = (
        ("Holds macros, which a proposal does not need. They were not run; do not open the file in Word before asking the sender.",)
        if macros
        else ()
    )
    return Document(name=name, format="docx", text=docx_text(given, name), notes=notes)
