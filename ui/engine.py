"""The engine's side: opened once a process and shared by every window, so that a page never waits for it twice."""

from __future__ import annotations

import atexit
import importlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from pathlib import Path

import streamlit as st

from vetting.grading.engine import Engine
from vetting.interview.conduct import Grader
from vetting.interview.debrief import plain_debrief
from vetting.models.consistency import Consistency
from vetting.models.document import Document
from vetting.models.drill import Pool
from vetting.models.explanation import Explanation
from vetting.models.interview import Interview, Turn
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Outcome
from vetting.models.proposal import Review
from vetting.models.question import Plan
from vetting.models.record import InterviewRecord
from vetting.models.transcript import Imported, Pairing, Quality, Roles, Transcript
from vetting.practice.drill import answer_of, load_pool, machine_outcomes
from vetting.proposal.engine import ProposalEngine
from vetting.questions.request import PlanRequest
from vetting.replay.regrade import Replayed
from vetting.replay.session import Session, read_session, sessions_in
from vetting.resources import data_dir
from vetting.retrieval import Index
from vetting.settings import Settings, from_environment
from vetting.storage import Store
from vetting.trust.identity import Identity, identity_in

AFTER_THE_PAGE = 0.5
"""Seconds that the first page has the process for itself."""
CLAIMS = "claims"
"""The place of the draft that holds the CV."""
LAST_WISH = 15.0
"""Seconds the process waits at its end for what is being opened."""

OFFLINE = "offline"
"""The engine that can be asked again for nothing."""

MASKING = "mask_identity"
"""The switch that hides who the candidate is from an endpoint."""


@dataclass(frozen=True)
class Judge:
    """What grades: the engine with the knowledge it takes follow-ups from."""

    engine: Engine
    grade: Grader


def settings() -> Settings:
    """What the environment says now, and the switch for masking. Keys stay in there; nothing here shows or keeps one."""
    given = from_environment()
    return replace(given, masks_identity=store().switches().get(MASKING, given.masks_identity)) if given.uses_endpoint else given


def store() -> Store:
    """Where interviews are kept."""
    given = from_environment()
    return _store(str(given.home), given.database_url)


def knowledge() -> Knowledge:
    return _knowledge(settings().pack)


def judge() -> Judge:
    """The grader of the settings, with the user's own weights where there are some."""
    from vetting.wiring import own_weights_file

    path = own_weights_file(settings())
    if not path.is_file():
        return _judge(_without_home(), None)
    return _judge(replace(settings(), database_url=None), path.stat().st_mtime_ns)


def explain(turn: Turn) -> Explanation:
    """Why the last outcome of a turn is what it is. Nothing is asked of an endpoint for it: there, the kept outcome is explained."""
    from vetting.grading.explain import explain_outcome
    from vetting.models.interview import follow_ups
    from vetting.wiring import explainer

    outcome, opened = turn.outcomes[-1], judge().engine
    if outcome.fingerprint.engine != opened.name or opened.name != OFFLINE:
        return explain_outcome(outcome)
    return explainer(opened, knowledge())(turn.card.text, turn.answer, follow_ups(turn.exchanges))


def pool() -> Pool:
    """The worked answers of the drill."""
    return _pool()


def machine_on(ids: Iterable[str]) -> dict[str, Outcome]:
    """The offline engine's outcome for these worked answers: it costs nothing, and is the same for everybody."""
    given = replace(_without_home(), engine="offline") if settings().uses_endpoint else _without_home()
    return {answer.id: _worked(given, answer.id) for id in ids if (answer := answer_of(pool(), id))}


def index() -> Index:
    """The search over criteria, failure classes and questions."""
    return _index(_without_home())


def who(id: str) -> Identity:
    """Who the candidate of an interview is, as far as the CV tells that was typed for it."""
    return reduce(or_, (identity_in(draft.text) for draft in store().drafts(id) if draft.place == CLAIMS), Identity())


def make_plan(request: PlanRequest) -> Plan:
    """The questions for one interview."""
    from vetting.wiring import planned

    return planned(request, settings(), knowledge())


def consistency(interview: Interview, documents: str) -> Consistency:
    """Statements of the candidate that cannot all be true. Raises EndpointError, or BadInput where there is nothing to compare."""
    from vetting.interview.consistency import check_consistency
    from vetting.wiring import open_door

    return check_consistency(interview, open_door(settings()), documents)


def subjects() -> dict[str, str]:
    """Each failure class in words."""
    return {one.id: one.title for one in knowledge().failure_classes}


def debrief(interview: Interview) -> Iterator[str]:
    """What the answers prove and leave open: written by the model as it comes where there is an endpoint, else in fixed words."""
    from vetting.interview.debrief import written_debrief
    from vetting.wiring import open_door

    if settings().uses_endpoint:
        yield from written_debrief(interview, open_door(settings()))
    else:
        yield plain_debrief(interview, subjects())


def vet(document: Document) -> Review:
    """Everything found in a proposal. Raises BadInput for what the engine cannot read."""
    from vetting.proposal.review import review_proposal

    return review_proposal(document, _proposal_engine(_without_home()), knowledge=knowledge())


def example_proposal() -> Document:
    """An invented offer, to try the page with."""
    from vetting.proposal.document import read_document

    return read_document(data_dir("knowledge") / "example" / "proposal.md", "example offer.md")


def transcribe(sound: bytes) -> str:
    """A recorded answer in words, written down by the endpoint. Raises EndpointError."""
    from vetting.wiring import open_door

    return open_door(settings()).transcribe(sound, settings().transcription_model)


def read_transcript(given: bytes, name: str) -> Imported:
    """What was said, and who seems to ask and who to answer. Raises BadInput."""
    from vetting.transcripts import propose_roles, read_transcript

    transcript = read_transcript(given, name)
    return Imported(transcript=transcript, roles=propose_roles(transcript))


def paired(transcript: Transcript, roles: Roles, plan: Plan | None) -> Pairing:
    """Questions with their answers, matched to the plan where there is one."""
    from vetting.embedding import embedder
    from vetting.transcripts import questions_and_answers

    return questions_and_answers(transcript, roles, embedder(settings().embedder), plan)


def quality_of(transcript: Transcript, roles: Roles, pairing: Pairing) -> Quality:
    """Whether there is anything to grade."""
    from vetting.transcripts import check_quality

    return check_quality(transcript, roles, pairing, any_language=judge().engine.any_language)


def grade_transcript(
    record: InterviewRecord,
    transcript: Transcript,
    pairing: Pairing,
    quality: Quality,
    candidate: str,
    by: str,
    told: Callable[[int, int], None],
) -> InterviewRecord:
    """The interview with every pair graded and kept. Raises BadInput where the gate refuses."""
    from vetting.transcripts import graded_and_kept

    return graded_and_kept(
        store(),
        transcript,
        pairing,
        quality,
        candidate=candidate,
        by=by,
        knowledge=knowledge(),
        grade=judge().grade,
        prepared=record,
        told=told,
    )


def sessions() -> dict[str, Session]:
    """The recorded interviews that ship, by name; none where the installation has none."""
    return {name: read_session(path) for name, path in _session_paths().items()}


def replay(name: str) -> Replayed:
    """A recorded interview graded again from its recording. Raises StaleRecording."""
    from vetting.wiring import replayed

    return replayed(_session_paths()[name], settings(), knowledge())


def test() -> tuple[str, ...]:
    """That the engine answers, in a line each. Raises EndpointError or MissingExtra."""
    from vetting.wiring import open_door

    answers = ["The sentence model is here, and a search finds what it should."] if index().search("a stale index", limit=1) else []
    return (*answers, open_door(settings()).reach()) if settings().uses_endpoint else tuple(answers)


def backup() -> tuple[str, bytes]:
    """Everything kept, as one file: its name and what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"vetting-{datetime.now(UTC):%Y-%m-%d}.sqlite"
        return name, store().backup(Path(folder) / name).read_bytes()


def warm() -> None:
    """Opens what takes seconds while the person reads the first page; once a process."""
    _warmed(_without_home())


def _without_home() -> Settings:
    """The settings less where interviews are kept, which nothing but the store depends on."""
    return replace(settings(), home=Path(), database_url=None)


@st.cache_resource(show_spinner=False)
def _store(home: str, database_url: str | None) -> Store:
    from vetting.wiring import open_store

    return open_store(replace(from_environment(), home=Path(home), database_url=database_url))


@st.cache_resource(show_spinner=False)
def _knowledge(pack: Path | None) -> Knowledge:
    from vetting.wiring import open_knowledge

    return open_knowledge(replace(settings(), pack=pack))


@st.cache_resource(show_spinner=False)
def _judge(given: Settings, fitted: int | None) -> Judge:  # noqa: ARG001 - a part of the cache's key
    """`fitted` says when the user's own weights were written, so that new ones are read."""
    from vetting.wiring import grader, open_engine

    engine = open_engine(given)
    return Judge(engine, grader(engine, _knowledge(given.pack)))


@st.cache_resource(show_spinner=False)
def _proposal_engine(given: Settings) -> ProposalEngine:
    from vetting.wiring import open_proposal_engine

    return open_proposal_engine(given)


@st.cache_resource(show_spinner=False)
def _pool() -> Pool:
    return load_pool()


@st.cache_resource(show_spinner=False)
def _worked(given: Settings, id: str) -> Outcome:
    return machine_outcomes(_pool(), [id], _judge(given, None).grade)[id]


@st.cache_resource(show_spinner=False)
def _index(given: Settings) -> Index:
    from vetting.wiring import open_index

    return open_index(given, _knowledge(given.pack))


@st.cache_resource(show_spinner=False)
def _warmed(given: Settings) -> threading.Thread:
    from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

    def open_all() -> None:
        time.sleep(AFTER_THE_PAGE)
        steps: tuple[Callable[[Settings], object], ...] = (lambda _: judge(), _charts, _index)
        for step in steps:
            try:
                step(given)
            except Exception:
                return  # only warming: the page that needs it opens it again, and shows what is wrong

    thread = threading.Thread(target=open_all, name="warm", daemon=True)
    add_script_run_ctx(thread, get_script_run_ctx())
    thread.start()
    atexit.register(thread.join, LAST_WISH)  # a library in C++ aborts the process where it is stopped half-way
    return thread


def _charts(_: Settings) -> None:
    """The chart library takes a second to load; the first grade should not wait for it. See `charts.drawing` for pandas."""
    importlib.import_module("pandas")
    importlib.import_module("altair")


def _session_paths() -> dict[str, Path]:
    try:
        return sessions_in(data_dir("cassettes/sessions"))
    except FileNotFoundError:
        return {}
