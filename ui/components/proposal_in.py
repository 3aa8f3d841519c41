"""How a proposal comes in: a file, or pasted text that is kept while it is typed; and the proposals that are kept."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drafts
from ui.components.markup import draw, short, tag
from ui.components.proposal_found import HARD_WORDS
from ui.components.proposal_letter import LETTER
from ui.components.trouble import in_words, say, show
from vetting.errors import VettingError
from vetting.models.document import Document
from vetting.models.kept_proposal import KeptProposal, ProposalSummary
from vetting.models.proposal import ProposalReview, ReviewFailed
from vetting.proposal.document import READS, read_document
from vetting.proposal.letter import clarification_letter
from vetting.storage import new_id
from vetting.storage.proposals import TYPED

PASTED = "Pasted text"
NOT_READ = Document(name=PASTED, format="text", text="")


def bring_in(kept: KeptProposal | None) -> None:
    """`kept`: a pasted text that was not read yet."""
    id = kept.id if kept else state.coming_proposal(new_id)
    st.file_uploader(f"A proposal, contract draft or email ({READS})", key=f"offer {id}", on_change=_read_file, args=(id,), help=_where())
    drafts.draft_area(
        id, TYPED, "Or paste its text", height=220, placeholder="The whole text, with its terms and prices.", on_change=_keep_typed
    )
    with st.container(horizontal=True):
        if st.button("Vet it", key="vet", type="primary"):
            _read_typed(id)
        st.button(
            "Vet an example",
            key="vet_example",
            on_click=_read_example,
            args=(id,),
            help="An invented offer, with what offers often leave out",
        )
    failed: VettingError | None = state.value(f"unread {id}", None)
    if failed is not None:
        show(failed)


def _where() -> str:
    return "Its text goes to your endpoint." if engine.settings().uses_endpoint else "Read on this machine; nothing leaves it."


def kept_proposals() -> None:
    found = engine.store().proposals.list()
    if not found:
        return
    draw(tag("h3", "Kept proposals", class_="vt-h"))
    for one in found:
        _row(one)


def _row(one: ProposalSummary) -> None:
    with st.container(border=True, key=f"proposal {one.id}"):
        says = (
            "Not read yet"
            if one.covered is None
            else f"{one.covered} of 10 pinned down · hard rule: {HARD_WORDS[one.hard_rule or 'silent'].lower()}"
        )
        draw(
            tag(
                "div",
                tag("b", short(one.name, 80), dir="auto"),
                tag("p", says, class_="vt-faint"),
                tag("p", f"Changed {one.changed[:10]}, {one.changed[11:16]} UTC", class_="vt-faint"),
                class_="vt-row",
            )
        )
        with st.container(horizontal=True):
            st.button("Open", key=f"open {one.id}", on_click=state.open_proposal, args=(one.id,))
            with st.popover("Erase", type="tertiary", key=f"erase {one.id}"):
                draw(tag("p", f"This takes away {short(one.name, 60)} with everything typed about it. It cannot be undone."))
                st.button("Erase it for good", key=f"really {one.id}", on_click=_erase, args=(one.id,))


def read_again(kept: KeptProposal) -> None:
    """For a review that failed, or was made by another version."""
    failed = kept.review if isinstance(kept.review, ReviewFailed) else None
    if failed is not None:
        say("bad", "The engine could not read it", *failed.reasons, "The text is kept, and nothing in it is called absent.")
    else:
        say("calm", "It was read by another version", "The text is kept; read it again to see what stands in it.")
    if st.button("Read it again", key="again", type="primary"):
        _vet(kept.id, kept.document)


def _vet(id: str, document: Document) -> None:
    """Reads the document, keeps it with what was found, and writes the letter where there is none yet."""
    with in_words():
        with st.spinner("Reading it word by word", show_time=True):
            review = engine.vet(document)
        engine.store().proposals.keep(id, document, review, by=state.person())
        if isinstance(review, ProposalReview) and not any(draft.place == LETTER for draft in engine.store().drafts(id)):
            drafts.put_text(id, LETTER, clarification_letter(review))
        state.open_proposal(id)
        state.has_come("coming proposal")
        st.rerun()


def _read_typed(id: str) -> None:
    typed = drafts.typed(id, TYPED)
    if not typed.strip():
        say("warn", None, "Give a file, or paste the text first.")
        return
    with in_words():
        _vet(id, read_document(typed.encode(), PASTED))


def _read_file(id: str) -> None:
    given = state.value(f"offer {id}", None)
    state.forget(f"unread {id}")
    if given is None:
        return
    try:
        state.put("to vet", (id, read_document(given.getvalue(), given.name)))
    except VettingError as error:
        state.put(f"unread {id}", error)


def _read_example(id: str) -> None:
    state.put("to vet", (id, engine.example_proposal()))


def vet_waiting() -> None:
    """A document that a callback read is vetted in the run that follows, where there is a page to show it on."""
    waiting: tuple[str, Document] | None = state.value("to vet", None)
    state.forget("to vet")
    if waiting is not None:
        _vet(*waiting)


def _keep_typed(id: str, place: str) -> None:
    """From the first word, the text is kept; its id goes into the address."""
    if state.proposal() != id:
        engine.store().proposals.keep(id, NOT_READ, None, by=state.person())
        state.open_proposal(id)
        state.has_come("coming proposal")
    drafts.keep(id, place)


def _erase(id: str) -> None:
    with in_words():
        engine.store().proposals.erase(id, by=state.person())
        if state.proposal() == id:
            state.open_proposal(None)
        state.say("Erased. The log keeps only that it was there.")
