"""Who somebody is stays here: what a CV tells is found, hidden word by word, and put back letter by letter."""

from __future__ import annotations

import time

import factories as make
import pytest

from vetting.trust.identity import Identity, identity_in, identity_of, known, known_as
from vetting.trust.masking import mask_for

CV = """Priya Raman — AI leader. priya.raman@example.com, +31 6 1234 5678, linkedin.com/in/priyaraman
2022–2025 Head of AI, Northwind Freight: built an assistant for 900 agents, cut made-up answers by 87%.
2019–2022 Principal Engineer at Maersk. Deployed forecasts to 14 ports with 99.9% uptime.
MSc, TU Delft. Speaker twice.
"""
PRIYA = identity_in(CV, "Priya R.")


def hidden(text: str, identity: Identity = PRIYA) -> str:
    return mask_for([text], identity).hide(text)


def test_a_cv_tells_its_name_employers_and_school() -> None:
    assert PRIYA.names == ("Priya Raman", "Priya R.", "Priya", "Raman")
    assert set(PRIYA.places) == {"Northwind Freight", "Maersk", "TU Delft"}


@pytest.mark.parametrize(
    ("cv", "name"),
    [
        ("Curriculum Vitae\nJean-Luc O'Brien\nSenior Engineer | Lisbon", "Jean-Luc O'Brien"),
        ("Name: Ada Byron\nEngineer", "Ada Byron"),
        ("# Zoë Ångström, Head of AI", "Zoë Ångström"),
    ],
    ids=["under a heading", "labelled", "with accents"],
)
def test_the_name_at_the_head_is_found(cv: str, name: str) -> None:
    assert identity_in(cv).names[0] == name


@pytest.mark.parametrize("text", ["Senior Machine Learning Engineer", "We built search for customers.", "", "AI Strategy And Vision 2024"])
def test_a_headline_is_no_name(text: str) -> None:
    assert identity_in(text).names == ()


@pytest.mark.parametrize("label", ["Candidate 3", "Example · South", "mark", "candidate", ""])
def test_a_label_that_is_no_name_hides_nothing(label: str) -> None:
    assert identity_in("", label) == Identity()


def test_the_record_tells_the_label_and_the_claims_asked_about() -> None:
    card = make.card(claim="Principal Engineer at Maersk")
    interview = make.interview(cards=(card,)).model_copy(update={"candidate": "Priya Raman"})
    assert identity_of(interview) == Identity(names=("Priya Raman", "Priya", "Raman"), places=("Maersk",))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Priya Raman rang me.", "[name 1] rang me."),
        ("“Ask Priya,” they said at MAERSK.", "“Ask [name 1],” they said at [organisation 1]."),
        ("Mail priya.raman@example.com now", "Mail [email 1] now"),
        ("See https://example.org/p/raman?x=1.", "See [link 1]."),
        ("github.com/priya-r/evals shows it", "[link 1] shows it"),
        ("Call +31 6 1234 5678, or (555) 123-4567.", "Call [phone 1], or [phone 2]."),
    ],
    ids=["whole name", "first name, and in capitals", "address", "link", "profile", "two numbers"],
)
def test_what_tells_who_is_meant_is_hidden(text: str, masked: str) -> None:
    assert hidden(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "On 2026-11-24 it cost 12,500-14,000 a month, 1 200 000 rows, p = 0.001234567, 10-20 ms.",
        "The host 192.168.100.200 answered at 00:15 in 2022-2025.",
        "Ramanujan and Priyanka are other words.",
        "I would mark it, and may ask again.",
    ],
    ids=["figures", "hosts and times", "longer words", "everyday words"],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert hidden(text) == text


def test_a_part_of_a_name_that_is_an_everyday_word_goes_only_with_the_whole_name() -> None:
    assert (
        hidden("Will Smith will see. Will he? Smith said so.", identity_in("Will Smith")) == "[name 1] will see. Will he? [name 2] said so."
    )


def test_what_was_hidden_comes_back_letter_by_letter() -> None:
    text = "PRIYA wrote to Priya\nRaman <priya.raman@example.com>; see www.example.org/a, or ring 020 123 4567. [name 1] is what she typed."
    mask = mask_for([text], PRIYA)
    assert "riya" not in mask.hide(text)
    assert mask.reveal(mask.hide(text)) == text
    assert "".join(mask.reveal_all(mask.hide(text))) == text, "also where it comes letter by letter"


def test_a_placeholder_typed_by_a_candidate_is_not_taken_for_ours() -> None:
    mask = mask_for(["[name 1] is Priya"], PRIYA)
    assert mask.hide("[name 1] is Priya") == "[name 1] is [name 2]"
    assert mask.reveal("[name 1], [Name 2], [name 9]") == "[name 1], Priya, [name 9]"


def test_the_same_texts_give_the_same_mask() -> None:
    assert mask_for([CV], PRIYA) == mask_for([CV], identity_in(CV, "Priya R."))


def test_somebody_is_known_only_while_it_is_said() -> None:
    with known_as(PRIYA), known_as(Identity(names=("Ada",))):
        assert known().names == ("Priya Raman", "Priya R.", "Priya", "Raman", "Ada")
    assert known() == Identity()


@pytest.mark.parametrize(
    "text", ["a.b-" * 20_000, "0" * 50_000, "A B of C & " * 10_000, CV * 100], ids=["runs", "digits", "capitals", "long"]
)
def test_no_text_makes_it_slow(text: str) -> None:
    started = time.perf_counter()
    mask_for([text], identity_in(text)).hide(text)
    assert time.perf_counter() - started < 5
