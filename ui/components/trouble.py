"""The one place where failures become words for a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.components.markup import Html, draw, tag
from vetting.errors import BadInput, EndpointError, StaleRecording, StoreUnusable, VettingError

logger = logging.getLogger(__name__)

HEADINGS: tuple[tuple[type[VettingError], str], ...] = (
    (BadInput, "That did not work"),
    (EndpointError, "The endpoint could not be used"),
    (StoreUnusable, "What is kept cannot be reached"),
    (StaleRecording, "This recording does not fit any more"),
    (VettingError, "Something is not set up right"),
)


@contextmanager
def in_words() -> Iterator[None]:
    """An expected failure inside becomes a box with what happened and what to try; the rest of the page stays."""
    try:
        yield
    except VettingError as error:
        show(error)


def show(error: VettingError) -> None:
    """The failure in words."""
    logger.info("shown to a person: %s", error)
    heading = next(words for kind, words in HEADINGS if isinstance(error, kind))
    draw(notice("bad", heading, str(error)))


def notice(look: str, heading: str | None, *words: Html | str) -> Html:
    """A box that cannot be overlooked: good, calm, warn or bad. The sign tells what the colour tells."""
    signs = {"good": "✓", "calm": "i", "warn": "!", "bad": "×"}
    return tag(
        "div",
        tag("span", signs[look], class_="vt-notice-sign", aria_hidden="true"),
        tag("div", tag("b", heading) if heading else None, *(tag("p", each) for each in words)),
        class_=f"vt-notice vt-{look}",
        role="alert" if look == "bad" else "status",
    )


def say(look: str, heading: str | None, *words: Html | str) -> None:
    draw(notice(look, heading, *words))


def empty(heading: str, words: str) -> None:
    """Where there is nothing yet: what would be here, and how it gets here."""
    draw(tag("div", tag("b", heading), tag("p", words), class_="vt-empty"))


def gone_wrong() -> None:
    """For a failure nobody expected."""
    logger.exception("a page failed")
    st.error(
        "This page ran into a fault that we did not expect. Everything kept so far is safe. Reload the page, or go back to Home.", icon=None
    )
