"""Notes beside the interview. What is typed is kept at once; adding it makes it part of the record."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drafts
from ui.components.markup import Html, draw, tag
from ui.components.trouble import in_words
from vetting.models.record import InterviewRecord, Note


def notes(record: InterviewRecord, question: str | None) -> None:
    """This question's notes, or those on the whole interview, and room for another."""
    draw(tag("h4", "Notes on this question" if question else "Notes on the interview", class_="vt-h"))
    draw(note_list([note for note in record.notes if note.question == question]))
    place = f"note {question or 'whole'}"
    id = record.interview.id
    text = drafts.draft_area(id, place, "A note", height=90, placeholder="For you and your colleagues; never graded.")
    if st.button("Add the note", key=f"add {place}") and text.strip():
        with in_words():
            engine.store().note(id, text, by=state.person(), question=question)
            drafts.empty_draft(id, place)
            st.rerun()


def note_list(found: list[Note]) -> Html:
    """Notes with who wrote them, and when."""
    if not found:
        return Html()
    return tag(
        "ul",
        *(tag("li", note.text, tag("span", f" {note.by}, {note.at[11:16]} UTC", class_="vt-faint"), dir="auto") for note in found),
        class_="vt-notes",
    )
