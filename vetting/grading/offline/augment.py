"""Further examples made from labelled ones, whose effect on the labels is known: they teach what must not move a grade, and what must.

Only answers whose spans are all marked are used, and every copy stays in its writer's fold.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vetting.grading.offline.examples import Example, from_answer
from vetting.grading.offline.features import FEATURES
from vetting.grading.offline.pooling import SENTENCE_SIGNALS
from vetting.grading.offline.seen import Seen, look
from vetting.grading.offline.sentences import Sentence, split_sentences
from vetting.models.labelled import LabelledAnswer
from vetting.scale import DEPTH, Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vetting.embedding import Embedder

SEED = 11
COPY_WEIGHT = 0.3
"""What a made example counts against one that a person wrote."""
_CAUSE_AND_FIX = ((Signal.ROOT_CAUSE, Signal.FIX), ())
_LATE_STAGES = ((Signal.VERIFICATION, Signal.PREVENTION), (Signal.INCIDENT, Signal.ROOT_CAUSE, Signal.FIX))
CUTS = {3: (_CAUSE_AND_FIX,), 4: (_CAUSE_AND_FIX, _LATE_STAGES)}
"""What is cut out of an answer of each level to make a lower one, and what must stay."""
_FILLERS = ("um,", "uh,", "like,", "you know,", "I mean,", "so,", "well,", "kind of", "sort of", "basically")
_ARTICLES = frozenset(("the", "a", "an"))
_AUXILIARIES = frozenset("was were had been is are did".split())
_OTHERS = (
    ("they", "their", "them"),
    ("the team", "the team's", "the team"),
    ("the vendor", "the vendor's", "the vendor"),
    ("we", "our", "us"),
)


def augmented(answers: Sequence[tuple[LabelledAnswer, Example]], embedder: Embedder) -> list[Example]:
    """Talk woven in, or the same words said otherwise (same level); the speaker's part given to others, or stages cut out (lower)."""
    chance = random.Random(SEED)  # noqa: S311 - for variety, not for secrets
    made: list[Example] = []
    for row, example in answers:
        if example.level is None:
            continue
        copies: list[Example] = []
        if example.level >= 2:
            for shallow in ({0}, {0, 1, None}):
                donors = [other for _, other in answers if other.fold == example.fold and other.level in shallow]
                if donors:
                    copies.append(_woven(example, chance.choice(donors), chance, shuffled=None in shallow))
        if example.level >= 3:
            others = from_answer(_by_others(row, *chance.choice(_OTHERS)), example.fold, embedder, complete=True)
            copies.append(replace(_unknown_talk(others), falls=True))
            copies += [cut for cut in (_without(example, gone, kept) for gone, kept in CUTS[example.level]) if cut is not None]
        copies.append(_said_otherwise(row, example, chance, embedder))
        made += [replace(copy, base=example) for copy in copies]
    return [replace(copy, made=True, weight=COPY_WEIGHT, mark_weights=copy.mark_weights * COPY_WEIGHT) for copy in made]


def _woven(example: Example, donor: Example, chance: random.Random, *, shuffled: bool) -> Example:
    """A few running sentences of the donor set between those of the example, which keep their order or, as in notes, do not."""
    import numpy as np

    stay = list(range(len(example.seen.words)))
    if shuffled:
        chance.shuffle(stay)
    count = min(chance.randint(2, 6), len(donor.seen.words))
    first = chance.randint(0, len(donor.seen.words) - count)
    taken = [(donor, first + n) for n in range(count)]
    order = [(example, n) for n in stay]
    for place, sentence in sorted(((chance.randint(0, len(order)), n) for n in range(count)), reverse=True):
        order.insert(place, taken[sentence])
    features = np.array([source.seen.features[n] for source, n in order])
    features[:, FEATURES.index("position")] = np.arange(len(order)) / max(1, len(order) - 1)
    seen = Seen(
        vectors=np.array([source.seen.vectors[n] for source, n in order]),
        features=features,
        words=np.array([source.seen.words[n] for source, n in order]),
        question=example.seen.question,
        tokens=tuple(source.seen.tokens[n] for source, n in order),
    )
    marks = np.array([source.marks[n] for source, n in order])
    weights = np.array([source.mark_weights[n] for source, n in order])
    return _unknown_talk(replace(example, seen=seen, marks=marks, mark_weights=weights))


def _unknown_talk(example: Example) -> Example:
    """Whether the whole shows a strategy signal is no longer known."""
    import numpy as np

    present = example.present.copy()
    present[len(DEPTH) :] = np.nan
    return replace(example, present=present)


def _without(example: Example, gone: Collection[Signal], kept: Collection[Signal]) -> Example | None:
    """The answer without the sentences that carry what is `gone`, save those that carry what is `kept`; None where that cannot be done.

    What level is left depends on the rest; that it is lower is known, and which signals are gone.
    """
    import numpy as np

    def carries(signals: Collection[Signal]) -> NDArray[np.bool_]:
        return np.asarray((example.marks[:, [SENTENCE_SIGNALS.index(signal) for signal in signals]] == 1).any(axis=1))

    out = carries(gone) & ~(carries(kept) if kept else np.zeros(len(example.marks), dtype=bool))
    left = {signal for signal in DEPTH if (carries([signal]) & ~out).any()}
    if not out.any() or out.sum() >= len(out) - 1 or left & set(gone):
        return None
    present = example.present.copy()
    present[: len(DEPTH)] = [float(signal in left) for signal in DEPTH]
    rows = np.flatnonzero(~out)
    marks = np.full((len(rows), len(SENTENCE_SIGNALS)), np.nan)
    seen = example.seen.without(np.flatnonzero(out).tolist())
    cut = replace(example, seen=seen, marks=marks, mark_weights=example.mark_weights[rows], present=present, level=None, falls=True)
    return _unknown_talk(cut)


def _by_others(row: LabelledAnswer, who: str, whose: str, whom: str) -> LabelledAnswer:
    """The same story with the speaker's part done by somebody else."""
    many = who in ("they", "we")
    swaps = (
        (r"\bI(?:'m| am)\b", f"{who} {'are' if many else 'is'}"),
        (r"\bI(?:'ve| have)\b", f"{who} {'have' if many else 'has'}"),
        (r"\bI'd\b", f"{who} had"),
        (r"\bI'll\b", f"{who} will"),
        (r"\bI was\b", f"{who} {'were' if many else 'was'}"),
        (r"\bI\b|(?<![\w'])i(?![\w'])", who),
        (r"\b[Mm]y\b", whose),
        (r"\b(?:myself|mine|me)\b", whom),
    )

    def reword(text: str) -> str:
        for pattern, other in swaps:
            text = re.sub(pattern, other, text)
        return text

    other = _reworded(row, reword)
    evidence = {signal: spans for signal, spans in other.evidence.items() if signal is not Signal.OWN_ROLE}
    signals = tuple(signal for signal in row.signals or () if signal is not Signal.OWN_ROLE)
    return other.model_copy(update={"signals": signals, "evidence": evidence, "level": min(2, row.level or 0)})


def _said_otherwise(row: LabelledAnswer, example: Example, chance: random.Random, embedder: Embedder) -> Example:
    """Without punctuation, with fillers, or in broken English: what a person shows is the same."""
    how = chance.randrange(3)
    if how == 0:
        return from_answer(_reworded(row, _unpunctuated), example.fold, embedder, complete=True)
    said = [(_with_fillers if how == 1 else _broken)(sentence.text.split(), chance) for sentence in split_sentences(row.answer)]
    sentences = [Sentence(text, 0, len(text)) for text in said]
    return replace(example, seen=look(row.question, sentences, embedder))


def _reworded(row: LabelledAnswer, reword: Callable[[str], str]) -> LabelledAnswer:
    """Answer and marked spans, changed alike."""
    evidence = {signal: tuple(reword(span) for span in spans) for signal, spans in row.evidence.items()}
    flags = {signal: tuple(reword(span) for span in spans) for signal, spans in row.flag_evidence.items()}
    return row.model_copy(update={"answer": reword(row.answer), "evidence": evidence, "flag_evidence": flags})


def _unpunctuated(text: str) -> str:
    return " ".join(re.sub(r"[.,;:!?\"“”()—–]", " ", text.lower()).split())


def _with_fillers(words: list[str], chance: random.Random) -> str:
    for _ in range(max(1, len(words) // 8)):
        words.insert(chance.randint(0, len(words)), chance.choice(_FILLERS))
    return " ".join(words)


def _broken(words: list[str], chance: random.Random) -> str:
    kept = [word for word in words if word.lower() not in _ARTICLES or chance.random() < 0.15]
    kept = [word for word in kept if word.lower() not in _AUXILIARIES or chance.random() < 0.6]
    return " ".join(kept or words)
