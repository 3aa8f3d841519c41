"""Markup that candidate text cannot become: every string is escaped, and only `tag` makes markup.

Whatever a person or a candidate typed is drawn through here, never as Markdown, where a picture in the text would be fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

import streamlit as st

from vetting.harmless import harmless

VOID = frozenset({"br", "hr"})


class Html(str):
    """Markup made by `tag` or `together`. A plain string is never taken for it."""

    __slots__ = ()


def tag(name: str, *children: Html | str | None, **attributes: str | None) -> Html:
    """An element. Strings among the children are escaped; `class_` and `aria_label` become class and aria-label; None is left out."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"' for key, value in attributes.items() if value is not None)
    if name in VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{together(*children)}</{name}>")


def together(*children: Html | str | None) -> Html:
    """Pieces one after the other; strings are escaped."""
    return Html("".join(child if isinstance(child, Html) else _escaped(child) for child in children if child is not None))


def draw(piece: Html) -> None:
    """Puts markup on the page, if there is any. The browser's sanitizer sees it too, and no script in it would run."""
    if piece:
        st.html(piece)


def draw_as_it_comes(parts: Iterable[str], wrap: Callable[[str], Html]) -> None:
    """Text that grows in its place, part by part, escaped each time like any other."""
    place, so_far = st.empty(), ""
    for part in parts:
        so_far += part
        place.html(wrap(so_far))


def label(text: str) -> str:
    """Text for a widget's label, where Markdown cannot be switched off: every sign of it is escaped, shortcodes are broken."""
    escaped = re.sub(r"([\\`*_{}\[\]<>()#+\-.!|$~&])", r"\\\1", " ".join(harmless(text).split()))
    return escaped.replace(":", ":\u2060").replace("//", "/\u2060/").replace("@", "@\u2060").replace("www", "w\u2060ww")


def short(text: str, most: int = 80) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _escaped(text: str) -> str:
    return html.escape(harmless(text))
