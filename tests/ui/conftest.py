"""Pages run without a browser, against a store of their own and the real offline engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from vetting.storage import Store, open_store

APP = Path(__file__).resolve().parent.parent.parent / "ui" / "app.py"
PATIENCE = 60


class Screen:
    """One window: a page of the app, and what is seen on it."""

    def __init__(self, **address: str) -> None:
        self.at = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        for name, value in address.items():
            self.at.query_params[name] = value

    def open(self, page: str) -> Screen:
        """A page of the menu, by its file's name."""
        if not self.at.session_state.filtered_state.get("by"):
            self.at.run()
        self.at.switch_page(f"views/{page}.py").run()
        return self.sound()

    def sound(self) -> Screen:
        """Nothing unexpected happened."""
        assert not self.at.exception, self.at.exception
        assert not self.at.error, [error.value for error in self.at.error]
        return self

    @property
    def words(self) -> str:
        """All markup on the page, and what the native elements say."""
        native = (*self.at.title, *self.at.caption, *self.at.toast)
        return "\n".join([*(element.proto.body for element in self.at.get("html")), *(element.value for element in native)])

    def sees(self, text: str) -> bool:
        return text in self.words

    def press(self, key: str) -> Screen:
        self.at.button(key=key).click().run()
        return self.sound()

    def type(self, key: str, text: str) -> Screen:
        self.at.text_area(key=key).input(text).run()
        return self.sound()


@pytest.fixture
def screen() -> Callable[..., Screen]:
    return Screen


@pytest.fixture
def store(own_home: Path) -> Iterator[Store]:
    """The store the pages use, for what a test prepares or checks."""
    opened = open_store(own_home / "vetting.sqlite")
    yield opened
    opened.close()
