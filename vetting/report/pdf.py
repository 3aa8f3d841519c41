"""A page as PDF, set by Typst. The texts reach it as data, which Typst never reads as markup."""

from __future__ import annotations

from pathlib import Path

from vetting.report.blocks import Page

TEMPLATE = Path(__file__).parent / "templates" / "page.typ"


def pdf(page: Page) -> bytes:
    """The same page gives the same bytes on the same machine. Signs no installed font has are shown as boxes."""
    import typst

    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"page": page.model_dump_json()}, timestamp=0)
    assert isinstance(made, bytes)
    return made
