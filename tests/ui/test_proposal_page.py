"""A founder's proposal: read, quoted, priced, checked against an interview, answered; and nothing of it lost or drawn as markup."""

from __future__ import annotations

import pytest
from screen import Screen

from vetting.knowledge import load_knowledge
from vetting.models.document import Document
from vetting.models.interview import Interview
from vetting.models.proposal import ProposalReview, Review
from vetting.proposal import read_document, review_proposal
from vetting.storage import Store

OFFER = """\
I offer a strategic retainer, 12 hours a week, for EUR 9,500 per month. The minimum term is three months.

Within the first four weeks I write an eval set of 150 cases; below 90 % no release goes out.
A dashboard with cost per request and p95 latency stands by day 30, and we read it together every Monday.
I do not cover security reviews. You can leave at any time with 30 days' notice.
"""
HOSTILE = (
    OFFER + "\nWe deliver evals every week <script>document.title='owned'</script> ![x](http://attacker.invalid/a.png) **within 5 days**."
)


@pytest.fixture(scope="module")
def read() -> tuple[Document, Review]:
    """The offer, read once."""
    document = read_document(OFFER.encode(), "offer.txt")
    return document, review_proposal(document, knowledge=load_knowledge())


@pytest.fixture
def vetted(store: Store, read: tuple[Document, Review]) -> Screen:
    """A window on the offer as it was read and kept."""
    store.proposals.keep("p1", *read, by="Interviewer")
    return Screen(proposal="p1").open("proposal")


def vet(text: str) -> Screen:
    window = Screen().open("proposal")
    [area] = [one for one in window.at.text_area if str(one.key).endswith(" text")]
    area.input(text).run()
    return window.sound().press("vet")


def proposal(window: Screen) -> str:
    given = window.at.query_params["proposal"]
    return given if isinstance(given, str) else str(given[0])


def number(window: Screen, place: str, name: str):  # type: ignore[no-untyped-def]
    return window.at.number_input(key=f"{place} {proposal(window)} {name}")


def test_a_pasted_offer_is_read_quoted_and_kept(store: Store) -> None:
    vetted = vet(OFFER)
    review = store.proposals.read(proposal(vetted)).review
    assert isinstance(review, ProposalReview)
    assert vetted.sees("I write an eval set of 150 cases")
    assert vetted.sees("line 3")
    assert vetted.sees("Partly silent")
    assert vetted.sees("Not covered, in words: ")
    assert vetted.sees("notice against the minimum term")


def test_pasted_text_survives_a_refresh_before_it_is_read(store: Store) -> None:
    window = Screen().open("proposal")
    [area] = [one for one in window.at.text_area if str(one.key).endswith(" text")]
    area.input("Half of an offer, more to come").run()
    again = Screen(proposal=proposal(window)).open("proposal")
    [area] = [one for one in again.at.text_area if str(one.key).endswith(" text")]
    assert area.value == "Half of an offer, more to come"


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("offer.doc", b"\xd0\xcf\x11\xe0" + b"x" * 400, "old Office file"),
        ("scan.png", b"\x89PNG" + b"x" * 400, "is a picture"),
        ("empty.txt", b"  \n", "is empty"),
        ("offer.pdf", b"%PDF-1.7 cut off", "damaged PDF"),
        (
            "angebot.txt",
            ("Wir bieten Ihnen eine strategische Begleitung an, zwei Tage je Woche, ohne Mindestlaufzeit. " * 4).encode(),
            "English",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_words_and_keeps_nothing(store: Store, name: str, given: bytes, says: str) -> None:
    window = Screen().open("proposal")
    window.at.file_uploader[0].set_value((name, given, "application/octet-stream")).run()
    assert window.sound().sees(says)
    assert not store.proposals.list()


def test_an_uploaded_file_is_vetted_at_once(store: Store) -> None:
    window = Screen().open("proposal")
    window.at.file_uploader[0].set_value(("offer.md", OFFER.encode(), "text/markdown")).run()
    assert window.sound().sees("I write an eval set of 150 cases")
    assert [one.name for one in store.proposals.list()] == ["offer.md"]


def test_the_words_of_a_document_are_never_markup(store: Store) -> None:
    window = vet(HOSTILE)
    assert window.sees("&lt;script&gt;document.title=&#x27;owned&#x27;&lt;/script&gt;")
    assert "<script>" not in window.words
    assert "<img" not in window.words


def test_the_price_is_placed_with_the_rate_said_to_be_a_planning_figure(vetted: Screen) -> None:
    assert vetted.sees("inside the band for strategic retainer")
    assert vetted.sees("a planning figure of 2026-11-01, not a quotation")
    assert vetted.sees("Planning figures, rounded by hand")
    assert vetted.sees("An hour costs $210")


def test_an_own_rate_and_a_changed_price_survive_a_refresh(vetted: Screen) -> None:
    vetted.at.text_input(key=f"prices {proposal(vetted)} rates").input("EUR = 2").run()
    number(vetted.sound(), "prices", "0 amount").set_value(20_000.0).run()
    assert vetted.sound().sees("your own rate")
    again = Screen(proposal=proposal(vetted)).open("proposal")
    assert number(again, "prices", "0 amount").value == 20_000
    assert again.sees("$40,000 a month lies above the band")


def test_a_rate_that_is_none_is_said_where_it_is_typed(vetted: Screen) -> None:
    vetted.at.text_input(key=f"prices {proposal(vetted)} rates").input("EUR=soon").run()
    assert vetted.sound().sees("is no exchange rate")


def test_several_advisers_are_added_up_in_dollars(vetted: Screen) -> None:
    vetted.at.text_area(key=f"prices {proposal(vetted)} stacked").input("$7,000\n$8,000\nEUR 6.500").run()
    assert vetted.sound().sees("$22,475 a month together")
    vetted.at.text_area(key=f"prices {proposal(vetted)} stacked").input("$7,000\nlots").run()
    assert vetted.sound().sees("is no price")


def test_the_hire_can_be_changed_in_every_figure_and_crosses_where_arithmetic_says(vetted: Screen) -> None:
    assert vetted.sees("In cash the hire never becomes cheaper")
    number(vetted, "hire", "fee").set_value(40_000.0).run()
    assert vetted.sound().sees("In cash the hire becomes cheaper at month 6 to 8")
    assert vetted.sees("The 18-month rule")
    again = Screen(proposal=proposal(vetted)).open("proposal")
    assert number(again, "hire", "fee").value == 40_000


def test_the_buyers_own_side_is_asked_and_kept(vetted: Screen) -> None:
    id = proposal(vetted)
    vetted.at.text_input(key=f"buyer {id} champion").input("nobody").run()
    assert vetted.sound().sees("Nobody is named")
    again = Screen(proposal=id).open("proposal")
    assert again.at.text_input(key=f"buyer {id} champion").value == "nobody"


def test_the_letter_is_ready_editable_and_kept() -> None:
    vetted = vet(OFFER)
    id = proposal(vetted)
    text = vetted.at.text_area(key=f"typed {id} letter").value or ""
    assert "1. **" in text
    assert "Eval ownership" not in text, "nothing is asked that the offer answers"
    vetted.type(f"typed {id} letter", text + "\nP.S. Thank you.")
    again = Screen(proposal=id).open("proposal")
    assert (again.at.text_area(key=f"typed {id} letter").value or "").endswith("P.S. Thank you.")
    labels = [button.proto.label for button in again.at.get("download_button")]
    assert labels == ["Download as Markdown", "Download as Word"]


def test_paper_and_interview_are_set_side_by_side_after_the_answers_were_rated(kept: tuple[Interview, ...], vetted: Screen) -> None:
    box = vetted.at.selectbox(key=f"interview {proposal(vetted)} interview")
    box.set_value(kept[0].id).run()
    assert vetted.sound().sees("not rated by you yet"), "what the machine found is not given away"
    vetted.press(f"look crossed {kept[0].id}")
    assert vetted.sees("points stand in only one of the two")
    assert vetted.sees("On paper: ")


def test_an_erased_proposal_is_gone_and_the_address_says_so(store: Store, vetted: Screen) -> None:
    id = proposal(vetted)
    vetted.press("another")
    vetted.press(f"really {id}")
    assert not store.proposals.list()
    window = Screen(proposal=id).open("proposal")
    assert any("not kept here" in toast.value for toast in window.at.toast)


def test_the_example_shows_what_offers_leave_out(store: Store) -> None:
    window = Screen().open("proposal").press("vet_example")
    assert window.sees("Guardrails and security review")
    assert [one.name for one in store.proposals.list()] == ["example offer.md"]


def test_fields_changed_in_two_windows_are_both_kept(store: Store, vetted: Screen) -> None:
    other = Screen(proposal="p1").open("proposal")
    number(vetted, "prices", "0 amount").set_value(12_000.0).run()
    number(other, "prices", "0 hours low").set_value(10.0).run()
    again = Screen(proposal="p1").open("proposal")
    assert (number(again, "prices", "0 amount").value, number(again, "prices", "0 hours low").value) == (12_000, 10)


def test_a_figure_nobody_touched_follows_what_it_starts_from(vetted: Screen) -> None:
    assert number(vetted, "hire", "fee").value == 10_925
    vetted.at.text_input(key="prices p1 rates").input("EUR=2").run()
    assert number(vetted.sound(), "hire", "fee").value == 19_000


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_engine_that_fails_calls_nothing_absent_and_the_text_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VETTING_RETRIES", "0")
    window = vet(OFFER)
    assert window.sees("The engine could not read it")
    assert window.sees("nothing in it is called absent")
    assert not window.sees("pinned down")
    kept = store.proposals.read(proposal(window))
    assert kept.document.text.startswith("I offer a strategic retainer")
    monkeypatch.delenv("OPENAI_API_KEY")
    window.press("again")
    assert window.sees("I write an eval set of 150 cases")


def test_the_first_page_leads_to_it() -> None:
    assert Screen().press("to_proposal").at.title[0].value == "Vet a proposal"
