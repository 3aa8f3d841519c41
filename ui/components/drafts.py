"""Text that is kept while it is typed. What this window typed is never overwritten by what another one kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import engine, state
from ui.components.markup import draw, tag
from ui.components.trouble import notice
from vetting.errors import BadInput
from vetting.models.record import Draft
from vetting.storage import DraftConflict

SAVE_WHILE_TYPING = """
export default function () {
  let timer = null
  const commit = (area) => {
    if (!document.contains(area) || area.disabled) return
    area.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true}))
  }
  const onInput = (event) => {
    const area = event.target
    if (!(area instanceof HTMLTextAreaElement) || !area.closest("[class*='st-key-typed']")) return
    clearTimeout(timer)
    timer = setTimeout(() => commit(area), 700)
  }
  document.addEventListener("input", onInput)
  return () => { clearTimeout(timer); document.removeEventListener("input", onInput) }
}
"""
"""Streamlit keeps a text area when it is left; this keeps it after every pause, as if Ctrl+Enter were pressed. It reads no content."""

_save_while_typing = st.components.v2.component("vetting.save_while_typing", js=SAVE_WHILE_TYPING)


def save_while_typing() -> None:
    """To be drawn once a page that has drafts."""
    with st.container(key="unseen"):
        _save_while_typing(key="save_while_typing", height="content")


def draft_area(
    id: str, place: str, label: str, *, height: int = 200, placeholder: str = "", on_change: Callable[[str, str], None] | None = None
) -> str:
    """A text area under a place; returns what is in it. `on_change` stands in for `keep`, where there is more to keep."""
    key = area_key(id, place)
    if not state.value(f"read {key}", False):
        kept = state.new_drafts(engine.store().drafts(id)).get(place)
        state.keep_draft(id, place, kept)
        state.start(key, kept.text if kept else "")
        state.put(f"read {key}", True)  # last: whatever comes before it may be cut short, and is then done again
    text = st.text_area(
        label, key=key, height=height, placeholder=placeholder, on_change=on_change or keep, args=(id, place), persist_state="session"
    )
    _keep_what_was_cut_short(id, place, text or "", on_change or keep)
    _say_kept(id, place)
    return text or ""


def _keep_what_was_cut_short(id: str, place: str, text: str, keep_it: Callable[[str, str], None]) -> None:
    """Streamlit stops a callback wherever it touches the session once the next click or key arrives; what it did not keep is kept here."""
    kept = state.draft_of(id, place)
    if text.strip() and text != (kept.text if kept else "") and state.value(f"conflict {area_key(id, place)}", None) is None:
        keep_it(id, place)


def area_key(id: str, place: str) -> str:
    return f"typed {id} {place}"


def put_text(id: str, place: str, text: str) -> None:
    """Text into a draft area, from a recording or another version; kept at once. For callbacks."""
    state.put(area_key(id, place), text)
    keep(id, place)


def typed(id: str, place: str) -> str:
    """What stands in the area, also where it is not drawn any more."""
    return state.value(area_key(id, place), "") or ""


def typed_here(id: str, place: str) -> str:
    """The same, where a person typed it in this window; nothing where it was only read from the store."""
    return typed(id, place) if state.value(f"own {area_key(id, place)}", False) else ""


def done(id: str, place: str) -> None:
    """Forgets a draft whose text was taken: the store let go of it in the same step."""
    state.forget(area_key(id, place), f"read {area_key(id, place)}", f"conflict {area_key(id, place)}", f"own {area_key(id, place)}")
    state.keep_draft(id, place, None)


def empty_draft(id: str, place: str) -> None:
    """Lets go of a draft that was used up elsewhere, such as a note that was added."""
    kept = state.draft_of(id, place)
    if kept:
        engine.store().draft(id, kept.model_copy(update={"text": ""}))
    done(id, place)


def keep(id: str, place: str) -> None:
    """Keeps what the area holds now. For callbacks."""
    key = area_key(id, place)
    kept = state.draft_of(id, place)
    text = state.value(key, "") or ""
    if text == (kept.text if kept else ""):
        return
    state.put(f"own {key}", True)
    sent = state.value(f"sent {key}", None)
    state.put(f"sent {key}", text)
    try:
        new = _keep(id, place, text, kept)
    except DraftConflict as conflict:
        if conflict.kept is None or conflict.kept.text != sent:
            state.put(f"conflict {key}", conflict)
            return
        new = _keep(id, place, text, conflict.kept)  # our own of a moment ago, from a callback that was cut short before it noted so
    except BadInput:
        return  # the interview was erased in another window; the page says so when it draws
    state.keep_draft(id, place, new)


def _keep(id: str, place: str, text: str, kept: Draft | None) -> Draft | None:
    return engine.store().draft(id, Draft(place=place, text=text, by=state.person(), revision=kept.revision if kept else 0))


def _say_kept(id: str, place: str) -> None:
    key = area_key(id, place)
    conflict: DraftConflict | None = state.value(f"conflict {key}", None)
    if conflict is not None:
        _choose(id, place, conflict)
        return
    kept = state.draft_of(id, place)
    # The line is there before there is a draft: one that came while a button is pressed would move the button away under the finger.
    words = f"Draft kept at {kept.at[11:19]} UTC" if kept and kept.text else "Kept as you type"
    draw(tag("p", words, class_="vt-kept"))


def _choose(id: str, place: str, conflict: DraftConflict) -> None:
    """Both versions side by side; nothing is thrown away until the person says so."""
    theirs = conflict.kept.text if conflict.kept else ""
    draw(
        notice(
            "warn",
            "This was typed in another window too",
            "Above is what you typed here. Below is what the other window kept. Choose one; nothing is lost until you do.",
        )
    )
    draw(tag("div", theirs or "(empty)", class_="vt-answer", dir="auto", tabindex="0"))
    key = area_key(id, place)
    with st.container(horizontal=True):
        st.button("Keep what I typed here", key=f"mine {key}", on_click=_settle, args=(id, place, None))
        st.button("Take the other version", key=f"theirs {key}", on_click=_settle, args=(id, place, theirs))


def _settle(id: str, place: str, text: str | None) -> None:
    key = area_key(id, place)
    conflict: DraftConflict | None = state.value(f"conflict {key}", None)
    state.forget(f"conflict {key}")
    state.keep_draft(id, place, conflict.kept if conflict else None)
    if text is not None:
        state.put(key, text)
    keep(id, place)
