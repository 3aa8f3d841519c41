"""A text is searched in parts a sentence model can read whole."""

from __future__ import annotations

import pytest

from vetting.retrieval.windows import MOST, WHOLE, WINDOW, windows_of


def test_a_short_text_is_one_window() -> None:
    assert windows_of("  The bot\n quotes  old prices. Who noticed? ") == ("The bot quotes old prices. Who noticed?",)


def test_a_long_text_loses_no_word_and_no_window_is_too_long() -> None:
    text = " ".join(f"Sentence {number} has a few words in it." for number in range(60))
    windows = windows_of(text)
    assert " ".join(windows) == text
    assert all(len(window.split()) <= WINDOW for window in windows)


def test_a_sentence_without_end_is_cut() -> None:
    windows = windows_of("word " * (WHOLE * 3))
    assert all(len(window.split()) <= WINDOW for window in windows)
    assert sum(len(window.split()) for window in windows) == WHOLE * 3


def test_of_a_very_long_text_evenly_spread_windows_are_searched() -> None:
    windows = windows_of(" ".join(f"{number} " + "x " * WINDOW + "." for number in range(5000)))
    assert len(windows) == MOST


@pytest.mark.parametrize("text", ["", "  \n", "?!… —", "🔥"])
def test_a_text_without_words_has_no_windows(text: str) -> None:
    assert windows_of(text) == ()
