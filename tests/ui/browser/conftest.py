"""A real server and a real browser. Where Chromium is absent the suite says so and is skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from served import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("screen"), shared_cache).start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed, so nobody walked the screen. Install it with: make setup-browser")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture
def strangers(context: BrowserContext) -> Iterator[list[str]]:
    """Every request that would have left the machine; each test ends with none."""
    asked: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "ws://127.0.0.1:")):
            asked.append(request.url)

    context.on("request", note)
    yield asked
    assert not asked


@pytest.fixture
def window(page: Page, strangers: list[str]) -> Page:
    """One window that may ask nobody but our own server."""
    page.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)  # a test says what comes, `make bench` how soon
    return page
