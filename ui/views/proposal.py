"""Proposal: what an offer on paper promises and leaves open, what it costs, whether the buyer is ready, and what to write back."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drafts, proposal_found
from ui.components.crossed import crossed
from ui.components.form import Form
from ui.components.hire_desk import hire_desk
from ui.components.markup import draw, label, short, tag
from ui.components.price_desk import offers_of, own_rates, placed, price_desk
from ui.components.proposal_in import bring_in, kept_proposals, read_again, vet_waiting
from ui.components.proposal_letter import letter
from ui.components.readiness import your_side
from ui.components.trouble import say
from vetting.errors import BadInput
from vetting.models.kept_proposal import KeptProposal
from vetting.models.proposal import ProposalReview
from vetting.proposal.lexicon import load_lexicon

TABS = ("Scope", "Terms", "90 days", "Price", "Or a hire", "Your side", "Interview", "Letter")


def page() -> None:
    drafts.save_while_typing()
    vet_waiting()
    kept = _opened()
    if kept is None or not kept.document.text:
        st.title("Vet a proposal", anchor=False)
        draw(
            tag(
                "p",
                "What is promised in which words, what is missing, whether the price fits, what the first 90 days must show, and what to "
                "write back. Before anyone signs.",
                class_="vt-faint",
            )
        )
        bring_in(kept)
        kept_proposals()
        return
    st.title(label(short(kept.document.name, 80)), anchor=False)
    with st.container(horizontal=True):
        st.button("Vet another", key="another", type="tertiary", icon=":material/add:", on_click=state.open_proposal, args=(None,))
    if isinstance(kept.review, ProposalReview):
        _review(kept, kept.review)
    else:
        read_again(kept)


def _opened() -> KeptProposal | None:
    id = state.proposal()
    if id is None:
        return None
    try:
        return engine.store().proposals.read(id)
    except BadInput:
        state.open_proposal(None)
        state.say("The proposal in the address is not kept here. It may have been erased.")
        st.rerun()


def _review(kept: KeptProposal, review: ProposalReview) -> None:
    lexicon, document = load_lexicon(), kept.document
    prices = Form(kept.id, "prices")
    rates = own_rates(prices)
    placements = tuple(found for offer in offers_of(review) if (found := placed(offer, rates)) is not None)
    pages = f", {review.pages} pages" if review.pages else ""
    draw(tag("p", f"{review.words:,} words{pages} · {review.engine} · no legal advice", class_="vt-faint"))
    for warning in review.warnings:
        say("warn", None, warning)
    draw(proposal_found.at_a_glance(review, placements, lexicon))
    tabs = dict(zip(TABS, st.tabs(list(TABS)), strict=True))
    with tabs["Scope"]:
        draw(proposal_found.scope(review, document, lexicon))
    with tabs["Terms"]:
        draw(proposal_found.clashes(review.clashes, document))
        draw(proposal_found.terms(review, document, lexicon))
        draw(proposal_found.bites([one for one in review.bites if one.contradiction == "h"]))
    with tabs["90 days"]:
        draw(proposal_found.ninety(review, document, lexicon))
    with tabs["Price"]:
        price_desk(review, prices)
    with tabs["Or a hire"]:
        hire_desk(review, placements, Form(kept.id, "hire"))
    with tabs["Your side"]:
        your_side(Form(kept.id, "buyer"))
    with tabs["Interview"]:
        crossed(review, document, Form(kept.id, "interview"))
    with tabs["Letter"]:
        letter(kept.id, review)


page()
