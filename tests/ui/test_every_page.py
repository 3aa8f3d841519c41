"""Every page, with nothing kept and with three interviews."""

from __future__ import annotations

import ast

import pytest
from screen import APP, Screen

from vetting.models.interview import Interview
from vetting.storage import Store

PAGES = sorted(path.stem for path in (APP.parent / "views").glob("*.py") if path.stem != "__init__")


def test_the_menu_holds_every_page() -> None:
    rows = [
        node
        for node in ast.walk(ast.parse(APP.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PageRow"
    ]
    files = [row.args[0].value for row in rows if isinstance(row.args[0], ast.Constant)]
    assert sorted(str(file).removesuffix(".py") for file in files) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_opens_with_nothing_kept(name: str) -> None:
    window = Screen().open(name)
    assert window.at.title


@pytest.mark.parametrize("name", PAGES)
def test_opens_on_an_interview(name: str, kept: tuple[Interview, ...]) -> None:
    window = Screen(interview=kept[0].id).open(name)
    assert window.at.title
    assert window.interview == kept[0].id, "the address keeps the interview from page to page"


def test_an_erased_interview_in_the_address_says_so(store: Store) -> None:
    window = Screen(interview="gone1234")
    assert "interview" not in window.at.query_params
    assert any("not kept here" in toast.value for toast in window.at.toast)


def test_settings_that_make_no_sense_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETTING_TIMEOUT", "soon")
    assert Screen().sees("VETTING_TIMEOUT is &#x27;soon&#x27;; it must be a number.")


def test_no_page_touches_the_session_or_the_settings_itself() -> None:
    inside = [path for path in APP.parent.rglob("*.py") if path.name not in ("state.py",)]
    assert not [path.name for path in inside if "session_state" in path.read_text("utf-8")]
    assert not [path.name for path in inside if "os.environ" in path.read_text("utf-8")]


def test_what_people_typed_is_never_drawn_as_markdown_or_raw_markup() -> None:
    doors = {"markup.py": "st.html(", "app.py": "st.html("}
    for path in APP.parent.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "st.markdown(" not in text, path.name
        assert "st.write(" not in text, path.name
        assert "unsafe_allow" not in text, path.name
        assert path.name in doors or "st.html(" not in text, path.name
