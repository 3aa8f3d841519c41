"""Amounts as several countries write them, and which of them are fees."""

from __future__ import annotations

import pytest

from vetting.proposal.money import fees, price
from vetting.proposal.quantities import hours_per_week, number


@pytest.mark.parametrize(
    ("text", "amount", "currency", "per"),
    [
        ("$8,500 per month", 8500, "USD", "month"),
        ("€ 9.500,00/Monat", 9500, "EUR", "month"),
        ("9 500 EUR per month", 9500, "EUR", "month"),
        ("CHF 12'000 a month", 12000, "CHF", "month"),
        ("CHF 14’500.– per month plus VAT", 14500, "CHF", "month"),
        ("£2.4k/day", 2400, "GBP", "day"),
        ("Day rate: 2.900 EUR", 2900, "EUR", "day"),
        ("US$ 1,20,000 per year", 120000, "USD", "year"),
        ("a monthly retainer of EUR 11,000 plus VAT", 11000, "EUR", "month"),
        ("GBP 9,750 + VAT pcm", 9750, "GBP", "month"),
        ("SEK 95 000 per month", 95000, "SEK", "month"),
        ("$312.50/h", 312.5, "USD", "hour"),
        ("USD 6,000 per two-week sprint", 6000, "USD", "sprint"),
        ("eight thousand five hundred dollars a month", 8500, "USD", "month"),
        ("24k a month", 24000, None, "month"),
    ],
)
def test_a_price_is_read_as_it_is_written(text: str, amount: float, currency: str | None, per: str) -> None:
    found = price(text)
    assert found is not None
    assert (found.amount, found.currency, found.per) == (amount, currency, per)


def test_a_range_keeps_both_ends() -> None:
    found = price("$8-10k per month")
    assert found is not None
    assert (found.amount, found.upto) == (8000, 10000)


@pytest.mark.parametrize(
    "text",
    [
        "Liability is capped at $50,000.",
        "The assistant costs $0.004 per 1k tokens.",
        "We cut the model bill from $40,000 to $12,000 a month.",
        "Insurance cover of EUR 1,000,000 is in place.",
        "The company raised $12 million last year.",
    ],
)
def test_money_that_is_no_fee_is_left_out(text: str) -> None:
    assert fees(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("twelve to sixteen hours per week", 12, 16),
        ("two days a week", 16, 16),
        ("12h/week", 12, 12),
        ("Hours per week: 14", 14, 14),
        ("twenty (20) hours each week", 20, 20),
        ("52 hours a month", 12, 12),
        ("half a day per week", 4, 4),
    ],
)
def test_committed_time_is_normalised_to_hours_a_week(text: str, low: float, high: float) -> None:
    found = hours_per_week(text)[0]
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty-four", 24), ("eight thousand five hundred", 8500), ("one hundred and twenty", 120), ("2,5", 2.5), ("many", None)],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert number(words) == value
