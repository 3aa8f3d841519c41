"""Sentences are verbatim slices, and nothing is lost between them."""

import time

import pytest

from vetting.grading.offline.sentences import LONG, split_sentences

SPOKEN = (
    "so um we had this queue right and every night it filled up and nobody looked because the dashboard was green "
    "and then one morning the shop called me and i looked and the worker had died three weeks ago and i restarted it"
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("It broke. I fixed it.", ["It broke.", "I fixed it."], id="full stops"),
        pytest.param("We ran v2.1 at approx. 3.5 qps, e.g. at night. Then it died.", 2, id="abbreviations and decimals do not cut"),
        pytest.param("- The index was old\n- I rebuilt it\n- Now an alarm fires", 3, id="list items"),
        pytest.param("1. The index was old\n2. I rebuilt it", ["The index was old", "I rebuilt it"], id="numbered items lose their number"),
        pytest.param('He said "it lies." I believed him.', 2, id="a quotation's full stop"),
        pytest.param("Wait... what? No!", ["Wait...", "what?", "No!"], id="dots and marks"),
        pytest.param("  \n ", [], id="nothing"),
        pytest.param("!!! ??? —", [], id="no letters"),
    ],
)
def test_answers_are_cut_where_a_reader_would(answer: str, expected: int | list[str]) -> None:
    texts = [sentence.text for sentence in split_sentences(answer)]
    assert (texts if isinstance(expected, list) else len(texts)) == expected


def test_every_sentence_is_a_slice_of_the_answer_and_no_word_is_lost() -> None:
    answer = f"Intro: here it is;\n* {SPOKEN}\n\n(1) Done, e.g. by me. — end"
    sentences = split_sentences(answer)
    assert all(answer[s.start : s.end] == s.text for s in sentences)
    assert sum(len(s.text.split()) for s in sentences) >= len(SPOKEN.split()) + 8


def test_speech_without_punctuation_becomes_clauses_a_model_can_read() -> None:
    sentences = split_sentences(SPOKEN)
    assert len(sentences) >= 2
    assert max(len(s.text.split()) for s in sentences) <= LONG
    assert " ".join(s.text for s in sentences) == SPOKEN


def test_a_hundred_thousand_words_are_cut_in_seconds() -> None:
    started = time.monotonic()
    assert split_sentences("so it broke and then we looked at it " * 11_000)
    assert time.monotonic() - started < 10


def test_a_text_with_wrapped_lines_is_cut_at_its_sentences_not_at_its_lines() -> None:
    wrapped = (
        "A depot manager rang me because the assistant kept telling drivers to leave\n"
        "batteries at the door, and that rule had been withdrawn. I looked in the store\n"
        "first and the old bulletin was gone, so I wasted most of a day on the prompt.\n"
        "- then a list item\n"
        "short line\n"
        "Another short line"
    )
    assert [sentence.text.replace("\n", " ") for sentence in split_sentences(wrapped)] == [
        "A depot manager rang me because the assistant kept telling drivers to leave batteries at the door, "
        "and that rule had been withdrawn.",
        "I looked in the store first and the old bulletin was gone, so I wasted most of a day on the prompt.",
        "then a list item",
        "short line",
        "Another short line",
    ]
