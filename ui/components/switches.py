"""Switches everybody shares. Who turned one, and when, stays in the log."""

from __future__ import annotations

from ui import engine, state

RATE_FIRST = "rate_first"
MASKING = engine.MASKING


def is_on(name: str) -> bool:
    """As it was last turned; where nobody turned it, as the environment says, and on where it says nothing."""
    return engine.store().switches().get(name, engine.settings().masks_identity if name == MASKING else True)


def turn(name: str, on: bool) -> None:
    if is_on(name) != on:
        engine.store().switch(name, on, by=state.person())
