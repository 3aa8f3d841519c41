"""Fits the offline engine's weights on labelled answers: `python -m vetting.grading.offline.fit [FOLDER]`, or `make fit`.

Reads only the folder (tests/data/grading), writes knowledge/engine/. What it says of its own quality comes from folds by writer:
each answer is judged by models that saw nothing of its writer.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.errors import BadInput, MissingExtra
from vetting.grading.labelled import read_answers, read_pairs
from vetting.grading.offline.augment import augmented
from vetting.grading.offline.bag import Bag, bag_of
from vetting.grading.offline.examples import Example, from_answer, from_kept, from_pair
from vetting.grading.offline.judge import chances, levels_from, outcome_inputs, word_opinions
from vetting.grading.offline.pooling import POOLED, SENTENCE_OUTCOMES, pool
from vetting.grading.offline.seen import answer_vector, sentence_inputs
from vetting.grading.offline.vectors import read_kept
from vetting.grading.offline.weights import ANSWER_SIGNALS, OUTCOMES, Linear, Weights, dump_weights, engine_file
from vetting.models.labelled import LabelledAnswer
from vetting.resources import PACKAGE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vetting.embedding import Embedder
    from vetting.grading.offline.seen import Numbers

    Task = tuple[NDArray[Any], Numbers, Numbers]

LABELLED = PACKAGE.parent / "tests" / "data" / "grading"
ONE_SPAN_FILES = ("dev_answers.jsonl",)
"""Files whose writers marked one span a signal; in the others every span is marked."""
WORKERS = 2
REAL_FOLDS = 4
"""Real texts are tested by site."""
NO_LEVEL = ("not_assessed", "declined")
NO_LEVEL_WEIGHT = 8.0
"""What an answer without a level counts against one with, when the two are told apart: there are few of them."""
STRENGTH = {"sentence": 0.5, "whole": 2.0, "words": 10.0, "level": 0.1, "signal": 0.05, "outcome": 0.1}
"""How freely each kind of model may follow its examples (scikit-learn's C)."""


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0]) if arguments else LABELLED
    from vetting.embedding import embedder

    examples = read_examples(folder, embedder("minilm"))
    weights, held_out = fit(examples, embedder("minilm").name)
    told = sum(not example.made for example in examples)
    target = engine_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(dump_weights(weights, {"made_by": "python -m vetting.grading.offline.fit", "answers": told}), encoding="utf-8")
    target.with_name("held_out.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held_out), encoding="utf-8")
    return 0


def read_examples(folder: Path, embedder: Embedder) -> list[Example]:
    """Every labelled answer, pair and kept vector of the folder, file by file, then what is made of them. Raises BadInput."""
    examples: list[Example] = []
    marked: list[tuple[LabelledAnswer, Example]] = []
    for path in sorted(folder.glob("*.jsonl")):
        writer = path.name.split(".")[0]
        if path.name.endswith(".pairs.jsonl"):
            examples += [example for pair in read_pairs(path) for example in from_pair(pair, writer, embedder)]
        elif path.name == "real_vectors.jsonl":
            examples += [from_kept(kept, f"real-{_site(kept.source) % REAL_FOLDS}") for kept in read_kept(path)]
        else:
            rows = read_answers(path)
            read = [from_answer(row, writer, embedder, complete=path.name not in ONE_SPAN_FILES) for row in rows]
            examples += read
            if path.name not in ONE_SPAN_FILES:
                marked += [(row, example) for row, example in zip(rows, read, strict=True) if row.signals is not None]
    if len({example.fold for example in examples}) < 2:
        raise BadInput(f"{folder} has no answers of two writers or more; a fit needs some to test on.")
    return examples + augmented(marked, embedder)


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
    pooled = np.zeros((len(examples), len(POOLED)))
    for fold in sorted(set(folds)):
        seen_by, tested = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        known = [examples[int(i)] for i in seen_by]
        sentence, whole = _fit_sentence(known, [inputs[i] for i in seen_by]), _fit_whole(known, vectors[seen_by])
        bag, words = _fit_words(known)
        for i in map(int, tested):
            seen = examples[i].seen
            sentence_out[i] = sentence.logits(inputs[i])
            pooled[i] = pool(sentence_out[i], whole.logits(vectors[i]), word_opinions(seen, bag, words), seen.features)
    outcome = np.array([outcome_inputs(example.seen, logits) for example, logits in zip(examples, sentence_out, strict=True)])
    held_out = _held_out(examples, folds, pooled, outcome)
    level, signal, outcomes = _fit_answer(examples, pooled, outcome)
    bag, words = _fit_words(examples)
    weights = Weights(
        sentence=_fit_sentence(examples, inputs),
        whole=_fit_whole(examples, vectors),
        bag=bag,
        words=words,
        level=level,
        signal=signal,
        outcome=outcomes,
        embedder=embedder_name,
        hash="",
    )
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
    return [rows[i] for i, example in enumerate(examples) if not example.made]


def _rounded(numbers: Sequence[float] | Numbers) -> list[float]:
    return [round(float(x), 3) + 0.0 for x in numbers]


def _fit_sentence(examples: Sequence[Example], inputs: Sequence[Numbers]) -> Linear:
    import numpy as np

    marks = np.vstack([np.hstack([example.marks, _outcome_marks(example)]) for example in examples])
    weights = np.vstack(
        [np.hstack([example.mark_weights, np.full((len(example.marks), len(SENTENCE_OUTCOMES)), example.weight)]) for example in examples]
    )
    everything = np.vstack(list(inputs)).astype(np.float32)
    return _several(marks.shape[1], lambda k: (everything, marks[:, k], weights[:, k]), STRENGTH["sentence"])


def _outcome_marks(example: Example) -> Numbers:
    """Every sentence of an answer beside the question is beside it, every one of a refusal declines. Copies borrow sentences: unknown."""
    import numpy as np

    known = np.nan if example.made else 1.0
    return np.full((len(example.marks), len(NO_LEVEL)), [known * (example.status == status) for status in NO_LEVEL])


def _fit_whole(examples: Sequence[Example], vectors: Numbers) -> Linear:
    levels, weights = _levels(examples)
    return _several(4, lambda n: (vectors, _above(levels, n), weights), STRENGTH["whole"])


def _fit_words(examples: Sequence[Example]) -> tuple[Bag, Linear]:
    """From answers that people wrote, and whose words we have."""
    import numpy as np

    told = [(example, example.seen.tokens) for example in examples if example.level is not None and not example.made]
    known = [(example, tokens) for example, tokens in told if tokens is not None]
    bag = bag_of([tokens for _, tokens in known])
    vectors = np.array([bag.vector(tokens) for _, tokens in known])
    levels, weights = _levels([example for example, _ in known])
    return bag, _several(4, lambda n: (vectors, _above(levels, n), weights), STRENGTH["words"])


def _fit_answer(examples: Sequence[Example], pooled: Numbers, outcome: Numbers) -> tuple[Linear, Linear, Linear]:
    import numpy as np

    levels, weights = _levels(examples)
    present = np.array([example.present for example in examples])
    known = np.where([example.made for example in examples], np.nan, 1.0)
    beside, declined = (known * [example.status == status for example in examples] for status in NO_LEVEL)
    targets = np.array([1 - beside, declined]).T
    rare = weights * np.where([example.status == "graded" for example in examples], 1.0, NO_LEVEL_WEIGHT)
    return (
        _several(4, lambda n: (pooled, _above(levels, n), weights), STRENGTH["level"], scaled=True),
        _several(len(ANSWER_SIGNALS), lambda k: (pooled, present[:, k], weights), STRENGTH["signal"], scaled=True),
        _several(len(OUTCOMES), lambda k: (outcome, targets[:, k], rare), STRENGTH["outcome"], scaled=True),
    )


def _levels(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    import numpy as np

    levels = np.array([np.nan if example.level is None else float(example.level) for example in examples])
    return levels, np.array([example.weight for example in examples])


def _above(levels: Numbers, n: int) -> Numbers:
    import numpy as np

    return np.asarray(np.where(np.isnan(levels), np.nan, levels > n))


def _several(count: int, task: Callable[[int], Task], strength: float, *, scaled: bool = False) -> Linear:
    """`count` logistic models; `task` gives inputs, targets (NaN: left out) and weights. Scaling is folded into the weights.

    Each model is fitted on one thread, since the order of a sum must not depend on the machine's load.
    """
    import numpy as np

    try:
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingExtra("Fitting needs scikit-learn. Install it with: pip install 'vetting[fit]'") from error
    with threadpool_limits(1), ThreadPoolExecutor(WORKERS) as workers:
        models = list(workers.map(lambda index: _one(*task(index), strength, scaled=scaled), range(count)))
    return Linear(np.array([column for column, _ in models]).T, np.array([bias for _, bias in models]))


def _one(inputs: NDArray[Any], targets: Numbers, weights: Numbers, strength: float, *, scaled: bool) -> tuple[Numbers, float]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    known = ~np.isnan(targets)
    inputs, targets, weights = inputs[known], targets[known], weights[known]
    middle = inputs.mean(axis=0) if scaled else np.zeros(inputs.shape[1], dtype=inputs.dtype)
    spread = inputs.std(axis=0) + 1e-6 if scaled else np.ones(inputs.shape[1], dtype=inputs.dtype)
    if len(set(targets)) < 2:
        return np.zeros(inputs.shape[1]), 6.0 if targets.any() else -6.0
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit((inputs - middle) / spread, targets, sample_weight=weights)
    column = model.coef_[0] / spread
    return column, float(model.intercept_[0] - column @ middle)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
