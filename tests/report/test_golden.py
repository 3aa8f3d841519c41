"""Reports as they are written, frozen: read a changed golden as you would read a changed letterhead."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import KNOWLEDGE, MADE, candidate_a, candidate_b

from vetting.models.report import Report
from vetting.report import FORMATS, comparison_report, evidence_letter, interview_report

GOLDEN = Path(__file__).parent.parent / "golden" / "reports"


def interview() -> Report:
    return interview_report(candidate_a(), KNOWLEDGE, made=MADE).model_copy(update={"code": "0.0.0"})


def comparison() -> Report:
    return comparison_report([candidate_a(), candidate_b()], KNOWLEDGE, made=MADE).model_copy(update={"code": "0.0.0"})


def check(name: str, written: str, tmp_path: Path) -> None:
    golden, now = GOLDEN / name, tmp_path / name
    now.write_bytes(written.encode())
    kept = golden.read_bytes().decode() if golden.is_file() else ""
    assert written == kept, f"{name} has changed; if that was meant, put {now} in the place of {golden}"


def pdf_text(written: bytes) -> str:
    from pypdf import PdfReader

    return "\n\f\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages) + "\n"


def docx_text(written: bytes) -> str:
    from docx import Document
    from docx.table import Table

    lines: list[str] = []
    for part in Document(io.BytesIO(written)).iter_inner_content():
        if isinstance(part, Table):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in part.rows]
        else:
            lines.append(f"[{part.style.name if part.style else ''}] {part.text}")
    return "\n".join(lines) + "\n"


AS_TEXT: dict[str, Callable[[bytes], str]] = {"pdf": pdf_text, "docx": docx_text}


@pytest.mark.parametrize("report", [interview, comparison])
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_written_as_its_golden_says(name: str, report: Callable[[], Report], tmp_path: Path) -> None:
    written = FORMATS[name].render(report())
    if name in AS_TEXT:
        check(f"{report.__name__}{FORMATS[name].suffix}.txt", AS_TEXT[name](written), tmp_path)
    else:
        check(f"{report.__name__}{FORMATS[name].suffix}", written.decode(), tmp_path)


def test_the_letter_is_written_as_its_golden_says(tmp_path: Path) -> None:
    check("letter.md", evidence_letter(candidate_a()), tmp_path)


def test_no_golden_outlives_its_report() -> None:
    known = {f"{kind}{f.suffix}{'.txt' if name in AS_TEXT else ''}" for kind in ("interview", "comparison") for name, f in FORMATS.items()}
    assert {path.name for path in GOLDEN.iterdir()} == known | {"letter.md"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "docx"])
def test_the_same_report_is_written_byte_for_byte_the_same(name: str) -> None:
    assert FORMATS[name].render(interview()) == FORMATS[name].render(interview())
