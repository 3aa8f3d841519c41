"""A drill rated with the keyboard alone, on a phone's width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from served import Server

from vetting.models.drill import Reveal
from vetting.practice.drill import answer_of, load_pool, new_drill, rated
from vetting.storage import open_store

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.slow]


def hit(page: Page, key: str, button: str, then: str) -> None:
    """Presses a key until the page follows, as a person does while a busy machine still draws; a second hit can do no harm."""
    expect(page.get_by_role("button", name=button).first).to_be_visible(timeout=60_000)
    for _ in range(10):
        page.keyboard.press(key)
        try:
            expect(page.get_by_text(then).first).to_be_visible(timeout=6_000)
            return
        except AssertionError:
            continue
    raise AssertionError(f"{key} did not lead to {then!r}")


def test_a_drill_is_rated_by_key_to_its_end(window: Page, server: Server) -> None:
    pool = load_pool()
    store = open_store(server.home / "vetting.sqlite")
    drill = store.drills.start(new_drill(pool, id="keys", by="Ada", seed=3, reveal=Reveal.EACH))
    for id in drill.answers[:-2]:
        answer = answer_of(pool, id)
        assert answer is not None
        store.drills.rate(drill.id, rated(pool, answer, answer.level))
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto(f"{server.url}/drill?by=Ada&drill=keys")
    expect(window.get_by_text("Answer 19 of 20")).to_be_visible(timeout=60_000)
    window.keyboard.press("7")
    hit(window, "3", "3 · production", "You said 3")
    window.keyboard.press("1")
    hit(window, "ArrowRight", "Next answer", "Answer 20 of 20")
    hit(window, "0", "0 · strategy talk", "You said 0")
    hit(window, "ArrowRight", "See the result", "Against the truth")
    assert window.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), "nothing is cut off at the side"
    kept = store.drills.read("keys")
    store.close()
    assert [rating.level for rating in kept.ratings[-2:]] == [3, 0], (
        "keys that are no level, or come while the truth is shown, rate nothing"
    )
    assert all(rating.seconds is not None for rating in kept.ratings[-2:])
