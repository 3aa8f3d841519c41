"""Home: what there is, where it stands, and what waits for a person."""

from __future__ import annotations

from screen import Screen

from vetting.models.interview import Interview
from vetting.models.record import Choice
from vetting.storage import Store


def test_an_empty_house_says_how_to_begin() -> None:
    assert Screen().sees("No interviews yet")


def test_the_example_is_one_click_away(store: Store) -> None:
    Screen().press("example")
    assert [one.candidate for one in store.list()] == ["Example · South", "Example · East", "Example · North"]


def test_interviews_are_found_by_words_of_an_answer(kept: tuple[Interview, ...]) -> None:
    window = Screen()
    window.at.text_input(key="search").input("excavator").run()
    assert window.sound().sees("Example · North")
    assert not window.sees("Example · East")


def test_verdicts_wait_until_the_person_has_rated(store: Store, kept: tuple[Interview, ...]) -> None:
    assert Screen().sees("not all rated by you yet")
    assert not Screen().sees("production depth ·")
    for interview in kept:
        for turn in interview.turns:
            store.reveal(interview.id, turn.card.id, len(turn.outcomes) - 1, by="Interviewer")
    assert Screen().sees("strategy talk")
    assert Screen(by="Somebody new").sees("not all rated by you yet")


def test_a_decision_shows_in_the_list(store: Store, kept: tuple[Interview, ...]) -> None:
    store.decide(kept[0].id, Choice.HIRE, "She owned it.", by="Anna")
    assert Screen().sees("Decided: Hire")


def test_erasing_asks_first_and_then_takes_it_away(store: Store, kept: tuple[Interview, ...]) -> None:
    Screen(interview=kept[0].id).press(f"really {kept[0].id}")
    assert kept[0].id not in {one.id for one in store.list()}


def test_going_on_opens_the_interview(kept: tuple[Interview, ...]) -> None:
    window = Screen().press(f"interview {kept[2].id}")
    assert window.interview == kept[2].id
    assert window.sees("Question 4 of 5"), "where it stopped"


def test_what_is_still_being_prepared_goes_on_there() -> None:
    window = Screen().open("prepare")
    area = next(one for one in window.at.text_area if one.key.endswith(" brief"))
    area.input("Head of AI for a support assistant.").run()
    home = Screen()
    assert home.sees("Being prepared")
    assert home.press(f"prepare {window.interview}").at.title[0].value == "Prepare an interview"


def test_the_example_is_not_offered_twice(kept: tuple[Interview, ...]) -> None:
    assert not Screen().has("example")


def test_what_the_machine_doubts_is_not_counted_before_the_person_has_rated(kept: tuple[Interview, ...]) -> None:
    window = Screen()
    assert window.sees("interviews have answers for you to rate")
    assert not window.sees("a person&#x27;s judgement")
