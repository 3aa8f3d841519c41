"""The price desk: a fee of the document, or any other, in the bands; and several advisers on top of each other."""

from __future__ import annotations

import re
from typing import Any, get_args

import streamlit as st

from ui import engine
from ui.components import price_charts
from ui.components.form import Form
from ui.components.markup import Html, draw, tag
from ui.components.proposal_found import bites
from ui.components.trouble import in_words, say
from vetting.errors import BadInput
from vetting.models.price import EngagementModel, Prices
from vetting.models.priced import Offer, Per, Placement, Rates, Region
from vetting.models.proposal import ProposalReview
from vetting.proposal import money
from vetting.proposal.lexicon import load_band_sources, load_rates, with_rates
from vetting.proposal.offered import offers_in, place_offer
from vetting.proposal.price import NAMES, stack
from vetting.proposal.said import place_words, rates_words

ANOTHER = "Another price"
NOT_SAID = "not said"
MODELS = (NOT_SAID, *(model for model in get_args(EngagementModel) if model != "any"))
REGIONS = {NOT_SAID: "not said", "US": "United States", "EU": "Europe", "UK": "United Kingdom", "offshore": "Offshore or nearshore"}
TO_START = Offer(amount=10_000, per="month", currency="USD")


def own_rates(form: Form) -> Rates:
    """The rates in use; what the person typed that is no rate is left out here and said where it is typed."""
    try:
        return with_rates(load_rates(), _rates_typed(str(form.kept("rates", ""))))
    except BadInput:
        return load_rates()


def offers_of(review: ProposalReview) -> tuple[Offer, ...]:
    region: Region | None = next((one for one in get_args(Region) if one == review.region), None)
    return offers_in(review.fees, review.terms, region, review.commitment_months)


def placed(offer: Offer, rates: Rates) -> Placement | None:
    """The offer in the bands; None where nobody can charge or work what it says."""
    prices = engine.knowledge().prices
    if prices is None:
        return None
    try:
        return place_offer(offer, prices=prices, rates=rates, contradictions=engine.knowledge().contradictions, sources=load_band_sources())
    except BadInput:
        return None


def price_desk(review: ProposalReview, form: Form) -> None:
    """Everything about one price can be changed; what the document says is where it starts."""
    prices = engine.knowledge().prices
    if prices is None:
        say("warn", "There are no bands", "The knowledge pack in use holds no prices, so no price can be placed.")
        return
    offers = offers_of(review)
    names = [f"{number}. {_stated(offer)}" for number, offer in enumerate(offers, start=1)]
    chosen = form.choose("Which price", "fee", [*names, ANOTHER], names[0] if names else ANOTHER)
    number = names.index(chosen) if chosen in names else None
    if number is not None:
        quote = review.fees[number].quote
        draw(tag("p", tag("q", quote.words, dir="auto"), f" {place_words(quote)}", class_="vt-quote"))
    offer = _edited(offers[number] if number is not None else TO_START, f"{number if number is not None else 'own'} ", form)
    with in_words():
        rates = _rates(form)
        found = place_offer(
            offer, prices=prices, rates=rates, contradictions=engine.knowledge().contradictions, sources=load_band_sources()
        )
        _draw_placement(found, prices, f"bands {form.id}")
    _stacking(form, prices)


def _stated(offer: Offer) -> str:
    amount = f"{offer.currency or 'no currency'} {offer.amount:,.2f}".removesuffix(".00")
    return f"{amount} fixed" if offer.per == "fixed" else f"{amount} per {offer.per}"


def _edited(start: Offer, name: str, form: Form) -> Offer:
    """The offer as the person has it now."""
    low, high = start.hours_per_week or (None, None)
    one, two, three = st.columns(3)
    with one:
        amount = form.number("Amount", f"{name}amount", start.amount, step=100.0)
        per = form.choose("For a", f"{name}per", get_args(Per), start.per)
        currency = form.choose("Currency", f"{name}currency", [NOT_SAID, *money.CODES], start.currency or NOT_SAID)
    with two:
        hours_low = form.number("Hours a week, from", f"{name}hours low", low)
        hours_high = form.number("Hours a week, to", f"{name}hours high", high)
        model = form.choose("Engagement model", f"{name}model", MODELS, start.model or NOT_SAID, format_func=_model_name)
    with three:
        region = form.choose("Where the person works", f"{name}region", list(REGIONS), start.region or NOT_SAID, format_func=_region_name)
        discount = form.number("Discount already taken off, %", f"{name}discount", start.discount_percent, max_value=99.0)
        if per in ("sprint", "fixed"):
            commitment, days = start.commitment_months, form.number("Days of work it buys", f"{name}days", start.days)
        else:
            commitment, days = form.number("Months you commit to", f"{name}commitment", start.commitment_months, max_value=120.0), None
    bounds = sorted(hours for hours in (hours_low, hours_high) if hours)
    return Offer(
        amount=amount or 0,
        per=per,
        currency=None if currency == NOT_SAID else currency,
        model=None if model == NOT_SAID else model,
        hours_per_week=(bounds[0], bounds[-1]) if bounds else None,
        region=None if region == NOT_SAID else region,
        commitment_months=commitment or None,
        discount_percent=discount or None,
        days=days or None,
    )


def _model_name(name: Any) -> str:
    return NAMES.get(name, NOT_SAID)


def _region_name(name: Any) -> str:
    return REGIONS[name]


def _rates(form: Form) -> Rates:
    """Planning figures, said to be that, with the person's own over them. Raises BadInput for what is no rate."""
    typed = form.line(
        "Your own exchange rates, in US dollars for one unit",
        "rates",
        placeholder="EUR=1.15, GBP=1.32",
        help="Bands are stated in US dollars. What you give here is used for every price of this proposal.",
    )
    draw(tag("p", rates_words(load_rates()), class_="vt-faint"))
    return with_rates(load_rates(), _rates_typed(typed))


def _rates_typed(typed: str) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", re.sub(r"\s*=\s*", "=", typed.strip())) if part]


def _draw_placement(found: Placement, prices: Prices, key: str) -> None:
    inside = any(place.position == "inside" for place in found.places[:1]) and not found.for_other_hours
    say("good" if inside else "warn", found.stated, found.says)
    if found.list_price_usd is not None and found.places:
        price_charts.bands(found, key)
        draw(tag("ul", *(tag("li", words) for words in _places(found)), class_="vt-bullets vt-faint"))
    if found.hourly_usd:
        low, high = found.hourly_usd
        hour = f"${low:,.0f}" if round(low) == round(high) else f"${low:,.0f} to ${high:,.0f}"
        draw(tag("p", tag("b", f"An hour costs {hour}."), " Compare offers by this, with the same hours."))
    if found.open:
        draw(tag("h4", "What is open about it", class_="vt-h"))
        draw(tag("ul", *(tag("li", question) for question in found.open), class_="vt-notes"))
    draw(tag("details", tag("summary", "Step by step"), _steps(found), class_="vt-fold"))
    draw(bites(found.bites))
    draw(tag("p", f"Bands: {prices.source}, read {prices.date_read}. {prices.note}", class_="vt-faint"))


def _places(found: Placement) -> list[str]:
    lines = []
    for place in found.places:
        off = f" by {place.percent_off:g} %" if place.percent_off else ""
        moved = f", {place.adjusted}" if place.adjusted else ""
        source = f"criterion {place.criterion}" if place.criterion else place.source
        name = price_charts.band_name(place.band)
        lines.append(f"{place.position}{off}: {name}, ${place.low:,.0f}-{place.high:,.0f} ({source}{moved})")
    return lines


def _steps(found: Placement) -> Html:
    return tag("ul", *(tag("li", f"{step.says}: {step.amount:,.2f} {step.unit}") for step in found.steps), class_="vt-bullets")


def _stacking(form: Form, prices: Prices) -> None:
    draw(tag("h3", "Several advisers at once", class_="vt-h"))
    typed = form.lines("What each asks for a month, one to a line", "stacked", placeholder="$7,000\nEUR 6.500\nGBP 5,800", height=110)
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) < 2:
        draw(tag("p", "Give at least two, to see what they cost together beside one embedded officer and a hire.", class_="vt-faint"))
        return
    with in_words():
        monthly = [_monthly(line, own_rates(form)) for line in lines]
        found = stack(monthly, prices)
        say("calm", f"${found.monthly_usd:,.0f} a month together", found.says)


def _monthly(line: str, rates: Rates) -> float:
    """A line as dollars a month. Raises BadInput in words."""
    read = money.price(line)
    if read is None or read.amount <= 0:
        raise BadInput(f"“{line.strip()}” is no price. Write one such as $7,000 or EUR 6.500.")
    offer = Offer(amount=read.amount, per=read.per or "month", currency=read.currency or "USD", model="strategic")
    found = placed(offer, rates)
    if found is None or found.list_price_usd is None or found.unit != "month":
        raise BadInput(f"“{line.strip()}” cannot be told by the month. Give a monthly amount in a currency there is a rate for.")
    return found.list_price_usd
