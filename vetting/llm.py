"""The door to language models: LangChain clients are built and tokens counted here.

Three verbs: `decide` (typed questions with probabilities), `structured` (an answer in a schema) and `stream` (text).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, Field, create_model

from vetting.errors import BadSettings, EndpointLacksRoute, ModelAnswerUnusable, ModelRefused
from vetting.llm_failures import CUT_OFF, EMPTY, vendor_errors

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from langchain_openai.decisions import OpenAIDecisions

M = TypeVar("M", bound=BaseModel)
log = logging.getLogger(__name__)

ROUNDING = 0.05
"""How far the probabilities of a scale may be from adding up to one."""


@dataclass(frozen=True)
class Messages:
    """A system text that we wrote, and a user text that holds nothing but fenced data."""

    system: str
    user: str


@dataclass(frozen=True)
class Scale:
    """A question answered by a level; `levels` are (label, description) from lowest to highest."""

    instructions: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Decisions:
    """What came back: a probability for each statement, a distribution for each scale."""

    statements: dict[str, float]
    scales: dict[str, tuple[float, ...]]


@dataclass
class Meter:
    """Requests and tokens used since it was made; safe across threads."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, input_tokens: int | None, output_tokens: int | None) -> None:
        with self._lock:
            self.requests += 1
            self.input_tokens += input_tokens or 0
            self.output_tokens += output_tokens or 0


@dataclass(frozen=True)
class Endpoint:
    """Where and how to reach the models. `http_client` replaces the network, for replay and tests."""

    api_key: str = field(repr=False)
    base_url: str | None
    chat_model: str
    """A LangChain model string, provider:model."""
    decisions_model: str
    timeout: float = 20.0
    """Seconds a request may take."""
    retries: int = 2
    structured_by: str = "json_schema"
    """json_schema, function_calling or json_mode: how the server is asked for a schema."""
    http_client: httpx2.Client | None = None


class Door:
    """One endpoint, with a meter. Raises subclasses of EndpointError and nothing of a vendor's."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.meter = Meter()
        self._lacks_decisions = False
        self._chat: BaseChatModel | None = None
        self._decisions: OpenAIDecisions | None = None
        self._lock = threading.Lock()

    @property
    def model(self) -> str:
        """The models asked, for the fingerprint."""
        return f"{self.endpoint.chat_model} + {self.endpoint.decisions_model}"

    def reach(self) -> str:
        """Asks the endpoint for its models: says that it answers, and whether the chat model is among them."""
        import openai

        options = _client_options(self.endpoint)
        with vendor_errors():
            models = [model.id for model in openai.OpenAI(**options).models.list()]
        wanted = self.endpoint.chat_model.removeprefix("openai:")
        known = "and lists" if wanted in models else "but does not list"
        return f"the endpoint answers {known} {wanted} ({len(models)} models)"

    def decide(self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions:
        """How likely each statement is true of `given`, and a level for each scale.

        Uses the Decisions route; where the endpoint has none, one structured chat request with the system text `fallback`.
        """
        if not self._lacks_decisions:
            try:
                return self._decide(given, statements, scales)
            except EndpointLacksRoute:
                self._lacks_decisions = True
                log.info("The endpoint has no Decisions route; using structured chat instead.")
        return self._decide_by_chat(given, statements, scales, fallback)

    def structured(self, messages: Messages, schema: type[M]) -> M:
        """The model's answer as a `schema`. Raises ModelAnswerUnusable where it is truncated or does not fit."""
        asked: Any = self._chat_model().with_structured_output(schema, method=self.endpoint.structured_by, include_raw=True)
        with vendor_errors():
            answer = asked.invoke([("system", messages.system), ("human", messages.user)])
            self._count(answer["raw"])
            if answer["parsing_error"] is not None:
                raise answer["parsing_error"]
        parsed = answer["parsed"]
        if not isinstance(parsed, schema):
            raise ModelAnswerUnusable(EMPTY)
        return parsed

    def stream(self, messages: Messages) -> Iterator[str]:
        """The model's text as it comes. Raises ModelAnswerUnusable at its end where it was cut off, or where nothing came."""
        usage, ended, characters = None, None, 0
        with vendor_errors():
            for chunk in self._chat_model().stream([("system", messages.system), ("human", messages.user)]):
                usage = chunk.usage_metadata or usage
                ended = chunk.response_metadata.get("finish_reason") or ended
                if text := str(chunk.text):
                    characters += len(text)
                    yield text
        self.meter.add(usage["input_tokens"] if usage else None, usage["output_tokens"] if usage else None)
        if ended == "length":
            raise ModelAnswerUnusable(CUT_OFF)
        if not characters:
            raise ModelAnswerUnusable(EMPTY)

    def transcribe(self, sound: bytes, model: str) -> str:
        """What is said in a WAV recording, through /audio/transcriptions. Raises ModelAnswerUnusable where nothing was heard."""
        import openai

        with vendor_errors():
            heard = openai.OpenAI(**_client_options(self.endpoint)).audio.transcriptions.create(
                file=("answer.wav", sound, "audio/wav"), model=model
            )
        text = heard.text.strip()
        if not text:
            raise ModelAnswerUnusable("The endpoint heard no words in the recording. Record it again, or type the answer.")
        return text

    def _chat_model(self) -> BaseChatModel:
        with self._lock:
            if self._chat is None:
                self._chat = _chat_model(self.endpoint)
            return self._chat

    def _decisions_client(self) -> OpenAIDecisions:
        """One client for all requests, so that connections are used again."""
        import warnings

        from langchain_core._api.beta_decorator import LangChainBetaWarning
        from langchain_openai.decisions import OpenAIDecisions

        with self._lock:
            if self._decisions is None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", LangChainBetaWarning)
                    self._decisions = OpenAIDecisions(model=self.endpoint.decisions_model, **_client_options(self.endpoint))
            return self._decisions

    def _count(self, message: Any) -> None:
        usage = getattr(message, "usage_metadata", None) or {}
        self.meter.add(usage.get("input_tokens"), usage.get("output_tokens"))

    def _decide(self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale]) -> Decisions:
        from langchain_openai.decisions import Level, Predicate, Score

        questions: dict[str, Any] = {name: Predicate(instructions=text) for name, text in statements.items()}
        for name, scale in scales.items():
            questions[name] = Score(instructions=scale.instructions, levels=[Level(label=a, description=b) for a, b in scale.levels])
        with vendor_errors():
            state: dict[str, Any] = dict(given)
            answer = self._decisions_client().invoke({"input": state, "questions": questions})
        self.meter.add(answer.usage.input_tokens, answer.usage.output_tokens)
        if answer.refusals:
            raise ModelRefused(f"The model declined to judge: {', '.join(sorted(answer.refusals))}. Read the answer yourself.")
        return Decisions(
            {name: _chance(_found(answer.predicates, name).probability, name) for name in statements},
            {name: _levels(_found(answer.scores, name), name, scale) for name, scale in scales.items()},
        )

    def _decide_by_chat(
        self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str
    ) -> Decisions:
        from vetting.prompts import fence

        schema = _decisions_schema(statements, scales)
        answer = self.structured(Messages(fallback, fence(**given)), schema).model_dump()
        return Decisions(
            {name: _chance(answer[name], name) for name in statements},
            {name: _adding_up(tuple(answer[f"{name}_{i}"] for i in range(len(scale.levels))), name) for name, scale in scales.items()},
        )


def _chat_model(endpoint: Endpoint) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    if endpoint.chat_model.startswith("openai:"):
        # Chat completions is the route every compatible server has; stream_usage left unset would depend on the base URL.
        options: dict[str, Any] = {**_client_options(endpoint), "use_responses_api": False, "stream_usage": True}
    else:
        options = {"timeout": endpoint.timeout, "max_retries": endpoint.retries}
    try:
        model: BaseChatModel = init_chat_model(endpoint.chat_model, **options)
    except (ImportError, ValueError) as error:
        raise BadSettings(f"VETTING_MODEL is {endpoint.chat_model!r}, which LangChain cannot load: {error}") from error
    return model


def _client_options(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "api_key": endpoint.api_key,
        "base_url": endpoint.base_url or "https://api.openai.com/v1",
        "timeout": endpoint.timeout,
        "max_retries": endpoint.retries,
        "http_client": endpoint.http_client,
    }


def _decisions_schema(statements: Mapping[str, str], scales: Mapping[str, Scale]) -> type[BaseModel]:
    """A flat schema with a number for each statement and each level: what strict structured output accepts everywhere."""
    fields: dict[str, Any] = {name: (float, Field(ge=0, le=1, description=text)) for name, text in statements.items()}
    for name, scale in scales.items():
        for i, (label, description) in enumerate(scale.levels):
            text = f"Chance of level {i} ({label}: {description}). {scale.instructions} The chances of all levels add up to 1."
            fields[f"{name}_{i}"] = (float, Field(ge=0, le=1, description=text))
    return create_model("Decisions", **fields)


def _found(answers: Mapping[str, M], name: str) -> M:
    if name not in answers:
        raise ModelAnswerUnusable(f"The model left the question {name!r} unanswered, so nothing is graded. Try again.")
    return answers[name]


def _chance(chance: float, name: str) -> float:
    if not 0 <= chance <= 1:  # also true of NaN, which JSON parsers let through
        raise ModelAnswerUnusable(f"The model's chance for {name!r} is {chance} and not between 0 and 1, so nothing is graded. Try again.")
    return chance


def _levels(answer: Any, name: str, scale: Scale) -> tuple[float, ...]:
    labels = tuple(label for label, _ in scale.levels)
    if tuple(answer.legend[i] for i in sorted(answer.legend)) != labels:
        raise ModelAnswerUnusable(f"The model answered {name!r} on another scale than it was given, so nothing is graded. Try again.")
    return _adding_up(tuple(answer.probabilities[i] for i in sorted(answer.legend)), name)


def _adding_up(chances: tuple[float, ...], name: str) -> tuple[float, ...]:
    total = sum(chances)
    if not (abs(total - 1) <= ROUNDING and all(0 <= chance <= 1 for chance in chances)):
        raise ModelAnswerUnusable(f"The model's chances for {name!r} add up to {total:.2f} instead of 1, so nothing is graded. Try again.")
    return tuple(chance / total for chance in chances)
