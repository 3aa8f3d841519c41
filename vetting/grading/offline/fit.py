"""Fits the offline engine's weights on labelled answers: `python -m vetting.grading.offline.fit [FOLDER]`, or `make fit`.

Reads only the folder (tests/data/grading), writes knowledge/engine/. What it says of its own quality comes from folds by writer:
each answer is judged by models that saw nothing of its writer.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.errors import BadInput, MissingExtra
from vetting.grading.labelled import read_answers, read_pairs
from vetting.grading.offline.examples import Example, from_answer, from_kept, from_pair
from vetting.grading.offline.judge import chances, levels_from, outcome_inputs
from vetting.grading.offline.pooling import SENTENCE_SIGNALS, pool
from vetting.grading.offline.seen import answer_vector, sentence_inputs
from vetting.grading.offline.vectors import read_kept
from vetting.grading.offline.weights import ANSWER_SIGNALS, OUTCOMES, Linear, Weights, dump_weights, engine_file
from vetting.resources import PACKAGE

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.seen import Numbers

LABELLED = PACKAGE.parent / "tests" / "data" / "grading"
ONE_SPAN_FILES = ("dev_answers.jsonl",)
"""Files whose writers marked one span a signal; in the others every span is marked."""
REAL_FOLDS = 4
"""Real texts are tested by site."""
STRENGTH = {"sentence": 1.0, "whole": 2.0, "level": 0.03, "signal": 0.03, "outcome": 0.1}
"""How freely each kind of model may follow its examples (scikit-learn's C)."""


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0]) if arguments else LABELLED
    from vetting.embedding import embedder

    examples = read_examples(folder, embedder("minilm"))
    weights, held_out = fit(examples, embedder("minilm").name)
    target = engine_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        dump_weights(weights, {"made_by": "python -m vetting.grading.offline.fit", "answers": len(examples)}), encoding="utf-8"
    )
    target.with_name("held_out.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held_out), encoding="utf-8")
    return 0


def read_examples(folder: Path, embedder: Embedder) -> list[Example]:
    """Every labelled answer, pair and kept vector of the folder, in the order of the file names. Raises BadInput."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.jsonl")):
        writer = path.name.split(".")[0]
        if path.name.endswith(".pairs.jsonl"):
            examples += [example for pair in read_pairs(path) for example in from_pair(pair, writer, embedder)]
        elif path.name == "real_vectors.jsonl":
            examples += [from_kept(kept, f"real-{_site(kept.source) % REAL_FOLDS}") for kept in read_kept(path)]
        else:
            examples += [from_answer(row, writer, embedder, complete=path.name not in ONE_SPAN_FILES) for row in read_answers(path)]
    if len({example.fold for example in examples}) < 2:
        raise BadInput(f"{folder} has no answers of two writers or more; a fit needs some to test on.")
    return examples


def _site(source: str) -> int:
    host = "/".join(source.split("/")[:5])
    return int(hashlib.sha256(host.encode()).hexdigest(), 16)


def fit(examples: Sequence[Example], embedder_name: str) -> tuple[Weights, list[dict[str, Any]]]:
    """The weights fitted on everything, and for every answer what models that never saw its writer say of it."""
    import numpy as np

    inputs = [sentence_inputs(example.seen) for example in examples]
    vectors = np.array([answer_vector(example.seen) for example in examples])
    folds = np.array([example.fold for example in examples])
    sentence_out = [np.empty(0)] * len(examples)
    whole_out = np.zeros((len(examples), 4))
    for fold in sorted(set(folds)):
        seen_by, tested = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        sentence = _fit_sentence([examples[int(i)] for i in seen_by], [inputs[i] for i in seen_by])
        whole = _fit_whole([examples[int(i)] for i in seen_by], vectors[seen_by])
        for i in tested:
            sentence_out[i] = sentence.logits(inputs[i])
        whole_out[tested] = whole.logits(vectors[tested])
    pooled = np.array([pool(logits, whole_logits) for logits, whole_logits in zip(sentence_out, whole_out, strict=True)])
    outcome = np.array([outcome_inputs(example.seen, row) for example, row in zip(examples, pooled, strict=True)])
    held_out = _held_out(examples, folds, pooled, outcome)
    level, signal, outcomes = _fit_answer(examples, pooled, outcome)
    weights = Weights(_fit_sentence(examples, inputs), _fit_whole(examples, vectors), level, signal, outcomes, embedder_name, "")
    return weights, held_out


def _held_out(examples: Sequence[Example], folds: Numbers, pooled: Numbers, outcome: Numbers) -> list[dict[str, Any]]:
    import numpy as np

    rows: dict[int, dict[str, Any]] = {}
    for fold in sorted(set(folds)):
        seen_by, tested = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        level, signal, outcomes = _fit_answer([examples[int(i)] for i in seen_by], pooled[seen_by], outcome[seen_by])
        for i in tested:
            rows[int(i)] = {
                "answer": examples[int(i)].key,
                "fold": str(fold),
                "levels": _rounded(levels_from(chances(level.logits(pooled[i])))),
                "signals": dict(zip(ANSWER_SIGNALS, _rounded(chances(signal.logits(pooled[i]))), strict=True)),
                "outcomes": dict(zip(OUTCOMES, _rounded(chances(outcomes.logits(outcome[i]))), strict=True)),
            }
    return [rows[i] for i in range(len(examples))]


def _rounded(numbers: Sequence[float] | Numbers) -> list[float]:
    return [round(float(x), 3) + 0.0 for x in numbers]


def _fit_sentence(examples: Sequence[Example], inputs: Sequence[Numbers]) -> Linear:
    import numpy as np

    marks = np.vstack([example.marks for example in examples])
    weights = np.vstack([example.mark_weights for example in examples])
    everything = np.vstack(list(inputs))
    return _several(len(SENTENCE_SIGNALS), lambda k: (everything, marks[:, k], weights[:, k]), STRENGTH["sentence"])


def _fit_whole(examples: Sequence[Example], vectors: Numbers) -> Linear:
    levels, weights = _levels(examples)
    return _several(4, lambda n: (vectors, _above(levels, n), weights), STRENGTH["whole"])


def _fit_answer(examples: Sequence[Example], pooled: Numbers, outcome: Numbers) -> tuple[Linear, Linear, Linear]:
    import numpy as np

    levels, weights = _levels(examples)
    present = np.array([example.present for example in examples])
    ones = np.ones(len(examples))
    answers = np.array([float(example.status != "not_assessed") for example in examples])
    declines = np.array([float(example.status == "declined") for example in examples])
    targets = np.array([answers, declines]).T
    return (
        _several(4, lambda n: (pooled, _above(levels, n), weights), STRENGTH["level"], scaled=True),
        _several(len(ANSWER_SIGNALS), lambda k: (pooled, present[:, k], ones), STRENGTH["signal"], scaled=True),
        _several(len(OUTCOMES), lambda k: (outcome, targets[:, k], ones), STRENGTH["outcome"], scaled=True),
    )


def _levels(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    import numpy as np

    levels = np.array([np.nan if example.level is None else float(example.level) for example in examples])
    return levels, np.array([example.weight for example in examples])


def _above(levels: Numbers, n: int) -> Numbers:
    import numpy as np

    return np.asarray(np.where(np.isnan(levels), np.nan, levels > n))


def _several(count: int, task: Callable[[int], tuple[Numbers, Numbers, Numbers]], strength: float, *, scaled: bool = False) -> Linear:
    """`count` logistic models; `task` gives inputs, targets (NaN: left out) and weights. Scaling is folded into the weights."""
    import numpy as np

    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtra("Fitting needs scikit-learn. Install it with: pip install 'vetting[fit]'") from error
    columns: list[Numbers] = []
    biases: list[float] = []
    for index in range(count):
        inputs, targets, weights = task(index)
        known = ~np.isnan(targets)
        inputs, targets, weights = inputs[known], targets[known], weights[known]
        middle = inputs.mean(axis=0) if scaled else np.zeros(inputs.shape[1])
        spread = inputs.std(axis=0) + 1e-6 if scaled else np.ones(inputs.shape[1])
        if len(set(targets)) < 2:
            columns.append(np.zeros(inputs.shape[1]))
            biases.append(-6.0 if not targets.any() else 6.0)
            continue
        model = LogisticRegression(C=strength, max_iter=1000, tol=1e-4).fit((inputs - middle) / spread, targets, sample_weight=weights)
        columns.append(model.coef_[0] / spread)
        biases.append(float(model.intercept_[0] - (model.coef_[0] / spread) @ middle))
    return Linear(np.array(columns).T, np.array(biases))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
