"""Small builders for the nouns: a test says only what it is about."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from vetting.llm import Decisions, Door, Endpoint, Messages, Scale
from vetting.models.interview import Exchange, Interview, Turn
from vetting.models.outcome import Claim, Claims, Evidence, Fingerprint, Grade, SignalReading
from vetting.models.question import Coverage, FollowUp, Plan, QuestionCard, Seniority
from vetting.scale import DEPTH, Signal, verdict_of

QUESTION = "Tell me about a retrieval index that went stale. What happened?"
LADDER = {signal: f"Tell me more about the {signal.value.replace('_', ' ')}." for signal in DEPTH}

SAID = {
    Signal.INCIDENT: "In March our manual search kept quoting the withdrawn torque table.",
    Signal.DETECTION: "A fitter in Lyon rang us because the number did not match his sticker.",
    Signal.DIAGNOSIS: "I compared chunk hashes with the file store and first blamed the reranker, which was wrong.",
    Signal.ROOT_CAUSE: "The re-embed job skipped files whose name had not changed, even when their bytes had.",
    Signal.FIX: "I keyed the job on the content hash instead of the name.",
    Signal.OWN_ROLE: "I wrote that change and ran the backfill myself.",
    Signal.VERIFICATION: "We replayed two hundred logged questions and the old table never came back.",
    Signal.PREVENTION: "A nightly check now fails when any hash in the index is older than the store.",
    Signal.IMPACT_NUMBER: "Nine hundred of forty thousand chunks had been stale for five weeks.",
    Signal.TRADEOFF_OR_LESSON: "Hashing every file made the job twenty minutes slower, and we accepted that.",
}
"""A deep answer, a sentence a signal."""
DEEP = " ".join(SAID.values())
TALK = (
    "We see AI as a journey. Our framework rests on people, process and platform, and responsible innovation is at its heart. "
    "Alignment with the business comes first, and best practice says to monitor everything and to iterate quickly with the stakeholders."
)


def claim(signal: Signal, probability: float = 0.95, *quotes: str) -> Claim:
    return Claim(signal=signal, probability=probability, quotes=quotes)


def claims(*signals: Signal, **changes: Any) -> Claims:
    """Claims for signals of the deep answer, each with its sentence as the quote."""
    return Claims(**{"claims": tuple(claim(signal, 0.99, SAID[signal]) for signal in signals), **changes})


class FakeEngine:
    """Claims what it is given, or raises it; remembers what it read."""

    name = "fake"
    says_of_itself = "fake engine: says what it is told"
    model = "none"

    def __init__(self, says: Claims | Exception | Callable[[str, str], Claims], *, any_language: bool = True) -> None:
        self.prompts: dict[str, str] = {}
        self._says = says
        self.any_language = any_language
        self.read_answers: list[str] = []

    def read(self, question: str, answer: str) -> Claims:
        self.read_answers.append(answer)
        if isinstance(self._says, Exception):
            raise self._says
        return self._says if isinstance(self._says, Claims) else self._says(question, answer)


class FakeDoor(Door):
    """Answers the door's three verbs from what it is given, and keeps what was asked."""

    def __init__(self, decide: Callable[[Mapping[str, Any], Mapping[str, str]], Mapping[str, float]], extract: Mapping[str, Any]) -> None:
        super().__init__(Endpoint(api_key="none", base_url=None, chat_model="openai:fake", decisions_model="fake"))
        self._says = decide
        self._extract = extract
        self.level: tuple[float, ...] = (0.2, 0.2, 0.2, 0.2, 0.2)
        self.decided: list[tuple[dict[str, Any], tuple[str, ...]]] = []
        self.extracted: list[Messages] = []

    def decide(self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions:
        self.decided.append((dict(given), tuple(statements)))
        said = self._says(given, statements)
        return Decisions({name: said.get(name, 0.02) for name in statements}, dict.fromkeys(scales, self.level))

    def structured(self, messages: Messages, schema: Any) -> Any:
        self.extracted.append(messages)
        return schema.model_validate(self._extract)


def extracted(
    quotes: Mapping[Signal, tuple[str, ...]], probes: tuple[tuple[str, Signal], ...] = (), contradiction: tuple[str, str] | None = None
) -> dict[str, Any]:
    """What the extractor returns, as plain data."""
    return {
        "signals": [{"signal": signal.value, "quotes": list(texts), "reason": "r"} for signal, texts in quotes.items()],
        "probes": [{"text": text, "aims_at": signal.value, "why": "w"} for text, signal in probes],
        "contradiction": None if contradiction is None else {"sentence": contradiction[0], "probe": contradiction[1]},
    }


def endpoint(answer: Callable[[httpx2.Request], httpx2.Response], **changes: Any) -> Endpoint:
    """An endpoint whose network is a function; no waiting between tries."""
    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    usual = {"api_key": "sk-test", "base_url": None, "chat_model": "openai:gpt-6-luna", "decisions_model": "gpt-6-luna", "retries": 0}
    return Endpoint(**{**usual, "http_client": client, **changes})


def chat_reply(content: Any, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """A chat completion as an OpenAI-compatible server sends it."""
    text = content if content is None or isinstance(content, str) else json.dumps(content)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def decisions_reply(request: Mapping[str, Any], probability: float = 0.9) -> dict[str, Any]:
    """A well-formed Decisions answer to a request's body."""
    return {
        "model": "m",
        "answers": [_decision(question, probability) for question in request["questions"]],
        "usage": {"input_tokens": 5, "output_tokens": 3, "total_tokens": 8},
    }


def _decision(question: Mapping[str, Any], probability: float) -> dict[str, Any]:
    if question["type"] == "predicate":
        return {"type": "predicate", "name": question["name"], "probability": probability}
    levels = question["levels"]
    share = 1 / len(levels)
    chances = [{"value": value, "label": level["label"], "probability": share} for value, level in enumerate(levels)]
    return {"type": "score", "name": question["name"], "score": 2.0, "confidence": 0.1, "probabilities": chances}


def card(id: str = "retrieval-staleness.e1", **changes: Any) -> QuestionCard:
    usual: dict[str, Any] = {
        "id": id,
        "text": f"{QUESTION} ({id})",
        "failure_class": "retrieval-staleness",
        "criteria": ("stale-embeddings",),
        "core": True,
        "why": "Only someone who ran it can tell.",
        "strong": "Names the job that skipped.",
        "weak": "Says data must be fresh.",
        "follow_ups": (FollowUp(text="How did you notice?", aims_at=Signal.DETECTION),),
        "minutes": 5,
    }
    return QuestionCard(**{**usual, **changes})


def fingerprint(**changes: Any) -> Fingerprint:
    usual = {"engine": "fake", "model": "none", "code": "0", "knowledge": "k", "input": "i"}
    return Fingerprint(**{**usual, **changes})


def plan(*cards: QuestionCard) -> Plan:
    return Plan(
        brief="Head of AI",
        seniority=Seniority.LEAD,
        focus=(),
        minutes=45,
        questions=cards or (card(),),
        coverage=Coverage(criteria={}, not_covered=(), failure_classes=()),
        engine="fake",
        fingerprint=fingerprint(),
    )


def grade(level: int = 3, **changes: Any) -> Grade:
    """A certain grade at a level."""
    usual: dict[str, Any] = {
        "engine": "fake",
        "fingerprint": fingerprint(),
        "level": level,
        "mean": float(level),
        "probabilities": tuple(float(n == level) for n in range(5)),
        "verdict": verdict_of(level),
        "interval": (level, level),
        "needs_human": False,
        "signals": tuple(SignalReading(name=signal, probability=0.0) for signal in DEPTH),
        "missing": tuple(DEPTH),
    }
    return Grade(**{**usual, **changes})


def reading(signal: Signal, answer: str, quote: str, probability: float = 0.9) -> SignalReading:
    start = answer.index(quote)
    return SignalReading(name=signal, probability=probability, evidence=(Evidence(quote=quote, start=start, end=start + len(quote)),))


def interview(*turns: Turn, cards: tuple[QuestionCard, ...] = ()) -> Interview:
    return Interview(id="abcd1234", candidate="C", started="2026-11-24T00:00:00+00:00", plan=plan(*cards), turns=turns)


def turn(outcome: Any, answer: str = DEEP, of: QuestionCard | None = None) -> Turn:
    asked = of or card()
    return Turn(card=asked, exchanges=(Exchange(asked=asked.text, answer=answer),), outcomes=(outcome,))
