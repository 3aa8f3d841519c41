"""The fitted numbers in knowledge/engine/offline.json: named, rounded, readable; made by `make fit`."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.errors import BadKnowledge
from vetting.grading.offline.bag import Bag
from vetting.grading.offline.features import FEATURES
from vetting.grading.offline.pooling import POOLED, SENTENCE_OUTCOMES, SENTENCE_SIGNALS
from vetting.grading.offline.seen import BLOCKS
from vetting.resources import data_dir
from vetting.scale import DEPTH, STRATEGY

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers

FORMAT = 2
TOLD_OF_IT = ("system_words", "strategy_words", "past_verb", "advice")
"""Features whose share of the words parts talk of the subject from talk of something else."""
OUTCOME_INPUTS = (
    "question to answer",
    "question to nearest sentence",
    "refusal words",
    "asks back",
    "log words",
    "beside the question, by words",
    "beside the question, least",
    "beside the question, most",
    "declining, by words",
    "declining, most",
    "refusal, by words",
    "refusal anywhere",
    "log incident",
    "like graded answers",
    "like them, nearest sentence",
    "like them, by words",
    *(f"{name}, by words" for name in TOLD_OF_IT),
)
"""What tells an answer to the question from something else."""
ANSWER_SIGNALS = (*DEPTH, *STRATEGY)
"""The signals whose presence in the whole answer has its own calibrated model."""
OUTCOMES = ("answers_question", "declines")
_SENTENCE = (*SENTENCE_SIGNALS, *SENTENCE_OUTCOMES)


@dataclass(frozen=True)
class Linear:
    """Several logistic models on the same inputs: a column of `coefficients` and a number of `bias` each."""

    coefficients: Numbers
    bias: Numbers

    def logits(self, inputs: Numbers) -> Numbers:
        import numpy as np

        return np.asarray(inputs @ self.coefficients + self.bias)


@dataclass(frozen=True)
class Weights:
    """Everything the offline engine learned."""

    sentence: Linear
    """Sentence inputs to SENTENCE_SIGNALS and SENTENCE_OUTCOMES."""
    whole: Linear
    """The answer's vector to four opinions: level above 0, 1, 2, 3."""
    bag: Bag
    words: Linear
    """The bag's vector of the answer to four opinions, likewise."""
    heard: Linear
    """The bag's vector of a sentence to the same as `sentence`, to be added to it."""
    usual: Numbers
    """The direction of answers that got a level."""
    level: Linear
    """POOLED to the same four, calibrated."""
    signal: Linear
    """POOLED to ANSWER_SIGNALS."""
    outcome: Linear
    """OUTCOME_INPUTS to OUTCOMES."""
    embedder: str
    """The embedder they were fitted on; no other will do."""
    hash: str
    """Of the file."""
    own_answers: int = 0
    """Answers of the user's own that the cuts were moved to; 0 for the weights as shipped."""
    own_from: str = ""
    """Hash of the shipped weights those cuts were moved from."""


def engine_file() -> Path:
    return data_dir("knowledge") / "engine" / "offline.json"


@functools.lru_cache(maxsize=2)
def load_weights(path: Path | None = None) -> Weights:
    """Those of the file, or those that ship; read once a process. Raises BadKnowledge as `read_weights` does."""
    return read_weights(path or engine_file())


def read_weights(path: Path) -> Weights:
    """Raises BadKnowledge where the file is missing or was fitted for other features."""
    try:
        text = path.read_bytes()
        return _parse(json.loads(text), hashlib.sha256(text).hexdigest()[:16])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKnowledge(
            f"{path} is not a weights file for this version ({error}). Rebuild it with: python -m vetting.grading.offline.fit"
        ) from error


def _parse(fields: dict[str, Any], digest: str) -> Weights:
    import numpy as np

    expected = {"format": FORMAT, "features": list(FEATURES), "pooled": list(POOLED)}
    for name, value in expected.items():
        if fields[name] != value:
            raise ValueError(f"{name} differs from what the code expects")

    def linear(part: dict[str, Any], outputs: tuple[str, ...]) -> Linear:
        columns = [np.concatenate([np.asarray(_numbers(part[name][block])) for block in part[name] if block != "bias"]) for name in outputs]
        return Linear(np.array(columns).T, np.array([part[name]["bias"] for name in outputs]))

    above = tuple(f"above {n}" for n in range(4))
    by_word = np.array([numbers[1:] for numbers in fields["words"]["words"].values()])
    return Weights(
        sentence=linear(fields["sentence"], _SENTENCE),
        whole=linear(fields["whole"], above),
        bag=Bag({word: numbers[0] for word, numbers in fields["words"]["words"].items()}),
        words=Linear(by_word[:, : len(above)], np.array(fields["words"]["bias"])),
        heard=Linear(by_word[:, len(above) :], np.array(fields["words"]["sentence_bias"])),
        usual=np.array(fields["usual"]),
        level=linear(fields["level"], above),
        signal=linear(fields["signal"], ANSWER_SIGNALS),
        outcome=linear(fields["outcome"], OUTCOMES),
        embedder=fields["embedder"],
        hash=digest,
        own_answers=fields["answers"] if "own" in fields else 0,
        own_from=fields["own"]["shipped"] if "own" in fields else "",
    )


def _numbers(block: list[float] | dict[str, float]) -> list[float]:
    return list(block.values()) if isinstance(block, dict) else block


def dump_weights(weights: Weights, notes: dict[str, Any]) -> str:
    """The file's text: the same weights always give the same bytes."""
    above = tuple(f"above {n}" for n in range(4))
    dimensions = weights.whole.coefficients.shape[0]

    def sentence(column: Numbers, bias: float) -> dict[str, Any]:
        parts: dict[str, Any] = {"bias": _round(bias)}
        at = 0
        for block in BLOCKS:
            width = len(FEATURES) if block.endswith("features") else dimensions
            numbers = [_round(x) for x in column[at : at + width]]
            parts[block] = dict(zip(FEATURES, numbers, strict=True)) if block.endswith("features") else numbers
            at += width
        return parts

    def named(part: Linear, outputs: tuple[str, ...], inputs: tuple[str, ...]) -> dict[str, Any]:
        return {
            name: {"bias": _round(part.bias[i]), "weights": dict(zip(inputs, [_round(x) for x in part.coefficients[:, i]], strict=True))}
            for i, name in enumerate(outputs)
        }

    whole = {
        name: {"bias": _round(weights.whole.bias[i]), "vector": [_round(x) for x in weights.whole.coefficients[:, i]]}
        for i, name in enumerate(above)
    }
    fields = {
        "format": FORMAT,
        **notes,
        "embedder": weights.embedder,
        "features": FEATURES,
        "pooled": POOLED,
        "level": named(weights.level, above, POOLED),
        "signal": named(weights.signal, tuple(ANSWER_SIGNALS), POOLED),
        "outcome": named(weights.outcome, OUTCOMES, OUTCOME_INPUTS),
        "whole": whole,
        "words": {
            "bias": [_round(bias) for bias in weights.words.bias],
            "sentence_bias": [_round(bias) for bias in weights.heard.bias],
            "words": {
                word: [rarity, *map(_round, of_answer), *(round(float(x), 2) + 0.0 for x in of_sentence)]
                for (word, rarity), of_answer, of_sentence in zip(
                    weights.bag.rarity.items(), weights.words.coefficients, weights.heard.coefficients, strict=True
                )
            },
        },
        "usual": [_round(x) for x in weights.usual],
        "sentence": {name: sentence(weights.sentence.coefficients[:, i], weights.sentence.bias[i]) for i, name in enumerate(_SENTENCE)},
    }
    return _lines(fields) + "\n"


def _round(number: float) -> float:
    return round(float(number), 4) + 0.0


def _lines(fields: Any, depth: int = 0) -> str:
    """JSON with one line a named list or a small object, so that a change of one model is one changed line."""
    if not isinstance(fields, dict) or (depth > 1 and all(isinstance(value, float) for value in fields.values())):
        return json.dumps(fields, ensure_ascii=False)
    inner = " " * (depth + 1)
    body = ",\n".join(f"{inner}{json.dumps(str(name))}: {_lines(value, depth + 1)}" for name, value in fields.items())
    return "{\n" + body + "\n" + " " * depth + "}"
