"""Settings: which engine grades and whether it answers, the switches, where things are kept, backups. Keys are never shown."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import switches
from ui.components.markup import Html, draw, tag, together
from ui.components.trouble import in_words, say
from ui.components.words import count
from vetting import __version__


def page() -> None:
    st.title("Settings", anchor=False)
    for part in (_engine, _rating, _masking, _kept, _about):
        with in_words():
            part()


def _engine() -> None:
    settings = engine.settings()
    draw(tag("h3", "What grades", class_="vt-h"))
    rows = {
        "Engine": "the model behind your endpoint" if settings.uses_endpoint else "offline, on this machine; nothing leaves it",
        "Key": "set in the environment; never shown or stored" if settings.api_key else "none set, and none needed offline",
    }
    if settings.uses_endpoint:
        rows |= {
            "Endpoint": settings.base_url or "OpenAI's own",
            "Writes and reads": settings.chat_model,
            "Judges": settings.decisions_model,
            "Writes down recordings": settings.transcription_model,
        }
    rows["Limits"] = engine.judge().engine.says_of_itself
    draw(_facts(rows))
    if st.button("Test it now", key="test", help="Searches the library, and asks the endpoint where one is configured"):
        with in_words():
            with st.spinner("Asking", show_time=True):
                answers = engine.test()
            for line in answers:
                say("good", None, line)
    with st.expander("How to use an endpoint"):
        draw(
            tag(
                "p",
                "Set OPENAI_API_KEY, and OPENAI_BASE_URL for any compatible server, before you start the screen. VETTING_MODEL, "
                "VETTING_DECISIONS_MODEL and VETTING_TRANSCRIPTION_MODEL name the models. "
                "VETTING_ENGINE=offline keeps everything on this machine. A request that was answered in the last thirty days is answered "
                "from a file on this machine, at no cost; erasing an interview empties it, and VETTING_REQUEST_CACHE=off asks every time.",
            )
        )


def _rating() -> None:
    draw(tag("h3", "How you rate", class_="vt-h"))
    on = _switch(
        switches.RATE_FIRST,
        "Ask for your own level before the machine's is shown",
        "It keeps the machine from leading you. Who switches it, and when, is recorded.",
    )
    if not on:
        say("warn", None, "Off: grades are shown at once. Ratings given after that are marked as such in every report.")


def _masking() -> None:
    draw(tag("h3", "What an endpoint is told", class_="vt-h"))
    on = _switch(
        switches.MASKING,
        "Hide who the candidate is before a model reads their words",
        "Names, addresses, numbers, links, employers and schools become placeholders, as far as the CV and the record tell them; "
        "quotes come back in the candidate's own words. Who switches it, and when, is recorded.",
    )
    if not engine.settings().uses_endpoint:
        draw(tag("p", "Grading offline, no model outside is told anything, whatever stands here.", class_="vt-faint"))
    elif on:
        draw(tag("p", "A recording is sent as it was spoken, and a name that no CV or record tells is not found.", class_="vt-faint"))
    else:
        say("warn", None, "Off: the endpoint reads names, addresses, employers and schools as they were said.")


def _switch(name: str, label: str, about: str) -> bool:
    """A switch everybody shares, as it stands."""
    on = switches.is_on(name)
    state.put(name, on)
    st.toggle(label, key=name, on_change=_turned, args=(name,), help=about)
    return on


def _turned(name: str) -> None:
    switches.turn(name, state.value(name, True))


def _kept() -> None:
    store, settings = engine.store(), engine.settings()
    draw(tag("h3", "What is kept, and where", class_="vt-h"))
    every = store.list()
    draw(_facts({"Interviews": count(len(every), "interview"), "Kept in": store.says, "Rebuildable cache": str(settings.cache)}))
    if st.button("Make a backup", key="backup"):
        with in_words(), st.spinner("Copying"):
            state.put("copy of everything", engine.backup())
    made: tuple[str, bytes] | None = state.value("copy of everything", None)
    if made:
        name, copy = made
        say(
            "good",
            "The backup is ready",
            f"{len(copy) / 1_000_000:.1f} MB. It holds everything candidates said, so keep it where only you can read it.",
        )
        st.download_button(
            "Download the backup", data=copy, file_name=name, mime="application/octet-stream", key="download_backup", on_click="ignore"
        )


def _about() -> None:
    knowledge = engine.knowledge()
    draw(tag("h3", "About", class_="vt-h"))
    known = (
        count(len(knowledge.criteria), "criterion", "criteria"),
        f"{count(len(knowledge.failure_classes), 'way', 'ways')} AI fails",
        count(sum(len(one.questions) for one in knowledge.failure_classes), "question"),
    )
    draw(
        _facts(
            {
                "Version": __version__,
                "Knows": ", ".join(known),
                "Does not do": "decide, rank, reject, watch faces or voices, or give legal advice",
            }
        )
    )


def _facts(rows: dict[str, str]) -> Html:
    return tag("dl", *(together(tag("dt", name), tag("dd", words)) for name, words in rows.items()), class_="vt-facts")


page()
