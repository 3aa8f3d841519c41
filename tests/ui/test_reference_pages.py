"""Compare, Library, Replay and Settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen import Screen

from vetting.models.interview import Interview
from vetting.models.record import EventKind
from vetting.storage import Store


@pytest.fixture
def all_seen(store: Store, kept: tuple[Interview, ...]) -> tuple[Interview, ...]:
    for interview in kept:
        for turn in interview.turns:
            store.reveal(interview.id, turn.card.id, len(turn.outcomes) - 1, by="Interviewer")
    return kept


def test_candidates_stand_side_by_side_without_a_ranking(all_seen: tuple[Interview, ...]) -> None:
    window = Screen().open("compare")
    assert "not distinguishable" in window.words.lower()
    assert window.sees("showed more depth than")
    assert not window.sees(".opener"), "subjects, not ids"
    assert "rank" not in window.words.lower()
    assert "score" not in window.words.lower()


def test_a_comparison_waits_for_the_persons_own_levels(kept: tuple[Interview, ...]) -> None:
    window = Screen().open("compare")
    assert window.sees("not rated by you yet")
    assert not window.sees("showed more depth than")
    assert window.press("look comparison").sees("showed more depth than")


def test_one_interview_cannot_be_compared(store: Store, example: tuple[Interview, ...]) -> None:
    store.create(example[0], by="A")
    assert Screen().open("compare").sees("There is nothing to compare yet")


def test_the_library_searches_by_meaning_and_shows_the_source() -> None:
    window = Screen().open("library")
    window.at.text_input(key="query").input("the bot quotes last year's manual").run()
    assert window.sound().sees("Found by")
    assert window.sees("source S")


def test_the_scale_shows_a_real_answer_at_each_level() -> None:
    window = Screen().open("library")
    assert window.sees("0 · strategy talk")
    assert window.sees("A branch in Antwerp called because our assistant promised a free swap")
    assert window.sees("The source disagrees with itself")


def test_a_recording_is_replayed_without_network() -> None:
    window = Screen().open("replay")
    if not window.has("replay"):
        assert window.sees("No recordings here")
        return
    window.press("replay")
    assert window.sees("Nothing has moved") or window.sees("The grades have moved") or window.sees("re-record")


def test_a_recording_opens_as_an_interview_of_its_own(store: Store) -> None:
    window = Screen().open("replay")
    if window.has("copy"):
        window.press("copy")
        assert [one.id for one in store.list()] == [window.interview]


def test_the_rating_switch_is_recorded_with_who_turned_it(store: Store) -> None:
    window = Screen(by="Anna").open("settings")
    window.at.toggle(key="rate_first").set_value(False).run()
    assert window.sound().sees("Off: grades are shown at once")
    event = next(event for event in store.events() if event.kind is EventKind.SWITCHED)
    assert (event.switch, event.on, event.by) == ("rate_first", False, "Anna")


def test_the_masking_switch_is_recorded_and_holds_for_the_next_window(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    window = Screen(by="Anna").open("settings")
    assert window.at.toggle(key="mask_identity").value is True
    window.at.toggle(key="mask_identity").set_value(False).run()
    assert window.sound().sees("Off: the endpoint reads names")
    event = next(event for event in store.events() if event.kind is EventKind.SWITCHED)
    assert (event.switch, event.on, event.by) == ("mask_identity", False, "Anna")
    assert Screen().open("settings").at.toggle(key="mask_identity").value is False


def test_a_key_is_never_shown_or_kept(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    window = Screen().open("settings")
    assert window.sees("set in the environment; never shown or stored")
    assert "sk-very-secret" not in window.words
    everything = [element.proto for element in window.at.main] + [element.proto for element in window.at.sidebar]
    assert "sk-very-secret" not in str(everything)
    assert b"sk-very-secret" not in (own_home / "vetting.sqlite").read_bytes()


def test_the_engine_can_be_tested() -> None:
    assert Screen().open("settings").press("test").sees("The sentence model is here")


def test_a_backup_is_offered_with_a_warning(kept: tuple[Interview, ...]) -> None:
    window = Screen().open("settings").press("backup")
    assert window.sees("The backup is ready")
    assert window.at.get("download_button")


def test_the_name_goes_into_the_address() -> None:
    window = Screen()
    window.at.text_input(key="name").input("Anna").run()
    given = window.sound().at.query_params["by"]
    assert given in ("Anna", ["Anna"])


def test_two_candidates_of_one_name_are_compared_and_not_taken_for_each_other(store: Store, kept: tuple[Interview, ...]) -> None:
    twin = kept[0].model_copy(update={"id": "twin0001"})
    store.create(twin, by="Interviewer")
    window = Screen(interview=kept[0].id).open("compare")
    names = window.at.multiselect(key="compared").options
    assert len(names) == len(set(names)) == 4
    window.at.multiselect(key="compared").set_value([kept[0].id, twin.id]).run()
    window.press("look comparison")
    assert window.sees(f"{kept[0].candidate} ({kept[0].id}) and {twin.candidate} ({twin.id})")
