"""A plan in a person's hands: every change makes a new plan, and questions pass the gate first."""

from __future__ import annotations

import pytest
from factories import card, plan

from vetting.errors import BadInput
from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.models.question import Plan
from vetting.models.record import Event, EventKind
from vetting.questions.gate import check_question
from vetting.questions.revise import (
    LOCK,
    added,
    alternatives,
    for_another,
    is_locked,
    moved,
    planned_minutes,
    reworded,
    swapped,
    with_questions,
    without,
)

THREE = (
    card("a", criteria=("one",)),
    card("b", criteria=("two",)),
    card("c", criteria=("two", "three"), core=False, claim="Cut costs by 60 %"),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def three() -> Plan:
    return with_questions(plan(), THREE)


def ids(plan: Plan) -> list[str]:
    return [one.id for one in plan.questions]


@pytest.mark.parametrize(("id", "by", "order"), [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 5, "abc"), ("a", 2, "bca")])
def test_a_question_moves_and_stops_at_the_ends(three: Plan, id: str, by: int, order: str) -> None:
    assert ids(moved(three, id, by)) == list(order)


def test_leaving_out_opens_what_only_that_question_tested(three: Plan) -> None:
    left = without(three, "c")
    assert ids(left) == ["a", "b"]
    assert left.coverage.not_covered == ("three",)
    assert left.coverage.criteria == {"one": ("a",), "two": ("b",)}


def test_the_last_question_stays() -> None:
    with pytest.raises(BadInput, match="at least one question"):
        without(with_questions(plan(), THREE[:1]), "a")


def test_a_swapped_question_takes_the_place_and_the_part(three: Plan) -> None:
    new = swapped(three, "a", card("x", core=False))
    assert ids(new) == ["x", "b", "c"]
    assert new.questions[0].core


def test_no_question_stands_twice(three: Plan) -> None:
    for twice in (lambda: swapped(three, "a", THREE[1]), lambda: added(three, THREE[1])):
        with pytest.raises(BadInput, match="stands in the plan already"):
            twice()


def test_a_question_changed_elsewhere_is_said_to_be_gone(three: Plan) -> None:
    with pytest.raises(BadInput, match="another window"):
        moved(three, "gone", 1)


def test_own_words_pass_the_gate_or_say_why_not(three: Plan) -> None:
    good = "What had kept an old document alive in your answers?"
    assert reworded(three, "a", good).questions[0].text == good
    assert reworded(three, "a", good).questions[0].id.startswith("edited.")
    with pytest.raises(BadInput, match="marital"):
        reworded(three, "a", "Are you married?")


def test_a_reworded_question_keeps_its_claim_only_while_it_quotes_it(three: Plan) -> None:
    quoting = reworded(three, "c", "You write: “Cut costs by 60 %”. Where had the money gone before?")
    assert quoting.questions[2].claim == "Cut costs by 60 %"
    assert reworded(three, "c", "Where had the money gone before you changed it?").questions[2].claim is None


def test_alternatives_are_of_the_same_subject_first_and_may_all_be_asked(knowledge: Knowledge, three: Plan) -> None:
    found = alternatives(three, three.questions[0], knowledge)
    assert found[0].failure_class == "retrieval-staleness"
    assert len({one.id for one in found}) == len(found) > 20
    assert not [one.text for one in found if check_question(one.text)]


def test_the_next_candidate_gets_all_but_the_others_claims_and_their_own(three: Plan) -> None:
    assert ids(for_another(three)) == ["a", "b"]
    own = with_questions(plan(), (card("d", core=False, claim="Built a platform"), card("e")))
    assert ids(for_another(three, own)) == ["a", "b", "d"]


def test_own_claims_wait_outside_where_there_is_no_time(three: Plan) -> None:
    own = with_questions(plan(), (card("d", core=False, claim="Built a platform", minutes=60),))
    assert ids(for_another(three, own)) == ["a", "b"]


def test_minutes_add_up(three: Plan) -> None:
    assert planned_minutes(three) == 15


def test_the_lock_is_as_it_was_last_turned() -> None:
    def turned(number: int, on: bool, switch: str = LOCK) -> Event:
        return Event(number=number, at="2026-11-24T00:00:00+00:00", by="A", kind=EventKind.SWITCHED, interview="i", switch=switch, on=on)

    assert not is_locked(())
    assert is_locked((turned(1, False), turned(2, True), turned(3, False, "clock")))
    assert not is_locked((turned(1, True), turned(2, False)))
