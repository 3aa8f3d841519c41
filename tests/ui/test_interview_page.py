"""The live interview: kept as it is typed, rated before it is shown, probed, and never overwritten."""

from __future__ import annotations

import pytest
from factories import DEEP, TALK
from screen import Screen

from vetting.models.interview import Interview
from vetting.models.record import Draft, answer_place
from vetting.storage import Store

TOOLS = "tool-calling-idempotency.opener"
COST = "cost-blow-up.opener"
LED = "leading-through-an-incident.opener"


@pytest.fixture
def running(kept: tuple[Interview, ...]) -> str:
    """The interview that is still running, at its fourth question."""
    return kept[2].id


def area(id: str, question: str = COST, step: int = 0) -> str:
    return f"typed {id} {answer_place(question, step)}"


def at(id: str, question: str = COST, **address: str) -> Screen:
    return Screen(interview=id, question=question, **address).open("interview")


def answered(window: Screen, id: str, text: str, question: str = COST) -> Screen:
    return window.type(area(id, question), text).press(f"grade {answer_place(question, 0)}")


def rated(window: Screen, level: int) -> Screen:
    radio = window.at.radio[0]
    radio.set_value(level).run()
    return window.press(str(radio.key).replace("rate ", "save ", 1))


def test_what_is_typed_is_there_in_another_window(running: str) -> None:
    at(running).type(area(running), "The invoice doubled in July, and I")
    assert at(running).at.text_area(key=area(running)).value == "The invoice doubled in July, and I"


def test_a_graded_answer_is_kept_and_its_draft_is_gone(store: Store, running: str) -> None:
    answered(at(running), running, DEEP)
    assert store.read(running).interview.turns[-1].answer == DEEP
    assert not [draft for draft in store.drafts(running) if draft.text]


def test_nothing_of_the_grade_shows_before_the_person_has_rated(running: str) -> None:
    window = answered(at(running), running, DEEP)
    assert window.sees("withdrawn torque table")
    for hidden in ("vt-verdict", "vt-stages", "Best next question"):
        assert hidden not in window.words
    box = next(words for words in window.words.split("\n") if 'class="vt-answer"' in words)
    assert "<mark" not in box


def test_the_persons_level_is_kept_before_the_machines_is_shown(store: Store, running: str) -> None:
    window = rated(answered(at(running), running, DEEP), 4)
    record = store.read(running)
    assert [(rating.level, rating.before_reveal) for rating in record.ratings] == [(4, True)]
    assert record.is_revealed(COST, 0, "Interviewer")
    assert window.sees("Your level: 4")
    assert window.sees("vt-verdict")
    assert window.sees("vt-stages")


def test_the_grade_can_be_seen_without_a_rating_and_that_is_recorded(store: Store, running: str) -> None:
    window = answered(at(running), running, DEEP)
    window.press(next(str(button.key) for button in window.at.button if str(button.key).startswith("unrated")))
    assert not store.read(running).ratings
    assert store.read(running).is_revealed(COST, 0, "Interviewer")


def test_rating_without_a_level_asks_for_one(running: str) -> None:
    window = answered(at(running), running, DEEP)
    window.press(next(str(button.key) for button in window.at.button if str(button.key).startswith("save ")))
    assert window.sees("Choose a level first")


def test_with_rating_first_switched_off_the_grade_shows_at_once(store: Store, running: str) -> None:
    store.switch("rate_first", False, by="Anna")
    window = answered(at(running), running, DEEP)
    assert window.sees("vt-verdict")
    assert store.read(running).is_revealed(COST, 0, "Interviewer")


def test_a_probe_is_graded_with_the_answer_and_rated_again(store: Store, running: str) -> None:
    window = rated(answered(at(running), running, TALK), 0)
    assert window.sees("Best next question")
    window.type(area(running, COST, 1), DEEP).press(f"grade {answer_place(COST, 1)}")
    assert len(store.read(running).interview.turns[-1].outcomes) == 2
    assert not window.sees("Before and after each probe"), "the second grade waits for the second rating"
    rated(window, 3)
    assert window.sees("Before and after each probe")


def test_an_empty_answer_is_not_graded(store: Store, running: str) -> None:
    window = at(running).press(f"grade {answer_place(COST, 0)}")
    assert window.sees("There is no answer yet")
    assert len(store.read(running).interview.turns) == 3


def test_a_slower_window_keeps_its_words_and_shows_both(store: Store, running: str) -> None:
    ben = at(running, by="Ben").type(area(running), "What Ben heard, which is not the same at all.")
    answered(at(running, by="Anna"), running, DEEP)
    ben.at.run()
    assert ben.sound().sees("Two answers to the same question")
    assert ben.sees("What Ben heard")
    assert ben.sees("withdrawn torque table")
    again = at(running, by="Ben")
    assert again.sees("What Ben heard"), "a refresh does not lose it"
    again.press(f"note mine {COST} 0")
    assert [note.text for note in store.read(running).notes] == ["What Ben heard, which is not the same at all."]
    assert not again.sees("Two answers to the same question")


def test_pressing_grade_in_a_slower_window_overwrites_nothing(store: Store, running: str) -> None:
    ben = at(running, by="Ben").type(area(running), TALK)
    answered(at(running, by="Anna"), running, DEEP)
    ben.press(f"grade {answer_place(COST, 0)}") if ben.has(f"grade {answer_place(COST, 0)}") else None
    assert store.read(running).interview.turns[-1].answer == DEEP
    assert ben.sees("Two answers to the same question")
    ben.press(f"use mine {COST} 0")
    assert store.read(running).interview.turns[-1].answer == TALK
    assert [version.turn.answer for version in store.versions(running, COST)] == [DEEP, TALK]


def test_the_same_draft_typed_in_two_windows_shows_both(store: Store, running: str) -> None:
    first, second = at(running), at(running)
    first.type(area(running), "typed in the first")
    second.type(area(running), "typed in the second")
    assert second.sees("This was typed in another window too")
    assert second.sees("typed in the first")
    second.press(f"mine {area(running)}")
    assert [draft.text for draft in store.drafts(running)] == ["typed in the second"]


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_failed_grade_keeps_the_answer_and_can_be_tried_again(store: Store, running: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETTING_ENGINE", "openai")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VETTING_RETRIES", "0")
    window = answered(at(running), running, DEEP)
    assert window.sees("No grade")
    assert window.sees("The answer is kept")
    monkeypatch.setenv("VETTING_ENGINE", "offline")
    window.press(f"again {COST}")
    assert store.read(running).interview.turns[-1].outcomes[-1].status == "graded"


def test_a_corrected_answer_is_graded_again_and_the_first_stays(store: Store, running: str) -> None:
    window = rated(answered(at(running), running, TALK), 1)
    window.at.text_area(key=f"corrected {COST} 0 1").input(DEEP).run()
    window.press(f"regrade {COST} 0")
    assert store.read(running).interview.turns[-1].answer == DEEP
    assert len(store.versions(running, COST)) == 2


def test_notes_are_added_and_their_draft_is_emptied(store: Store, running: str) -> None:
    window = at(running)
    window.type(f"typed {running} note {COST}", "Sounded sure.").press(f"add note {COST}")
    assert [(note.text, note.question) for note in store.read(running).notes] == [("Sounded sure.", COST)]
    assert window.sees("Sounded sure.")


def test_the_clock_runs_in_every_window_until_it_is_paused(running: str) -> None:
    window = at(running).press("clock")
    assert window.at.button(key="clock").label == "Pause the clock"
    assert at(running).press("clock").sees("paused")


def test_without_an_endpoint_recording_says_that_it_is_not_written_down(running: str) -> None:
    window = at(running)
    assert window.sees("No transcription here")
    assert not window.at.get("audio_input")


def test_finishing_says_what_was_never_asked(store: Store, running: str) -> None:
    window = at(running, LED).press("finish")
    assert store.read(running).interview.finished
    assert window.sees("Never asked")


def test_the_last_place_comes_back_from_the_address(running: str) -> None:
    assert at(running, TOOLS).sees("Question 2 of 5")


def test_drafts_of_others_are_not_shown_as_mine(store: Store, running: str) -> None:
    store.draft(running, Draft(place=answer_place(COST, 0), text="Ben's words", by="Ben"))
    assert at(running, by="Anna").at.text_area(key=area(running)).value == ""


def test_a_window_that_only_shows_my_draft_makes_no_conflict_of_it(running: str) -> None:
    at(running).type(area(running), "half an answer")
    watching = at(running)
    answered(at(running), running, DEEP)
    watching.at.run()
    assert watching.sound().at.radio, "the answer waits for a level"
    assert not watching.sees("Two answers to the same question")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_recording_that_cannot_be_written_down_says_why_and_loses_nothing(running: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETTING_ENGINE", "openai")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VETTING_RETRIES", "0")
    place = answer_place(COST, 0)
    window = at(running).type(area(running), "typed before")
    window.at.audio_input(key=f"sound {place}").set_value(("answer.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav")).run()
    window.sound().press(f"hear {place}")
    assert window.sees("The endpoint could not be used")
    assert window.at.text_area(key=area(running)).value == "typed before"
