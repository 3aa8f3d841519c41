"""Reviewing: differences first, a person's last word with its reason, the decision, the letter, the exports."""

from __future__ import annotations

import pytest
from screen import Screen

from vetting.models.interview import Interview
from vetting.models.outcome import Grade
from vetting.models.record import Choice
from vetting.report import FORMATS
from vetting.storage import Store

STALE = "retrieval-staleness.opener"


@pytest.fixture
def deep(kept: tuple[Interview, ...]) -> str:
    return kept[0].id


@pytest.fixture
def seen(store: Store, deep: str) -> str:
    """The deep interview after a person has rated it, once far from the machine."""
    for turn in store.read(deep).interview.turns:
        step = len(turn.outcomes) - 1
        store.rate(deep, turn.card.id, step, 0 if turn.card.id == STALE else 3, by="Interviewer")
        store.reveal(deep, turn.card.id, step, by="Interviewer")
    return deep


def at(id: str, **address: str) -> Screen:
    return Screen(interview=id, **address).open("review")


def test_the_widest_difference_comes_first_and_is_open(seen: str) -> None:
    window = at(seen)
    first = next(one for one in window.at.expander if "·" in one.label)
    assert "You differ by" in first.label
    assert first.label.startswith("1")
    assert window.sees("You and the machine differ on")


def test_unrated_answers_hide_the_grade_and_their_order_tells_nothing(deep: str) -> None:
    window = at(deep)
    labels = [one.label for one in window.at.expander if "Not rated by you yet" in one.label]
    assert [label[0] for label in labels] == ["1", "2", "3", "4", "5"]
    assert not window.sees("vt-verdict")
    assert window.sees("5 answers are not rated by you yet"), "the card waits too"


def test_an_override_stands_beside_the_machines_level_with_its_reason(store: Store, seen: str) -> None:
    window = at(seen)
    window.at.radio(key=f"level {STALE}").set_value(2).run()
    window.at.text_area(key=f"reason {STALE}").input("The figures were not his.").run()
    window.press(f"keep {STALE}")
    override = store.read(seen).overrides[0]
    outcome = store.read(seen).outcome_of(STALE, override.step)
    assert isinstance(outcome, Grade)
    assert (override.level, override.machine, override.by) == (2, outcome.level, "Interviewer")
    assert window.sees("The figures were not his.")


def test_an_override_without_a_reason_is_refused(store: Store, seen: str) -> None:
    window = at(seen)
    window.at.radio(key=f"level {STALE}").set_value(2).run()
    window.press(f"keep {STALE}")
    assert window.sees("The reason is empty")
    assert not store.read(seen).overrides


def test_before_and_after_each_probe_are_shown(store: Store, kept: tuple[Interview, ...]) -> None:
    probed = next(interview for interview in kept if any(len(turn.outcomes) > 1 for turn in interview.turns))
    for turn in probed.turns:
        store.reveal(probed.id, turn.card.id, len(turn.outcomes) - 1, by="Interviewer")
    assert at(probed.id).sees("Before and after each probe")


def test_a_decision_needs_a_reason_and_is_kept_with_it(store: Store, seen: str) -> None:
    window = at(seen)
    control = next(one for one in window.at.button_group if one.key == f"choice {seen}")
    control.set_value(Choice.HIRE).run()
    window.press("decide")
    assert window.sees("The reason is empty")
    window.type(f"typed {seen} decision", "Told every stage of it.").press("decide")
    decision = store.read(seen).decision
    assert decision is not None
    assert (decision.choice, decision.reason) == (Choice.HIRE, "Told every stage of it.")
    assert window.sees("decided by Interviewer")


def test_the_letter_is_a_draft_that_is_kept(store: Store, seen: str) -> None:
    window = at(seen).press("draft_letter")
    letter = window.at.text_area(key=f"typed {seen} letter").value or ""
    assert letter.startswith("Dear Example")
    window.type(f"typed {seen} letter", letter + "\nP.S. Thank you.")
    assert any(draft.text.endswith("P.S. Thank you.") for draft in store.drafts(seen))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_downloaded(name: str, seen: str) -> None:
    window = at(seen)
    control = next(one for one in window.at.button_group if str(one.key).startswith("format"))
    control.set_value(name).run()
    offered = window.sound().at.get("download_button")
    assert any(FORMATS[name].label in button.proto.label for button in offered)


def test_the_card_shows_an_interval_and_recommends_nothing(seen: str) -> None:
    window = at(seen)
    assert window.sees("with 90 % certainty")
    assert window.sees("This is no recommendation")


def test_the_debrief_is_drawn_as_text(seen: str) -> None:
    window = at(seen).press("debrief")
    assert window.sees("answers were graded")


def test_somebody_elses_rating_does_not_reveal_it_to_me(seen: str) -> None:
    assert not at(seen, by="Anna").sees("vt-verdict")


def test_an_unfinished_interview_says_what_was_never_asked(kept: tuple[Interview, ...]) -> None:
    window = at(kept[2].id)
    assert window.sees("Never asked")
    assert window.sees("Think of the invoice that made you stop and look")


def test_without_an_endpoint_nothing_claims_that_the_answers_hold_together(seen: str) -> None:
    window = at(seen)
    assert window.sees("Not checked: only an endpoint can tell")


def test_why_a_level_is_worked_out_when_asked_for(seen: str) -> None:
    window = at(seen)
    assert not window.sees("What each sentence moved")
    window.at.session_state[f"why review {STALE}"] = True
    window.at.run()
    assert window.sound().sees("What each sentence moved")
    assert window.sees("All 6 stages are shown")
    assert not window.sees("has changed since this grade")


def test_each_criterion_shows_its_answers_with_their_words(seen: str) -> None:
    words = at(seen).words
    assert "criteria tested. One answer may test several." in words
    assert "best level 4, from" in words


def test_a_criterion_tells_nothing_before_the_person_has_rated(deep: str) -> None:
    words = at(deep).words
    assert "for you to rate" in words
    assert "best level" not in words
