"""Importing: pasted words become pairs in a person's hands; nothing is graded before they say so; then it is an interview like all."""

from __future__ import annotations

import pytest
from screen import Screen

from vetting.storage import Store

SPOKEN = """Dana: Good morning, Sam. Can you hear me okay?
Sam: Morning, yes, loud and clear.
Dana: Tell me about a time your system answered people from content that was out of date. What happened?
Sam: In April our benefits assistant told members the old deductible for two weeks. A call centre lead sent us a screenshot. I compared \
the index with the file store by hand, and the plan document in the index was last year's, so I knew that the job had skipped it.
Dana: And what was it in the end?
Sam: The ingestion job matched on file path, and benefits had uploaded the new plan under a new name, so it was added beside the old one \
and nothing removed the old chunks. I keyed the job on the document id and deleted by id before each insert. <img src=x onerror=alert(1)>
Dana: How did you know that worked?
Sam: We replayed six hundred logged questions about deductibles. Before the change forty-one were wrong, after it none was. A nightly \
check now counts chunks whose source is gone, and pages us.
Dana: Thanks, that is all from me.
Sam: Thank you, bye.
"""


@pytest.fixture
def read(store: Store) -> Screen:
    return Screen(by="Ada").open("import_transcript").type("transcript_text", SPOKEN).press("read_transcript")


@pytest.fixture
def paired(read: Screen) -> Screen:
    return read.press("confirm_roles")


def test_the_roles_are_proposed_with_a_reason_and_nothing_is_paired_before_they_are_confirmed(read: Screen) -> None:
    assert {box.label for box in read.at.selectbox} >= {"Dana", "Sam"}
    assert not read.has("grade_transcript")


def test_small_talk_is_left_out_and_follow_ups_stand_under_their_question(paired: Screen) -> None:
    assert paired.sees("1 question, 2 follow-ups")
    assert paired.sees("small talk")
    assert paired.has("grade_transcript")


def test_what_was_said_never_becomes_markup(paired: Screen) -> None:
    assert not paired.sees("<img")
    assert not paired.sees("onerror"), "tags are taken for a caption's styling and read away"
    assert paired.sees("deleted by id before each insert")


def test_a_follow_up_becomes_a_question_and_goes_back(paired: Screen) -> None:
    split = next(button.key for button in paired.at.button if (button.key or "").startswith("split "))
    paired.press(split)
    assert paired.sees("2 questions, 1 follow-up")
    merge = next(button.key for button in paired.at.button if (button.key or "").startswith("merge "))
    paired.press(merge)
    assert paired.sees("1 question, 2 follow-ups")


def test_an_import_half_done_is_there_again_in_another_window(paired: Screen) -> None:
    again = Screen(interview=paired.interview, by="Ada").open("import_transcript")
    assert again.sees("1 question, 2 follow-ups")


def test_graded_it_is_an_interview_to_review_and_the_transcript_is_gone(paired: Screen, store: Store) -> None:
    id = paired.interview
    paired.press("grade_transcript")
    (turn,) = store.read(id).interview.turns
    assert len(turn.exchanges) == len(turn.outcomes) == 3
    assert store.read(id).interview.candidate == "Sam"
    assert [draft.text for draft in store.drafts(id)] == [""]


def test_nothing_given_is_said_and_nothing_made(store: Store) -> None:
    window = Screen(by="Ada").open("import_transcript").press("read_transcript")
    assert window.sees("There is no transcript yet")
    assert store.list() == ()
