"""Fits the offline engine's weights on labelled answers: `python -m vetting.grading.offline.fit [FOLDER]`, or `make fit`.

Reads only the folder (tests/data/grading), writes knowledge/engine/. What it says of its own quality comes from folds by writer:
each answer is judged by models that saw nothing of its writer.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.errors import BadInput
from vetting.grading.labelled import read_answers, read_pairs
from vetting.grading.offline.augment import augmented
from vetting.grading.offline.bag import Bag, bag_of
from vetting.grading.offline.examples import Example, from_answer, from_kept, from_pair
from vetting.grading.offline.judge import chances, levels_from, outcome_inputs, outcomes_from, signals_from
from vetting.grading.offline.level_fit import Order, fit_levels
from vetting.grading.offline.logistic import several
from vetting.grading.offline.pooling import POOLED, SENTENCE_OUTCOMES, pool
from vetting.grading.offline.seen import answer_vector, sentence_inputs
from vetting.grading.offline.vectors import read_kept
from vetting.grading.offline.weights import ANSWER_SIGNALS, OUTCOME_INPUTS, OUTCOMES, Linear, Weights, dump_weights, engine_file
from vetting.models.labelled import LabelledAnswer
from vetting.resources import PACKAGE

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.seen import Numbers

LABELLED = PACKAGE.parent / "tests" / "data" / "grading"
ONE_SPAN_FILES = ("dev_answers.jsonl",)
"""Files whose writers marked one span a signal; in the others every span is marked."""
REAL_FOLDS = 4
"""Real texts are tested by site."""
NO_LEVEL = ("not_assessed", "declined")
NO_LEVEL_WEIGHT = 8.0
"""What an answer without a level counts against one with, when the two are told apart: there are few of them."""
NO_LEVEL_MARKS = 3.0
"""Likewise for each of its sentences."""
REAL_LEVELS = 4.0
"""What a real text counts more when levels are set: there are few, and nobody wrote them for us."""
WRITTEN_ORDER = 3.0
"""What the order of two answers that people wrote counts; that of a copy counts what the copy does."""
HEARD_SHARE = 0.5
"""How loud the bare words of a sentence are beside its vector and features."""
STRENGTH = {"sentence": 0.5, "heard": 1.0, "whole": 2.0, "words": 10.0, "signal": 0.05, "outcome": 0.3}
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
    """The host, or on GitHub the repository, as a number."""
    parts = source.split("/")
    site = "/".join(parts[:5] if "github.com" in parts[2:3] else parts[:3])
    return int(hashlib.sha256(site.encode()).hexdigest(), 16)


def fit(examples: Sequence[Example], embedder_name: str) -> tuple[Weights, list[dict[str, Any]]]:
    """The weights fitted on everything, and for every answer what models that never saw its writer say of it."""
    import numpy as np

    inputs = [sentence_inputs(example.seen) for example in examples]
    vectors = np.array([answer_vector(example.seen) for example in examples])
    folds = np.array([example.fold for example in examples])
    pooled = np.zeros((len(examples), len(POOLED)))
    outcome = np.zeros((len(examples), len(OUTCOME_INPUTS)))
    for fold in sorted(set(folds)):
        seen_by, tested = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        known = [examples[int(i)] for i in seen_by]
        readers = _fit_readers(known, [inputs[i] for i in seen_by], vectors[seen_by])
        for i in map(int, tested):
            seen = examples[i].seen
            sentences = readers.sentence.logits(inputs[i]) + readers.heard.logits(readers.bag.rows(seen.tokens))
            words = readers.words.logits(readers.bag.vector(seen.tokens))
            pooled[i] = pool(sentences, readers.whole.logits(vectors[i]), words, seen.features)
            outcome[i] = outcome_inputs(seen, sentences, readers.usual)
    held_out = _held_out(examples, folds, pooled, outcome)
    level, signal, outcomes = _fit_answer(examples, pooled, outcome)
    readers = _fit_readers(examples, inputs, vectors)
    weights = Weights(**vars(readers), level=level, signal=signal, outcome=outcomes, embedder=embedder_name, hash="")
    return weights, held_out


@dataclass(frozen=True)
class _Readers:
    """The models that read an answer before the level is judged; see Weights."""

    sentence: Linear
    whole: Linear
    bag: Bag
    words: Linear
    heard: Linear
    usual: Numbers


def _fit_readers(examples: Sequence[Example], inputs: Sequence[Numbers], vectors: Numbers) -> _Readers:
    import numpy as np

    told = [example.seen.tokens for example in examples if example.level is not None and not example.made and not example.kept]
    bag = bag_of(told)
    graded = vectors[[example.level is not None and not example.made for example in examples]].mean(axis=0)
    return _Readers(
        sentence=_fit_sentence(examples, inputs),
        whole=_fit_whole(examples, vectors),
        bag=bag,
        words=_fit_words(examples, bag),
        heard=_fit_heard(examples, bag),
        usual=graded / np.linalg.norm(graded),
    )


def _held_out(examples: Sequence[Example], folds: Numbers, pooled: Numbers, outcome: Numbers) -> list[dict[str, Any]]:
    import numpy as np

    rows: dict[int, dict[str, Any]] = {}
    for fold in sorted(set(folds)):
        seen_by, tested = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        level, signal, outcomes = _fit_answer([examples[int(i)] for i in seen_by], pooled[seen_by], outcome[seen_by])
        for i in tested:
            signals = signals_from(signal.logits(pooled[i]))
            rows[int(i)] = {
                "answer": examples[int(i)].key,
                "fold": str(fold),
                "levels": _rounded(levels_from(chances(level.logits(pooled[i])))),
                "signals": {name: _rounded([chance])[0] for name, chance in signals.items()},
                "outcomes": {name: _rounded([chance])[0] for name, chance in outcomes_from(outcomes.logits(outcome[i]), signals).items()},
            }
    return [rows[i] for i, example in enumerate(examples) if not example.made]


def _rounded(numbers: Sequence[float] | Numbers) -> list[float]:
    return [round(float(x), 3) + 0.0 for x in numbers]


def _fit_sentence(examples: Sequence[Example], inputs: Sequence[Numbers]) -> Linear:
    import numpy as np

    marks, weights = _sentence_marks(examples)
    everything = np.vstack(list(inputs)).astype(np.float32)
    return several(marks.shape[1], lambda k: (everything, marks[:, k], weights[:, k]), STRENGTH["sentence"])


def _fit_heard(examples: Sequence[Example], bag: Bag) -> Linear:
    """The same from the bare words; the two are added, so the words speak with a share of their voice."""
    marks, weights = _sentence_marks(examples)
    everything = _sparse([bag.weighed([words]) for example in examples for words in example.seen.tokens], len(bag.rarity))
    alone = several(marks.shape[1], lambda k: (everything, marks[:, k], weights[:, k]), STRENGTH["heard"])
    return Linear(alone.coefficients * HEARD_SHARE, alone.bias * HEARD_SHARE)


def _sparse(rows: Sequence[dict[int, float]], width: int) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([at for row in rows for at in row], dtype=np.int32)
    values = np.array([value for row in rows for value in row.values()])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))


def _sentence_marks(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    """What each sentence is known to show, and what each mark counts."""
    import numpy as np

    marks = np.vstack([np.hstack([example.marks, _outcome_marks(example)]) for example in examples])
    outcome = [example.weight * (1.0 if example.status == "graded" else NO_LEVEL_MARKS) for example in examples]
    weights = [
        np.hstack([example.mark_weights, np.full((len(example.marks), len(SENTENCE_OUTCOMES)), weight)])
        for example, weight in zip(examples, outcome, strict=True)
    ]
    return marks, np.vstack(weights)


def _outcome_marks(example: Example) -> Numbers:
    """Every sentence of an answer beside the question is beside it, every one of a refusal declines. Copies borrow sentences: unknown."""
    import numpy as np

    known = np.nan if example.made else 1.0
    return np.full((len(example.marks), len(NO_LEVEL)), [known * (example.status == status) for status in NO_LEVEL])


def _fit_whole(examples: Sequence[Example], vectors: Numbers) -> Linear:
    levels, weights = _levels(examples)
    return several(4, lambda n: (vectors, _above(levels, n), weights), STRENGTH["whole"])


def _fit_words(examples: Sequence[Example], bag: Bag) -> Linear:
    """From answers that people wrote."""
    import numpy as np

    known = [example for example in examples if example.level is not None and not example.made]
    vectors = np.array([bag.vector(example.seen.tokens) for example in known])
    levels, weights = _levels(known)
    return several(4, lambda n: (vectors, _above(levels, n), weights), STRENGTH["words"])


def _fit_answer(examples: Sequence[Example], pooled: Numbers, outcome: Numbers) -> tuple[Linear, Linear, Linear]:
    import numpy as np

    levels, weights = _levels(examples)
    present = np.array([example.present for example in examples])
    known = np.where([example.made for example in examples], np.nan, 1.0)
    beside, declined = (known * [example.status == status for example in examples] for status in NO_LEVEL)
    targets = np.array([1 - beside, declined]).T
    rare = weights * np.where([example.status == "graded" for example in examples], 1.0, NO_LEVEL_WEIGHT)
    of_levels = weights * np.where([example.kept for example in examples], REAL_LEVELS, 1.0)
    return (
        fit_levels(pooled, levels, of_levels, _orders(examples)),
        several(len(ANSWER_SIGNALS), lambda k: (pooled, present[:, k], weights), STRENGTH["signal"], scaled=True),
        several(len(OUTCOMES), lambda k: (outcome, targets[:, k], rare), STRENGTH["outcome"], scaled=True),
    )


def _orders(examples: Sequence[Example]) -> list[Order]:
    """Every edit and copy beside what it was made from."""
    row = {id(example): at for at, example in enumerate(examples)}
    return [
        Order(row[id(example.base)], at, example.falls, example.weight if example.made else WRITTEN_ORDER)
        for at, example in enumerate(examples)
        if example.base is not None and id(example.base) in row
    ]


def _levels(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    import numpy as np

    levels = np.array([np.nan if example.level is None else float(example.level) for example in examples])
    return levels, np.array([example.weight for example in examples])


def _above(levels: Numbers, n: int) -> Numbers:
    import numpy as np

    return np.asarray(np.where(np.isnan(levels), np.nan, levels > n))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
