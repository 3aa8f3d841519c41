"""Candidate text can never become markup."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from factories import DEEP, SAID, grade, reading

from ui.components.evidence import legend, marked_answer, shown_readings
from ui.components.markup import Html, label, short, tag, together
from vetting.models.outcome import Evidence, SignalReading
from vetting.scale import DEPTH, Signal

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div></mark><iframe src='http://attacker.invalid'></iframe>",
    "![pixel](http://attacker.invalid/p.png)",
    '" onmouseover="alert(1)',
    "<!-- <style>*{display:none}</style> -->",
    "&lt;script&gt;",
    "\u202eevil\u202c \x1b[31m \x00",
]


class Seen(HTMLParser):
    """What a browser would make of markup: its elements, their attributes, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_as_child_and_as_attribute(text: str) -> None:
    seen = Seen(tag("div", text, tag("b", text), class_=text, title=text))
    assert seen.tags == {"div", "b"}
    assert seen.attributes == {"class", "title"}


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_with_evidence_in_it_holds_no_markup_of_its_own(text: str) -> None:
    answer = f"{text} {DEEP} {text}"
    outcome = grade(3, signals=tuple(reading(signal, answer, SAID[signal]) for signal in DEPTH), missing=())
    seen = Seen(marked_answer(answer, outcome))
    assert seen.tags == {"div", "mark", "span"}
    assert not {name for name in seen.attributes if name.startswith(("on", "src", "href", "style"))}


def test_marked_words_are_the_answers_words_in_order() -> None:
    outcome = grade(3, signals=tuple(reading(signal, DEEP, SAID[signal]) for signal in DEPTH), missing=())
    without_labels = re.sub(r'<span class="vt-label[^>]*>[^<]*</span>', "", marked_answer(DEEP, outcome))
    assert Seen(without_labels).text == DEEP


def test_pieces_that_show_two_signals_carry_both_labels() -> None:
    words = SAID[Signal.FIX]
    both = (reading(Signal.FIX, DEEP, words), reading(Signal.OWN_ROLE, DEEP, words))
    marked = marked_answer(DEEP, grade(3, signals=both, missing=()))
    assert marked.count("<mark") == 1
    assert 'title="Own part, Fix"' in marked


def test_overlapping_and_wild_offsets_lose_no_words() -> None:
    wild = SignalReading(
        name=Signal.FIX, probability=0.9, evidence=(Evidence(quote="x", start=3, end=9_999), Evidence(quote="y", start=0, end=5))
    )
    marked = marked_answer("short answer", grade(3, signals=(wild,), missing=()))
    assert Seen(re.sub(r"<span[^>]*>[^<]*</span>", "", marked)).text == "short answer"


def test_evidence_that_does_not_count_is_not_marked() -> None:
    outcome = grade(2, signals=(reading(Signal.FIX, DEEP, SAID[Signal.FIX]),), missing=(Signal.FIX,))
    assert "<mark" not in marked_answer(DEEP, outcome)


def test_the_legend_names_only_what_is_marked() -> None:
    outcome = grade(3, signals=(reading(Signal.FIX, DEEP, SAID[Signal.FIX]),), missing=())
    assert legend(shown_readings(outcome)).count("<li") == 1


def test_a_plain_string_is_never_taken_for_markup() -> None:
    assert together("<b>", Html("<i></i>")) == "&lt;b&gt;<i></i>"


@pytest.mark.parametrize(
    "text", ["![x](http://a.invalid/p.png)", "**b**", ":smile:", ":red[x]", "$x$", "[a](javascript:b)", "# head", "www.a.invalid"]
)
def test_labels_show_markdown_as_it_was_typed(text: str) -> None:
    shown = label(text)
    assert not re.search(r"(?<!\\)[\[\]*_$#!]", shown)
    assert ":smile:" not in shown
    assert "www." not in shown
    assert "://" not in shown


def test_long_lines_are_cut_at_a_word() -> None:
    assert short("one two three four", 9) == "one two…"


def test_text_that_looks_escaped_stays_as_typed() -> None:
    assert html.unescape(tag("p", "&lt;b&gt;")) == "<p>&lt;b&gt;</p>"
