"""Questions are scored for what they settle and how directly they ask; politeness, length and luck are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vetting.models.knowledge import Knowledge
from vetting.models.practice import Practice, Use
from vetting.practice.cast import load_cast, persona_called
from vetting.practice.probing import blunt, probing
from vetting.scale import DEPTH, Signal

Interviews = Callable[..., Practice]
CAST = load_cast()
MARTA = persona_called("marta-lindqvist", CAST)
EVENT = "Tell me about one failure in production."
CAUSE, FIX, OWN = "What was the root cause?", "What did you change?", "What did you do yourself?"


def test_the_whole_ladder_settles_everything_and_scores_full_marks(interview: Interviews, knowledge: Knowledge) -> None:
    ladder = next(one.probes for one in knowledge.failure_classes if one.id == MARTA.failure_class)
    found = probing(MARTA, interview(MARTA, *(ladder[signal] for signal in DEPTH)).said)
    assert (found.coverage, found.missed, found.supports) == (1.0, (), 4)
    assert found.score == round(100 * found.directness) >= 90


def test_opinions_settle_nothing_and_score_nothing(interview: Interviews) -> None:
    asked = ("What is your philosophy?", "How would you set up evaluation here?", "What makes a good AI strategy?")
    found = probing(MARTA, interview(MARTA, *asked).said)
    assert (found.score, found.coverage, found.directness) == (0, 0, 0)
    assert {step.use for step in found.steps} == {Use.TALK}


def test_coverage_weighs_event_own_part_cause_and_fix_double(interview: Interviews) -> None:
    heavy = probing(MARTA, interview(MARTA, EVENT, OWN, CAUSE, FIX).said)
    light = probing(MARTA, interview(MARTA, "How did you notice?", "How did you know the fix worked?").said)
    assert heavy.coverage == pytest.approx(8 / 14, abs=1e-4)
    assert light.coverage == pytest.approx(2 / 14, abs=1e-4)


def test_politeness_costs_and_earns_nothing(interview: Interviews) -> None:
    plain = probing(MARTA, interview(MARTA, EVENT, "Describe the root cause.").said)
    polite = probing(
        MARTA,
        interview(
            MARTA,
            "Good morning, how are you?",
            f"{EVENT} Thank you!",
            "Could you please describe the root cause, if you do not mind?",
            "Thank you very much.",
        ).said,
    )
    assert plain.score == polite.score > 0


def test_a_leading_or_joined_question_is_worth_half() -> None:
    assert blunt("Surely it was the cache?")
    assert blunt("What was the root cause, and what did you change?")
    assert not blunt("What was the root cause?")
    assert not blunt("Could you please tell me what the root cause was?")


def test_two_sentences_that_ask_for_one_part_are_one_question(interview: Interviews) -> None:
    samuel = persona_called("samuel-okonjo", CAST)
    (one,) = probing(samuel, interview(samuel, "When you say we, who do you mean? What did you do yourself?").said).steps
    (two,) = probing(samuel, interview(samuel, f"{CAUSE} {FIX}").said).steps
    assert (one.worth, one.faults, two.worth) == (1, (), 0.5)


def test_asking_again_for_what_is_settled_is_worth_nothing(interview: Interviews) -> None:
    once, twice = (probing(MARTA, interview(MARTA, EVENT, *[CAUSE] * times).said) for times in (1, 2))
    assert twice.steps[-1].use is Use.AGAIN
    assert twice.coverage == once.coverage
    assert twice.score < once.score


def test_that_there_is_nothing_to_tell_counts_as_found_out(interview: Interviews, knowledge: Knowledge) -> None:
    julian = persona_called("julian-ashcombe", CAST)
    ladder = next(one.probes for one in knowledge.failure_classes if one.id == julian.failure_class)
    found = probing(julian, interview(julian, *(ladder[signal] for signal in DEPTH)).said)
    assert found.coverage == 1.0
    assert found.supports == 0


def test_what_was_heard_supports_the_level_of_what_really_happened(interview: Interviews) -> None:
    corinne = persona_called("corinne-mabey", CAST)
    made_up = probing(corinne, interview(corinne, EVENT, CAUSE, FIX, OWN).said)
    assert len(made_up.steps) == 4
    assert made_up.supports == 1, "a story that did not happen supports nothing"
    assert probing(MARTA, interview(MARTA, EVENT, CAUSE, FIX).said).supports == 2, "own part was never asked for"
    assert probing(MARTA, interview(MARTA, EVENT, CAUSE, FIX, OWN, "How did you notice?").said).supports == 3


def test_pressing_once_where_the_answer_got_around_it_is_worth_it_and_pressing_on_is_not(interview: Interviews) -> None:
    dmitri = persona_called("dmitri-halloran", CAST)
    steps = probing(dmitri, interview(dmitri, CAUSE, "Explain the mechanism to me, please.", CAUSE).said).steps
    assert [step.use for step in steps] == [Use.AIMED, Use.PRESSED, Use.AGAIN]
    assert [step.worth for step in steps] == [1, 1, 0]
    assert [step.found for step in steps] == [()] * 3
    assert all(step.blank == (Signal.ROOT_CAUSE,) for step in steps)


def test_the_timeline_says_what_each_question_could_have_brought_and_did(interview: Interviews) -> None:
    steps = probing(MARTA, interview(MARTA, EVENT, "What is your philosophy?", CAUSE).said).steps
    assert [step.did for step in steps] == [("double-payments",), (), ("new-call-id",)]
    assert [step.could for step in steps] == [("double-payments",), (), ("new-call-id",)]
    assert [step.worth for step in steps] == [1, 0, 1]


def test_nothing_asked_scores_nothing() -> None:
    assert probing(MARTA, ()).score == 0
