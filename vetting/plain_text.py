"""Bytes as text: any usual encoding, or a clear word why not. Never a guess that turns a document into noise."""

from __future__ import annotations

from vetting.errors import BadInput

_DOCUMENTS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"RIFF", "a recording"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MOST_CONTROLS = 0.01
"""Share of control characters from which bytes that decode are no text all the same."""


def as_text(raw: bytes, name: str) -> str:
    """Bytes as text: by their byte order mark, else UTF-16 by its pattern, else UTF-8, else Windows Latin. Raises BadInput for no text."""
    kind = next((kind for magic, kind in _DOCUMENTS if raw.startswith(magic)), None)
    if kind:
        raise BadInput(f"{name} is {kind}, not a text file. Open it, copy the text, and paste it into a .txt file.")
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    text = _decoded(raw, (marked,) if marked else (*_unmarked_utf16(raw), "utf-8", "cp1252", "latin-1"))
    if text is None or _is_noise(text):
        raise BadInput(f"{name} is no text we can read ({len(raw):,} bytes). Save it as UTF-8 text, or paste the text into a .txt file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, encodings: tuple[str, ...]) -> str | None:
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unmarked_utf16(raw: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows itself by a nought in every other byte of Latin text."""
    even, odd = raw[0:400:2].count(0), raw[1:400:2].count(0)
    half = len(raw[0:400]) // 2
    if half and odd > 0.4 * half and even < 0.1 * half:
        return ("utf-16-le",)
    return ("utf-16-be",) if half and even > 0.4 * half and odd < 0.1 * half else ()


def _is_noise(text: str) -> bool:
    controls = sum(letter < " " and letter not in "\t\n\r\f\v\x1b" for letter in text) + text.count("\x7f") + text.count("\ufffd")
    return controls > _MOST_CONTROLS * max(len(text), 1)
