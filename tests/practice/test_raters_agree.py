"""Agreement of several raters, held against published values."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from vetting.errors import BadInput
from vetting.practice.agreement import Panel, Vote, krippendorff_alpha, panel
from vetting.practice.drift import Leaning

PUBLISHED = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, ordinal 0.815."""


def counts(rows: tuple[str, ...], values: str) -> np.ndarray:
    return np.array([[sum(row[unit] == value for row in rows) for value in values] for unit in range(len(rows[0]))], dtype=np.float64)


def votes(**levels: str) -> list[Vote]:
    """Rater to a level an item; a dot is no vote."""
    return [
        Vote(rater=rater, item=f"i{n}", level=int(level)) for rater, row in levels.items() for n, level in enumerate(row) if level != "."
    ]


def test_alpha_is_the_published_value_of_the_published_table() -> None:
    assert krippendorff_alpha(counts(PUBLISHED, "12345")) == pytest.approx(0.815, abs=0.0005)


def test_alpha_of_two_values_is_what_the_papers_binary_coincidences_give() -> None:
    """Twenty values, fourteen and six, four of them in disagreement: 1 - 19 * 4 / (14 * 6); with two values order changes nothing."""
    assert krippendorff_alpha(counts(("0100000000", "1110010010"), "01")) == pytest.approx(1 - 19 * 4 / (14 * 6))


def test_a_value_nobody_uses_changes_nothing() -> None:
    assert krippendorff_alpha(counts(PUBLISHED, "12345")) == pytest.approx(krippendorff_alpha(counts(PUBLISHED, "0123456")))


def test_perfect_agreement_is_one_and_opposite_raters_are_below_zero() -> None:
    perfect = panel(votes(A="0123401234", B="0123401234"))
    assert perfect.alpha == pytest.approx(1)
    assert (perfect.low, perfect.pairs[0].low) == (None, None), "full agreement on ten answers is no certainty"
    found = panel(votes(A="0044004400", B="4400440044"))
    assert found.alpha is not None
    assert found.alpha < 0


def test_alpha_has_an_interval_around_it() -> None:
    found = panel(votes(A="012340123401", B="013340122400", C="112341123402"))
    assert found.alpha is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert not found.is_small


def test_pairs_are_cohens_kappa_with_quadratic_weights() -> None:
    a, b = "0123401234", "0224311234"
    (pair,) = panel(votes(A=a, B=b)).pairs
    assert (pair.first, pair.second, pair.n) == ("A", "B", 10)
    assert pair.kappa == pytest.approx(cohen_kappa_score([int(x) for x in a], [int(x) for x in b], weights="quadratic", labels=range(5)))


def test_two_who_shared_three_answers_have_no_kappa() -> None:
    pair = panel(votes(A="012....", B="0123444")).pairs[0]
    assert (pair.n, pair.kappa) == (3, None)


def severities(found: Panel) -> dict[str, Leaning]:
    return {one.rater: one.leaning for one in found.severity}


def test_the_severe_rater_comes_first_and_is_named_as_such() -> None:
    found = panel(votes(A="1234312343", B="1233312343", Hard="0012101120"))
    assert found.severity[0].rater == "Hard"
    assert severities(found)["Hard"] is Leaning.UNDER
    assert found.severity[0].gap == pytest.approx(-1.75, abs=0.2)


def test_the_answer_seen_most_differently_comes_first() -> None:
    found = panel(votes(A="02222", B="42223", C="22222"))
    assert [(spread.item, spread.width) for spread in found.widest] == [("i0", 4), ("i4", 1)]
    assert found.widest[0].levels == {"A": 0, "B": 4, "C": 2}


def test_answers_only_one_person_rated_say_nothing() -> None:
    found = panel(votes(A="0123..", B="0123.4"))
    assert (found.items, found.alone) == (4, 1)
    assert found.is_small


def test_all_levels_the_same_have_no_alpha() -> None:
    assert panel(votes(A="22222", B="22222")).alpha is None


def test_a_panel_of_one_is_none() -> None:
    with pytest.raises(BadInput, match="rated by two"):
        panel(votes(A="01234"))


def test_a_vote_given_twice_is_named() -> None:
    with pytest.raises(BadInput, match="A rated i0 twice"):
        panel([*votes(A="0", B="1"), Vote(rater="A", item="i0", level=3)])
