"""The door itself. Three verbs: `decide` (typed questions with probabilities), `structured` (an answer in a schema), `stream` (text)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from vetting.errors import EndpointLacksRoute, ModelAnswerUnusable
from vetting.llm.asking import Decisions, Messages, Scale, as_questions, as_schema, decided, decided_by_chat
from vetting.llm.endpoint import PROVIDER, Endpoint, chat_client, client_options, decisions_client
from vetting.llm.failures import CUT_OFF, EMPTY, vendor_errors
from vetting.llm.meter import Meter, count
from vetting.llm.prices import priced
from vetting.models.spent import Spent

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from langchain_openai.decisions import OpenAIDecisions

    from vetting.llm.line import Asked

M = TypeVar("M", bound=BaseModel)
log = logging.getLogger(__name__)


class Door:
    """One endpoint, with a meter. Raises subclasses of EndpointError and nothing of a vendor's."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.meter = Meter()
        self._lacks_decisions = False
        self._line: httpx2.Client | None = None
        self._chat: BaseChatModel | None = None
        self._decisions: OpenAIDecisions | None = None
        self._lock = threading.RLock()

    @property
    def model(self) -> str:
        """The models asked, for the fingerprint."""
        return f"{self.endpoint.chat_model} + {self.endpoint.decisions_model}"

    def reach(self) -> str:
        """Asks the endpoint for its models: says that it answers, and whether the chat model is among them."""
        import openai

        with vendor_errors():
            models = [model.id for model in openai.OpenAI(**client_options(self.endpoint, self._client())).models.list()]
        wanted = self.endpoint.chat_model.removeprefix(PROVIDER)
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
        with self._asking() as asked:
            return self._structured(messages, schema, asked)

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
        self._count(self.endpoint.chat_model_name, usage or {})
        if ended == "length":
            raise ModelAnswerUnusable(CUT_OFF)
        if not characters:
            raise ModelAnswerUnusable(EMPTY)

    def transcribe(self, sound: bytes, model: str) -> str:
        """What is said in a WAV recording, through /audio/transcriptions. Raises ModelAnswerUnusable where nothing was heard."""
        import openai

        with vendor_errors():
            heard = openai.OpenAI(**client_options(self.endpoint, self._client())).audio.transcriptions.create(
                file=("answer.wav", sound, "audio/wav"), model=model
            )
        text = heard.text.strip()
        if not text:
            raise ModelAnswerUnusable("The endpoint heard no words in the recording. Record it again, or type the answer.")
        return text

    def _structured(self, messages: Messages, schema: type[M], asked: Asked) -> M:
        model: Any = self._chat_model().with_structured_output(schema, method=self.endpoint.structured_by, include_raw=True)
        with vendor_errors():
            answer = model.invoke([("system", messages.system), ("human", messages.user)])
            self._count(self.endpoint.chat_model_name, getattr(answer["raw"], "usage_metadata", None) or {}, asked)
            if answer["parsing_error"] is not None:
                raise answer["parsing_error"]
        parsed = answer["parsed"]
        if not isinstance(parsed, schema):
            raise ModelAnswerUnusable(EMPTY)
        return parsed

    def _decide(self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale]) -> Decisions:
        request: Any = {"input": dict(given), "questions": as_questions(statements, scales)}
        with self._asking() as asked:
            with vendor_errors():
                answer = self._decisions_client().invoke(request)
            self._count(self.endpoint.decisions_model, answer.usage.model_dump(), asked)
            return decided(answer, statements, scales)

    def _decide_by_chat(
        self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str
    ) -> Decisions:
        from vetting.prompts import fence

        with self._asking() as asked:
            answer = self._structured(Messages(fallback, fence(**given)), as_schema(statements, scales), asked)
            return decided_by_chat(answer.model_dump(), statements, scales)

    @contextmanager
    def _asking(self) -> Iterator[Asked]:
        """Around one question: its answer is kept once it was found good; one that was kept and is not good is forgotten."""
        from vetting.llm.line import ASKED, Asked

        answered, asked = self.endpoint.answered, Asked()
        token = ASKED.set(asked)
        try:
            yield asked
        except Exception:
            if answered and asked.key and asked.reused:
                answered.forget(asked.key)
            raise
        finally:
            ASKED.reset(token)
        if answered and asked.key and asked.reply:
            answered.keep(asked.key, asked.reply)

    def _count(self, model: str, usage: Mapping[str, Any], asked: Asked | None = None) -> None:
        reused = asked is not None and asked.reused
        spent = Spent(cached=1) if reused else priced(model, usage.get("input_tokens"), usage.get("output_tokens"), self.endpoint.prices)
        self.meter.add(spent)
        count(spent)

    def _client(self) -> httpx2.Client:
        """One line for all clients, so that connections are used again and requests are counted together."""
        from vetting.llm.line import line_to

        with self._lock:
            if self._line is None:
                self._line = line_to(self.endpoint)
            return self._line

    def _chat_model(self) -> BaseChatModel:
        with self._lock:
            if self._chat is None:
                self._chat = chat_client(self.endpoint, self._client())
            return self._chat

    def _decisions_client(self) -> OpenAIDecisions:
        with self._lock:
            if self._decisions is None:
                self._decisions = decisions_client(self.endpoint, self._client())
            return self._decisions
