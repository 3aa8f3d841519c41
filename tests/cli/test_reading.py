"""Files as people have them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from vetting.cli.reading import read_text_file
from vetting.errors import BadInput

TEXT = "Größe: 40 % – über Nacht\nthe bill doubled"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_file_of_any_usual_encoding_is_read_alike(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "brief.txt").write_bytes(TEXT.encode(encoding))
    assert read_text_file(str(tmp_path / "brief.txt")) == TEXT


def test_latin_1_is_read_and_windows_line_ends_become_plain_ones(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes("Kosten für\r\nTokens\rfallen".encode("latin-1"))
    assert read_text_file(str(tmp_path / "brief.txt")) == "Kosten für\nTokens\nfallen"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"\xd0\xcf\x11\xe0rest", "Office"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 20, "no text"),
        (b"\x00\x01\x02" * 50, "no text"),
    ],
    ids=["pdf", "docx", "doc", "rtf", "png", "binary", "noughts"],
)
def test_what_is_no_text_is_refused_with_advice_to_paste_it(tmp_path: Path, raw: bytes, word: str) -> None:
    (tmp_path / "cv").write_bytes(raw)
    with pytest.raises(BadInput, match=word) as refused:
        read_text_file(str(tmp_path / "cv"))
    assert "paste" in str(refused.value)


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n\t\n")
    with pytest.raises(BadInput, match="no file"):
        read_text_file(str(tmp_path / "none.txt"))
    with pytest.raises(BadInput, match="folder"):
        read_text_file(str(tmp_path))
    with pytest.raises(BadInput, match="empty"):
        read_text_file(str(tmp_path / "empty.txt"))


def test_a_very_long_file_is_cut_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long.txt").write_text("word " * 120_000)
    assert len(read_text_file(str(tmp_path / "long.txt")).split()) == 100_000
    assert "100,000 words" in capsys.readouterr().err
    assert len(read_text_file(str(tmp_path / "long.txt"), limit=None).split()) == 120_000


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16"))))
    assert read_text_file("-") == TEXT
