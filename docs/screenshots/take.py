"""Takes the pictures of the README: a real server, the example interviews, Debian's Chromium. Run it with: make screenshots"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUESTION = "tool-calling-idempotency.opener"
TRANSCRIPT = HERE.parent.parent / "tests" / "data" / "transcripts" / "open" / "t01-zoom.vtt"
DESKTOP, PHONE = (1280, 900), (390, 844)


def main() -> int:
    if CHROMIUM is None:
        print("Chromium is not installed; run: make setup-browser", file=sys.stderr)  # noqa: T201
        return 2
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        running = prepare(browser, url)
        interview = f"{url}/interview?interview={running}&question={QUESTION}"
        take(browser, interview, "interview", DESKTOP, height=1180)
        take(browser, interview, "interview-dark", DESKTOP, dark=True, height=1180)
        take(browser, interview, "interview-phone", PHONE, height=1180)
        take(browser, f"{url}/prepare?interview={running}", "plan", DESKTOP)
        take(browser, f"{url}/review?interview={running}", "review", DESKTOP, first=criteria, height=1000)
        take(browser, f"{url}/proposal", "proposal", DESKTOP, first=example_proposal, height=1180)
        take(browser, f"{url}/import_transcript", "import", DESKTOP, first=example_transcript, height=1100)
        take(browser, f"{url}/practice", "practice", DESKTOP, first=meeting, height=1000)
        take(
            browser, f"{url}/proposal", "proposal-dark", DESKTOP, dark=True, first=lambda page: example_proposal(page, "Price"), height=1500
        )
        take(browser, f"{url}/proposal", "proposal-phone", PHONE, first=lambda page: example_proposal(page, "Letter"), height=1700)
        take(browser, f"{url}/drill", "drill", DESKTOP, first=lambda page: press(page, "Start a drill"))
        take(browser, f"{url}/compare?interview={running}", "compare", DESKTOP, first=lambda page: press(page, "Look anyway"), height=1100)
        browser.close()
    return 0


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The screen on a port of its own, with nothing kept yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "VETTING_HOME": str(home)}
    words = [sys.executable, "-m", "vetting", "ui", "--engine", "offline", "--port", str(port)]
    server = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)  # noqa: S310
            break
        except OSError:
            time.sleep(0.2)
    try:
        yield url
    finally:
        server.terminate()
        server.wait()


def prepare(browser: Browser, url: str) -> str:
    """The example interviews, and a rating on the one that is shown; returns the id of the running one."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    settled(page)
    press(page, "Try it with an example")
    page.get_by_text("Example · South").first.wait_for(timeout=120_000)
    press(page, "Go on")
    page.wait_for_url("**/interview?**")
    running = page.url.split("interview=")[1].split("&")[0]
    page.goto(f"{url}/interview?interview={running}&question={QUESTION}")
    settled(page)
    page.get_by_text("3 · production", exact=True).click()
    press(page, "Keep my level and show the grade")
    page.get_by_text("Best next question").wait_for(timeout=30_000)
    press(page, "Start the clock")
    page.close()
    return running


def take(
    browser: Browser,
    url: str,
    name: str,
    size: tuple[int, int],
    *,
    dark: bool = False,
    height: int = 900,
    first: Callable[[Page], None] | None = None,
) -> None:
    width, _ = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page.goto(url)
    settled(page)
    if first:
        first(page)
    page.wait_for_timeout(2000)  # charts and fonts load late
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(200).save(HERE / f"{name}.png", optimize=True)
    page.close()


def criteria(page: Page) -> None:
    """The interview by criterion, those unfolded that were rated."""
    page.get_by_role("tab", name="Criteria").click()
    for number in (2, 4):
        page.locator("summary:visible").nth(number).click()


def example_proposal(page: Page, tab: str = "Scope") -> None:
    press(page, "Vet an example")
    page.get_by_text("Hard rule").first.wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("tab", name=tab, exact=True).click()
    settled(page)


def example_transcript(page: Page) -> None:
    """One of the labelled transcripts, after its speakers were confirmed."""
    page.locator("input[type=file]").set_input_files(TRANSCRIPT)
    settled(page)
    press(page, "Read it")
    page.get_by_role("button", name="Confirm, and pair questions with answers").click()
    page.get_by_text("Question of the plan").or_(page.get_by_text("Make it a follow-up")).first.wait_for(timeout=60_000)
    settled(page)


def meeting(page: Page) -> None:
    """Two questions to one of the invented candidates."""
    page.get_by_text("Choose who it is").click()
    page.get_by_role("button", name="Meet", exact=True).first.click()
    for question in ("Tell me about one time your system gave a wrong answer. What happened?", "What exactly was the cause?"):
        box = page.get_by_placeholder("Your question")
        box.fill(question)
        box.press("Enter")
        page.wait_for_timeout(4000)
        settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def settled(page: Page) -> None:
    page.locator("[data-testid=stMainBlockContainer]").wait_for()
    page.wait_for_timeout(600)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSpinner], [data-testid=stStatusWidget], [data-stale=true]')")


if __name__ == "__main__":
    raise SystemExit(main())
