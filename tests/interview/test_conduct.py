"""An interview moves one answer at a time, gives everybody the same probes, and adds up to figures with an interval."""

from __future__ import annotations

from itertools import pairwise

import factories as make
import pytest
from factories import DEEP, SAID, TALK

from vetting.errors import BadInput
from vetting.interview.conduct import PROBES_PER_QUESTION, next_probe, take_answer, take_probe_answer
from vetting.interview.correct import correct_answer
from vetting.interview.debrief import plain_debrief, written_debrief
from vetting.interview.scorecard import scorecard
from vetting.llm import Messages
from vetting.models.interview import Interview
from vetting.models.outcome import Declined, Failed, Grade, NotAssessed, Outcome, Probe
from vetting.models.scorecard import Scorecard
from vetting.scale import Signal
from vetting.trust.identity import known

S = Signal
ASKED = tuple(Probe(text=f"And the {signal.value}?", aims_at=signal, why="w") for signal in (S.DETECTION, S.FIX, S.VERIFICATION))
JUDGED = {"engine": "fake", "fingerprint": make.fingerprint(), "reasons": ("because",)}


def _by_length(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
    """Deeper with every answer added."""
    return make.grade(min(4, answer.count("\n\n") + 2), probes=ASKED)


def test_an_answer_is_graded_and_becomes_a_turn() -> None:
    interview = make.interview()
    after = take_answer(interview, make.card(), DEEP, _by_length)
    assert (after.turns[0].answer, after.turns[0].outcomes[0].status) == (DEEP, "graded")
    assert interview.turns == (), "the interview before is left as it was"
    assert after.next_card is None


def test_a_probe_is_graded_with_what_was_said_before_and_the_earlier_grade_is_kept() -> None:
    first = take_answer(make.interview(), make.card(), "It broke.", _by_length)
    after = take_probe_answer(first, first.turns[0], ASKED[0], "A fitter rang.", _by_length)
    (turn,) = after.turns
    assert turn.answer == "It broke.\n\nA fitter rang."
    assert [outcome.level for outcome in turn.outcomes if isinstance(outcome, Grade)] == [2, 3]
    assert turn.exchanges[1].aims_at is S.DETECTION


def test_everybody_gets_the_same_number_of_probes_and_none_twice() -> None:
    interview = take_answer(make.interview(), make.card(), "It broke.", _by_length)
    asked: list[str] = []
    while (probe := next_probe(interview.turns[0])) is not None:
        asked.append(probe.text)
        interview = take_probe_answer(interview, interview.turns[0], probe, "Yes.", _by_length)
    assert asked == [probe.text for probe in ASKED[:PROBES_PER_QUESTION]]
    with pytest.raises(BadInput, match="2 probes, as for every candidate"):
        take_probe_answer(interview, interview.turns[0], ASKED[-1], "And one more.", _by_length)


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Failed(**JUDGED), id="where the engine failed there is nothing to improve"),
        pytest.param(make.grade(4), id="nothing is missing"),
    ],
)
def test_there_are_answers_that_call_for_no_probe(outcome: Outcome) -> None:
    assert next_probe(make.turn(outcome)) is None


def test_who_declines_is_asked_once_for_the_mechanism_without_names() -> None:
    declined = Declined(**JUDGED, probes=ASKED[:1])
    once = make.turn(declined)
    assert next_probe(once) == ASKED[0]
    assert next_probe(take_probe_answer(make.interview(once), once, ASKED[0], "No.", lambda *_: declined).turns[0]) is None


def test_the_grader_is_told_which_probes_an_answer_answers() -> None:
    told: list[tuple[str, ...]] = []

    def grade(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
        told.append(follow_ups)
        return make.grade(2, probes=ASKED)

    interview = take_answer(make.interview(), make.card(), "It broke.", grade)
    take_probe_answer(interview, interview.turns[0], ASKED[0], "A fitter rang.", grade)
    assert told == [(), (ASKED[0].text,)]


def test_an_answer_that_could_not_be_assessed_is_asked_for_again() -> None:
    assert next_probe(make.turn(NotAssessed(**JUDGED, probes=ASKED))) == ASKED[0]


def _cards(count: int) -> tuple[make.QuestionCard, ...]:
    return tuple(make.card(f"class.e{n}", failure_class=f"class{n % 2}") for n in range(count))


def test_a_card_adds_up_levels_and_counts_the_rest_apart() -> None:
    cards = _cards(5)
    outcomes = [make.grade(4), make.grade(2), Declined(**JUDGED), Failed(**JUDGED)]
    turns = (make.turn(outcome, of=card) for card, outcome in zip(cards, outcomes, strict=False))
    card = scorecard(make.interview(*turns, cards=cards))
    assert (card.graded, card.mean, card.ungraded) == (2, 3.0, {"declined": 1, "failed": 1})
    assert card.never_asked == ("class.e4",)
    assert card.needs_human == ("class.e2", "class.e3")
    assert [(s.about, s.graded, s.best, s.share_at_production) for s in card.by_class] == [("class0", 1, 4, 1.0), ("class1", 1, 2, 0.0)]
    assert [(s.about, s.graded, s.best, s.median) for s in card.by_criterion] == [("stale-embeddings", 2, 4, 3)]


def test_without_a_grade_there_is_no_figure() -> None:
    card = scorecard(make.interview(make.turn(Failed(**JUDGED))))
    assert (card.mean, card.interval, card.by_class) == (None, None, ())


def test_the_interval_narrows_with_each_answer_and_never_leaves_the_scale() -> None:
    widths = []
    for count in (1, 2, 4, 8):
        cards = _cards(count)
        card = scorecard(make.interview(*(make.turn(make.grade(3), of=one) for one in cards), cards=cards))
        assert card.interval is not None
        low, high = card.interval
        assert 0 <= low <= 3 <= high <= 4
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


def test_the_interval_narrows_with_each_answer_whatever_it_says() -> None:
    for levels in ((4, 1, 4, 0, 2), (0, 0, 0, 4, 4), (2, 2, 2, 2, 2), (4, 0, 4, 0, 4)):
        cards = _cards(len(levels))
        turns = [make.turn(make.grade(level), of=one) for level, one in zip(levels, cards, strict=True)]
        reaches = [_reach(scorecard(make.interview(*turns[: n + 1], cards=cards))) for n in range(len(turns))]
        assert all(after < before for before, after in pairwise(reaches)), levels


def _reach(card: Scorecard) -> float:
    """How far the interval goes from the mean on the side where the scale does not cut it."""
    assert card.mean is not None
    assert card.interval is not None
    return max(card.mean - card.interval[0], card.interval[1] - card.mean)


def test_a_card_says_where_a_mean_describes_nothing() -> None:
    cards = _cards(2)
    apart, alike = (
        scorecard(make.interview(*(make.turn(make.grade(level), of=one) for level, one in zip(levels, cards, strict=True)), cards=cards))
        for levels in ((4, 0), (4, 3))
    )
    assert (apart.far_apart, alike.far_apart) == (True, False)
    assert (apart.best, apart.median, apart.share_at_production) == (4, 2, 0.5)


def test_a_criterion_that_only_open_questions_test_was_never_asked_about() -> None:
    asked, left = make.card("a.e0", criteria=("one", "both")), make.card("b.e0", criteria=("both", "two"))
    card = scorecard(make.interview(make.turn(make.grade(3), of=asked), cards=(asked, left)))
    assert card.criteria_never_asked == ("two",)
    assert [(standing.about, standing.interval[0] < 3 <= standing.interval[1]) for standing in card.by_criterion] == [
        ("both", True),
        ("one", True),
    ]


def test_a_persons_level_counts_in_place_of_the_machines() -> None:
    cards = _cards(3)
    outcomes = (make.grade(4), Declined(**JUDGED), make.grade(3, needs_human=True))
    interview = make.interview(*(make.turn(outcome, of=card) for outcome, card in zip(outcomes, cards, strict=True)), cards=cards)
    card = scorecard(interview, {"class.e0": 1, "class.e1": 2, "class.e2": None})
    assert (card.mean, card.best, card.graded, card.ungraded) == (1.5, 2, 2, {"not_assessed": 1})
    assert (len(card.by_a_person), card.needs_human) == (3, ())
    assert scorecard(interview).needs_human == ("class.e1", "class.e2")


def _told() -> Interview:
    cards = _cards(3)
    deep = make.grade(4, signals=(make.reading(S.FIX, DEEP, SAID[S.FIX]),), missing=())
    shallow = make.grade(1, probes=ASKED[:1], missing=(S.DETECTION,))
    outcomes = (deep, shallow, Declined(**JUDGED))
    return make.interview(*(make.turn(outcome, of=card) for card, outcome in zip(cards, outcomes, strict=True)), cards=cards)


def test_the_plain_debrief_says_what_is_proven_open_and_without_a_level() -> None:
    said = plain_debrief(_told())
    assert "2 of 3 answers were graded; 1 of them shows production depth." in said
    assert f'Proven on “class0”: "{SAID[S.FIX]}"' in said
    assert "Open on “class1”: detection. Ask: And the detection?" in said
    assert "No level on “class0”: because" in said


def test_the_written_debrief_sees_checked_quotes_but_neither_whole_answers_nor_the_candidate() -> None:
    sent: list[Messages] = []

    class Writer:
        def stream(self, messages: Messages) -> list[str]:
            sent.append(messages)
            return ["Two ", "answers."]

    interview = _told().model_copy(update={"candidate": "Ada Lovelace"})
    assert "".join(written_debrief(interview, Writer())) == "Two answers."
    (messages,) = sent
    assert SAID[S.FIX] in messages.user
    assert not [kept for kept in (SAID[S.INCIDENT], TALK, "Ada", "Lovelace") if kept in messages.user + messages.system]


def test_whoever_is_interviewed_is_known_while_a_model_may_be_asked_and_not_after() -> None:
    seen: list[tuple[str, ...]] = []

    def grade(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
        seen.append(known().names)
        return make.grade(1, probes=ASKED)

    interview = make.interview().model_copy(update={"candidate": "Grace Hopper"})
    first = take_answer(interview, make.card(), "It broke.", grade)
    second = take_probe_answer(first, first.turns[0], ASKED[0], "A fitter rang.", grade)
    correct_answer(second, second.turns[0], 0, "It broke again.", grade)
    assert seen == [("Grace Hopper", "Hopper")] * 4
    assert known().names == ()
