"""The screen as a person meets it: the whole way, a power cut, two windows, and words meant to do harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factories import DEEP
from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Server

from vetting.storage import open_store

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.slow]

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> ![see](http://attacker.invalid/pixel.png) "
    "[click](javascript:alert(1)) :smile: $x^2$ **bold** \u202eright to left\u202c مرحبا 🙂 &lt;b&gt; "
    "In March our search quoted a withdrawn table, "
    "and I rewrote the job that skipped it."
)


def go(page: Page, name: str) -> None:
    """To a page of the menu."""
    page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('[data-testid=stSpinner], [data-testid=stStatusWidget], [data-stale=true]')")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def example(page: Page, server: Server) -> None:
    """The three invented interviews, once a server."""
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Interviews")).to_be_visible()
    begin, there = page.get_by_role("button", name="Try it with an example"), page.get_by_text("Example · South").first
    expect(begin.or_(there)).to_be_visible()
    settled(page)
    if not there.count():
        press(page, "Try it with an example")
        expect(page.get_by_text("Example · South").first).to_be_visible(timeout=60_000)


def planned(page: Page, server: Server, candidate: str) -> str:
    """An interview with a plan, made as a person makes one; returns its id."""
    page.goto(server.url)
    press(page, "Prepare an interview")
    page.get_by_role("textbox", name="A name or a label for the candidate").fill(candidate)
    page.keyboard.press("Tab")
    brief = page.get_by_label("What the person will own, what runs in production, and what goes wrong")
    brief.fill(
        "Head of AI for a support assistant that answers from manuals and an agent that books visits. Owns quality, cost and incidents."
    )
    expect(page).to_have_url(re.compile("interview="))
    press(page, "Make the plan")
    expect(page.get_by_text("Question 1 of")).to_be_visible(timeout=120_000)
    found = re.search(r"interview=(\w+)", page.url)
    assert found
    return found[1]


def answer_area(page: Page) -> Locator:
    return page.get_by_label("The answer", exact=True)


def grade(page: Page) -> None:
    press(page, "Grade this answer")
    expect(page.get_by_text("Your own level, before you see the machine's")).to_be_visible()


def rate(page: Page, level: str) -> None:
    page.get_by_text(level).click()
    press(page, "Keep my level and show the grade")
    expect(page.get_by_text("How sure is the level")).to_be_visible()


def test_from_the_role_to_the_report(window: Page, server: Server) -> None:
    planned(window, server, "Ada")
    press(window, "Later")
    press(window, "Lock the plan")
    expect(window.get_by_text("locked", exact=False).first).to_be_visible()
    press(window, "Start the interview")
    answer_area(window).fill(
        "In March our manual search kept quoting a withdrawn table. I keyed the re-embed job on the content hash instead of the name."
    )
    grade(window)
    assert not window.get_by_text("90 %").count(), "the machine's level waits for the person's"
    rate(window, "2 · proximity")
    expect(window.get_by_text("Best next question")).to_be_visible()
    window.get_by_label("The answer to this probe").fill("We replayed two hundred logged questions and the old table never came back.")
    press(window, "Grade with this added")
    rate(window, "3 · production")
    expect(window.get_by_text("Before and after each probe")).to_be_visible()
    press(window, "Finish the interview")
    expect(window.get_by_role("heading", name="Review of Ada")).to_be_visible()
    expect(window.get_by_role("heading", name="Never asked")).to_be_visible()
    window.get_by_role("tab", name="Decision").click()
    window.get_by_text("Go on to the next step", exact=True).click()
    window.get_by_label("Your reason").last.fill("Owned a real fix and could say how it was checked.")
    press(window, "Keep the decision")
    expect(window.get_by_text("decided by Interviewer").first).to_be_visible()
    window.get_by_role("tab", name="Export").click()
    for label, suffix in (("Web page", ".html"), ("PDF", ".pdf"), ("Word", ".docx"), ("JSON", ".json")):
        window.get_by_role("radio", name=label).or_(window.get_by_role("button", name=label, exact=True)).first.click()
        with window.expect_download() as given:
            window.get_by_role("button", name=f"Download as {label}").click()
        assert given.value.suggested_filename.endswith(suffix)
        assert Path(given.value.path()).stat().st_size > 500


def test_a_quick_hand_loses_nothing_and_is_not_told_of_faults(window: Page, server: Server) -> None:
    """Each field is left for the next at once, so that every redraw is cut short by the one after it."""
    window.goto(server.url)
    press(window, "Prepare an interview")
    brief = window.get_by_label("What the person will own, what runs in production, and what goes wrong")
    expect(brief).to_be_visible()
    brief.fill("Head of AI for an agent that books visits and a search over manuals.")
    window.get_by_role("textbox", name="A name or a label for the candidate").fill("Quick")
    window.get_by_label("CV or claims, if you have them").fill("Ran search over nine million manuals at a lift maker.")
    window.keyboard.press("Tab")
    expect(window).to_have_url(re.compile("interview="))
    settled(window)
    window.reload()
    expect(window.get_by_label("CV or claims, if you have them")).to_have_value(re.compile("nine million"))
    expect(brief).to_have_value(re.compile("books visits"))
    expect(window.get_by_role("textbox", name="A name or a label for the candidate")).to_have_value("Quick")
    expect(window.get_by_text("typed in another window")).to_have_count(0)
    press(window, "Make the plan")
    press(window, "Start the interview")
    answer_area(window).press_sequentially("In March the index was stale and I fixed the job that skipped it.", delay=1)
    window.get_by_role("button", name="Grade this answer").click()
    expect(window.get_by_text("Your own level, before you see the machine's")).to_be_visible()


def test_candidates_are_compared_without_a_ranking(window: Page, server: Server) -> None:
    example(window, server)
    go(window, "Compare")
    expect(window.get_by_text("not rated by you yet")).to_be_visible()
    press(window, "Look anyway")
    expect(window.get_by_text("Not distinguishable").first).to_be_visible()
    expect(window.get_by_text("showed more depth than").first).to_be_visible()


def test_a_killed_server_costs_nothing_that_was_typed(window: Page, tmp_path: Path, shared_cache: Path) -> None:
    own = Server(tmp_path / "home", shared_cache).start()
    try:
        id = planned(window, own, "Grace")
        press(window, "Start the interview")
        answer_area(window).press_sequentially("The alert came at night and I pulled the traces", delay=5)
        expect(window.get_by_text("Draft kept at")).to_be_visible()
        own.kill()
        answer_area(window).press_sequentially(", then the key", delay=5)
        own.start()
        window.wait_for_timeout(2500)
        window.goto(f"{own.url}/interview?interview={id}")
        kept = answer_area(window)
        expect(kept).to_have_value(re.compile("^The alert came at night and I pulled the traces"))
        grade(window)
        own.kill()
        own.start()
        window.reload()
        expect(window.get_by_text("Your own level, before you see the machine's")).to_be_visible()
        expect(window.get_by_text("The alert came at night").first).to_be_visible()
    finally:
        own.kill()


def test_two_windows_see_each_other_and_overwrite_nothing(window: Page, server: Server, context: BrowserContext) -> None:
    id = planned(window, server, "Two windows")
    other = context.new_page()
    other.set_default_timeout(20_000)
    for page, name in ((window, "Anna"), (other, "Ben")):
        page.goto(f"{server.url}/interview?interview={id}&by={name}")
        expect(answer_area(page)).to_be_visible()
    other.bring_to_front()
    answer_area(other).press_sequentially("Ben typed this while Anna was quicker", delay=5)
    expect(other.get_by_text("Draft kept at")).to_be_visible()
    window.bring_to_front()
    answer_area(window).fill(DEEP)
    grade(window)
    expect(other.get_by_text("Two answers to the same question")).to_be_visible()
    expect(other.get_by_text("Ben typed this while Anna was quicker").first).to_be_visible()
    expect(other.get_by_text("withdrawn torque table").first).to_be_visible()
    press(other, "Keep theirs, and mine as a note")
    expect(other.get_by_text("Two answers to the same question")).to_have_count(0)
    store = open_store(server.home / "vetting.sqlite")
    record = store.read(id)
    store.close()
    assert record.interview.turns[0].exchanges[0].answer == DEEP
    assert [note.text for note in record.notes] == ["Ben typed this while Anna was quicker"]


def test_words_meant_to_do_harm_are_only_words(window: Page, server: Server, strangers: list[str]) -> None:
    id = planned(window, server, "![x](http://attacker.invalid/name.png) <script>document.title='owned'</script>")
    dialogs: list[str] = []
    window.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    press(window, "Start the interview")
    answer_area(window).fill(HOSTILE)
    grade(window)
    window.get_by_text("3 · production", exact=False).first.click()
    press(window, "Keep my level and show the grade")
    expect(window.get_by_text("document.title='owned'").first).to_be_visible()
    go(window, "Review")
    go(window, "Home")
    expect(window.get_by_text("attacker.invalid/name.png").first).to_be_visible()
    assert "owned" not in window.title()
    assert not dialogs
    assert not strangers
    assert window.locator("img[src*='attacker'], a[href*='attacker'], a[href^='javascript']").count() == 0
    store = open_store(server.home / "vetting.sqlite")
    kept = store.read(id).interview
    store.close()
    assert kept.turns[0].exchanges[0].answer == HOSTILE, "kept as it was said, sign for sign"


def test_fifty_thousand_words_are_taken_and_kept(window: Page, server: Server) -> None:
    id = planned(window, server, "Long")
    press(window, "Start the interview")
    words = "We found the stale index and I fixed the job. " * 5_000
    answer_area(window).fill(words)
    press(window, "Grade this answer")
    expect(window.get_by_text("Your own level, before you see the machine's")).to_be_visible(timeout=60_000)
    store = open_store(server.home / "vetting.sqlite")
    kept = store.read(id).interview
    store.close()
    assert kept.turns[0].exchanges[0].answer == words


def test_the_way_can_be_walked_by_keyboard_on_a_phone(window: Page, server: Server) -> None:
    window.set_viewport_size({"width": 390, "height": 844})
    example(window, server)
    assert window.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), "nothing is cut off at the side"
    button = window.get_by_role("button", name="Prepare an interview")
    button.focus()
    window.keyboard.press("Enter")
    expect(window.get_by_role("textbox", name="A name or a label for the candidate")).to_be_visible()
