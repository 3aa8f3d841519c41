"""The price desk: discounts before bands, regions, currencies, stacking, and a hire beside the fee."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting.errors import BadInput, BadKnowledge
from vetting.models.knowledge import Knowledge
from vetting.models.price import Prices
from vetting.models.priced import Assumptions, Placement, Rates
from vetting.proposal import compare_with_hire, place_price, stack
from vetting.proposal.hire import assumptions_of
from vetting.proposal.lexicon import load_band_sources, load_rates, with_rates

RATES = Rates(date="2026-11-01", note="test", usd={"USD": 1.0, "EUR": 1.2})


@pytest.fixture
def place(prices: Prices, knowledge: Knowledge):
    def placed(amount: float, per: str = "month", currency: str | None = "USD", **given: object) -> Placement:
        return place_price(amount, per, currency, prices=prices, rates=RATES, contradictions=knowledge.contradictions, **given)

    return placed


def _position(placement: Placement, band: str) -> str:
    return next(one.position for one in placement.places if one.band == band)


@pytest.mark.parametrize(("amount", "position"), [(8499, "below"), (8500, "inside"), (14000, "inside"), (14001, "above")])
def test_a_retainer_lies_in_the_strategic_band_up_to_its_ends(place, amount: float, position: str) -> None:
    assert _position(place(amount, hours_per_week=(8, 20)), "strategic") == position


def test_a_discount_is_undone_before_the_band_test(place) -> None:
    """9,500 less 15 % is 8,075, under the floor of 8,500; its list price is not."""
    assert _position(place(8075, model="strategic"), "strategic") == "below"
    undone = place(8075, model="strategic", discount_percent=15)
    assert undone.list_price_usd == 9500
    assert _position(undone, "strategic") == "inside"
    assert "i" in {bite.contradiction for bite in undone.bites}


def test_another_currency_is_converted_in_a_step_that_shows_rate_and_date(place) -> None:
    found = place(10_000, currency="EUR", model="strategic")
    assert found.list_price_usd == 12_000
    assert any("1.2 US dollars" in step.says and "a planning figure of 2026-11-01" in step.says for step in found.steps)


@pytest.mark.parametrize(("currency", "asks"), [(None, "Which currency"), ("ZZZ", "no exchange rate for ZZZ")])
def test_without_a_currency_or_a_rate_nothing_is_placed_and_the_reason_is_said(place, currency: str | None, asks: str) -> None:
    found = place(10_000, currency=currency)
    assert found.list_price_usd is None
    assert found.places == ()
    assert any(asks in question for question in found.open)


def test_europe_moves_the_band_by_the_wider_discount_and_shows_the_disagreement(place) -> None:
    found = place(24_000, model="embedded", region="EU")
    band = next(one for one in found.places if one.band == "embedded")
    assert (band.low, band.high, band.position) == (13_000, 24_000, "inside")
    assert band.adjusted
    assert "b" in {bite.contradiction for bite in found.bites}


def test_hours_give_the_price_of_an_hour(place) -> None:
    low, high = place(9500, hours_per_week=(8, 20)).hourly_usd
    assert (int(low), int(high)) == (109, 274)


@pytest.mark.parametrize(
    ("per", "given", "unit", "value"),
    [
        ("week", {"model": "strategic"}, "month", 3000 * 52 / 12),
        ("year", {"model": "strategic"}, "month", 250),
        ("hour", {"hours_per_week": (12, 12)}, "month", 3000 * 52),
        ("hour", {}, "day", 24_000),
        ("day", {}, "day", 3000),
        ("sprint", {"days": 10}, "day", 300),
    ],
)
def test_every_unit_comes_to_a_month_or_a_day(place, per: str, given: dict[str, object], unit: str, value: float) -> None:
    found = place(3000, per, **given)
    assert (found.unit, found.list_price_usd) == (unit, pytest.approx(value, abs=0.01))


def test_a_fixed_price_without_days_is_left_open(place) -> None:
    found = place(18_000, "fixed")
    assert found.list_price_usd is None
    assert any("How many days" in question for question in found.open)


def test_hours_between_the_models_belong_to_neither(place) -> None:
    assert place(15_000, hours_per_week=(25, 25)).model is None


@pytest.mark.parametrize("given", [{"amount": 0}, {"amount": 9000, "discount_percent": 100}, {"amount": 9000, "hours_per_week": (20, 8)}])
def test_figures_nobody_can_charge_are_refused(place, given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        place(**given)


def test_three_advisers_cost_as_much_as_one_embedded_officer(prices: Prices) -> None:
    found = stack((8000, 8000, 8000), prices)
    assert found.monthly_usd == 24_000
    assert "within the band" in found.says
    with pytest.raises(BadInput):
        stack((8000,), prices)


def test_on_the_source_s_figures_the_hire_never_gets_cheaper(prices: Prices, knowledge: Knowledge) -> None:
    found = compare_with_hire(assumptions_of(prices), prices=prices, contradictions=knowledge.contradictions)
    month = found.rows[23]
    assert (month.fractional, month.hire_low, month.hire_high) == (576_000, 780_000, 800_000)
    assert found.hire_cheaper_from == (None, None)
    assert any("16.7-20.8" in says for says in found.for_the_rule)
    assert any("no crossing" in says for says in found.against_the_rule)
    assert {bite.contradiction for bite in found.bites} == {"d", "e", "f", "g"}


def test_a_dear_fee_against_a_cheap_hire_crosses_where_recruiting_is_earned_back(prices: Prices) -> None:
    found = compare_with_hire(Assumptions(monthly_fee=30_000, salary=280_000), prices=prices)
    assert found.hire_cheaper_from == (18.0, 24.0)


def test_equity_makes_the_hire_dearer_and_a_ramp_costs_productive_months(prices: Prices) -> None:
    plain, rich = (compare_with_hire(Assumptions(equity_per_year=value), prices=prices).rows[11] for value in (0, 60_000))
    assert rich.hire_low - plain.hire_low == 60_000
    assert (plain.productive_fractional, plain.productive_hire) == (12, 8)


def test_a_rate_of_your_own_replaces_ours_and_says_so() -> None:
    own = with_rates(load_rates(), ["EUR=1.3"])
    assert own.usd["EUR"] == 1.3
    assert (own.says("EUR"), own.usd["GBP"]) == ("your own rate", load_rates().usd["GBP"])
    assert "planning figure of 2026-11-01" in own.says("GBP")


@pytest.mark.parametrize("text", ["EUR", "EUR=soon", "EUR=0", "EUR=nan", "EURO=1.1", "=1.1"])
def test_what_is_no_rate_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="no exchange rate"):
        with_rates(load_rates(), [text])


def test_a_second_source_is_a_file_and_stands_beside_the_first(prices: Prices, tmp_path: Path) -> None:
    path = tmp_path / "survey.yaml"
    path.write_text(
        "source: My survey\ndate_read: 2026-10\nbands:\n  - {id: mine, model: strategic, low: 6000, high: 9000, unit: month}\n", "utf-8"
    )
    found = place_price(9500, "month", prices=prices, rates=RATES, model="strategic", sources=load_band_sources((path,)))
    assert next((one.source, one.position) for one in found.places if one.band == "mine") == ("My survey", "above")
    path.write_text("source: My survey\n", "utf-8")
    with pytest.raises(BadKnowledge, match="bands"):
        load_band_sources((path,))


def test_every_contradiction_of_the_source_bites_somewhere(place, prices: Prices, knowledge: Knowledge, strong) -> None:
    shown = {bite.contradiction for bite in compare_with_hire(Assumptions(), prices=prices, contradictions=knowledge.contradictions).bites}
    shown |= {bite.contradiction for bite in place(9500, region="EU", discount_percent=10, hours_per_week=(8, 20)).bites}
    shown |= {bite.contradiction for bite in strong.bites}
    assert shown == {one.id for one in knowledge.contradictions}


def test_a_band_for_other_hours_is_said_with_the_price_of_an_hour(place) -> None:
    part_time = place(24_000, model="embedded", hours_per_week=(16, 16))
    assert part_time.for_other_hours
    assert "for 30-40 hours a week, $115-231 an hour, and this buys 16" in part_time.says
    assert not place(24_000, model="embedded", hours_per_week=(32, 32)).for_other_hours
    assert not place(9_500, model="strategic", hours_per_week=(12, 12)).for_other_hours
