"""A page as one HTML file that needs nothing else: light and dark, for the screen and for paper. Jinja escapes every text."""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from vetting.report.blocks import Page

TEMPLATES = Path(__file__).parent / "templates"


def html(page: Page) -> str:
    return _template().render(page=page)


@functools.cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),  # a plain Environment escapes nothing
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
