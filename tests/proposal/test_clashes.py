"""Places of one offer that cannot both hold: found by arithmetic, each once, and not where two things are simply different."""

from __future__ import annotations

import pytest

from vetting.models.proposal import ProposalReview

OFFER = "This is what I offer to your company for the coming year. It is written in plain words so that nobody has to guess. "


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "I work four days a week over an initial term of six months. Total effort over the term: 60 days.",
            "hours a week against the total",
        ),
        ("There is no minimum. The minimum is of course three months.", "minimum term"),
        ("The fee is EUR 17,400 per month for six months. For six months in sum EUR 98,400.", "monthly fee against the total"),
        (
            "The monthly fee is $27,500. For twelve months the monthly fee is $24,750, a reduction of 15 %.",
            "discount against the reduced fee",
        ),
        ("We are around 24/7 for emergencies. On a weekend leave a message and Dana calls on Monday.", "availability"),
        ("I reply within six hours. I reply the next day at the latest.", "reply time"),
        ("The minimum term is three months. You can leave at any time with 30 days' notice.", "notice against the minimum term"),
    ],
)
def test_a_clash_is_found_once_with_both_places(reviewed, text: str, about: str) -> None:
    found: ProposalReview = reviewed(OFFER + text)
    assert [clash.about for clash in found.clashes] == [about]
    assert len(found.clashes[0].quotes) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "I work two days a week for an initial term of six months. Total effort: 52 days.",
        "The minimum term is three months. After that either side may leave at any time with 30 days' notice.",
        "The monthly fee is $11,000. Commit to a year and it is 15% off: $9,350 a month.",
        "I work two days a week for you. I would like Marisol as my person in the office, about four hours a week.",
        "Nadia: one day a week, GBP 4,200 a month. Philippa: half a day a week, GBP 3,000 a month. Graham: a day, GBP 4,600 a month.",
    ],
    ids=["the total fits", "the notice begins after the minimum", "the discount fits", "hours of the client's person", "three people"],
)
def test_what_fits_together_is_no_clash(reviewed, text: str) -> None:
    assert not reviewed(OFFER + text).clashes
