"""What grading must beat: the number of words, and a bag of words. Both are cross-validated on the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vetting.bench.readings import Reading, reading_from_levels
from vetting.errors import MissingExtra
from vetting.models.labelled import LabelledAnswer

FOLDS = 5
ENOUGH = 20
"""Below this many levelled answers a floor says nothing."""


def floors(rows: Sequence[LabelledAnswer]) -> dict[str, list[Reading]]:
    """Readings of each floor for every row with a level; the others get none. Empty where there are too few rows. Raises MissingExtra."""
    leveled = [i for i, row in enumerate(rows) if row.level is not None]
    if len(leveled) < ENOUGH or len({rows[i].level for i in leveled}) < 2:
        return {}
    texts = [rows[i].answer for i in leveled]
    levels = [rows[i].level or 0 for i in leveled]
    found = {"word count": _word_count(texts, levels), "bag of words": _bag_of_words(texts, levels)}
    return {name: _spread(readings, leveled, len(rows)) for name, readings in found.items()}


def _spread(readings: Sequence[Reading], at: Sequence[int], count: int) -> list[Reading]:
    every = [Reading("not_assessed")] * count
    for i, reading in zip(at, readings, strict=True):
        every[i] = reading
    return every


def _word_count(texts: Sequence[str], levels: Sequence[int]) -> list[Reading]:
    import numpy as np

    counts = np.log1p(np.array([[len(text.split())] for text in texts], dtype=np.float64))
    return _cross_validated(lambda trained, tested: (counts[trained], counts[tested]), levels)


def _bag_of_words(texts: Sequence[str], levels: Sequence[int]) -> list[Reading]:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtra(
            "The floors need scikit-learn. Install it with: pip install 'vetting[fit]', or leave them out with --no-floors."
        ) from error

    def inputs(trained: Sequence[int], tested: Sequence[int]) -> tuple[object, object]:
        bag = TfidfVectorizer(ngram_range=(1, 2), min_df=1, sublinear_tf=True)
        return bag.fit_transform([texts[i] for i in trained]), bag.transform([texts[i] for i in tested])

    return _cross_validated(inputs, levels)


def _cross_validated(inputs: object, levels: Sequence[int]) -> list[Reading]:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtra(
            "The floors need scikit-learn. Install it with: pip install 'vetting[fit]', or leave them out with --no-floors."
        ) from error
    import numpy as np

    assert callable(inputs)
    target = np.array(levels)
    fold = np.empty(len(levels), dtype=int)
    for level in set(levels):
        at = np.flatnonzero(target == level)
        fold[at] = np.arange(len(at)) % FOLDS
    chances = np.zeros((len(levels), 5))
    for number in range(FOLDS):
        trained, tested = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not len(tested):
            continue
        known, asked = inputs(trained, tested)
        model = LogisticRegression(C=10.0, max_iter=1000).fit(known, target[trained])
        chances[np.ix_(tested, model.classes_)] = model.predict_proba(asked)
    return [replace(reading_from_levels(row), choice=int(np.argmax(row))) for row in chances.tolist()]
