"""The clarification letter: it asks for exactly what is missing; a person edits it, and nothing is sent from here."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.components import drafts
from ui.components.downloads import file_name
from ui.components.markup import draw, tag
from vetting.models.proposal import ProposalReview
from vetting.proposal.letter import clarification_letter, letter_docx
from vetting.report import FORMATS

LETTER = "letter"


def letter(id: str, review: ProposalReview) -> None:
    draw(
        tag(
            "p",
            "Numbered questions, each with its reason in a clause, for what is missing, vague or contradictory. It asks nothing the "
            "document answers, as far as the engine read it: look over the quotes before you send it. Nothing is sent from here.",
            class_="vt-faint",
        )
    )
    head = st.container(horizontal=True, vertical_alignment="bottom")
    text = drafts.draft_area(id, LETTER, "The letter", height=460, placeholder="Write it with the button above, or type your own.")
    with head:
        st.text_input("To", key=f"to {id}", max_chars=80, placeholder="Name of the person", persist_state="session")
        words = "Write it again from the review" if text.strip() else "Write it"
        st.button(words, key="write_letter", on_click=_write, args=(id, review))
    if not text.strip():
        return
    name = f"questions {review.document.rsplit('.', 1)[0]}"
    with st.container(horizontal=True):
        st.download_button(
            "Download as Markdown",
            data=text.encode(),
            file_name=file_name(name, ".md"),
            mime="text/markdown",
            key="letter_markdown",
            on_click="ignore",
        )
        st.download_button(
            "Download as Word",
            data=letter_docx(text),
            file_name=file_name(name, ".docx"),
            mime=FORMATS["docx"].media,
            key="letter_docx",
            on_click="ignore",
        )


def _write(id: str, review: ProposalReview) -> None:
    sender = state.person() if state.person() != state.SOMEBODY else ""
    drafts.put_text(id, LETTER, clarification_letter(review, to=state.value(f"to {id}", "").strip(), sender=sender))
