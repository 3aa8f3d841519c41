"""What our own knowledge promises: complete, true to the source's figures, and full of questions worth asking."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from vetting.knowledge import load_knowledge
from vetting.models.knowledge import Knowledge
from vetting.models.price import Amount, Stated
from vetting.models.question import Seniority
from vetting.scale import DEPTH

SOURCE = Path(__file__).parent / "data" / "source_figures.yaml"
CRITERIA = range(1, 124)
SECTIONS = {f"S{number}" for number in range(9)}
CONTRADICTIONS = "abcdefghi"

Stating = tuple[int, float, float, str]
"""Number of the criterion, low, high, unit."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def stated() -> set[Stating]:
    rows = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return {(number, figure[0], figure[-2], unit_of(figure[-1])) for number, figures in rows.items() for figure in figures}


def unit_of(unit: str) -> str:
    """A unit without the words around it: 'percent lower' is percent, 'USD once' is USD, 'month' is months."""
    plain = {"month": "months", "day": "days", "year": "year", "USD once": "USD"}
    return plain.get(unit, re.sub(r"^(percent) .*", r"\1", unit))


def test_every_criterion_of_the_source_is_covered_and_none_is_invented(knowledge: Knowledge) -> None:
    covered = {number for criterion in knowledge.criteria for number in criterion.covers}
    assert covered == set(CRITERIA)


def test_every_criterion_names_sections_of_the_source(knowledge: Knowledge) -> None:
    assert {section for criterion in knowledge.criteria for section in criterion.sections} == SECTIONS


def test_every_figure_is_the_sources_and_none_of_the_sources_is_lost(knowledge: Knowledge, stated: set[Stating]) -> None:
    ours = {
        (figure.criterion, figure.value or figure.low, figure.value or figure.high, unit_of(figure.unit))
        for criterion in knowledge.criteria
        for figure in criterion.figures
    }
    assert ours == stated


def test_a_figure_belongs_to_a_number_its_criterion_covers(knowledge: Knowledge) -> None:
    strays = [(one.id, figure.name) for one in knowledge.criteria for figure in one.figures if figure.criterion not in one.covers]
    assert strays == []


def test_every_stated_price_is_the_sources(knowledge: Knowledge, stated: set[Stating]) -> None:
    numbers = {(number, low, high) for number, low, high, _ in stated}
    prices = list(stated_amounts(knowledge.prices))
    assert len(prices) > 30
    assert [price for price in prices if (price.criterion, *price.bounds) not in numbers] == []


def test_price_bands_carry_the_hours_the_source_gives_for_them(knowledge: Knowledge, stated: set[Stating]) -> None:
    assert knowledge.prices
    bands = [band for band in knowledge.prices.bands if band.hours_low is not None]
    assert {band.id for band in bands} >= {"part-time-lead", "strategic", "embedded"}
    for band in bands:
        assert (band.hours_criterion or band.criterion, band.hours_low, band.hours_high, "hours/week") in stated


def test_derived_sums_follow_from_stated_figures(knowledge: Knowledge) -> None:
    assert knowledge.prices
    derived = knowledge.prices.derived
    assert derived.hire_run_rate.bounds == pytest.approx(((320000 + 40000) / 12,) * 2)
    assert derived.hire_year_one_cash.bounds == (420000, 440000)
    assert derived.fractional_year_on_band.bounds == (20000 * 12, 30000 * 12)
    assert derived.at_24_months.fractional.bounds == (24000 * 24,) * 2
    assert derived.at_24_months.hire.bounds == (2 * 360000 + 60000, 2 * 360000 + 80000)
    assert derived.months_until_stated_hire_total.bounds == pytest.approx((400000 / 24000, 500000 / 24000), abs=0.05)
    assert derived.lowest_discounted.bounds == pytest.approx((9500 * 0.85,) * 2)
    hourly = {one.id: one.bounds for one in derived.hourly}
    weeks = 52 / 12
    assert hourly["author-strategic-hourly"] == pytest.approx((9500 / 20 / weeks, 9500 / 8 / weeks), abs=1)
    assert hourly["author-embedded-hourly"] == pytest.approx((24000 / 40 / weeks, 24000 / 30 / weeks), abs=1)


def test_all_nine_contradictions_are_shown_with_what_each_section_says(knowledge: Knowledge) -> None:
    assert [one.id for one in knowledge.contradictions] == list(CONTRADICTIONS)
    for one in knowledge.contradictions:
        assert {statement.section for statement in one.says} <= set(one.sections)
        assert one.arithmetic
        assert one.reading


def test_figures_of_contradictions_are_the_sources(knowledge: Knowledge, stated: set[Stating]) -> None:
    known = {figure for _, low, high, _ in stated for figure in (low, high)}
    for one in knowledge.contradictions:
        assert {figure for statement in one.says for figure in statement.figures} <= known, one.id


def test_there_are_enough_distinct_questions_and_each_asks_one_thing(knowledge: Knowledge) -> None:
    texts = [text for _, text in asked(knowledge)]
    assert len({plain(text) for text in texts}) == len(texts) >= 150
    assert [text for text in texts if text.count("?") != 1 or not text.rstrip().endswith("?")] == []


def test_no_two_questions_are_nearly_the_same(knowledge: Knowledge) -> None:
    words = [(where, frozenset(plain(text).split())) for where, text in asked(knowledge)]
    near = [
        (first, second)
        for number, (first, some) in enumerate(words)
        for second, others in words[number + 1 :]
        if len(some & others) / len(some | others) > 0.7
    ]
    assert near == []


def test_twelve_classes_or_more_each_with_a_full_ladder_and_three_seniorities(knowledge: Knowledge) -> None:
    assert len(knowledge.failure_classes) >= 12
    for one in knowledge.failure_classes:
        assert set(one.probes) == set(DEPTH)
        assert {opener.seniority for opener in one.openers} == set(Seniority)


def test_every_criterion_that_proves_depth_is_tested_by_a_failure_class(knowledge: Knowledge) -> None:
    untested = [one.id for one in knowledge.criteria if one.kind == "depth_signal" and not knowledge.classes_of(one)]
    assert untested == []


def test_the_most_specific_criterion_of_a_class_comes_first(knowledge: Knowledge) -> None:
    first = {one.id: knowledge.criteria_of(one)[0].id for one in knowledge.failure_classes}
    assert first["eval-false-confidence"] == "eval-false-confidence"
    assert first["silent-hallucination"] == "silent-hallucination"
    assert first["tool-calling-idempotency"] == "tool-calls-under-retry"


def test_situations_reach_every_concept(knowledge: Knowledge) -> None:
    assert {concept for situation in knowledge.situations for concept in situation.vets} == set(knowledge.concepts)


def test_loading_is_quick_and_gives_the_same_hash_twice(knowledge: Knowledge) -> None:
    start = time.process_time()
    again = load_knowledge()
    assert time.process_time() - start < 0.6
    assert again == knowledge


def test_knowledge_survives_json(knowledge: Knowledge) -> None:
    assert Knowledge.model_validate_json(knowledge.model_dump_json()) == knowledge


def asked(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Where each question of the bank stands, and its text."""
    for one in knowledge.failure_classes:
        yield from ((opener.id, opener.text) for opener in one.questions)
        yield from ((f"{one.id} {signal.value}", text) for signal, text in one.probes.items())


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.lower())


def stated_amounts(model: object) -> Iterator[Stated]:
    """Every amount the source states, wherever it stands in the prices."""
    if isinstance(model, Stated):
        yield model
    elif isinstance(model, tuple):
        for one in model:
            yield from stated_amounts(one)
    elif hasattr(model, "__dict__") and not isinstance(model, Amount):
        for one in vars(model).values():
            yield from stated_amounts(one)
