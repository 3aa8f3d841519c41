"""A kept interview leaves the house as a file, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stories import candidate_a, candidate_b

from vetting.cli import main
from vetting.cli.report import FORMATS as CHOICES
from vetting.report import FORMATS
from vetting.storage import open_store


@pytest.fixture(autouse=True)
def kept(own_home: Path) -> None:
    """Both candidates in the store that the verb opens."""
    store = open_store(own_home / "vetting.sqlite")
    for record in (candidate_a(), candidate_b()):
        store.create(record.interview, by="Ada")
    store.close()


def test_help_names_every_format() -> None:
    assert set(CHOICES) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_says_the_format(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{FORMATS[name].suffix}"
    assert main(["report", "aaaa1111", "--out", str(path)]) == 0
    starts = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!doctype", "json": b"{", "markdown": b"# ", "csv": b"\xef\xbb\xbf"}
    assert path.read_bytes().startswith(starts[name])
    assert [left.name for left in tmp_path.glob("*.unfinished")] == []


def test_several_are_compared_and_json_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["report", "aaaa1111", "bbbb2222", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["kind"] == "comparison"


def test_the_letter_is_markdown_or_a_document(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    assert main(["report", "aaaa1111", "--letter"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"Dear Candidate A,")
    assert main(["report", "aaaa1111", "--letter", "--out", str(tmp_path / "letter.docx")]) == 0
    assert (tmp_path / "letter.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param([], "Say which interview", id="none named"),
        pytest.param(["absent"], "no interview 'absent'", id="one that is not kept"),
        pytest.param(["aaaa1111", "--out", "report.xyz"], "no ending", id="an ending we do not know"),
        pytest.param(["aaaa1111", "--letter", "--format", "pdf"], "markdown or docx", id="a letter as PDF"),
        pytest.param(["aaaa1111", "bbbb2222", "--letter"], "one candidate", id="one letter to two"),
        pytest.param(["aaaa1111", "--out", "no/such/folder/report.md"], "cannot be written", id="a folder that is not there"),
    ],
)
def test_a_mistake_is_named(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", *words]) == 2
    assert says in capsys.readouterr().err
    assert list(tmp_path.glob("*.unfinished")) == []


def test_the_list_shows_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--list"]) == 0
    shown = capsys.readouterr().out
    assert "aaaa1111" in shown
    assert "2/4 answered, finished  Candidate B: Head of AI" in shown
