"""Import: a recorded interview's transcript becomes questions with answers, checked, in a person's hands, and graded like a live one."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components import pair_edit
from ui.components.imported import holder, imported, keep, let_go, plan_of
from ui.components.markup import draw, short, tag
from ui.components.transcript import ROLES, repairs, what_was_said
from ui.components.trouble import in_words, say
from ui.components.watch import opened
from ui.components.words import count, told_apart
from vetting.models.record import InterviewRecord
from vetting.models.transcript import Gate, Imported, Pairing, Quality, Role
from vetting.transcripts import SUFFIXES, confirmed

LOOKS = {Gate.PASS: "good", Gate.WARN: "warn", Gate.REFUSE: "bad"}
HEADINGS = {Gate.PASS: "Good enough to grade", Gate.WARN: "Can be graded, with care", Gate.REFUSE: "Not gradable"}
NO_PLAN = ""
EXAMPLE = "Dana: Tell me about a time your search answered from an old document.\nSam: In April a customer sent us a screenshot …"


def page() -> None:
    st.title("Import a transcript", anchor=False)
    record = opened() if state.interview() else None
    one = imported(record.interview.id) if record else None
    if record is None or one is None:
        _ask_for_it(record)
        return
    _who_is_who(record, one)
    if one.confirmed and one.pairing is not None:
        _pairs(record, one, one.pairing)


def _ask_for_it(record: InterviewRecord | None) -> None:
    """A file or pasted text, and the plan that was used."""
    draw(
        tag(
            "p",
            "From Zoom, Teams, Meet, Otter, Fireflies, Granola or a speech-to-text service: VTT, SRT, text, Word, PDF or JSON. "
            "You confirm who is who and which answer belongs to which question before anything is graded. The transcript itself is kept "
            "only until then.",
            class_="vt-faint",
        )
    )
    given = st.file_uploader("A transcript", type=[suffix.removeprefix(".") for suffix in SUFFIXES], key="transcript_file")
    pasted = st.text_area("Or paste it", key="transcript_text", height=160, placeholder=EXAMPLE)
    plans = told_apart({one.id: f"{one.candidate or 'Unnamed'} · {short(one.role, 60)}" for one in engine.store().list() if one.planned})
    chosen = st.selectbox(
        "The plan that was used",
        options=[NO_PLAN, *plans],
        index=[NO_PLAN, *plans].index(record.interview.id) if record and record.interview.id in plans else 0,
        format_func=lambda id: plans.get(id, "None: take the questions as they were asked"),
        key="transcript_plan",
        help="Questions are matched to it, and those nobody asked are listed. Answers go into that interview if it has none yet, "
        "else into a new one with the same questions.",
    )
    if st.button("Read it", key="read_transcript", type="primary"):
        if given is None and not pasted.strip():
            say("warn", None, "There is no transcript yet. Choose a file, or paste the text.")
            return
        with in_words():
            one = engine.read_transcript(given.getvalue() if given else pasted.encode(), given.name if given else "pasted text")
            id = holder(engine.store().read(chosen) if chosen else None, one)
            keep(id, one)
            state.open_interview(id)
            st.rerun()


def _who_is_who(record: InterviewRecord, one: Imported) -> None:
    """The roles as they were proposed, with the reason, until a person confirms them."""
    id = record.interview.id
    exchanges = count(len(one.transcript.utterances), "turn")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("p", tag("b", one.transcript.name), f" · {exchanges}, {count(len(one.transcript.speakers), 'speaker')}", dir="auto"))
        if st.button("Another transcript", key="another_transcript", type="tertiary"):
            let_go(record)
            st.rerun()
    draw(repairs(one.transcript))
    with st.expander("Who is who", expanded=not one.confirmed, key=f"roles {one.confirmed}"):
        if one.roles.doubt and not one.confirmed:
            say("warn", "Look first", one.roles.doubt)
        given: dict[str, Role] = {}
        for place, proposal in enumerate(one.roles.proposals):
            left, right = st.columns([2, 3], vertical_alignment="center")
            role = left.selectbox(
                short(proposal.speaker, 50),
                options=list(Role),
                index=list(Role).index(proposal.role),
                format_func=ROLES.__getitem__,
                key=f"role {place}",
            )
            given[proposal.speaker] = role or proposal.role
            with right:
                speaker = one.transcript.speakers[place]
                names = f" Also written {', '.join(speaker.labels[1:])}." if len(speaker.labels) > 1 else ""
                draw(tag("p", f"{proposal.reason[0].upper()}{proposal.reason[1:]}.{names}", class_="vt-faint", dir="auto"))
        again = one.confirmed
        if again:
            draw(tag("p", "Pairing anew loses what you changed in the pairs.", class_="vt-faint"))
        if st.button(
            "Pair anew" if again else "Confirm, and pair questions with answers",
            key="confirm_roles",
            type="secondary" if again else "primary",
        ):
            with in_words():
                roles = confirmed(one.roles, {speaker: role for speaker, role in given.items() if role is not one.roles.of(speaker)})
                pairing = engine.paired(one.transcript, roles, plan_of(record))
                keep(id, one.model_copy(update={"roles": roles, "confirmed": True, "pairing": pairing}))
                st.rerun()


def _pairs(record: InterviewRecord, one: Imported, pairing: Pairing) -> None:
    """The gate, transcript and pairs side by side, and the step that grades."""
    quality = engine.quality_of(one.transcript, one.roles, pairing)
    say(LOOKS[quality.gate], HEADINGS[quality.gate], *(finding.words for finding in quality.findings))
    left, right = st.columns(2, gap="large")
    with left:
        draw(tag("h3", "What was said", class_="vt-h"))
        what_was_said(one.transcript, one.roles, pairing)
    with right:
        follow_ups = sum(len(pair.exchanges) - 1 for pair in pairing.pairs)
        draw(tag("h3", f"{count(len(pairing.pairs), 'question')}, {count(follow_ups, 'follow-up')}", class_="vt-h"))
        pair_edit.pairs(record.interview.id, one, pairing, plan_of(record))
    draw(tag("hr", class_="vt-rule"))
    _grade(record, one, pairing, quality)


def _grade(record: InterviewRecord, one: Imported, pairing: Pairing, quality: Quality) -> None:
    id = record.interview.id
    name = st.text_input(
        "A name or a label for the candidate",
        value=record.interview.candidate or next(iter(one.roles.named(Role.CANDIDATE)), ""),
        key=f"transcript_candidate {id}",
        max_chars=80,
        help="For you; it is not sent to any model.",
    )
    refused = quality.gate is Gate.REFUSE
    words = f"Grade {count(len(pairing.pairs), 'question')}"
    if st.button(words, key="grade_transcript", type="primary", disabled=refused or not pairing.pairs):
        with in_words():
            bar = st.progress(0.0, text="Looking for evidence in the answers")

            def told(done: int, of: int) -> None:
                bar.progress(done / of, f"{done} of {of} graded")

            engine.grade_transcript(record, one.transcript, pairing, quality, name.strip(), state.person(), told)
            keep(id, None)
            state.say("Graded. Rate each answer yourself before you see the machine's level.")
            st.switch_page("views/review.py")
    if refused:
        draw(tag("p", "Nothing is graded from a transcript that cannot be read. Mend it and import it again.", class_="vt-faint"))


page()
