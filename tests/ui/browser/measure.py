"""How long a person waits, in a real browser: from starting the program to its first page, from an answer to its grade."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from served import Server

ROUNDS = 3
FIRST_PAGE, GRADE = 3.0, 1.0
"""Seconds a person may be kept waiting."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ANSWER = (
    "A depot manager rang because the assistant quoted a rule we had withdrawn. Our sync only sent upserts, so deleted pages stayed in the "
    "index; I wrote a job that drops the orphans every hour, and we replayed a month of questions to be sure."
)


def main() -> int:
    if CHROMIUM is None:
        print("The screen was not measured: Chromium is not installed. Run: make setup-browser", file=sys.stderr)  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(180_000)
        server = Server(Path(folder), Path(folder) / "cache")
        first = [_first_page(server, page) for _ in range(ROUNDS)]
        server.start()
        grades = _grades(server, page)
        server.kill()
        browser.close()
    _say("first page, from a cold start", first, FIRST_PAGE)
    _say("a grade on screen, from the press", grades, GRADE)
    return 0


def _first_page(server: Server, page: Page) -> float:
    """From starting the program until its first page is drawn in a browser that is open already."""
    started = time.perf_counter()
    server.start()
    page.goto(server.url)
    page.get_by_role("button", name="Prepare an interview").wait_for()
    taken = time.perf_counter() - started
    server.kill()
    return taken


def _grades(server: Server, page: Page) -> list[float]:
    """From the press on “Grade this answer” until the answer stands there to be rated; the engine was opened before."""
    page.goto(server.url)
    page.get_by_role("button", name="Prepare an interview").click()
    page.get_by_label("What the person will own, what runs in production, and what goes wrong").fill("An assistant answers from manuals.")
    page.keyboard.press("Tab")
    page.wait_for_url("**interview=**")
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("button", name="Start the interview").click()
    taken = []
    for _ in range(ROUNDS):
        page.get_by_label("The answer", exact=True).fill(ANSWER)
        page.get_by_text("Draft kept at").wait_for()
        page.wait_for_timeout(1000)
        started = time.perf_counter()
        page.get_by_role("button", name="Grade this answer").click()
        page.get_by_text("Your own level, before you see the machine's").wait_for()
        taken.append(time.perf_counter() - started)
        page.get_by_role("button", name="Next question").click()
        page.get_by_role("button", name="Grade this answer").wait_for()
    return taken


def _say(what: str, seconds: list[float], most: float) -> None:
    middle = statistics.median(seconds)
    verdict = "within" if middle <= most else "OVER"
    print(f"{what:<52} {middle:7.3f} s   {verdict} {most:g} s   ({', '.join(f'{one:.2f}' for one in seconds)})")  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
