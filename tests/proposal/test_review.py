"""What a review says of a document: items, terms, ninety days, rules, and that every word of it stands there."""

from __future__ import annotations

import pytest

from vetting.errors import BadInput, EndpointUnreachable
from vetting.models.document import Document
from vetting.models.knowledge import Knowledge
from vetting.models.proposal import Presence, ProposalClaims, ProposalReview, ReviewFailed, ScopeClaim, ScopeItem, Term, TermClaim
from vetting.proposal import read_document, review_proposal
from vetting.proposal.lexicon import Lexicon

Item, T = ScopeItem, Term


@pytest.mark.parametrize(
    "item",
    [
        Item.ARCHITECTURE_OVERSIGHT,
        Item.EVALS,
        Item.OBSERVABILITY,
        Item.VENDOR_GOVERNANCE,
        Item.INCIDENT_RESPONSE,
        Item.GUARDRAILS,
        Item.HIRING,
    ],
)
def test_what_is_promised_with_a_when_or_how_much_is_present_and_quoted(strong: ProposalReview, item: ScopeItem) -> None:
    assert strong.item(item).status is Presence.PRESENT
    assert strong.item(item).quotes


@pytest.mark.parametrize("item", [Item.BOARD, Item.RETRIEVAL_TOOLS_REVIEW])
def test_what_is_named_only_to_exclude_it_is_absent_and_its_words_are_shown(strong: ProposalReview, item: ScopeItem) -> None:
    assert strong.item(item).status is Presence.ABSENT
    assert strong.item(item).excluded
    assert strong.item(item).note


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (T.ENGAGEMENT_MODEL, "strategic"),
        (T.SCOPE_KIND, "ownership"),
        (T.HOURS_PER_WEEK, 16),
        (T.RESPONSE_TIME_HOURS, 4),
        (T.INCIDENT_RESPONSE_HOURS, 1),
        (T.WAR_ROOM, True),
        (T.ESCALATION_WHEN_AWAY, True),
        (T.DIRECT_LINE, True),
        (T.AUTHORITY, True),
        (T.CHAMPION, True),
        (T.MINIMUM_MONTHS, 3),
        (T.NOTICE_DAYS, 30),
        (T.DISCOUNT_PERCENT, 12),
        (T.PARALLEL_CLIENTS, 3),
        (T.SIGN_OFF, True),
    ],
)
def test_a_stated_term_is_read_with_its_value(strong: ProposalReview, term: Term, value: object) -> None:
    found = strong.term(term)
    assert value in (found.choice, found.holds, found.low)
    assert found.quotes


def test_a_document_that_promises_nothing_is_silent_on_everything_and_the_hard_rule_says_so(thin: ProposalReview) -> None:
    assert {one.status for one in thin.scope} == {Presence.ABSENT}
    assert thin.majority.met is False
    assert thin.hard_rule.verdict == "silent"
    assert set(thin.missing_terms) == set(Term)
    assert thin.fees == ()


def test_seven_of_ten_is_a_majority_and_the_hard_rule_is_clear(strong: ProposalReview) -> None:
    assert (strong.majority.covered, strong.majority.met) == (7, True)
    assert strong.hard_rule.verdict == "clear"


def test_silence_on_one_of_the_three_is_told_in_both_readings(reviewed) -> None:
    found = reviewed(
        "I build a golden set of 200 real cases and run it on every change of prompt.\n\n"
        "Every quarter I attack the assistant with prompt injections and report what got through.\n\n"
        "I work for you on Tuesdays and you get an answer the same day. That is all I offer.\n"
    )
    assert found.hard_rule.silent_on == (Item.OBSERVABILITY,)
    assert found.hard_rule.verdict == "partly_silent"


def test_every_quote_stands_in_the_document_at_its_offsets_and_line(strong: ProposalReview, offer: Document) -> None:
    quotes = [quote for one in (*strong.scope, *strong.terms, *strong.ninety_days, *strong.clashes) for quote in one.quotes]
    quotes += [quote for one in strong.scope for quote in one.excluded] + [fee.quote for fee in strong.fees]
    assert len(quotes) > 25
    for quote in quotes:
        assert " ".join(offer.text[quote.start : quote.end].split()) == quote.words
        assert quote.words.split()[0] in offer.lines[quote.line - 1]


def test_a_deliverable_with_figure_source_and_date_is_measurable_and_one_with_a_heading_alone_is_not(strong: ProposalReview) -> None:
    ninety = {one.criterion: one for one in strong.ninety_days}
    assert ninety[66].measurable
    assert ninety[66].by_day == 90
    assert ninety[59].measurable
    assert ninety[62].found
    assert not ninety[62].measurable
    assert ninety[62].would_make_it_measurable
    assert not ninety[68].found


@pytest.mark.parametrize(
    ("text", "about"),
    [
        pytest.param("I give you ten hours a week.\n\nTerms: four days each week are reserved for you.", "hours a week", id="hours"),
        pytest.param(
            "You may leave at any time with 14 days' notice.\n\nThe minimum term is three months.",
            "notice against the minimum term",
            id="notice",
        ),
        pytest.param(
            "The fee is $10,000 per month for six months.\n\nThe total is $70,000 for the engagement.",
            "monthly fee against the total",
            id="total",
        ),
        pytest.param(
            "The list fee is $20,000 per month.\n\nWith six months you get 10% off: $17,000 per month.",
            "discount against the reduced fee",
            id="discount",
        ),
        pytest.param("I am available day and night.\n\nI do not take calls outside office hours.", "availability", id="availability"),
    ],
)
def test_a_clash_inside_the_document_is_shown_with_both_places(reviewed, text: str, about: str) -> None:
    clash = next(one for one in reviewed(f"We would be glad to work with you on the assistant.\n\n{text}\n").clashes if one.about == about)
    assert len(clash.quotes) == 2
    assert clash.arithmetic


def test_figures_that_fit_together_are_no_clash(strong: ProposalReview) -> None:
    assert strong.clashes == ()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            "Evals ............ 4\nObservability .... 5\nGuardrails ....... 7\nIncidents ........ 9",
            id="contents",
        ),
        pytest.param('"Evaluation" means the evaluation of a model on a test set every week.', id="definition"),
        pytest.param("Do you want a golden set of 200 cases that blocks releases every week?", id="question"),
        pytest.param("At my last company I built a golden set of 300 cases and cut errors by half.", id="past work"),
        pytest.param("A golden set of 200 cases per feature can be added at additional cost.", id="deferred"),
        pytest.param("The client is responsible for evals and keeps a golden set of 200 cases.", id="the client's"),
    ],
)
def test_what_promises_nothing_is_not_presence(reviewed, words: str) -> None:
    found = reviewed(
        f"This is our offer to you, and we hope that you like what you read in it.\n\n{words}\n\nWe are glad to talk it over.\n"
    )
    assert found.item(Item.EVALS).status is Presence.ABSENT


def test_lines_broken_by_a_scanner_are_read_and_quoted_as_they_stand(reviewed) -> None:
    text = (
        "Offer of the week for the\nassistant.\n\nI keep a golden set of two hun-\ndred cases and run the regres-\n"
        "sion suite before each re-\nlease of your assistant.\n"
    )
    reading = reviewed(text, "scan.txt").item(Item.EVALS)
    assert reading.status is Presence.PRESENT
    assert "hun- dred" in reading.quotes[0].words


def test_the_same_document_gives_the_same_review(strong: ProposalReview, reviewed, offer: Document) -> None:
    assert reviewed(offer.text) == strong


def test_another_language_is_refused_offline_and_not_called_absent(knowledge: Knowledge) -> None:
    german = "Wir bieten Ihnen eine laufende Begleitung Ihrer Systeme durch einen erfahrenen Fachmann an zwei Tagen in der Woche. " * 4
    with pytest.raises(BadInput, match="not read like English"):
        review_proposal(read_document(german.encode(), "angebot.txt"), knowledge=knowledge)


class _Says:
    """An engine that claims what it is given, or raises it."""

    name = "fake"
    says_of_itself = "fake engine"
    model = "none"

    def __init__(self, claims: ProposalClaims | Exception) -> None:
        self.prompts: dict[str, str] = {}
        self._claims = claims

    def read(self, document: Document, lexicon: Lexicon) -> ProposalClaims:
        if isinstance(self._claims, Exception):
            raise self._claims
        return self._claims


def _claims(**changes: object) -> ProposalClaims:
    scope = tuple(ScopeClaim(item=item, chances=(0.0, 0.0, 1.0)) for item in ScopeItem)
    return ProposalClaims.model_validate({"scope": scope, "terms": (), "deliverables": (), "fees": (), **changes})


def test_a_failing_engine_gives_no_review_and_no_absences(offer: Document, knowledge: Knowledge) -> None:
    found = review_proposal(offer, _Says(EndpointUnreachable("The endpoint is away.")), knowledge=knowledge)
    assert isinstance(found, ReviewFailed)
    assert found.reasons == ("The endpoint is away.",)


def test_a_presence_whose_words_do_not_stand_in_the_document_is_for_a_person_and_never_absent(
    offer: Document, knowledge: Knowledge
) -> None:
    invented = tuple(ScopeClaim(item=item, chances=(0.9, 0.1, 0.0), quotes=("We promise you the moon every week.",)) for item in ScopeItem)
    found = review_proposal(offer, _Says(_claims(scope=invented)), knowledge=knowledge)
    assert isinstance(found, ProposalReview)
    assert {one.status for one in found.scope} == {Presence.NOT_ASSESSED}
    assert found.unsupported == len(ScopeItem)
    assert found.hard_rule.verdict == "not_assessed"
    assert found.majority.covered == 0


def test_a_term_with_an_invented_quote_is_not_stated(offer: Document, knowledge: Knowledge) -> None:
    claim = TermClaim(term=T.HOURS_PER_WEEK, low=40, high=40, quotes=("Forty hours a week, every week of the year.",))
    found = review_proposal(offer, _Says(_claims(terms=(claim,))), knowledge=knowledge)
    assert isinstance(found, ProposalReview)
    assert not found.term(T.HOURS_PER_WEEK).stated
    assert found.unsupported == 1
