"""Prepare: is the buyer ready, what is the role, and the plan with its question cards."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from ui import engine, state
from ui.components import drafts, plan_edit
from ui.components.coverage import coverage_map
from ui.components.form import Form
from ui.components.markup import draw, label, tag
from ui.components.readiness import readiness_check
from ui.components.trouble import in_words, say, show
from ui.components.watch import opened, watch
from ui.components.words import SENIORITIES, count, topic
from vetting.errors import BadInput, VettingError
from vetting.grading.fingerprint import digest
from vetting.models.interview import Interview
from vetting.models.outcome import Fingerprint
from vetting.models.question import Coverage, Plan, Seniority
from vetting.models.record import InterviewRecord
from vetting.questions.request import PlanRequest
from vetting.questions.revise import is_locked
from vetting.storage import InterviewConflict, new_id

BRIEF, CLAIMS = "brief", engine.CLAIMS
OWN = "In my own words"
MINUTES = {"min_value": 10.0, "max_value": 240.0, "step": 5.0}
COUNT = {"min_value": 1.0, "max_value": 20.0}


def page() -> None:
    drafts.save_while_typing()
    record = opened() if state.interview() else None
    if record is not None and record.interview.plan.questions:
        _planned(record)
        return
    st.title("Prepare an interview", anchor=False)
    id = record.interview.id if record else state.coming_interview(new_id)
    readiness_check(Form(id, "buyer", _ensure), record.interview.id if record else None)
    _ask_for_plan(id, record)


def _planned(record: InterviewRecord) -> None:
    """The plan of the open interview, in a person's hands until it is locked."""
    interview = record.interview
    st.title(label(f"Plan for {interview.candidate}"), anchor=False)
    watch(interview.id)
    printing = state.value("printing", False)
    locked = is_locked(engine.store().events(interview.id))
    if not printing:
        plan_edit.head(record, locked)
    with st.container(horizontal=True, vertical_alignment="center", key="beside"):
        st.toggle("Print view", key="printing", help="Cards with every follow-up and room to write; then use your browser's print")
        if not printing and st.button("Prepare another interview", key="another_new", type="tertiary"):
            state.open_interview(None)
            st.rerun()
    if printing:
        plan_edit.printed(interview, engine.knowledge())
        return
    for warning in interview.plan.warnings:
        say("calm", None, warning)
    tab_plan, tab_coverage, tab_candidates = st.tabs(["Questions", "What it covers", "More candidates"])
    with tab_plan:
        plan_edit.cards(record, engine.knowledge(), locked)
    with tab_coverage:
        coverage_map(interview.plan, engine.knowledge())
    with tab_candidates:
        plan_edit.another_candidate(record)


def _ask_for_plan(id: str, record: InterviewRecord | None) -> None:
    knowledge = engine.knowledge()
    draw(tag("h3", "The role", class_="vt-h"))
    templates = {one.id: one for one in knowledge.templates}
    options = Form(id, "options", _ensure)
    chosen = options.choose(
        "Start from",
        "template",
        [OWN, *templates],
        OWN,
        format_func=lambda name: templates[name].title if name in templates else name,
        then=lambda: _use_template(id, options),
    )
    drafts.draft_area(
        id,
        BRIEF,
        "What the person will own, what runs in production, and what goes wrong",
        height=170,
        placeholder="A support assistant answers from our manuals; twice it quoted a withdrawn one. "
        "The person owns quality, cost and incidents.",
        on_change=_keep,
    )
    draw(tag("h3", "The candidate", class_="vt-h"))
    named = st.text_input(
        "A name or a label for the candidate",
        key=f"candidate {id}",
        value=record.interview.candidate if record else "",
        max_chars=80,
        help="For you; it is not sent to any model.",
        on_change=_keep_candidate,
        args=(id,),
    )
    if named.strip() and not (record and record.interview.candidate):
        _keep_candidate(id)  # a callback that the next key cut short did not
    drafts.draft_area(
        id,
        CLAIMS,
        "CV or claims, if you have them",
        height=140,
        placeholder="Questions will test what stands here, word for word.",
        on_change=_keep,
    )
    st.file_uploader(
        "Or take the text from a file", type=["pdf", "docx", "txt", "md", "html"], key=f"file {id}", on_change=_read_file, args=(id,)
    )
    failed: VettingError | None = state.value(f"unread {id}", None)
    if failed is not None:
        show(failed)
    template = templates.get(chosen)
    with st.expander("Focus, time and seniority", key=f"options {id}"):
        about = f"as in {chosen}"
        default = list(template.focus) if template else []
        focus = options.several("Must be asked about", f"focus {about}", knowledge.topics, default, format_func=topic)
        left, right = st.columns(2)
        with left:
            minutes = options.number(
                "Minutes for all questions", f"minutes {about}", float(template.minutes if template else 45), **MINUTES
            )
        with right:
            number = options.number("Questions at most", "count", 8.0, **COUNT)
        wanted = ["", *(one.value for one in Seniority)]
        seniority = options.choose(
            "Who is asked",
            f"seniority {about}",
            wanted,
            template.seniority.value if template else "",
            format_func=lambda name: SENIORITIES.get(name, "Read it from the role"),
        )
    if st.button("Make the plan", key="make", type="primary"):
        brief = drafts.typed(id, BRIEF)
        if not brief.strip():
            say("warn", None, "Say a few sentences about the role first, or start from a template.")
            return
        request = PlanRequest(
            brief=brief,
            claims=drafts.typed(id, CLAIMS).strip() or None,
            focus=focus,
            count=int(number or COUNT["min_value"]),
            minutes=int(minutes or MINUTES["min_value"]),
            seniority=Seniority(seniority) if seniority else None,
        )
        _make(id, request, state.value(f"candidate {id}", "") or "Candidate")


def _make(id: str, request: PlanRequest, candidate: str) -> None:
    with in_words():
        with st.spinner("Choosing questions. The first time takes longer, because the criteria are indexed.", show_time=True):
            plan = engine.make_plan(request)
        _ensure(id)
        record = engine.store().read(id)
        try:
            engine.store().change(
                id, record.revision, lambda it: it.model_copy(update={"plan": plan, "candidate": candidate}), by=state.person(), merge=True
            )
        except InterviewConflict as conflict:
            show(conflict)
            return
        state.say(f"A plan of {count(len(plan.questions), 'question')}. Change what you like, then lock it.")
        st.rerun()


def _use_template(id: str, options: Form) -> None:
    chosen = options.kept("template", OWN)
    if chosen != OWN:
        drafts.put_text(id, BRIEF, engine.knowledge().template(chosen).brief)


def _keep(id: str, place: str) -> None:
    _ensure(id)
    drafts.keep(id, place)


def _keep_candidate(id: str) -> None:
    _ensure(id)
    record = engine.store().read(id)
    name = state.value(f"candidate {id}", "").strip()
    engine.store().change(id, record.revision, lambda it: it.model_copy(update={"candidate": name}), by=state.person(), merge=True)


def _read_file(id: str) -> None:
    from vetting.proposal.document import read_document

    given = state.value(f"file {id}", None)
    state.forget(f"unread {id}")
    if given is None:
        return
    try:
        text = read_document(given.getvalue(), given.name, what="CV").text
    except VettingError as error:
        state.put(f"unread {id}", error)
        return
    _ensure(id)
    drafts.put_text(id, CLAIMS, text)


def _ensure(id: str) -> None:
    """From the first thing typed, the interview is kept, without questions yet; its id goes into the address."""
    if state.interview() == id:
        return
    plan = Plan(
        brief="",
        seniority=Seniority.LEAD,
        focus=(),
        minutes=45,
        questions=(),
        coverage=Coverage(criteria={}, not_covered=(), failure_classes=()),
        engine="none yet",
        fingerprint=Fingerprint(engine="none", model="none", code="0", knowledge=engine.knowledge().hash, input=digest(id)),
    )
    started = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        engine.store().create(Interview(id=id, candidate="", started=started, plan=plan), by=state.person())
    except BadInput:
        engine.store().read(id)  # it is there: what made it was cut short by the next key before it could say so
    state.open_interview(id)
    state.has_come()


page()
