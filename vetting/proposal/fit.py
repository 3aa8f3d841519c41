"""Fits the small linear models of the offline engine from the sentences in knowledge/proposal/: `python -m vetting.proposal.fit`."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vetting.embedding import Embedder, embedder
from vetting.knowledge_files import as_fields, read_text
from vetting.models.knowledge import Situations
from vetting.proposal.lexicon import COMMITS, Lexicon, load_lexicon
from vetting.resources import data_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

STRENGTH = 4.0
"""Inverse of the regularisation; from five-fold agreement on the sentences themselves."""


def fit(lexicon: Lexicon, model: Embedder) -> dict[str, list[float]]:
    """Weights by name (each item of the scope, each deliverable's number, COMMITS); the bias comes last."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    sentences, names, commits = labelled(lexicon)
    vectors = model.embed(sentences).astype(np.float64)
    weights: dict[str, list[float]] = {}
    for name in (*(str(one.item) for one in lexicon.scope), *(str(one.criterion) for one in lexicon.deliverables)):
        yes = np.array([name in of for of in names])
        weights[name] = _weights(LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors, yes))
    known = np.array([one is not None for one in commits])
    yes = np.array([bool(one) for one in commits])
    weights[COMMITS] = _weights(LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors[known], yes[known]))
    return weights


def labelled(lexicon: Lexicon) -> tuple[list[str], list[set[str]], list[bool | None]]:
    """Each sentence with the names it belongs to, and whether it commits (None where that was not said)."""
    sentences: list[str] = []
    names: list[set[str]] = []
    commits: list[bool | None] = []
    for item in lexicon.scope:
        for texts, does in ((item.commits, True), (item.brushes, False)):
            for text in texts:
                sentences.append(text)
                names.append({str(item.item)})
                commits.append(does)
    for deliverable in lexicon.deliverables:
        for text in deliverable.says:
            sentences.append(text)
            names.append({str(deliverable.criterion), *_ALSO.get(deliverable.criterion, ())})
            commits.append(None)
    path = data_dir("knowledge") / "situations" / "proposal_sentences.yaml"
    for situation in as_fields(path, read_text(path), Situations).situations:
        sentences.append(situation.says)
        names.append({_CONCEPTS[concept] for concept in situation.vets[:1] if concept in _CONCEPTS})
        commits.append(None)
    for text in lexicon.nothing:
        sentences.append(text)
        names.append(set())
        commits.append(None)
    return sentences, names, commits


_ALSO = {60: ("guardrails",), 63: ("evals",), 64: ("hiring",), 65: ("vendor_governance",), 67: ("hiring",), 68: ("board",)}
"""Deliverables that also serve an item of the scope."""


_CONCEPTS = {
    "architecture oversight": "architecture_oversight",
    "eval framework ownership": "evals",
    "eval false confidence": "evals",
    "observability": "observability",
    "cost and FinOps": "observability",
    "vendor and model governance": "vendor_governance",
    "governance charter": "vendor_governance",
    "incident response coverage": "incident_response",
    "guardrails and injection": "guardrails",
    "PII handling": "guardrails",
    "hiring support": "hiring",
    "board and investor support": "board",
    "retrieval and tool-calling review": "retrieval_tools_review",
    "stale embeddings": "retrieval_tools_review",
    "tool-calling idempotency": "retrieval_tools_review",
    "human-in-the-loop": "human_in_the_loop",
}
"""Concepts of the knowledge's own proposal sentences, and the item they are about."""


def _weights(model: object) -> list[float]:
    coefficients = getattr(model, "coef_")[0]  # noqa: B009 - sklearn has no types
    bias = getattr(model, "intercept_")[0]  # noqa: B009
    return [round(float(one), 4) for one in (*coefficients, bias)]


def digest(lexicon: Lexicon) -> str:
    """Of the labelled sentences: tells whether the weights were fitted from those that stand in the files now."""
    sentences, names, commits = labelled(lexicon)
    rows = [[text, sorted(of), does] for text, of, does in zip(sentences, names, commits, strict=True)]
    return hashlib.sha256(json.dumps([STRENGTH, rows], ensure_ascii=False).encode()).hexdigest()[:16]


def main(path: Path | None = None) -> None:
    """Writes the weights beside the sentences."""
    model = embedder()
    lexicon = load_lexicon()
    weights = fit(lexicon, model)
    target = path or data_dir("knowledge") / "proposal" / "weights.json"
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(values, separators=(',', ':'))}" for name, values in weights.items())
    head = f' "embedder": {json.dumps(model.name)},\n "sentences": {json.dumps(digest(lexicon))},\n'
    target.write_text(f'{{\n{head} "weights": {{\n{lines}\n }}\n}}\n', "utf-8")
    logging.getLogger(__name__).info("Wrote %s: %d models.", target, len(weights))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    main()
