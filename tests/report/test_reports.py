"""What a report says of an interview, what a comparison may claim, and what a letter must not."""

from __future__ import annotations

import io

import factories as make
import pytest
from docx import Document
from stories import COST, KNOWLEDGE, LOOPS, MADE, PLAN, STALE, S, candidate_a, candidate_b, deep

from vetting.errors import BadInput
from vetting.models.interview import Interview, Turn
from vetting.models.record import Choice, InterviewRecord
from vetting.report import comparison_report, evidence_letter, interview_report, letter_docx
from vetting.report.comparison import compared
from vetting.report.layout import laid_out
from vetting.report.marked import marked


def record(id: str, *turns: Turn, plan: object = PLAN) -> InterviewRecord:
    return InterviewRecord(interview=Interview(id=id, candidate=id, started=MADE, plan=plan, turns=turns), revision=1, stamp=1)


def test_every_grade_comes_whole_with_people_beside_the_machine() -> None:
    (part,) = interview_report(candidate_a(), KNOWLEDGE, made=MADE).interviews
    before, after = part.answers[1].steps
    assert (before.outcome, after.outcome) == candidate_a().interview.turns[1].outcomes
    assert [(r.by, r.level) for r in after.ratings] == [("Ada", 1)]
    assert [(o.by, o.level, o.machine) for o in after.overrides] == [("Bo", 4, 3)]
    assert after.outcome.fingerprint.input == "after"


def test_what_was_never_asked_and_never_covered_is_said() -> None:
    kept = candidate_a()
    plan = PLAN.model_copy(update={"coverage": PLAN.coverage.model_copy(update={"not_covered": ("has-a-runbook", "gone")})})
    kept = kept.model_copy(update={"interview": kept.interview.model_copy(update={"plan": plan})})
    (part,) = interview_report(kept, KNOWLEDGE, made=MADE).interviews
    assert [one.id for one in part.never_asked] == ["model-migration.e1"]
    assert [(one.title, one.sections) for one in part.not_covered] == [("Keeps a runbook", ("S6",)), ("gone", ())]


def test_disagreements_come_widest_first() -> None:
    (part,) = interview_report(candidate_a(), KNOWLEDGE, made=MADE).interviews
    assert [(d.by, d.person, d.machine) for d in part.disagreements] == [("Ada", 1, 3), ("Bo", 4, 3)]


def test_every_report_says_what_the_tool_cannot_know() -> None:
    for report in (interview_report(candidate_a(), KNOWLEDGE), comparison_report([candidate_a(), candidate_b()], KNOWLEDGE)):
        page = laid_out(report).model_dump_json()
        assert "What this tool cannot know" in page
        assert "Whether what was said is true" in page
        assert "The grades were made by: fake" in page


def test_an_interview_without_answers_has_a_report() -> None:
    page = laid_out(interview_report(record("empty"), KNOWLEDGE, made=MADE)).model_dump_json()
    assert "Nobody has decided yet" in page
    assert "0 answers graded; no graded answer" in page


def test_evidence_is_marked_in_the_answer_it_stands_in() -> None:
    turn = candidate_a().interview.turns[1]
    blocks = marked(tuple(exchange.answer for exchange in turn.exchanges), turn.outcomes[-1])
    for block, exchange in zip(blocks, turn.exchanges, strict=True):
        assert "".join(piece.text for piece in block.pieces) == exchange.answer
    assert [piece.shows for piece in blocks[1].pieces] == ["verification"]
    assert "prevention" not in "".join(piece.shows for block in blocks for piece in block.pieces)


def test_only_questions_that_all_answered_are_compared() -> None:
    comparison = compared([candidate_a(), candidate_b()], KNOWLEDGE)
    assert [one.id for one in comparison.shared] == [STALE.id, LOOPS.id]
    assert [one.id for one in comparison.not_shared] == [COST.id]
    assert [card.graded for card in comparison.scorecards] == [2, 1]
    assert any("left out" in warning for warning in comparison.warnings)
    assert any("number of probes on agent-loops.e1 (0 to 1)" in warning for warning in comparison.warnings)


def test_a_comparison_has_quotes_by_criterion_and_ungraded_is_not_low() -> None:
    (runbook,) = [c for c in compared([candidate_a(), candidate_b()], KNOWLEDGE).criteria if c.criterion.id == "has-a-runbook"]
    first, second = runbook.cells
    assert first.standing is not None
    assert (first.standing.graded, first.standing.best, first.quotes[0].signal) == (2, 4, S.INCIDENT)
    assert (second.ungraded, second.quotes) == (("not_assessed",), ())
    assert [override.by for override in first.overrides] == ["Bo"]


@pytest.mark.parametrize(
    ("one", "other", "higher"),
    [
        pytest.param((4, 4, 4, 4), (0, 0, 0, 0), "one", id="far apart over four answers"),
        pytest.param((0, 0, 0, 0), (4, 4, 4, 4), "other", id="the same the other way round"),
        pytest.param((4, 3, 4, 3), (3, 3, 3, 3), None, id="a little apart"),
        pytest.param((3, 3, 3, 3), (3, 3, 3, 3), None, id="alike"),
        pytest.param((3,), (1,), None, id="two levels apart on one answer"),
    ],
)
def test_people_are_told_apart_only_where_their_intervals_do_not_overlap(
    one: tuple[int, ...], other: tuple[int, ...], higher: str | None
) -> None:
    cards = PLAN.questions
    records = [
        record(id, *(make.turn(make.grade(level), of=card) for level, card in zip(levels, cards, strict=False)))
        for id, levels in (("one", one), ("other", other))
    ]
    (pair,) = compared(records, KNOWLEDGE).pairs
    assert (pair.higher, pair.distinguishable) == (higher, higher is not None)


def test_nobody_is_told_apart_from_someone_without_a_grade() -> None:
    assert not compared([candidate_a(), record("x", candidate_b().interview.turns[1])], KNOWLEDGE).pairs[0].distinguishable


def test_grades_of_different_engines_are_compared_with_a_warning() -> None:
    other = record("x", make.turn(make.grade(3, fingerprint=make.fingerprint(engine="openai")), of=STALE))
    warnings = compared([candidate_a(), other], KNOWLEDGE).warnings
    assert any("not all graded by the same engine" in warning for warning in warnings)


@pytest.mark.parametrize(
    ("records", "says"),
    [
        pytest.param([candidate_a()], "at least two", id="one alone"),
        pytest.param([candidate_a(), candidate_a()], "at least two different", id="one with itself"),
        pytest.param(
            [candidate_a(), record("x", make.turn(make.grade(3), of=make.card("z.e1")))], "no answered question", id="nothing shared"
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(records: list[InterviewRecord], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        comparison_report(records, KNOWLEDGE)


def test_a_comparison_never_ranks() -> None:
    page = laid_out(comparison_report([candidate_b(), candidate_a()], KNOWLEDGE, made=MADE))
    told = page.model_dump_json().lower()
    assert "there is no ranking" in told
    assert page.title == "Comparison of Candidate B, Candidate A", "in the order given"
    assert not [word for word in ("winner", "better candidate", "rank 1", "top candidate", "score:") if word in told]


def test_two_candidates_under_one_label_are_told_apart_by_their_interview() -> None:
    other = candidate_b()
    other = other.model_copy(update={"interview": other.interview.model_copy(update={"candidate": "Candidate A"})})
    page = laid_out(comparison_report([candidate_a(), other], KNOWLEDGE, made=MADE)).model_dump_json()
    assert "Candidate A (aaaa1111) and Candidate A (bbbb2222)" in page


def test_a_letter_quotes_the_candidate_and_names_no_level_flag_rating_or_decision() -> None:
    letter = evidence_letter(candidate_a())
    assert "> In March our manual search kept quoting the withdrawn torque table" in letter
    assert "you preferred not to speak about it" in letter
    assert not [
        word for word in ("level", "Ada", "Bo", "board", "vague", "strategy talk", "Go on", "reject", "law", "right to") if word in letter
    ]


def test_a_letter_names_levels_when_asked() -> None:
    assert "We read this answer as level 4, production depth, on a scale from 0 to 4." in evidence_letter(candidate_a(), levels=True)


def test_a_letter_to_someone_who_showed_nothing_stays_courteous() -> None:
    letter = evidence_letter(candidate_b())
    assert "What your answers showed" not in letter
    assert "we did not hear one event of your own" in letter
    assert "too short, or about something else" in letter


def test_an_edited_letter_becomes_a_document_as_it_was_edited() -> None:
    letter = evidence_letter(candidate_a()).replace("With kind regards", "With kind regards\\\nAda *Lovelace*\n\n## P.S.\n\n- one\n- two")
    paragraphs = [(p.style.name if p.style else "", p.text) for p in Document(io.BytesIO(letter_docx(letter))).paragraphs]
    assert ("Normal", "With kind regards\nAda *Lovelace*") in paragraphs
    assert paragraphs.index(("Heading 2", "P.S.")) + 1 == paragraphs.index(("List Bullet", "one"))
    assert ("Quote", "I keyed the job on the content hash instead of the name.") in paragraphs


def test_a_deeper_answer_shows_more_than_a_thin_one() -> None:
    thin = record("thin", make.turn(deep(3, without=(S.PREVENTION,)), of=STALE))
    assert "what stops it from happening again" in evidence_letter(thin).partition("What stayed open")[2]
    assert Choice.HIRE.value not in evidence_letter(thin)
