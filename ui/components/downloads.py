"""What leaves the house: reports in every format, and the letter to the candidate, which a person edits first."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from ui import state
from ui.components import drafts
from ui.components.markup import draw, tag
from ui.components.trouble import in_words
from vetting.models.knowledge import Knowledge
from vetting.models.record import InterviewRecord
from vetting.models.report import Report
from vetting.report import FORMATS, evidence_letter, interview_report, letter_docx

LETTER = "letter"


def reports(record: InterviewRecord, knowledge: Knowledge) -> None:
    draw(
        tag(
            "p",
            "Each report holds every grade with its quotes and how it was made, and says what this tool cannot know.",
            class_="vt-faint",
        )
    )
    buttons(lambda: interview_report(record, knowledge), f"interview {record.interview.candidate}")


def buttons(report: Callable[[], Report], name: str) -> None:
    """One format at a time is made, when it is asked for."""
    chosen = st.segmented_control(
        "Format", options=list(FORMATS), format_func=lambda one: FORMATS[one].label, key=f"format {name}", default="pdf", required=True
    )
    form = FORMATS[chosen or "pdf"]
    with in_words(), st.spinner("Writing the report"):
        st.download_button(
            f"Download as {form.label}",
            data=form.render(report()),
            file_name=file_name(name, form.suffix),
            mime=form.media,
            key=f"download {name} {chosen}",
            on_click="ignore",
            type="primary",
        )


def letter(record: InterviewRecord) -> None:
    """A draft from the evidence; nothing is sent from here."""
    id = record.interview.id
    draw(
        tag(
            "p",
            "A letter with the candidate's own words: what they showed, what stayed open, what helps next time. "
            "It names no level. Edit it; nothing is sent from here.",
            class_="vt-faint",
        )
    )
    started = bool(drafts.typed(id, LETTER))
    text = drafts.draft_area(
        id, LETTER, "The letter", height=420, placeholder="Start from the evidence with the button below, or write your own."
    )
    with st.container(horizontal=True):
        words = "Start again from the evidence" if started else "Draft it from the evidence"
        st.button(words, key="draft_letter", on_click=_draft, args=(record,))
        if text.strip():
            name = f"letter {record.interview.candidate}"
            st.download_button(
                "Download as text",
                data=text.encode(),
                file_name=file_name(name, ".md"),
                mime="text/markdown",
                key="letter_text",
                on_click="ignore",
            )
            media = FORMATS["docx"].media
            st.download_button(
                "Download as Word",
                data=letter_docx(text),
                file_name=file_name(name, ".docx"),
                mime=media,
                key="letter_word",
                on_click="ignore",
            )


def _draft(record: InterviewRecord) -> None:
    drafts.put_text(record.interview.id, LETTER, evidence_letter(record))


def file_name(name: str, suffix: str) -> str:
    """A name every file system takes."""
    return (re.sub(r"[^\w]+", "-", name, flags=re.ASCII).strip("-").lower() or state.interview() or "report") + suffix
