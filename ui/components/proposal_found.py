"""What a proposal promises, in its own words: at a glance, scope, terms, the first ninety days, and what does not fit together."""

from __future__ import annotations

from collections.abc import Sequence

from ui.components.markup import Html, tag, together
from ui.components.quotes import quotes
from ui.components.words import count
from vetting.models.document import Document
from vetting.models.priced import Bite, Placement
from vetting.models.proposal import Clash, Concrete, DeliverableReading, Presence, ProposalReview, ScopeReading
from vetting.proposal.lexicon import Lexicon
from vetting.proposal.said import deliverable_words, in_a_list, term_words

LOOKS = {Presence.PRESENT: "vt-told", Presence.VAGUE: "vt-thin", Presence.ABSENT: "vt-missing", Presence.NOT_ASSESSED: "vt-missing"}
SIGNS = {Presence.PRESENT: "✓", Presence.VAGUE: "~", Presence.ABSENT: "○", Presence.NOT_ASSESSED: "?"}
STATUSES = {
    Presence.PRESENT: "pinned down",
    Presence.VAGUE: "only named",
    Presence.ABSENT: "absent",
    Presence.NOT_ASSESSED: "read it yourself",
}
CONCRETE: dict[Concrete, str] = {"who": "a who", "when": "a when", "how_much": "a how much", "artefact": "something to hold"}
HARD_LOOKS = {"clear": "vt-told", "partly_silent": "vt-thin", "silent": "vt-missing", "not_assessed": "vt-missing"}
HARD_WORDS = {"clear": "Clear", "partly_silent": "Partly silent", "silent": "Silent on all three", "not_assessed": "Cannot be decided"}


def at_a_glance(review: ProposalReview, placements: Sequence[Placement], lexicon: Lexicon) -> Html:
    """One box for each thing to know before answering the seller."""
    missing = [in_a_list(one.title) for one in lexicon.terms if one.term in review.missing_terms]
    promised = sum(one.found for one in review.ninety_days)
    measurable = sum(one.measurable for one in review.ninety_days)
    stated = len(review.terms) - len(missing)
    return tag(
        "div",
        _box("Scope", f"{review.majority.covered} of {review.majority.of} pinned down", review.majority.says, _look(review.majority.met)),
        _box("Hard rule", HARD_WORDS[review.hard_rule.verdict], review.hard_rule.says, HARD_LOOKS[review.hard_rule.verdict]),
        _box(
            "Terms",
            f"{stated} of {len(review.terms)} stated",
            f"Not stated: {', '.join(missing)}." if missing else "Everything is stated.",
            _look(not missing),
        ),
        _box(
            "First 90 days",
            f"{measurable} measurable of {promised} promised",
            "Without anything measurable by day 90 you would be buying advice." if not measurable else "",
            _look(measurable > 0),
        ),
        _box(
            "Price",
            placements[0].stated if placements else "No fee is stated",
            placements[0].says if placements else "Ask for it: the letter does.",
            _look(
                bool(placements) and not placements[0].for_other_hours and any(one.position == "inside" for one in placements[0].places[:1])
            ),
        ),
        _box(
            "Fits together",
            count(len(review.clashes), "place that does not", "places that do not") if review.clashes else "Nothing found that does not",
            "; ".join(one.about for one in review.clashes) if review.clashes else "Only sums and known opposites are compared.",
            _look(not review.clashes),
        ),
        class_="vt-sides vt-glance",
    )


def _box(name: str, says: str, more: str, look: str) -> Html:
    return tag(
        "div",
        tag("p", name, class_="vt-eyebrow"),
        tag("b", says, dir="auto"),
        tag("p", more, class_="vt-faint") if more else None,
        class_=look,
    )


def _look(good: bool) -> str:
    return "vt-told" if good else "vt-thin"


def scope(review: ProposalReview, document: Document, lexicon: Lexicon) -> Html:
    """The ten items, then the two rules with how they were computed."""
    return together(
        tag("ul", *(_item(review.item(one.item), one.title, document) for one in lexicon.scope), class_="vt-found"),
        tag("h4", "The rule of the majority (criterion 99)", class_="vt-h"),
        tag(
            "p",
            review.majority.says,
            " Only what is pinned down counts: a who, a when, a how much, or something to hold in your hand.",
        ),
        tag("h4", "The hard rule (criterion 100)", class_="vt-h"),
        tag("p", review.hard_rule.says),
        tag(
            "p",
            "Whoever has run AI at scale writes evals, observability and guardrails into an offer by reflex. It is computed from the three "
            "items above: an item counts as mentioned where it is pinned down or only named.",
            class_="vt-faint",
        ),
    )


def _item(one: ScopeReading, title: str, document: Document) -> Html:
    pins = f"Pins down {_listed([CONCRETE[name] for name in one.concrete])}." if one.status is Presence.PRESENT and one.concrete else None
    return tag(
        "li",
        _head(SIGNS[one.status], title, STATUSES[one.status], f"criterion {one.criterion}"),
        quotes(one.quotes, document),
        quotes(one.excluded, document, lead="Not covered, in words: "),
        tag("p", one.note or pins, class_="vt-faint") if one.note or pins else None,
        class_=LOOKS[one.status],
    )


def _head(sign: str, title: str, says: str, more: str) -> Html:
    return tag(
        "p",
        tag("b", tag("span", sign, class_="vt-sign", aria_hidden="true"), title),
        tag("span", says, class_="vt-own"),
        tag("span", more, class_="vt-faint"),
        class_="vt-verdict-line",
    )


def terms(review: ProposalReview, document: Document, lexicon: Lexicon) -> Html:
    """Each term with its value and words; what is missing, with what to ask."""
    lines = []
    for words in lexicon.terms:
        reading = review.term(words.term)
        refused = reading.holds is False
        look = "vt-missing" if not reading.stated else "vt-thin" if refused else "vt-told"
        lines.append(
            tag(
                "li",
                _head("✓" if reading.stated and not refused else "○", words.title, term_words(reading), f"criterion {words.criterion}"),
                quotes(reading.quotes, document),
                None if reading.stated else tag("p", f"Ask: {words.ask} It matters, because {words.because}.", class_="vt-faint"),
                class_=look,
            )
        )
    return tag("ul", *lines, class_="vt-found")


def clashes(found: Sequence[Clash], document: Document) -> Html:
    """Two places that cannot both hold, with the arithmetic."""
    return together(
        *(
            tag(
                "div",
                tag("b", f"{one.about[0].upper()}{one.about[1:]}"),
                tag("p", one.arithmetic),
                quotes(one.quotes, document),
                class_="vt-clash",
            )
            for one in found
        )
    )


def ninety(review: ProposalReview, document: Document, lexicon: Lexicon) -> Html:
    """Each deliverable: measurable, only promised, or not promised; and what would make it measurable."""
    titles = {one.criterion: one for one in lexicon.deliverables}
    order = sorted(review.ninety_days, key=lambda one: (not one.measurable, not one.found, one.criterion))
    return tag("ul", *(_deliverable(one, titles[one.criterion].title, document) for one in order), class_="vt-found")


def _deliverable(one: DeliverableReading, title: str, document: Document) -> Html:
    has = f"Has {_listed([f'a {name}' if name != 'owner' else 'an owner' for name in one.has])}." if one.has else None
    by = f" By day {one.by_day}." if one.by_day else ""
    return tag(
        "li",
        _head("✓" if one.measurable else "~" if one.found else "○", title, deliverable_words(one), f"criterion {one.criterion}"),
        quotes(one.quotes, document),
        tag("p", f"{has or ''}{by}".strip(), class_="vt-faint") if has or by else None,
        None if one.measurable else tag("p", f"Measurable would be: {one.would_make_it_measurable}.", class_="vt-faint"),
        class_="vt-told" if one.measurable else "vt-thin" if one.found else "vt-missing",
    )


def bites(found: Sequence[Bite]) -> Html:
    """Where the source of the figures disagrees with itself, and how to use them all the same."""
    return together(
        *(
            tag(
                "div",
                tag("b", f"The source disagrees with itself ({one.contradiction}): {one.title}"),
                tag("p", one.why),
                tag("p", one.arithmetic, class_="vt-faint"),
                tag("p", tag("b", "Use it so: "), one.reading),
                class_="vt-clash",
            )
            for one in found
        )
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
