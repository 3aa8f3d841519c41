"""Where settings become objects. Everything below takes them as plain arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from vetting.grading import grade_answer
from vetting.grading.engine import Engine
from vetting.grading.grade import made_from
from vetting.models.outcome import Fingerprint, Outcome
from vetting.questions.ladder import class_for
from vetting.scale import DEPTH
from vetting.settings import STRUCTURED_BY, Settings

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

    from vetting.grading.offline.weights import Weights
    from vetting.interview.conduct import Grader
    from vetting.llm import Door
    from vetting.llm.answered import Answered
    from vetting.models.explanation import Explanation
    from vetting.models.knowledge import Knowledge
    from vetting.models.question import Plan
    from vetting.practice.ear import Ear
    from vetting.practice.session import Player
    from vetting.proposal.engine import ProposalEngine
    from vetting.questions.request import PlanRequest
    from vetting.questions.writing import Writer
    from vetting.replay.regrade import Replayed
    from vetting.retrieval import Index
    from vetting.storage import Store


def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge with the pack of the settings over it."""
    from vetting.knowledge import load_knowledge

    return load_knowledge(settings.pack)


def open_index(settings: Settings, knowledge: Knowledge) -> Index:
    """The criteria index, built where it is missing or out of date."""
    from vetting.embedding import embedder
    from vetting.retrieval import open_index

    return open_index(settings.cache / "index", knowledge, embedder(settings.embedder))


def open_store(settings: Settings) -> Store:
    """Where interviews are kept: the database of the settings, or a SQLite file in the home folder."""
    from vetting.storage import open_store

    return open_store(settings.database_url or settings.home / "vetting.sqlite", on_erased=open_answered(settings).clear)


def open_answered(settings: Settings) -> Answered:
    """Where the answers to requests are kept. They hold candidates' words, so all of them go when anybody is erased."""
    from vetting.llm.answered import Answered

    return Answered(settings.cache / "answered.sqlite")


def open_door(settings: Settings, http_client: httpx2.Client | None = None) -> Door:
    """The endpoint's door, masked where the settings ask for it.

    `http_client` takes the place of the network, and with it go the cache of answers and the mask: what was recorded is what is replayed.
    """
    from vetting.llm import Door, Endpoint
    from vetting.llm.prices import load_prices
    from vetting.trust.door import MaskedDoor

    door = MaskedDoor if settings.masks_identity and http_client is None else Door
    return door(
        Endpoint(
            api_key=settings.api_key or "",
            base_url=settings.base_url,
            chat_model=settings.chat_model,
            decisions_model=settings.decisions_model,
            timeout=settings.timeout,
            retries=settings.retries,
            retry_budget=settings.retry_budget,
            at_once=settings.at_once,
            answered=open_answered(settings) if settings.reuses_answers and http_client is None else None,
            prices=load_prices(settings.prices),
            structured_by=settings.structured_by,
            http_client=http_client,
        )
    )


def open_engine(settings: Settings, door: Door | None = None) -> Engine:
    """The LLM engine where the settings use the endpoint, else the offline engine."""
    if door is not None or settings.uses_endpoint:
        from vetting.grading.llm import LlmEngine

        return LlmEngine(door or open_door(settings))
    from vetting.grading.offline import OfflineEngine

    return OfflineEngine(own_weights(settings))


def own_weights_file(settings: Settings) -> Path:
    """Where `vetting fit` puts the weights fitted to the user's own grades."""
    return settings.home / "engine" / "offline.json"


def own_weights(settings: Settings) -> Weights | None:
    """The user's own weights; None where there are none. Raises BadKnowledge where they do not fit this version."""
    from vetting.errors import BadKnowledge
    from vetting.grading.offline.weights import read_weights

    path = own_weights_file(settings)
    if not path.is_file():
        return None
    try:
        return read_weights(path)
    except BadKnowledge as error:
        raise BadKnowledge(
            f"{path}, your own weights, is not for this version. Fit again with vetting fit FILE, or go back to those as shipped with "
            "vetting fit --reset."
        ) from error


def open_proposal_engine(settings: Settings, door: Door | None = None) -> ProposalEngine:
    """The engine that reads proposals: the LLM where the settings use the endpoint, else offline."""
    if door is not None or settings.uses_endpoint:
        from vetting.proposal.llm import LlmProposalEngine

        return LlmProposalEngine(door or open_door(settings))
    from vetting.proposal.engine import OfflineProposalEngine

    return OfflineProposalEngine()


def grader(engine: Engine, knowledge: Knowledge) -> Grader:
    """A function from question and answer to outcome, with what it took; its probes come from the failure class nearest to the question."""
    from vetting.llm.meter import metered

    def grade(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Outcome:
        ladder = class_for(question, knowledge).probes
        with metered() as meter:
            outcome = grade_answer(question, answer, engine=engine, ladder=ladder, knowledge=knowledge.hash, follow_ups=follow_ups)
        return outcome.model_copy(update={"spent": meter.spent}) if meter.spent else outcome

    return grade


def explainer(engine: Engine, knowledge: Knowledge) -> Callable[..., Explanation]:
    """A function that takes what `grader`'s does and says why the outcome is what it is."""

    def explain(question: str, answer: str, follow_ups: tuple[str, ...] = ()) -> Explanation:
        from vetting.grading.explain import explain_answer

        ladder = class_for(question, knowledge).probes
        return explain_answer(question, answer, engine=engine, ladder=ladder, knowledge=knowledge.hash, follow_ups=follow_ups)

    return explain


def fingerprints(engine: Engine, knowledge: Knowledge) -> Callable[[str, str], Fingerprint]:
    """A function from question and answer to the fingerprint that `grader`'s outcome would carry."""

    def fingerprint(question: str, answer: str) -> Fingerprint:
        return made_from(question, answer, engine=engine, ladder=class_for(question, knowledge).probes, knowledge=knowledge.hash)

    return fingerprint


def as_recorded(settings: Settings, chat_model: str, decisions_model: str) -> Settings:
    """The settings a recording was made with, so that its requests are asked again to the letter."""
    return replace(
        settings,
        api_key="replay",
        base_url=None,
        chat_model=chat_model,
        decisions_model=decisions_model,
        structured_by=STRUCTURED_BY[0],
    )


def replayed(path: Path, settings: Settings, knowledge: Knowledge) -> Replayed:
    """A recorded session graded again from its cassette, compared with the grades it was recorded with. Raises StaleRecording."""
    import httpx2

    from vetting.interview.debrief import written_debrief
    from vetting.replay.player import CassettePlayer
    from vetting.replay.regrade import compare, regrade
    from vetting.replay.session import cassette_of, read_session

    session = read_session(path)
    player = CassettePlayer(cassette_of(path))
    recorded = as_recorded(settings, session.chat_model, session.decisions_model)
    door = open_door(recorded, httpx2.Client(transport=player))
    now = regrade(session.interview, grader(open_engine(recorded, door), knowledge), settings.at_once)
    found = compare(session, now, "".join(written_debrief(now, door)), knowledge)
    if not player.unplayed:
        return found
    return found.model_copy(update={"moved": (*found.moved, f"{player.unplayed} recorded request(s) are not asked any more")})


def open_writer(settings: Settings, door: Door | None = None) -> Writer | None:
    """The writer of questions where the settings use the endpoint; None where they come from the bank."""
    if door is None and not settings.uses_endpoint:
        return None
    from vetting.questions.writer import LlmWriter

    opened = door or open_door(settings)
    return LlmWriter(opened, opened.endpoint.chat_model)


def planned(request: PlanRequest, settings: Settings, knowledge: Knowledge, door: Door | None = None) -> Plan:
    """A plan by the engine the settings ask for. Raises BadInput, and EndpointError where the endpoint fails."""
    from vetting.embedding import embedder
    from vetting.questions.plan import make_plan
    from vetting.trust.identity import identity_in, known_as

    with known_as(identity_in(request.claims or "")):
        return make_plan(request, knowledge, open_index(settings, knowledge), embedder(settings.embedder), open_writer(settings, door))


def open_ear(settings: Settings, knowledge: Knowledge) -> Ear:
    """How simulated candidates understand a question; the follow-ups of the failure classes are its examples."""
    from vetting.practice.ear import open_ear

    return open_ear(settings.embedder, tuple((signal, one.probes[signal]) for signal in DEPTH for one in knowledge.failure_classes))


def open_player(settings: Settings, door: Door | None = None) -> Player:
    """Who speaks for simulated candidates: a model where the settings use the endpoint, else their written lines."""
    from vetting.embedding import embedder

    if door is not None or settings.uses_endpoint:
        from vetting.practice.played import Played

        return Played(door or open_door(settings), embedder(settings.embedder))
    from vetting.practice.written import Written

    return Written(embedder(settings.embedder))
