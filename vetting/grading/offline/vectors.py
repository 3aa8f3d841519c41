"""Keeps answers we may learn from but not store: sentence vectors, features, numbers of words and labels, never the words.

`python -m vetting.grading.offline.vectors IN.jsonl OUT.jsonl` derives such a file from labelled answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.grading.offline.bag import tokens_of, word_number
from vetting.grading.offline.features import FEATURES
from vetting.grading.offline.seen import Seen, look
from vetting.grading.offline.sentences import split_sentences

if TYPE_CHECKING:
    from vetting.grading.offline.seen import Numbers


@dataclass(frozen=True)
class KeptAnswer:
    """An answer without its words."""

    source: str
    """Where the text stands, for whoever wants to read it."""
    key: str
    """Hash of the answer, to know it again."""
    level: int
    seen: Seen


def answer_key(answer: str) -> str:
    """Twelve hex digits for an answer, blind to white space."""
    return hashlib.sha256(" ".join(answer.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_kept(path: Path) -> list[KeptAnswer]:
    """A feature the file does not have is read as absent, so that old files stay of use."""
    import numpy as np

    kept: list[KeptAnswer] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        vectors = _unpack(row["vectors"])
        columns = [row["features"].get(name, [0.0] * len(vectors)) for name in FEATURES]
        seen = Seen(
            vectors=vectors,
            features=np.array(columns, dtype=np.float64).T,
            words=np.array(row["words"], dtype=np.float64),
            question=_unpack(row["question"])[0],
            tokens=tuple(tuple(f"#{number}" for number in numbers.split()) for numbers in row["heard"]),
        )
        kept.append(KeptAnswer(row["source"], row["key"], row["level"], seen))
    return kept


def keep(question: str, answer: str, source: str, level: int) -> dict[str, Any]:
    """The row for one answer."""
    from vetting.embedding import embedder

    sentences = split_sentences(answer)
    seen = look(question, sentences, embedder("minilm"))
    features = {name: [round(float(x), 3) for x in seen.features[:, i]] for i, name in enumerate(FEATURES) if seen.features[:, i].any()}
    return {
        "source": source,
        "key": answer_key(answer),
        "level": level,
        "words": [int(n) for n in seen.words],
        "features": features,
        "heard": [" ".join(sorted(word_number(word)[1:] for word in tokens_of(sentence.text))) for sentence in sentences],
        "question": _pack(seen.question[None]),
        "vectors": _pack(seen.vectors),
    }


def _pack(vectors: Numbers) -> str:
    return base64.b64encode(vectors.astype("<f2").tobytes()).decode()


def _unpack(text: str) -> Numbers:
    import numpy as np

    return np.frombuffer(base64.b64decode(text), dtype="<f2").astype(np.float64).reshape(-1, 384)


if __name__ == "__main__":
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    kept_rows = [keep(row["question"], row["answer"], row["source"], row["level"]) for row in rows]
    Path(sys.argv[2]).write_text("".join(json.dumps(row) + "\n" for row in kept_rows), encoding="utf-8")
