"""A hiring manager with yesterday's transcript, in a real browser: pasted, roles confirmed, reloaded, graded, reviewed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from served import Server
from test_as_a_person import press, settled

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.slow]

SPOKEN = """Dana: Hi Sam, can you hear me?
Sam: Yes, loud and clear.
Dana: Tell me about a time your system answered people from content that was out of date. What happened?
Sam: In April our benefits assistant told members the old deductible for two weeks. A call centre lead sent us a screenshot. I compared
 the index with the file store by hand, and the plan document in the index was last year's.
Dana: And what was it in the end?
Sam: The ingestion job matched on file path, and the new plan had come under a new name, so nothing removed the old chunks. I keyed it on
 the document id and deleted by id before each insert. We replayed six hundred questions, and none was wrong any more.
"""


def test_a_transcript_becomes_an_interview_to_review_and_a_reload_loses_nothing(window: Page, server: Server, strangers: list[str]) -> None:
    window.goto(f"{server.url}/import_transcript")
    window.get_by_label("Or paste it").fill(SPOKEN)
    window.keyboard.press("Tab")
    settled(window)
    press(window, "Read it")
    press(window, "Confirm, and pair questions with answers")
    expect(window.get_by_text("1 question, 1 follow-up")).to_be_visible(timeout=60_000)
    window.reload()
    expect(window.get_by_text("1 question, 1 follow-up")).to_be_visible(timeout=30_000)
    press(window, "Grade 1 question")
    expect(window.get_by_role("heading", name="Review of Sam")).to_be_visible(timeout=60_000)
    expect(window.get_by_text("Not rated by you yet").first).to_be_visible()
    assert strangers == []
