"""A founder with an offer, in a real browser: pasted, read, priced, answered, reloaded; its words do no harm."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from served import Server
from test_as_a_person import press, settled

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.slow]

OFFER = """\
I offer a strategic retainer, 12 hours a week, for EUR 9,500 per month. The minimum term is three months.

Within the first four weeks I write an eval set of 150 cases; below 90 % no release goes out.
<script>document.title='owned'</script> ![see](http://attacker.invalid/pixel.png) [click](javascript:alert(1))
I do not cover security reviews. You can leave at any time with 30 days' notice.
"""


def tab(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")


def test_an_offer_is_pasted_read_and_answered_and_a_reload_loses_nothing(window: Page, server: Server, strangers: list[str]) -> None:
    window.goto(f"{server.url}/proposal")
    area = window.get_by_label("Or paste its text")
    area.fill(OFFER)
    expect(window).to_have_url(re.compile("proposal=[0-9a-f]{8}"))
    window.reload()
    expect(window.get_by_label("Or paste its text")).to_have_value(OFFER)
    press(window, "Vet it")
    expect(window.get_by_text("Partly silent")).to_be_visible(timeout=60_000)

    window.get_by_text("I write an eval set of 150 cases").first.click()
    expect(window.get_by_text("document.title='owned'").first).to_be_visible()
    assert "owned" not in window.title()
    assert window.locator("img[src*='attacker'], a[href*='attacker'], a[href^='javascript']").count() == 0

    tab(window, "Price")
    window.get_by_role("textbox", name="Your own exchange rates, in US dollars for one unit").fill("EUR=2")
    window.keyboard.press("Tab")
    expect(window.get_by_text("$19,000 a month lies above the band for strategic retainer").first).to_be_visible(timeout=20_000)
    settled(window)

    tab(window, "Letter")
    letter = window.get_by_label("The letter", exact=True)
    expect(letter).to_be_visible(timeout=20_000)
    expect(letter).to_have_value(re.compile("Guardrails and security review"))
    letter.press("Control+End")
    letter.press_sequentially("P.S. Thank you.", delay=5)
    expect(window.get_by_text("Draft kept at")).to_be_visible()
    settled(window)
    window.wait_for_timeout(1200)
    window.reload()
    tab(window, "Letter")
    expect(letter).to_be_visible(timeout=20_000)
    expect(window.get_by_label("The letter", exact=True)).to_have_value(re.compile(r"P\.S\. Thank you\.\s*$"))
    with window.expect_download() as download:
        window.get_by_role("button", name="Download as Word").click()
    assert download.value.suggested_filename == "questions-pasted-text.docx"
    tab(window, "Price")
    expect(window.get_by_text("$19,000 a month lies above the band for strategic retainer").first).to_be_visible()
    assert not strangers
