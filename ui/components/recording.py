"""Speaking instead of typing: recorded in the browser, written down by the endpoint where one is configured."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import drafts
from ui.components.trouble import say, show
from vetting.errors import VettingError


def recording(id: str, place: str) -> None:
    """Room to record an answer; what was heard is added to the draft, where it can be corrected before it is graded."""
    with st.expander("Record it instead", key=f"record {place}"):
        if not engine.settings().uses_endpoint:
            say(
                "calm",
                "No transcription here",
                "Recordings are written down by an endpoint, and none is configured, so please type or paste. "
                "Settings says how to set one up.",
            )
            return
        st.caption("Tell the candidate first. The recording goes to your endpoint to be written down; only the text is kept.")
        sound = st.audio_input("Record the answer", key=f"sound {place}")
        failed: VettingError | None = state.value(f"unheard {place}", None)
        if failed is not None:
            show(failed)
        if sound is not None:
            st.button("Write it down", key=f"hear {place}", on_click=_hear, args=(id, place, sound.getvalue()))


def _hear(id: str, place: str, sound: bytes) -> None:
    state.forget(f"unheard {place}")
    try:
        heard = engine.transcribe(sound)
    except VettingError as error:
        state.put(f"unheard {place}", error)
        return
    before = drafts.typed(id, place).rstrip()
    drafts.put_text(id, place, f"{before}\n\n{heard}" if before else heard)
