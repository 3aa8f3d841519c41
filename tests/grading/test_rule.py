"""From signals to a level: every row of the scale, and what must hold for any probabilities."""

from __future__ import annotations

import itertools
import random

import pytest

from vetting.grading import rule
from vetting.scale import CORE, DEPTH, LEVELS, REQUIRED, STRATEGY, Signal, Verdict, verdict_of

S = Signal
THREE = {S.INCIDENT, *REQUIRED, S.DETECTION}
FOUR = {S.INCIDENT, S.OWN_ROLE, *CORE}


@pytest.mark.parametrize(
    ("present", "practice", "level"),
    [
        pytest.param(set(), True, 1, id="no incident, correct vocabulary: familiarity"),
        pytest.param({S.FRAMEWORK_TALK}, False, 0, id="framework talk and no practice named: strategy talk"),
        pytest.param({S.BUZZWORDS}, False, 0, id="buzzwords and no practice named: strategy talk"),
        pytest.param({S.DEFLECTION}, False, 0, id="deflection and no practice named: strategy talk"),
        pytest.param({S.FRAMEWORK_TALK, S.BUZZWORDS}, True, 1, id="strategy talk that names a practice: familiarity"),
        pytest.param({S.GENERIC_BEST_PRACTICE}, False, 1, id="good practice is not empty talk"),
        pytest.param({S.HYPOTHETICAL}, False, 1, id="a hypothetical is not empty talk"),
        pytest.param(FOUR - {S.INCIDENT} | {S.IMPACT_NUMBER}, True, 1, id="every stage but no incident stays familiarity"),
        pytest.param({S.INCIDENT}, True, 2, id="an incident alone: proximity"),
        pytest.param({S.INCIDENT, S.FRAMEWORK_TALK}, False, 2, id="strategy talk around an incident takes nothing away"),
        pytest.param(FOUR - {S.OWN_ROLE} | {S.IMPACT_NUMBER}, True, 2, id="everything but the speaker's own part: proximity"),
        pytest.param(FOUR - {S.ROOT_CAUSE} | {S.IMPACT_NUMBER}, True, 2, id="everything but the mechanism: proximity"),
        pytest.param(FOUR - {S.FIX} | {S.IMPACT_NUMBER}, True, 2, id="everything but the fix: proximity"),
        pytest.param({S.INCIDENT, *REQUIRED}, True, 2, id="only two stages of the core: proximity"),
        pytest.param({S.INCIDENT, *REQUIRED, S.IMPACT_NUMBER}, True, 2, id="a figure is not a stage"),
        pytest.param(THREE, True, 3, id="one more stage: production"),
        *[
            pytest.param({S.INCIDENT, *REQUIRED, stage}, True, 3, id=f"{stage.value} makes the third stage")
            for stage in CORE
            if stage not in REQUIRED
        ],
        pytest.param(FOUR, True, 3, id="every stage, but neither figure nor trade-off: production"),
        *[
            pytest.param(FOUR - {stage} | {S.IMPACT_NUMBER}, True, 3, id=f"without {stage.value} it is not end to end")
            for stage in CORE
            if stage not in REQUIRED
        ],
        pytest.param(FOUR | {S.IMPACT_NUMBER}, True, 4, id="every stage and a figure: production depth"),
        pytest.param(FOUR | {S.TRADEOFF_OR_LESSON}, True, 4, id="every stage and a trade-off: production depth"),
        pytest.param(FOUR | {S.IMPACT_NUMBER, S.INCOHERENT_MECHANISM}, True, 1, id="a bluffed mechanism makes the event a mere claim"),
        pytest.param({*REQUIRED, S.DETECTION, S.INCOHERENT_MECHANISM}, True, 0, id="a bluffed mechanism without an event"),
    ],
)
def test_signals_give_the_level_of_the_scale(present: set[Signal], practice: bool, level: int) -> None:
    assert rule.level_of(present, names_practice=practice) == level


@pytest.mark.parametrize("signal", [S.INSTRUCTION_TO_GRADER, S.PARROTING, S.INCONSISTENCY, *STRATEGY])
def test_advice_never_moves_a_level_that_stands_on_an_incident(signal: Signal) -> None:
    assert rule.distribution(dict.fromkeys({*THREE, signal}, 0.9)) == rule.distribution(dict.fromkeys(THREE, 0.9))


def _some_readings(seed: int) -> dict[Signal, float]:
    draw = random.Random(seed)
    hard = (0.0, 1e-17, 1e-5, 0.5, 1 - 1e-12, 1.0)
    return {s: draw.choice((draw.random(), draw.choice(hard))) for s in Signal if draw.random() < 0.8}


def test_the_chances_of_all_levels_are_a_distribution() -> None:
    for seed in range(500):
        levels = rule.distribution(_some_readings(seed), names_practice=random.Random(seed).random())
        assert all(chance >= 0 for chance in levels), seed
        assert sum(levels) == pytest.approx(1.0, abs=1e-9), seed


def test_a_sliver_of_a_chance_never_makes_another_one_negative() -> None:
    assert min(rule.distribution(dict.fromkeys(DEPTH, 1e-17) | dict.fromkeys({S.INCIDENT, S.IMPACT_NUMBER, *REQUIRED}, 1.0))) >= 0


def test_more_of_a_depth_signal_never_lowers_the_mean() -> None:
    for seed, signal, more in itertools.product(range(100), DEPTH, (0.1, 0.5)):
        some = _some_readings(seed)
        raised = {**some, signal: min(1.0, some.get(signal, 0.0) + more)}
        assert rule.mean(rule.distribution(raised)) >= rule.mean(rule.distribution(some)) - 1e-9, (seed, signal)


def test_what_no_evidence_supports_is_capped_and_nothing_is_lost() -> None:
    for seed, highest in itertools.product(range(40), range(5)):
        levels = rule.distribution(_some_readings(seed))
        capped = rule.cap(levels, highest)
        assert sum(capped) == pytest.approx(1.0)
        assert not any(capped[highest + 1 :])
        assert capped[:highest] == levels[:highest]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param((0, 0, 0, 1, 0), (3, 3), id="certain"),
        pytest.param((0.04, 0.92, 0.04, 0, 0), (1, 1), id="thin tails are cut on both sides"),
        pytest.param((0.1, 0.8, 0.1, 0, 0), (0, 2), id="thick tails are kept"),
        pytest.param((0.2, 0.2, 0.2, 0.2, 0.2), (0, 4), id="knows nothing"),
        pytest.param((0.5, 0, 0, 0, 0.5), (0, 4), id="two camps"),
        pytest.param((0, 0, 0, 0.06, 0.94), (3, 4), id="top end"),
    ],
)
def test_the_interval_holds_the_central_ninety_percent(levels: rule.Levels, expected: tuple[int, int]) -> None:
    assert rule.interval(levels) == expected


def test_level_and_verdict_of_a_mean_agree() -> None:
    verdicts = (Verdict.STRATEGY_TALK, Verdict.STRATEGY_TALK, Verdict.MIXED, Verdict.PRODUCTION_DEPTH, Verdict.PRODUCTION_DEPTH)
    for average in (n / 100 for n in range(401)):
        assert verdicts[rule.nearest_level(average)] == verdict_of(average), average


def test_a_blend_lies_between_the_rule_and_the_opinion() -> None:
    blended = rule.blend((1, 0, 0, 0, 0), (0, 0, 0, 0, 1), 0.25)
    assert blended == pytest.approx((0.75, 0, 0, 0, 0.25))


def test_the_scale_has_five_levels_numbered_in_order() -> None:
    assert [words.level for words in LEVELS] == list(range(rule.LEVELS))
