"""A window without a browser, for stories about pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent.parent / "ui" / "app.py"
PATIENCE = 90
"""Seconds for the slowest first run: on a busy machine the index is built meanwhile."""


class Screen:
    """One window, opened at an address."""

    _components: Any = None

    def __init__(self, **address: str) -> None:
        self.at = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        self.at._bidi_component_manager = (
            Screen._components
        )  # or every window looks through all installed packages again, for half a second
        for name, value in address.items():
            self.at.query_params[name] = value
        self.at.run()
        Screen._components = self.at._bidi_component_manager
        self.sound()

    def open(self, page: str) -> Screen:
        """A page of the menu, by the name of its file."""
        self.at.switch_page(f"views/{page}.py").run()
        return self.sound()

    def sound(self) -> Screen:
        """Nothing unexpected happened."""
        assert not self.at.exception, [error.value for error in self.at.exception]
        assert not self.at.error, [error.value for error in self.at.error]
        return self

    @property
    def words(self) -> str:
        """Everything on the page that is drawn as markup or as a title."""
        return "\n".join(
            [*(one.value for one in self.at.get("html") if not one.value.startswith("<style")), *(title.value for title in self.at.title)]
        )

    def sees(self, text: str) -> bool:
        return text in self.words

    def has(self, key: str) -> bool:
        """True where there is a button of that key."""
        return any(button.key == key for button in self.at.button)

    def press(self, key: str) -> Screen:
        self.at.button(key=key).click().run()
        return self.sound()

    def type(self, key: str, text: str) -> Screen:
        self.at.text_area(key=key).input(text).run()
        return self.sound()

    @property
    def interview(self) -> str:
        """The id of the interview that is open."""
        given = self.at.query_params["interview"]
        return given if isinstance(given, str) else str(given[0])
