"""Switches everybody shares. Who turned one, and when, stays in the log."""

from __future__ import annotations

from ui import engine, state

RATE_FIRST = "rate_first"
DEFAULTS = {RATE_FIRST: True}


def is_on(name: str) -> bool:
    """As it was last turned; as it ships where nobody turned it."""
    return engine.store().switches().get(name, DEFAULTS[name])


def turn(name: str, on: bool) -> None:
    if is_on(name) != on:
        engine.store().switch(name, on, by=state.person())
