"""Checks a candidate's answers against each other and against their documents: the model names pairs, code checks the quotes.

A second look sees the quotes alone. What is left is advice with a question that would settle it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from vetting.errors import BadInput
from vetting.grading.evidence import check_quotes
from vetting.llm import Decisions, Messages, Scale
from vetting.models.consistency import Consistency, Contradiction, Said
from vetting.models.interview import Interview
from vetting.prompts import Prompt, fence, load_prompt
from vetting.scale import PRESENT
from vetting.trust.identity import identity_in, identity_of, known_as

DOCUMENTS = "documents"
MOST_PAIRS = 5
M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Quoted(_Strict):
    source: str
    quote: str


class _Pair(_Strict):
    sentence: str
    one: _Quoted
    other: _Quoted
    probe: str


class _Pairs(_Strict):
    pairs: list[_Pair]


class Compares(Protocol):
    """What of the door this module needs."""

    @property
    def model(self) -> str: ...

    def decide(
        self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str
    ) -> Decisions: ...

    def structured(self, messages: Messages, schema: type[M]) -> M: ...


def check_consistency(interview: Interview, door: Compares, documents: str = "") -> Consistency:
    """One request, and a second where a pair was named. `documents` is the CV; claims in the plan are read too.

    Raises BadInput where there is nothing to compare, EndpointError where the model fails.
    """
    with known_as(identity_of(interview) | identity_in(documents)):
        return _checked(interview, door, documents)


def _checked(interview: Interview, door: Compares, documents: str) -> Consistency:
    texts, questions = _sources(interview, documents)
    if len(texts) < 2:
        raise BadInput("There is only one text of this candidate; two answers, or an answer and a CV, are needed to compare.")
    prompt = load_prompt("consistency")
    answers = {name: {"question": questions[name][1], "answer": text} for name, text in texts.items() if name in questions}
    material: dict[str, object] = {"answers": answers} | ({DOCUMENTS: texts[DOCUMENTS]} if DOCUMENTS in texts else {})
    named = door.structured(Messages(prompt.render("system"), fence(**material)), _Pairs).pairs[:MOST_PAIRS]
    placed = [(pair, one, other) for pair in named if (both := _placed(pair, texts, questions)) for one, other in (both,)]
    chances = _confirmed(door, prompt, [pair for pair, _, _ in placed])
    found = [
        Contradiction(sentence=pair.sentence.strip(), one=one, other=other, probability=chance, probe=pair.probe.strip())
        for (pair, one, other), chance in zip(placed, chances, strict=True)
        if chance >= PRESENT
    ]
    return Consistency(
        compared=tuple(texts),
        found=tuple(sorted(found, key=lambda one: -one.probability)),
        unsupported=len(named) - len(placed),
        unconfirmed=len(placed) - len(found),
        model=door.model,
        prompt=prompt.identity,
    )


def _sources(interview: Interview, documents: str) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Name to text, and name to card id and question for the answers."""
    texts: dict[str, str] = {}
    questions: dict[str, tuple[str, str]] = {}
    for number, turn in enumerate(interview.turns, 1):
        if turn.answer.strip():
            texts[f"answer {number}"] = turn.answer
            questions[f"answer {number}"] = (turn.card.id, turn.card.text)
    claims = [card.claim for card in interview.plan.questions if card.claim and card.claim not in documents]
    written = "\n".join(dict.fromkeys([documents.strip(), *claims])).strip()
    return (texts | {DOCUMENTS: written} if written else texts), questions


def _placed(pair: _Pair, texts: Mapping[str, str], questions: Mapping[str, tuple[str, str]]) -> tuple[Said, Said] | None:
    """Both statements where they stand; None where one does not, or both come from one source."""
    one, other = (_said(quoted, texts, questions) for quoted in (pair.one, pair.other))
    if one is None or other is None or one.source == other.source or not pair.sentence.strip() or not pair.probe.strip():
        return None
    return one, other


def _said(quoted: _Quoted, texts: Mapping[str, str], questions: Mapping[str, tuple[str, str]]) -> Said | None:
    evidence = check_quotes((quoted.quote,), texts.get(quoted.source, "")).evidence
    if not evidence:
        return None
    return Said(source=quoted.source, question=questions[quoted.source][0] if quoted.source in questions else None, evidence=evidence[0])


def _confirmed(door: Compares, prompt: Prompt, pairs: Sequence[_Pair]) -> list[float]:
    """How likely each pair is a contradiction, from its quotes alone."""
    if not pairs:
        return []
    names = [f"pair {number}" for number in range(1, len(pairs) + 1)]
    keys = [name.replace(" ", "_") for name in names]
    given = {
        name: {"sentence": pair.sentence, "one": pair.one.quote, "other": pair.other.quote} for name, pair in zip(names, pairs, strict=True)
    }
    statements = {key: prompt.render("confirm", pair=name) for key, name in zip(keys, names, strict=True)}
    said = door.decide(given, statements, {}, prompt.render("chat")).statements
    return [said[key] for key in keys]
