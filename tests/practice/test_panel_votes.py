"""Where a panel's levels come from, and what is left out of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import factories as make
import pytest

from vetting.errors import BadInput
from vetting.models.drill import Drill, DrillRating, Reveal
from vetting.models.record import InterviewRecord
from vetting.practice.panel import votes_in_csv, votes_of_drills, votes_of_interview
from vetting.storage import Store, open_store


@pytest.mark.parametrize(
    "text",
    [
        "rater,item,level\nAda,q1,3\nBen,q1,1\n",
        "\ufeffItem;Level;Rater\r\nq1;3;Ada\r\nq1;1;Ben\r\n",
        "rater\titem\tlevel\tnote\nAda\tq1\t3\t\nBen\tq1\t1\tlate\n",
    ],
    ids=["commas", "semicolons, a mark, another order", "tabs and a further column"],
)
def test_a_table_is_read_however_it_was_exported(text: str) -> None:
    assert [(vote.rater, vote.item, vote.level) for vote in votes_in_csv(text, "votes.csv").votes] == [("Ada", "q1", 3), ("Ben", "q1", 1)]


def test_an_empty_level_is_no_vote_and_is_counted() -> None:
    found = votes_in_csv("rater,item,level\nAda,q1,\nBen,q1,1\n\n", "votes.csv")
    assert len(found.votes) == 1
    assert found.notes == ("1 line(s) without a level are left out.",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column 'rater'"),
        ("rater,level\nAda,3\n", "no column 'item'"),
        ("rater,item,level\nAda,q1,5\n", "line 2: the level '5'"),
        ("rater,item,level\nAda,q1,2.5\n", "line 2: the level '2.5'"),
        ("rater,item,level\nAda,q1,2\nAda,q1,3\n", "line 3: Ada rated q1 in line 2"),
        ("rater,item,level\n,q1,2\n", "line 2: a rater and an item"),
        ("rater,item,level\nAda,q1,\n", "holds no level"),
    ],
)
def test_a_line_that_is_wrong_is_named(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        votes_in_csv(text, "votes.csv")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "kept.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def rated(store: Store) -> InterviewRecord:
    """Ada and Ben rated first; Cleo looked first; Ada rated again after looking."""
    interview = make.interview(make.turn(make.grade(2)))
    store.create(interview, by="Ada")
    question = interview.turns[0].card.id
    for name, level in (("Ada", 1), ("Ada", 3), ("Ben", 4)):
        store.rate(interview.id, question, 0, level, by=name)
    for name in ("Ada", "Cleo"):
        store.reveal(interview.id, question, 0, by=name)
        store.rate(interview.id, question, 0, 2, by=name)
    return store.read(interview.id)


def test_only_levels_given_before_the_machines_was_shown_count(rated: InterviewRecord) -> None:
    found = votes_of_interview(rated)
    assert {vote.rater: vote.level for vote in found.votes} == {"Ada": 3, "Ben": 4}
    assert found.notes[0].startswith("1 rating(s) given only after")
    assert list(found.titles.values()) == [rated.interview.turns[0].card.text]


def test_an_interview_nobody_rated_says_what_to_do() -> None:
    with pytest.raises(BadInput, match="Rate first"):
        votes_of_interview(InterviewRecord(interview=make.interview(make.turn(make.grade(2))), revision=1, stamp=1))


def drill(id: str, by: str, level: int, *, seed: int = 7, shared: bool = True, answers: tuple[str, ...] = ("a",)) -> Drill:
    said = DrillRating(answer="a", level=level, truth=1, style="plain")
    return Drill(id=id, by=by, started="", seed=seed, shared=shared, reveal=Reveal.END, answers=answers, ratings=(said,))


def test_a_shared_drill_brings_everybody_together_once() -> None:
    others = [drill("d4", "Cleo", 0, seed=8), drill("d5", "Dan", 0, shared=False)]
    found = votes_of_drills(
        [drill("d1", "Ada", 3), drill("d2", "Ben", 1, answers=("a", "b")), drill("d3", "Ada", 1), *others], 7, viewer="Dan"
    )
    assert [(vote.rater, vote.level) for vote in found.votes] == [("Ada", 3), ("Ben", 1)]
    assert found.notes == (
        "1 later drill(s) by the same people are left out: they may remember the truth.",
        "Not finished yet: Ben.",
    )


def test_a_seed_nobody_drilled_says_how_to_begin() -> None:
    with pytest.raises(BadInput, match="vetting drill --seed 9"):
        votes_of_drills([drill("d1", "Ada", 3)], 9, viewer="Ada")


def test_whoever_is_in_the_middle_of_a_shared_drill_does_not_see_the_others() -> None:
    drills = [drill("d1", "Ada", 3), drill("d2", "Ben", 1, answers=("a", "b"))]
    with pytest.raises(BadInput, match="Ben is in the middle"):
        votes_of_drills(drills, 7, viewer="Ben")
    assert len(votes_of_drills(drills, 7, viewer="Ada").votes) == 2
