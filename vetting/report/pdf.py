"""A page as PDF, set by Typst. The texts reach it as data, which Typst never reads as markup."""

from __future__ import annotations

from pathlib import Path

from vetting.report.blocks import Page

TEMPLATE = Path(__file__).parent / "templates" / "page.typ"


LACKS = "A box stands for a sign these fonts lack; the web page and the Word file have it."


def pdf(page: Page) -> bytes:
    """The same page gives the same bytes on the same machine. Where signs may lack a glyph, the foot says so."""
    import typst

    texts = page.model_dump_json()
    if _may_lack_signs(texts):
        texts = page.model_copy(update={"foot": f"{page.foot}. {LACKS}"}).model_dump_json()
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"page": texts}, timestamp=0)
    assert isinstance(made, bytes)
    return made


def _may_lack_signs(texts: str) -> bool:
    """True where there are signs of scripts that Typst's own fonts do not hold, such as Han or emoji."""
    return any("\u0900" <= sign < "\u1e00" or sign >= "\u2e80" for sign in texts)
