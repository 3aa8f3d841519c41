"""Quotes against the answer: what stands is shown in the answer's own words, what was invented is dropped and counted."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from vetting.grading.evidence import check_quotes

ANSWER = "In March the index was stale. The re-embed job skipped 900 files — nobody noticed for five weeks; then I keyed it on the hash."


def _found(quote: str, answer: str = ANSWER) -> str | None:
    """The words the quote was found as, after checking that the offsets point at them."""
    checked = check_quotes((quote,), answer)
    assert len(checked.evidence) + checked.dropped == 1
    for evidence in checked.evidence:
        assert answer[evidence.start : evidence.end] == evidence.quote
    return checked.evidence[0].quote if checked.evidence else None


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("quote", "answer", "shown"),
    [
        pytest.param("the index was stale", ANSWER, "the index was stale", id="word for word"),
        pytest.param(ANSWER, ANSWER, ANSWER[:-1], id="the whole answer"),
        pytest.param("THE INDEX WAS STALE", ANSWER, "the index was stale", id="case"),
        pytest.param("the  index\nwas\tstale", ANSWER, "the index was stale", id="white space in the quote"),
        pytest.param(
            "the index was stale", "So the  index\r\nwas\u00a0stale.", "the  index\r\nwas\u00a0stale", id="white space in the answer"
        ),
        pytest.param("900 files - nobody noticed", ANSWER, "900 files — nobody noticed", id="dashes"),
        pytest.param("the job “skipped” it's files", 'the job "skipped" it’s files', 'the job "skipped" it’s files', id="curly quotes"),
        pytest.param("„the index was stale“", ANSWER, "the index was stale", id="quotation marks around the quote"),
        pytest.param(
            'she said "it is stale"', 'Then she said "it is stale" and left.', 'she said "it is stale"', id="marks of the answer stay"
        ),
        pytest.param("…the index was stale...", ANSWER, "the index was stale", id="ellipses around the quote"),
        pytest.param("the café’s résumé parser", _nfd("at the café’s résumé parser"), _nfd("the café’s résumé parser"), id="answer in NFD"),
        pytest.param(_nfd("the café’s résumé parser"), "at the café’s résumé parser", "the café’s résumé parser", id="quote in NFD"),
        pytest.param("kept its old cafe", _nfd("it kept its old café."), _nfd("kept its old café"), id="an accent stays with its letter"),
        pytest.param(
            "the index was stale", "the in\u00addex w\u200bas stale", "the in\u00addex w\u200bas stale", id="signs that cannot be seen"
        ),
        pytest.param("the ﬁle was full", "that the file was full", "the file was full", id="ligatures"),
        pytest.param("index was stale", "🔥🔥 the 👩🏽‍💻 said: index was stale 🔥", "index was stale", id="offsets after emoji"),
        pytest.param("👩🏽‍💻 said: index", "🔥🔥 the 👩🏽‍💻 said: index was stale 🔥", "👩🏽‍💻 said: index", id="emoji inside the quote"),
        pytest.param("הפהרס היה ישן", "במרץ הפהרס היה ישן מאוד", "הפהרס היה ישן", id="right to left"),
        pytest.param("索引没有重建", "三月份索引没有重建，我改了任务。", "索引没有重建", id="six signs of Chinese say enough"),
        pytest.param("색인이 오래됐다", "삼월에 색인이 오래됐다 그래서", "색인이 오래됐다", id="Korean"),
        pytest.param("straße war gesperrt", "Die STRASSE war gesperrt.", "STRASSE war gesperrt", id="letters that fold to two"),
    ],
)
def test_a_quote_that_stands_in_the_answer_is_shown_in_the_answers_own_words(quote: str, answer: str, shown: str) -> None:
    assert _found(quote, answer) == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        pytest.param("The re-embed job skiped 900 files", "The re-embed job skipped 900 files", id="a typo"),
        pytest.param(
            "The re-embed job skipped 900 files, nobody noticed", "The re-embed job skipped 900 files — nobody noticed", id="other signs"
        ),
        pytest.param(
            "nobody noticed for five weeks; then I keyed it on a hash",
            "nobody noticed for five weeks; then I keyed it on the hash",
            id="a small word",
        ),
        pytest.param("nobody noticed it for five weeks", "nobody noticed for five weeks", id="a word put in"),
    ],
)
def test_a_near_quote_is_replaced_by_what_was_said(quote: str, shown: str) -> None:
    found = _found(quote)
    assert found is not None
    assert found.rstrip(".;") == shown


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("we rolled the deployment back at three in the morning", id="invented"),
        pytest.param("the index was stale ... I keyed it on the hash", id="joined from two places"),
        pytest.param("In March the index was stale. I keyed it on the hash.", id="joined without a mark"),
        pytest.param("nobody noticed for nine weeks and then everybody did", id="begins right, goes on wrong"),
        pytest.param("files 900 skipped job re-embed the", id="the right words in another order"),
        pytest.param("index", id="too short to prove anything"),
        pytest.param("...", id="no words"),
        pytest.param("索引", id="two signs of Chinese are too short"),
    ],
)
def test_a_quote_that_was_not_said_is_dropped_and_counted(quote: str) -> None:
    assert _found(quote) is None


def test_a_blank_quote_is_no_quote_and_no_invention() -> None:
    assert check_quotes(("", "  \n"), ANSWER) == check_quotes((), ANSWER)


def test_the_same_words_quoted_twice_are_shown_once_and_evidence_stands_in_the_order_of_the_answer() -> None:
    checked = check_quotes(("keyed it on the hash", "the index was stale", "THE INDEX was stale"), ANSWER)
    assert [evidence.quote for evidence in checked.evidence] == ["the index was stale", "keyed it on the hash"]
    assert checked.dropped == 0


def _long_answer(words: int) -> str:
    draw = random.Random(7)
    said = (ANSWER + " A fitter in Lyon rang because the number did not match his sticker.").split()
    return " ".join(draw.choice(said) for _ in range(words))


def test_a_hundred_thousand_words_are_searched_for_every_signal_in_two_seconds() -> None:
    answer = _long_answer(100_000) + " Then the torque table of the withdrawn manual came up once more in Lyon."
    invented = tuple(" ".join(random.Random(n).sample(answer.split()[:400], 30)) for n in range(10))
    near = "then the torque table of the withdrawn manuel came up once more in Lyon"
    begun = time.process_time()
    checked = check_quotes((*invented, near), answer)
    assert time.process_time() - begun < 2
    assert checked.dropped == 10
    assert checked.evidence[0].quote.startswith("Then the torque table of the withdrawn manual")


def test_an_answer_made_to_be_slow_is_not() -> None:
    answer = "a " * 100_000
    begun = time.process_time()
    assert check_quotes(("a a a a a a a b " * 5, "b a " * 40, "a " * 50_000 + "b"), answer).dropped == 3
    assert time.process_time() - begun < 2


def test_every_stretch_of_words_of_an_answer_is_found_where_it_stands() -> None:
    answer = "“Crème brûlée” — said the ﬁrst 👨‍👩‍👧 in Straße №5… and  then\n\nthe İstanbul job (v2.1) re‑ran: 3½ hours; naïve, no?"
    words = answer.split()
    for size in range(3, len(words)):
        for first in range(len(words) - size):
            quote = " ".join(words[first : first + size])
            assert _found(quote, answer) is not None, quote
