"""The formats a report can be written in, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vetting.models.report import Report


@dataclass(frozen=True)
class Format:
    """How a report leaves the house."""

    label: str
    suffix: str
    media: str
    """Media type, for a download."""
    render: Callable[[Report], bytes]


def _markdown(report: Report) -> bytes:
    from vetting.report.layout import laid_out
    from vetting.report.markdown import markdown

    return markdown(laid_out(report)).encode()


def _html(report: Report) -> bytes:
    from vetting.report.html import html
    from vetting.report.layout import laid_out

    return html(laid_out(report)).encode()


def _pdf(report: Report) -> bytes:
    from vetting.report.layout import laid_out
    from vetting.report.pdf import pdf

    return pdf(laid_out(report))


def _docx(report: Report) -> bytes:
    from vetting.report.docx import docx
    from vetting.report.layout import laid_out

    return docx(laid_out(report))


def _json(report: Report) -> bytes:
    from vetting.report.json import as_json

    return as_json(report).encode()


def _csv(report: Report) -> bytes:
    from vetting.report.csv import as_csv

    return as_csv(report)


FORMATS = {
    "html": Format("Web page", ".html", "text/html", _html),
    "pdf": Format("PDF", ".pdf", "application/pdf", _pdf),
    "docx": Format("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
    "markdown": Format("Markdown", ".md", "text/markdown", _markdown),
    "json": Format("JSON", ".json", "application/json", _json),
    "csv": Format("Spreadsheet (CSV)", ".csv", "text/csv", _csv),
}
"""Name to format; command line choices, download buttons and tests derive from it."""
