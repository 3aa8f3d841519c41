"""Preparing: kept from the first word, changed by a person, locked, and used for the next candidate."""

from __future__ import annotations

import pytest
from factories import interview as planned_interview
from screen import Screen

from vetting.models.interview import Interview
from vetting.storage import Store

BRIEF = "Head of AI for a support assistant that answers from manuals and an agent that books visits. Owns quality, cost and incidents."


@pytest.fixture
def plan(store: Store, example: tuple[Interview, ...]) -> str:
    """A plan nobody has answered yet."""
    made = example[2].model_copy(update={"id": "plan1234", "candidate": "Planned", "turns": ()})
    return store.create(made, by="Interviewer").interview.id


def at(id: str) -> Screen:
    return Screen(interview=id).open("prepare")


def ids(store: Store, id: str) -> list[str]:
    return [card.id for card in store.read(id).interview.plan.questions]


def test_the_first_words_typed_are_kept_with_an_address(store: Store) -> None:
    window = Screen().open("prepare")
    key = next(str(area.key) for area in window.at.text_area if str(area.key).endswith(" brief"))
    window.type(key, BRIEF)
    assert Screen(interview=window.interview).open("prepare").at.text_area(key=key).value == BRIEF
    assert [one.planned for one in store.list()] == [0]


def test_a_plan_is_made_from_the_role_and_the_claims(store: Store) -> None:
    window = Screen().open("prepare")
    brief, claims = (str(area.key) for area in window.at.text_area if str(area.key).startswith("typed"))
    window.type(brief, BRIEF).type(claims, "Rebuilt the tool-calling layer of a booking agent after duplicate bookings.")
    window.press("make")
    made = store.read(window.interview).interview.plan
    assert sum(card.minutes for card in made.questions) <= made.minutes
    assert any(card.claim for card in made.questions)
    assert window.sees("You write: “Rebuilt the tool-calling layer")


def test_a_template_fills_the_role() -> None:
    window = Screen().open("prepare")
    box = window.at.selectbox[0]
    box.select("head-of-ai").run()
    area = next(area for area in window.sound().at.text_area if str(area.key).endswith(" brief"))
    assert area.value is not None
    assert area.value.startswith("We run prediction models")


def test_without_a_role_it_asks_for_one() -> None:
    assert Screen().open("prepare").press("make").sees("Say a few sentences about the role first")


def test_the_buyer_is_told_what_is_missing() -> None:
    window = Screen().open("prepare")
    next(one for one in window.at.text_input if str(one.key).endswith("champion")).input("Sam").run()
    assert window.sound().sees("Sam is named")
    assert window.sees("1 of 8 answered")
    about = f"buyer {window.interview}"
    for name, said in (("executor", "Nobody"), ("in_production", "A support bot")):
        window.at.text_input(key=f"{about} {name}").input(said)
    for control in window.at.button_group:
        if str(control.key).startswith("buyer"):
            control.set_value("Yes")
    window.at.number_input(key=f"{about} hours").set_value(30.0)
    window.at.number_input(key=f"{about} horizon").set_value(9.0)
    window.at.run()
    assert window.sound().sees("Not yet")
    assert window.sees("Nobody is named")


def test_what_was_chosen_about_the_plan_and_the_buyer_outlives_the_window() -> None:
    window = Screen().open("prepare")
    next(one for one in window.at.text_input if str(one.key).endswith("champion")).input("Sam").run()
    id = window.interview
    window.at.selectbox(key=f"options {id} template").select_index(1).run()
    chosen = window.sound().at.selectbox(key=f"options {id} template").value
    window.at.number_input(key=f"options {id} minutes as in {chosen}").set_value(35.0).run()
    again = Screen(interview=id).open("prepare")
    assert again.at.text_input(key=f"buyer {id} champion").value == "Sam"
    assert again.at.selectbox(key=f"options {id} template").value == chosen
    assert again.at.number_input(key=f"options {id} minutes as in {chosen}").value == 35


def test_questions_change_places_and_are_left_out(store: Store, plan: str) -> None:
    first, second, *_ = ids(store, plan)
    window = at(plan).press(f"down {first}")
    assert ids(store, plan)[:2] == [second, first]
    window.press(f"drop {second}")
    assert second not in ids(store, plan)


def test_a_question_is_swapped_for_another_of_its_subject(store: Store, plan: str) -> None:
    first = ids(store, plan)[0]
    window = at(plan)
    box = window.at.selectbox(key=f"other {first}")
    box.select_index(0).run()
    window.press(f"take {first}")
    assert ids(store, plan)[0] != first
    assert ids(store, plan)[0].startswith("retrieval-staleness.")


def test_words_that_may_not_be_asked_are_refused_with_the_reason(store: Store, plan: str) -> None:
    first = ids(store, plan)[0]
    window = at(plan)
    window.at.text_area(key=f"words {first}").input("Are you married?").run()
    window.press(f"use {first}")
    assert window.sees("should not be asked")
    assert ids(store, plan)[0] == first


def test_better_words_are_taken(store: Store, plan: str) -> None:
    first = ids(store, plan)[0]
    window = at(plan)
    window.at.text_area(key=f"words {first}").input("What had kept an old document alive in your answers?").run()
    window.press(f"use {first}")
    assert ids(store, plan)[0].startswith("edited.")


def test_a_locked_plan_cannot_be_changed_and_the_lock_is_recorded(store: Store, plan: str) -> None:
    window = at(plan).press("lock")
    assert not window.has(f"down {ids(store, plan)[0]}")
    assert [(event.switch, event.on) for event in store.events(plan) if event.switch] == [("plan_locked", True)]
    assert window.press("lock").has(f"down {ids(store, plan)[0]}")


def test_a_change_on_an_old_view_is_not_laid_over_a_newer_one(store: Store, plan: str) -> None:
    first, second, *_ = ids(store, plan)
    slow = at(plan)
    at(plan).press(f"drop {second}")
    slow.press(f"down {first}")
    assert second not in ids(store, plan), "the other window's change stands"


def test_the_next_candidate_gets_the_same_questions_locked(store: Store, plan: str) -> None:
    window = at(plan)
    window.at.text_input(key="next_name").input("Second").run()
    window.at.text_area(key="next_claims").input("Grace Hopper\nHead of AI at Northwind.").run()
    window.press("next_candidate")
    assert window.interview != plan
    assert ids(store, window.interview)[: len(ids(store, plan))] == ids(store, plan)
    assert not window.has(f"down {ids(store, plan)[0]}")
    assert [draft.text for draft in store.drafts(window.interview)] == ["Grace Hopper\nHead of AI at Northwind."], (
        "who is meant is known later"
    )


def test_answered_questions_stay_as_they_were_asked(kept: tuple[Interview, ...]) -> None:
    window = at(kept[2].id)
    assert window.sees("Answered already")
    assert not window.has("drop retrieval-staleness.opener")
    assert window.has("drop cost-blow-up.opener")


def test_the_print_view_has_every_card_and_no_button_to_change_it(plan: str) -> None:
    window = at(plan)
    window.at.toggle(key="printing").set_value(True).run()
    assert window.sound().words.count("vt-question") == 5
    assert not window.has("lock")


def test_what_a_plan_leaves_out_is_said(store: Store) -> None:
    bare = planned_interview()
    coverage = bare.plan.coverage.model_copy(update={"not_covered": ("production-depth",)})
    store.create(bare.model_copy(update={"plan": bare.plan.model_copy(update={"coverage": coverage})}), by="A")
    assert at("abcd1234").sees("not tested by this plan")


def test_a_file_that_is_no_cv_is_said_to_be_none() -> None:
    window = Screen().open("prepare")
    window.at.file_uploader[0].upload("cv.txt", b"Hello there.").run()
    assert window.sound().sees("too few to be a CV")
