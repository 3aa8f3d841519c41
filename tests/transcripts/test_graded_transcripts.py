"""From pairs to a kept interview: graded step by step by the one grader, in the right place, and never where the gate refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import SAID, FakeEngine, card, claims, plan
from factories import interview as planned
from spoken import Paired, said

from vetting.errors import BadInput
from vetting.interview.conduct import Grader
from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.models.question import Plan
from vetting.models.record import InterviewRecord
from vetting.models.transcript import Doubt, Finding, Quality, Transcript
from vetting.scale import Signal
from vetting.storage import Store, open_store
from vetting.transcripts import graded_and_kept
from vetting.wiring import grader

GOOD = Quality()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def talk() -> Transcript:
    incident, cause = SAID[Signal.INCIDENT], SAID[Signal.ROOT_CAUSE]
    return said(
        "I: Tell me about a time your index went stale.",
        f"C: {incident} {SAID[Signal.OWN_ROLE]}",
        "I: Why was that?",
        f"C: {cause} {SAID[Signal.FIX]}",
        "I: Are you married?",
        "C: I would rather not say.",
        "I: Next question. Think of an invoice that made you stop and look.",
        f"C: {SAID[Signal.IMPACT_NUMBER]} {SAID[Signal.DETECTION]}",
    )


@pytest.fixture
def grade(knowledge: Knowledge) -> Grader:
    return grader(FakeEngine(claims(*SAID)), knowledge)


def keep(
    store: Store,
    talk: Transcript,
    paired: Paired,
    knowledge: Knowledge,
    grade: Grader,
    used: Plan | None = None,
    prepared: InterviewRecord | None = None,
) -> InterviewRecord:
    return graded_and_kept(
        store, talk, paired(talk, used), GOOD, candidate="Cy", by="Ann", knowledge=knowledge, grade=grade, prepared=prepared
    )


def test_without_a_plan_the_questions_asked_are_the_plan(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    record = keep(kept, talk, paired, knowledge, grade)
    interview = record.interview
    assert [card.text for card in interview.plan.questions] == [turn.exchanges[0].asked for turn in interview.turns]
    assert interview.finished
    assert interview.candidate == "Cy"
    assert all(card.criteria and card.strong for card in interview.plan.questions)


def test_every_follow_up_is_graded_anew_and_the_earlier_grade_stays(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    first = keep(kept, talk, paired, knowledge, grade).interview.turns[0]
    assert [one.asked for one in first.exchanges][1] == "Why was that?"
    assert len(first.outcomes) == 2
    assert first.outcomes[0].fingerprint.input != first.outcomes[1].fingerprint.input


def test_the_note_says_where_it_comes_from_and_what_was_not_graded(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    note = keep(kept, talk, paired, knowledge, grade).notes[0].text
    assert "Read from the transcript lines.txt." in note
    assert "“Are you married?” unlawful" in note
    assert "2 x should not be asked" in note


def test_answers_go_into_the_interview_that_was_prepared(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    used = plan(
        card("a", text="Tell me about a time your index went stale."),
        card("b", text="Tell me about a day when your AI supplier let you down."),
    )
    prepared = kept.create(planned().model_copy(update={"plan": used}), by="Ann")
    record = keep(kept, talk, paired, knowledge, grade, used, prepared)
    assert record.interview.id == prepared.interview.id
    assert record.interview.turns[0].card.id == "a"
    assert [one.id for one in record.interview.plan.questions][:2] == ["a", "b"], "what was never asked stays in the plan"
    assert record.interview.next_card is not None
    assert record.interview.next_card.id == "b"


def test_a_second_candidate_gets_an_interview_of_their_own_with_the_same_questions(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    used = plan(
        card("a", text="Tell me about a time your index went stale."),
        card("b", claim="Rebuilt the index", text="You write: “Rebuilt the index”."),
    )
    prepared = kept.create(planned().model_copy(update={"plan": used}), by="Ann")
    first = keep(kept, talk, paired, knowledge, grade, used, prepared)
    second = keep(kept, talk, paired, knowledge, grade, used, first)
    assert second.interview.id != first.interview.id
    assert "b" not in [one.id for one in second.interview.plan.questions], "it asked about the first candidate's own words"


def test_what_the_gate_refuses_is_not_graded(kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader) -> None:
    refused = Quality(findings=(Finding(doubt=Doubt.REPEATS, refuses=True, words="It loops."),))
    with pytest.raises(BadInput, match=r"Not gradable, because: It loops\. Nothing was graded\."):
        graded_and_kept(kept, talk, paired(talk), refused, candidate="Cy", by="Ann", knowledge=knowledge, grade=grade)
    assert kept.list() == ()


def test_without_a_pair_there_is_nothing_to_grade(
    kept: Store, talk: Transcript, paired: Paired, knowledge: Knowledge, grade: Grader
) -> None:
    empty = paired(talk).model_copy(update={"pairs": ()})
    with pytest.raises(BadInput, match="no question with an answer left"):
        graded_and_kept(kept, talk, empty, GOOD, candidate="Cy", by="Ann", knowledge=knowledge, grade=grade)


def test_the_same_question_asked_twice_stands_twice(kept: Store, paired: Paired, knowledge: Knowledge, grade: Grader) -> None:
    ask = "I: Next question. Tell me about a time your index went stale."
    twice = said(ask, f"C: {SAID[Signal.INCIDENT]}", ask, f"C: {SAID[Signal.FIX]}")
    interview = keep(kept, twice, paired, knowledge, grade).interview
    assert len({turn.card.id for turn in interview.turns}) == 2
