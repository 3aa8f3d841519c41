"""Labelled answers as training examples: what was seen, what each sentence and the whole answer are known to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vetting.grading.offline.pooling import SENTENCE_SIGNALS
from vetting.grading.offline.seen import Seen, look
from vetting.grading.offline.sentences import Sentence, split_sentences
from vetting.grading.offline.vectors import KeptAnswer, answer_key
from vetting.grading.offline.weights import ANSWER_SIGNALS
from vetting.models.labelled import LabelledAnswer, Pair
from vetting.scale import CORE, DEPTH, REQUIRED, Signal

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.seen import Numbers

ONE_SPAN_WEIGHT = 0.15
"""Where a writer marked only one span a signal, what an unmarked sentence of the same answer counts as a negative."""
LEVEL_ONLY_WEIGHT = 0.5
"""What a sentence of a shallow answer without marks counts as a negative."""
PAIR_WEIGHT = 1.0
"""What one side of a pair counts when the level is learned."""
REAL_WEIGHT = 2.0
"""What a real text counts when the level is learned: nobody wrote it for us."""
ENOUGH = 40
"""Characters of a span that make a sentence carry it, however long both are."""


@dataclass(frozen=True)
class Example:
    """NaN means unknown, in marks and present alike."""

    key: str
    """Hash of the answer, to know it again."""
    fold: str
    """Who wrote it: never in the training set of its own test."""
    seen: Seen
    marks: Numbers
    """Sentences x SENTENCE_SIGNALS."""
    mark_weights: Numbers
    present: Numbers
    """One for each of ANSWER_SIGNALS."""
    level: int | None
    status: str
    weight: float = 1.0
    """What it counts when levels and signals of whole answers are learned."""
    made: bool = False
    """Made from another example, so never tested on."""
    kept: bool = False
    """A real text, of whose words only the numbers are known."""
    base: Example | None = None
    """The example it is an edit or a copy of; its level must be that one's, or lower."""
    falls: bool = False
    """Its level must be lower."""


def from_answer(row: LabelledAnswer, fold: str, embedder: Embedder, *, complete: bool) -> Example:
    """`complete`: every span of every signal is marked, so unmarked sentences are true negatives."""
    import numpy as np

    sentences = split_sentences(row.answer)
    marks, weights = _marks(row, sentences, complete)
    known = {*(row.signals or ()), *(row.flags or ())}
    looked = row.signals is not None and row.flags is not None
    present = np.array([float(signal in known) if looked else np.nan for signal in ANSWER_SIGNALS])
    return Example(answer_key(row.answer), fold, look(row.question, sentences, embedder), marks, weights, present, row.level, row.status)


def from_pair(pair: Pair, fold: str, embedder: Embedder) -> list[Example]:
    """Both sides, with levels, the deeper one as the base; in an added injection the new sentences are its marks."""
    import numpy as np

    examples: list[Example] = []
    for text, level in ((pair.base, pair.base_level), (pair.edited, pair.edited_level)):
        sentences = split_sentences(text)
        marks = np.full((len(sentences), len(SENTENCE_SIGNALS)), np.nan)
        if level <= 1:
            marks[:, : len(DEPTH)] = 0.0
        if pair.kind == "injection_added":
            marks[:, SENTENCE_SIGNALS.index(Signal.INSTRUCTION_TO_GRADER)] = [
                float(sentence.text not in pair.base) for sentence in sentences
            ]
        weights = np.full(marks.shape, LEVEL_ONLY_WEIGHT)
        seen = look(pair.question, sentences, embedder)
        examples.append(Example(answer_key(text), fold, seen, marks, weights, _implied(level), level, "graded", PAIR_WEIGHT))
    base, edited = examples
    if pair.edited_level > pair.base_level:
        return [replace(base, base=edited, falls=True), edited]
    return [base, replace(edited, base=base, falls=pair.edited_level < pair.base_level)]


def from_kept(kept: KeptAnswer, fold: str) -> Example:
    """Known by level only: a shallow text shows no depth anywhere."""
    import numpy as np

    marks = np.full((len(kept.seen.words), len(SENTENCE_SIGNALS)), np.nan)
    if kept.level <= 1:
        marks[:, : len(DEPTH)] = 0.0
    weights = np.full(marks.shape, LEVEL_ONLY_WEIGHT)
    return Example(kept.key, fold, kept.seen, marks, weights, _implied(kept.level), kept.level, "graded", REAL_WEIGHT, kept=True)


def _implied(level: int) -> Numbers:
    """What the rule lets a level alone say of the signals; the rest is unknown."""
    import numpy as np

    shown = {Signal.INCIDENT} if level >= 2 else set()
    shown |= set(REQUIRED) if level >= 3 else set()
    shown |= set(CORE) if level == 4 else set()
    absent = set() if level >= 2 else {Signal.INCIDENT}
    return np.array([1.0 if signal in shown else 0.0 if signal in absent else np.nan for signal in ANSWER_SIGNALS])


def _marks(row: LabelledAnswer, sentences: Sequence[Sentence], complete: bool) -> tuple[Numbers, Numbers]:
    import numpy as np

    marks = np.full((len(sentences), len(SENTENCE_SIGNALS)), np.nan)
    weights = np.ones(marks.shape)
    if row.signals is None:
        if row.level is not None and row.level <= 1:
            marks[:, : len(DEPTH)] = 0.0
            weights[:] = LEVEL_ONLY_WEIGHT
        return marks, weights
    spans = {**row.evidence, **row.flag_evidence}
    for at, signal in enumerate(SENTENCE_SIGNALS):
        places = list(_places(spans.get(signal, ()), row.answer))
        carried = np.array([any(_carries(sentence, place) for place in places) for sentence in sentences])
        marks[:, at] = carried
        if not complete and (signal in row.signals or signal in (row.flags or ())):
            weights[~carried, at] = ONE_SPAN_WEIGHT
    if Signal.INCOHERENT_MECHANISM in (row.flags or ()):
        # A bluff reads like the real thing, sentence by sentence: it teaches nothing about how a cause or a fix is told.
        bluffed = marks[:, : len(DEPTH)]
        bluffed[bluffed == 0] = np.nan
    return marks, weights


def _places(spans: Iterable[str], answer: str) -> Iterable[tuple[int, int]]:
    for span in spans:
        start = answer.find(span)
        if start >= 0:
            yield start, start + len(span)


def _carries(sentence: Sentence, place: tuple[int, int]) -> bool:
    """Half of either one lies in the other, or a good stretch does."""
    shared = min(sentence.end, place[1]) - max(sentence.start, place[0])
    return shared > 0 and (shared >= 0.5 * (place[1] - place[0]) or shared >= 0.5 * (sentence.end - sentence.start) or shared >= ENOUGH)
