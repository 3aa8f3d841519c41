"""A practice session as a person meets it: surprised by a candidate, asking by keyboard, rating, and the truth with its charts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from served import Server

from vetting.practice.cast import load_cast

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.slow]


def settled(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('[data-testid=stSpinner], [data-testid=stStatusWidget], [data-stale=true]')")


def ask(page: Page, question: str) -> None:
    bubbles = page.get_by_test_id("stChatMessage")
    before = bubbles.count()
    page.get_by_placeholder("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(bubbles).to_have_count(before + 2, timeout=60_000)
    settled(page)


def test_a_candidate_is_met_interviewed_rated_and_revealed_and_a_refresh_keeps_it(window: Page, server: Server) -> None:
    window.goto(f"{server.url}/practice")
    window.get_by_role("button", name="Surprise me", exact=True).click()
    expect(window).to_have_url(re.compile("practice=[0-9a-f]{8}"))
    title = window.get_by_role("heading", level=1)
    expect(title).not_to_have_text("Practice")
    persona = next(one for one in load_cast() if one.name == title.inner_text())
    ask(window, "Please leave all names out. Tell me about one failure in production.")
    ask(window, "What did you do yourself?")
    expect(window.get_by_text(persona.kind.value)).to_have_count(0)
    window.reload()
    expect(window.get_by_test_id("stChatMessage")).to_have_count(4)
    settled(window)
    window.get_by_text("2 · proximity", exact=True).click()
    settled(window)
    window.get_by_role("button", name="Keep my level and see the truth").click()
    expect(window.get_by_text(f"{persona.name}: {persona.kind.value}")).to_be_visible(timeout=60_000)
    expect(window.get_by_text("What you never asked for")).to_be_visible()
    expect(window.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first).to_be_visible(timeout=30_000)
    window.set_viewport_size({"width": 390, "height": 844})
    settled(window)
    assert window.evaluate("() => document.documentElement.scrollWidth") <= 390
