"""An explanation says what the grade says: the same outcome, a path to its level, and sentences whose loss has the effect told."""

import factories as make
import pytest
from factories import DEEP, QUESTION, SAID, TALK, FakeEngine

from vetting.grading import grade_answer
from vetting.grading.explain import BY_THE_QUOTES, explain_answer, rule_path, turning_point
from vetting.grading.offline import OfflineEngine
from vetting.grading.offline.effects import GROUPS
from vetting.grading.offline.seen import BLOCKS
from vetting.models.explanation import Explanation
from vetting.models.outcome import Grade
from vetting.scale import CORE, DEPTH, REQUIRED, Signal

S = Signal
LADDER = {signal: f"Tell me of the {signal.words}." for signal in DEPTH}


@pytest.fixture(scope="module")
def engine() -> OfflineEngine:
    return OfflineEngine()


@pytest.fixture(scope="module")
def deep(engine: OfflineEngine) -> Explanation:
    return explain_answer(QUESTION, DEEP, engine=engine, ladder=LADDER)


def test_the_outcome_is_the_one_the_grader_gives(engine: OfflineEngine, deep: Explanation) -> None:
    assert deep.outcome == grade_answer(QUESTION, DEEP, engine=engine, ladder=LADDER)


def test_what_a_sentence_moved_is_what_its_loss_costs(engine: OfflineEngine, deep: Explanation) -> None:
    most = max(deep.sentences, key=lambda sentence: sentence.level or 0)
    without = grade_answer(QUESTION, DEEP[: most.start] + DEEP[most.end :], engine=engine, ladder=LADDER)
    assert isinstance(deep.outcome, Grade)
    assert isinstance(without, Grade)
    assert most.level == pytest.approx(deep.outcome.mean - without.mean, abs=1e-4)
    assert most.level > 0


def test_every_sentence_of_the_answer_is_told_of_once_and_in_order(deep: Explanation) -> None:
    assert [DEEP[sentence.start : sentence.end] for sentence in deep.sentences] == list(SAID.values())


def test_the_parts_of_a_sentences_log_odds_add_up(deep: Explanation) -> None:
    told = [moved for sentence in deep.sentences for moved in sentence.moved]
    assert told
    for moved in told:
        assert sum(part.adds for part in moved.parts) == pytest.approx(moved.log_odds, abs=0.05)


def test_every_input_of_a_sentence_model_has_a_name() -> None:
    assert set(BLOCKS) == set(GROUPS)


def test_an_answer_that_cannot_be_read_is_explained_by_its_reasons(engine: OfflineEngine) -> None:
    nothing = explain_answer(QUESTION, "   ", engine=engine, ladder=LADDER)
    assert nothing.path == nothing.outcome.reasons
    assert nothing.sentences == ()
    assert nothing.turning is None


def test_other_engines_are_explained_by_their_quotes_and_asked_nothing_twice() -> None:
    fake = FakeEngine(make.claims(*(s for s in DEPTH if s is not S.PREVENTION)))
    told = explain_answer(QUESTION, DEEP, engine=fake, ladder=LADDER)
    assert fake.read_answers == [DEEP]
    assert told.notes == (BY_THE_QUOTES,)
    by_words = {DEEP[one.start : one.end]: one for one in told.sentences}
    cause, figure = by_words[SAID[S.ROOT_CAUSE].rstrip(".")], by_words[SAID[S.IMPACT_NUMBER].rstrip(".")]
    assert [moved.signal for moved in cause.moved] == [S.ROOT_CAUSE]
    assert cause.level == pytest.approx(0.99, abs=0.05), "without the cause the rule gives level 2 in place of 3"
    assert figure.level == 0, "at level 3 a figure moves nothing"


def test_a_quote_that_is_not_the_only_one_for_its_signal_moves_nothing() -> None:
    twice = make.claims(S.INCIDENT, S.OWN_ROLE)
    fix = make.claim(S.FIX, 0.99, SAID[S.FIX], SAID[S.OWN_ROLE])
    told = explain_answer(QUESTION, DEEP, engine=FakeEngine(twice.model_copy(update={"claims": (*twice.claims, fix)})), ladder=LADDER)
    assert not any(moved.signal is S.FIX for one in told.sentences for moved in one.moved)


@pytest.mark.parametrize(
    ("shown", "step"),
    [
        pytest.param((), "No specific event", id="no event"),
        pytest.param((S.INCIDENT, S.FIX), "not the speaker's own part or the cause: level 2", id="required ones missing"),
        pytest.param((S.INCIDENT, *REQUIRED), "2 of 6 stages are shown; one beside cause and fix is needed: level 2", id="no other stage"),
        pytest.param(
            (S.INCIDENT, *REQUIRED, S.DETECTION, S.DIAGNOSIS), "verification and prevention are missing: level 3", id="four of six"
        ),
        pytest.param((S.INCIDENT, S.OWN_ROLE, *CORE), "neither a figure nor a trade-off: level 3", id="no weight"),
        pytest.param(DEPTH, "and a figure of the damage or gain and a trade-off or lesson: level 4", id="everything"),
    ],
)
def test_the_path_leads_to_the_level_of_the_rule(shown: tuple[Signal, ...], step: str) -> None:
    outcome = grade_answer(QUESTION, DEEP, engine=FakeEngine(make.claims(*shown)), ladder=LADDER)
    path = " ".join(rule_path(outcome))
    assert step in path
    assert isinstance(outcome, Grade)
    assert f"Reported: level {outcome.level}" in path


def test_a_contradiction_takes_cause_and_fix_out_of_the_path() -> None:
    told = make.claims(*DEPTH)
    bluff = told.model_copy(update={"claims": (*told.claims, make.claim(S.INCOHERENT_MECHANISM, 0.99, SAID[S.ROOT_CAUSE]))})
    outcome = grade_answer(QUESTION, DEEP, engine=FakeEngine(bluff), ladder=LADDER)
    assert "contradicts itself" in rule_path(outcome)[0]


def test_what_would_change_most_says_what_it_would_do_alone() -> None:
    lacking_fix = grade_answer(QUESTION, DEEP, engine=FakeEngine(make.claims(*(s for s in DEPTH if s is not S.FIX))), ladder=LADDER)
    turning = turning_point(lacking_fix)
    assert turning is not None
    assert (turning.signal, turning.rule_now, turning.rule_with_it) == (S.FIX, 2, 4)
    assert turning_point(grade_answer(QUESTION, DEEP, engine=FakeEngine(make.claims(*DEPTH)), ladder=LADDER)) is None


def test_talk_is_explained_as_talk(engine: OfflineEngine) -> None:
    told = explain_answer(QUESTION, TALK, engine=engine, ladder=LADDER)
    assert "level 1 at most" in told.path[0]
    assert told.turning is not None
    assert told.turning.signal is S.INCIDENT
