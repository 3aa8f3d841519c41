"""What grading must beat: word count and a bag of words, cross-validated on the file itself, by writer where it names several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vetting.bench.readings import Reading, reading_from_levels
from vetting.errors import MissingExtra
from vetting.models.labelled import LabelledAnswer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS = 5
WRITERS = 3
"""From this many writers on, folds are writers."""
ENOUGH = 20
"""Below this many levelled answers a floor says nothing."""


def floors(rows: Sequence[LabelledAnswer]) -> dict[str, list[Reading]]:
    """Readings of each floor for every row with a level; the others get none. Empty where there are too few rows. Raises MissingExtra."""
    leveled = [i for i, row in enumerate(rows) if row.level is not None]
    if len(leveled) < ENOUGH or len({rows[i].level for i in leveled}) < 2:
        return {}
    texts = [rows[i].answer for i in leveled]
    levels = [rows[i].level or 0 for i in leveled]
    writers = [rows[i].writer for i in leveled]
    found = {"word count": _word_count(texts, levels, writers), "bag of words": _bag_of_words(texts, levels, writers)}
    return {name: _spread(readings, leveled, len(rows)) for name, readings in found.items()}


def _spread(readings: Sequence[Reading], at: Sequence[int], count: int) -> list[Reading]:
    every = [Reading("not_assessed")] * count
    for i, reading in zip(at, readings, strict=True):
        every[i] = reading
    return every


def _word_count(texts: Sequence[str], levels: Sequence[int], writers: Sequence[str]) -> list[Reading]:
    import numpy as np

    counts = np.log1p(np.array([[len(text.split())] for text in texts], dtype=np.float64))
    return _cross_validated(lambda trained, tested: (counts[trained], counts[tested]), levels, writers)


def _bag_of_words(texts: Sequence[str], levels: Sequence[int], writers: Sequence[str]) -> list[Reading]:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtra(
            "The floors need scikit-learn. Install it with: pip install 'vetting[fit]', or leave them out with --no-floors."
        ) from error

    def inputs(trained: Sequence[int], tested: Sequence[int]) -> tuple[object, object]:
        bag = TfidfVectorizer(ngram_range=(1, 2), min_df=1, sublinear_tf=True)
        return bag.fit_transform([texts[i] for i in trained]), bag.transform([texts[i] for i in tested])

    return _cross_validated(inputs, levels, writers)


def _cross_validated(inputs: object, levels: Sequence[int], writers: Sequence[str]) -> list[Reading]:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtra(
            "The floors need scikit-learn. Install it with: pip install 'vetting[fit]', or leave them out with --no-floors."
        ) from error
    import numpy as np

    assert callable(inputs)
    target = np.array(levels)
    fold = _folds(writers, target)
    chances = np.zeros((len(levels), 5))
    for number in sorted(set(fold.tolist())):
        trained, tested = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        known, asked = inputs(trained, tested)
        model = LogisticRegression(C=10.0, max_iter=1000).fit(known, target[trained])
        chances[np.ix_(tested, model.classes_)] = model.predict_proba(asked)
    return [replace(reading_from_levels(row), choice=int(np.argmax(row))) for row in chances.tolist()]


def _folds(writers: Sequence[str], levels: NDArray[np.int64]) -> NDArray[np.int64]:
    """By writer where the rows name several, since a writer's habits give levels away; else five folds with every level in each."""
    import numpy as np

    names = sorted(set(writers))
    if len(names) >= WRITERS:
        return np.array([names.index(writer) for writer in writers])
    fold = np.empty(len(levels), dtype=np.int64)
    for level in sorted(set(levels.tolist())):
        at = np.flatnonzero(levels == level)
        fold[at] = np.arange(len(at)) % FOLDS
    return fold
