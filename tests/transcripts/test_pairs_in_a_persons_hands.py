"""Editing pairs: every step does one thing, loses no words, and says in words what cannot be done."""

from __future__ import annotations

import pytest
from factories import card, plan
from spoken import Paired, said

from vetting.errors import BadInput
from vetting.models.transcript import LeftOutKind, Pairing, Transcript
from vetting.transcripts import edit, never_asked, propose_roles

STORY = "C: In March our search quoted a withdrawn table, and a fitter in Lyon rang us."
MORE = "C: I keyed the job on the content hash and replayed two hundred questions."


@pytest.fixture(scope="module")
def talk() -> Transcript:
    return said(
        "I: Thanks for joining.",
        "C: My pleasure, the link worked.",
        "I: Tell me about a time your index went stale.",
        STORY,
        "I: Mm-hm.",
        MORE,
        "I: How did you notice?",
        STORY,
        "I: Next question. Think of an invoice that made you stop.",
        MORE,
    )


@pytest.fixture(scope="module")
def pairing(talk: Transcript, paired: Paired) -> Pairing:
    return paired(talk)


def answers(pairing: Pairing) -> list[list[tuple[int, ...]]]:
    return [[one.answered_in for one in pair.exchanges] for pair in pairing.pairs]


def everything(pairing: Pairing) -> list[int]:
    """Every utterance, wherever it stands."""
    paired = [place for pair in pairing.pairs for one in pair.exchanges for place in (*one.asked_in, *one.answered_in)]
    return sorted([*paired, *(place for left in pairing.left_out for place in left.utterances)])


def test_as_it_is_read(pairing: Pairing) -> None:
    assert answers(pairing) == [[(3, 5), (7,)], [(9,)]]
    assert everything(pairing) == list(range(10))


def test_a_follow_up_becomes_a_question_and_goes_back(pairing: Pairing) -> None:
    split = edit.split_off(pairing, 0, 1)
    assert answers(split) == [[(3, 5)], [(7,)], [(9,)]]
    assert answers(edit.merged_up(split, 1)) == answers(pairing)


def test_leaving_out_a_question_leaves_out_its_follow_ups(pairing: Pairing) -> None:
    gone = edit.dropped(pairing, 0, 0)
    assert answers(gone) == [[(9,)]]
    assert [left.utterances for left in gone.left_out if left.kind is LeftOutKind.DROPPED] == [(2, 3, 5, 6, 7)]
    assert everything(gone) == list(range(10))


def test_a_part_of_an_answer_moves_to_the_next_one(pairing: Pairing, talk: Transcript) -> None:
    moved = edit.moved(pairing, talk, 5, 1)
    assert answers(moved) == [[(3,), (5, 7)], [(9,)]]
    assert moved.pairs[0].exchanges[1].answer == f"{MORE[3:]}\n{STORY[3:]}"


def test_the_only_part_of_an_answer_does_not_move(pairing: Pairing, talk: Transcript) -> None:
    with pytest.raises(BadInput, match="all there is of this answer"):
        edit.moved(pairing, talk, 9, -1)


def test_words_left_out_come_back_as_a_question(pairing: Pairing, talk: Transcript) -> None:
    taken = edit.asked_too(pairing, talk, propose_roles(talk), 0)
    assert answers(taken)[0] == [(1,)]
    assert everything(taken) == list(range(10))


def test_words_left_out_come_back_into_an_answer(pairing: Pairing, talk: Transcript) -> None:
    taken = edit.taken_in(edit.dropped(pairing, 0, 1), talk, 7, 0, 0)
    assert answers(taken)[0] == [(3, 5, 7)]


def test_a_question_that_nothing_answers_stays_out(pairing: Pairing, talk: Transcript) -> None:
    with pytest.raises(BadInput, match="Nothing that was left out answers it"):
        edit.asked_too(pairing, talk, propose_roles(talk), 4)


def test_a_question_is_reworded_and_never_emptied(pairing: Pairing) -> None:
    assert edit.reworded(pairing, 1, 0, " Which  invoice? ").pairs[1].exchanges[0].asked == "Which invoice?"
    with pytest.raises(BadInput, match="needs words"):
        edit.reworded(pairing, 1, 0, "  ")


def test_a_pair_is_told_which_question_of_the_plan_it_is(pairing: Pairing) -> None:
    planned = plan(card("a"), card("b"))
    found = edit.is_card(never_asked(pairing, planned), 0, "b", planned)
    assert (found.pairs[0].card, found.never_asked) == ("b", ("a",))
    with pytest.raises(BadInput, match="Another pair is that question"):
        edit.is_card(found, 1, "b", planned)
    assert edit.dropped(found, 0, 0).never_asked == ("a", "b")


def test_the_first_question_has_none_above_it(pairing: Pairing) -> None:
    with pytest.raises(BadInput, match="no question above"):
        edit.merged_up(pairing, 0)
