"""The screen's front door: the pages, the look, and who is here. `vetting ui` runs it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))  # Streamlit puts only this folder there, and pages say `from ui import …`

import streamlit as st  # noqa: E402

from ui import engine, state  # noqa: E402
from ui.components import trouble  # noqa: E402
from ui.components.side import side  # noqa: E402
from vetting.errors import VettingError  # noqa: E402

ICON = "🔎"
"""A picture file would load numpy and PIL before the first page; an emoji is drawn by the browser, and fetched from nowhere."""


@dataclass(frozen=True)
class PageRow:
    """One page of the screen."""

    file: str
    title: str
    icon: str
    section: str


PAGES = (
    PageRow("home.py", "Home", "home", "Interviews"),
    PageRow("prepare.py", "Prepare", "checklist", "Interviews"),
    PageRow("interview.py", "Interview", "forum", "Interviews"),
    PageRow("import_transcript.py", "Import", "upload_file", "Interviews"),
    PageRow("review.py", "Review", "fact_check", "Interviews"),
    PageRow("compare.py", "Compare", "compare_arrows", "Interviews"),
    PageRow("proposal.py", "Proposal", "contract", "Proposals"),
    PageRow("practice.py", "Practice", "sports_martial_arts", "Practice"),
    PageRow("drill.py", "Drill", "exercise", "Practice"),
    PageRow("library.py", "Library", "menu_book", "Reference"),
    PageRow("replay.py", "Replay", "replay", "Reference"),
    PageRow("settings.py", "Settings", "tune", "Reference"),
)
# In the order of the menu; the first is the front page. They live in views/, because a folder called pages/ beside this file would be
# taken for the menu by Streamlit until the first visit of the front page, and a link to an interview would not be understood.


def main() -> None:
    st.set_page_config(page_title="Vetting", page_icon=ICON, layout="wide")
    st.html(HERE / "look.css")
    state.begin()
    sections: dict[str, list[st.Page]] = {}
    for row in PAGES:
        page = st.Page(HERE / "views" / row.file, title=row.title, icon=f":material/{row.icon}:", default=row is PAGES[0])
        sections.setdefault(row.section, []).append(page)
    chosen = st.navigation(sections)
    with trouble.in_words():
        side()
        if words := state.said():
            st.toast(words, duration="long")
        try:
            chosen.run()
        except VettingError:
            raise
        except Exception:  # whatever it is, a person should read words, and the log the rest
            trouble.gone_wrong()
    with trouble.in_words():
        engine.warm()


main()
