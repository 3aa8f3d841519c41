"""A drill on the screen: kept rating by rating, truth after each or at the end, drift over time, and a panel."""

from __future__ import annotations

import re

import pytest
from screen import Screen

from vetting.models.drill import Drill, Reveal
from vetting.models.interview import Interview
from vetting.practice.drill import answer_of, load_pool, new_drill, rated
from vetting.storage import Store

POOL = load_pool()


def whole(store: Store, id: str, by: str = "Ada", *, more: int = 0, seed: int = 3, shared: bool = False, leave: int = 0) -> Drill:
    """A drill of somebody who says `more` than the truth, all but the last `leave` answers rated."""
    drill = store.drills.start(new_drill(POOL, id=id, by=by, seed=seed, reveal=Reveal.END, shared=shared, earlier=store.drills.list(by)))
    for name in drill.answers[: len(drill.answers) - leave]:
        answer = answer_of(POOL, name)
        assert answer is not None
        drill = store.drills.rate(id, rated(POOL, answer, min(4, answer.level + more), 6.0))
    return drill


def rate(window: Screen, level: int) -> Screen:
    """Presses the level's button of the answer in view."""
    (key,) = [button.key for button in window.at.button if button.key and button.key.startswith(f"level {level} ")]
    return window.press(key)


@pytest.fixture
def window() -> Screen:
    return Screen(by="Ada").open("drill")


def test_each_rating_is_kept_and_followed_by_its_truth(window: Screen, store: Store) -> None:
    window.press("start")
    (drill,) = store.drills.list("Ada")
    first = answer_of(POOL, drill.answers[0])
    assert first is not None
    assert window.sees("Answer 1 of 20")
    assert not window.sees(first.why[:30].split("'")[0])
    rate(window, 2)
    assert [rating.level for rating in store.drills.read(drill.id).ratings] == [2]
    assert window.sees("You said 2")
    assert window.sees(f"{first.level} · ")
    assert window.sees("vt-why")
    assert window.sees("Machine: ")
    window.press("next")
    assert window.sees("Answer 2 of 20")
    assert not window.sees("You said")


def test_a_refresh_goes_on_with_the_next_answer(window: Screen, store: Store) -> None:
    rate(window.press("start"), 4)
    (drill,) = store.drills.list("Ada")
    again = Screen(by="Ada", drill=drill.id).open("drill")
    assert again.sees("Answer 2 of 20")


def test_a_drill_left_is_gone_on_with(window: Screen, store: Store) -> None:
    rate(window.press("start"), 0).press("leave")
    assert window.sees("1 of 20 answers rated")
    assert window.press("go_on").sees("Answer 2 of 20")
    assert len(store.drills.list("Ada")) == 1


def test_the_end_brings_drift_and_the_worst_beside_the_machine(store: Store) -> None:
    drill = whole(store, "d1", more=2, leave=1)
    window = Screen(by="Ada", drill=drill.id).open("drill")
    assert not window.sees("You said")
    rate(window, 0)
    assert window.sees("Against the truth")
    assert window.sees("On the whole you over-rate by 1.")
    assert window.sees("Furthest from the truth")
    assert window.sees("hold too few answers to say anything")
    assert len(re.findall("vt-why", window.words)) == 20, "every answer has its reason"
    assert window.press("another").sees("Twenty short answers")


def test_drift_over_time_adds_up_and_is_erased_on_request(store: Store) -> None:
    whole(store, "d1", more=1)
    whole(store, "d2", more=1, seed=5)
    whole(store, "d3", by="Ben", seed=5)
    window = Screen(by="Ada").open("drill")
    assert window.sees("40 answers over all drills")
    window.press("erase")
    assert [drill.by for drill in store.drills.list()] == ["Ben"]
    assert window.sees("No drill yet")


def test_somebody_elses_drill_in_the_address_is_not_shown(store: Store) -> None:
    drill = whole(store, "d1", by="Ben")
    window = Screen(by="Ada", drill=drill.id).open("drill")
    assert "drill" not in window.at.query_params
    assert any("not yours" in toast.value for toast in window.at.toast)


def test_those_who_drilled_with_one_number_are_compared(store: Store) -> None:
    whole(store, "d1", by="Ada", shared=True, seed=7)
    whole(store, "d2", by="Ben", shared=True, seed=7, more=2)
    window = Screen(by="Cleo").open("drill")
    assert window.sees("2 raters, 20 answers rated by two or more")
    assert window.sees("alpha 0.")
    assert window.sees("Ada and Ben")
    assert window.sees("more severe")
    assert window.sees("talk these through")


def test_a_panels_number_gives_everybody_the_same_drill(window: Screen, store: Store) -> None:
    window.at.number_input(key="seed").set_value(7).run()
    window.press("start")
    (drill,) = store.drills.list("Ada")
    assert (drill.shared, drill.seed) == (True, 7)
    assert drill.answers == whole(store, "d2", by="Ben", shared=True, seed=7).answers


def test_an_interview_nobody_rated_says_what_to_do(window: Screen, kept: tuple[Interview, ...]) -> None:
    window.at.segmented_control(key="panel from").set_value("An interview").run()
    assert window.sound().sees("Rate first, each under your own name")


def test_a_table_of_levels_is_read_and_its_faults_named(window: Screen) -> None:
    window.at.segmented_control(key="panel from").set_value("A table").run()
    window.at.file_uploader(key="panel file").upload("votes.csv", b"rater,item,level\nAda,a,9\n").run()
    assert window.sound().sees("line 2: the level")
    rows = "".join(f"Ada,a{n},{n % 5}\nBen,a{n},{n % 5}\n<b>Eve</b>,a{n},{n % 2}\n" for n in range(12))
    window.at.file_uploader(key="panel file").upload("votes.csv", f"rater,item,level\n{rows}".encode()).run()
    assert window.sound().sees("3 raters, 12 answers")
    assert "<b>Eve" not in window.words
