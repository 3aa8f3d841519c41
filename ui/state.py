"""The only door to the session and to the address: who is here, which interview is open, and what is being typed.

The address holds what must survive a refresh or a new server: the interview, the question, the proposal, the drill and the person's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import streamlit as st

from vetting.models.record import Draft, InterviewRecord

T = TypeVar("T")
SOMEBODY = "Interviewer"
ADDRESS = ("interview", "question", "proposal", "drill", "practice", "by")


def begin() -> None:
    """Once a run, before any page: the address speaks first; what it does not say, the session remembers."""
    for name in ADDRESS:
        given = st.query_params.get(name)
        if given:
            if name == "interview" and given != st.session_state.get("interview"):
                st.session_state.pop("question", None)
            st.session_state[name] = given
        elif st.session_state.get(name):
            st.query_params[name] = st.session_state[name]


def is_dark() -> bool:
    """True where the person's theme is dark."""
    return bool(st.context.theme.type == "dark")


def person() -> str:
    """The name what this person says is kept under."""
    return str(st.session_state.get("by") or SOMEBODY)


def call_me(name: str) -> None:
    """Changes the name from here on; what was said under the old one stays under it."""
    _put("by", " ".join(name.split())[:60])


def interview() -> str | None:
    """The id of the interview that is open."""
    return st.session_state.get("interview")


def open_interview(id: str | None) -> None:
    """Opens another interview, or none."""
    _put("interview", id)
    _put("question", None)


def question() -> str | None:
    """The id of the question in view, where one was chosen."""
    return st.session_state.get("question")


def look_at(question: str | None) -> None:
    _put("question", question)


def proposal() -> str | None:
    """The id of the proposal that is open."""
    return st.session_state.get("proposal")


def open_proposal(id: str | None) -> None:
    """Opens another proposal, or none."""
    _put("proposal", id)


def drill() -> str | None:
    """The id of the drill that is open."""
    return st.session_state.get("drill")


def open_drill(id: str | None) -> None:
    """Opens another drill, or none."""
    _put("drill", id)


def practice() -> str | None:
    """The id of the practice session that is open."""
    return st.session_state.get("practice")


def open_practice(id: str | None) -> None:
    """Opens another practice session, or none."""
    _put("practice", id)


def say(words: str) -> None:
    """Words to show once, after the next redraw."""
    st.session_state["said"] = words


def said() -> str | None:
    """What was to be shown; once."""
    words: str | None = st.session_state.pop("said", None)
    return words


def start(key: str, value: T) -> T:
    """Gives a widget its first value, unless it has one."""
    kept: T = st.session_state.setdefault(key, value)
    return kept


def value(key: str, default: T) -> T:
    """What a widget holds."""
    held: T = st.session_state.get(key, default)
    return held


def has(key: str) -> bool:
    """True where a widget has a value, be it an empty one."""
    return key in st.session_state


def put(key: str, value: Any) -> None:
    """Sets a widget's value before it is drawn, or in a callback."""
    st.session_state[key] = value


def forget(*keys: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)


def draft_of(id: str, place: str) -> Draft | None:
    """The draft as this window last kept or read it; its revision is what the next one must name."""
    draft: Draft | None = st.session_state.get(f"kept {id} {place}")
    return draft


def keep_draft(id: str, place: str, draft: Draft | None) -> None:
    st.session_state[f"kept {id} {place}"] = draft


def coming_interview(new_id: Callable[[], str]) -> str:
    """The id an interview will get when something is typed into it; the same until then."""
    id: str = st.session_state.get("coming") or new_id()
    st.session_state["coming"] = id
    return id


def coming_proposal(new_id: Callable[[], str]) -> str:
    """The same for a proposal."""
    id: str = st.session_state.get("coming proposal") or new_id()
    st.session_state["coming proposal"] = id
    return id


def has_come(what: str = "coming") -> None:
    """The coming interview (or `what`) is kept now; the next one gets an id of its own."""
    st.session_state.pop(what, None)


def new_drafts(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """This person's drafts by place."""
    return {draft.place: draft for draft in drafts if draft.by == person()}


def drawn(record: InterviewRecord) -> None:
    """Remembers what this window shows, so that the watch can tell when there is more."""
    st.session_state["drawn"] = (record.interview.id, record.stamp)


def is_drawn(id: str, stamp: int) -> bool:
    """True where the window shows the interview at this stamp."""
    return st.session_state.get("drawn") == (id, stamp)


def _put(name: str, value: str | None) -> None:
    if value:
        st.session_state[name] = st.query_params[name] = value
    else:
        st.session_state.pop(name, None)
        st.query_params.pop(name, None)
