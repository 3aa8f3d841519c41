"""Moves the engine's cuts to where an organisation's own people draw them, from some dozens of answers they have graded.

So few answers cannot teach anew what a cause or a fix looks like: that takes thousands of marked sentences. They can tell where
"production" begins for these people, and how sure to be: a slope and four cuts for the level, a cut for each signal. Each is held back
by a prior that says "as shipped", so that little evidence moves little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vetting.grading.offline.weights import ANSWER_SIGNALS, Linear, Weights, dump_weights
from vetting.models.labelled import LabelledAnswer
from vetting.scale import Signal

if TYPE_CHECKING:
    from vetting.embedding import Embedder
    from vetting.grading.offline.seen import Numbers

CUTS = 4
SLOPE_MAY_MOVE, CUT_MAY_MOVE = 0.3, 1.0
"""Standard deviations of the prior: how far from "as shipped" a slope and a cut, in log-odds, may well lie."""
EACH = 5
"""A signal's cut is moved where at least so many answers show it, and so many do not."""
STILL = 1e-9
SURE = 8.0
"""Log-odds beyond which one more unit tells nothing."""


@dataclass(frozen=True)
class Judged:
    """What the engine as shipped says of one answer, and what people say."""

    above: Numbers
    """Log-odds of being above level 0, 1, 2, 3."""
    signals: Numbers
    """Log-odds of each of ANSWER_SIGNALS."""
    level: int
    present: frozenset[Signal] | None
    """Signals people found; None where nobody looked."""


@dataclass(frozen=True)
class Shift:
    """What was learnt: the difference to the engine as shipped."""

    slope: float = 1.0
    """Below 1: be less sure of levels than shipped."""
    cuts: tuple[float, ...] = (0.0,) * CUTS
    """Log-odds added to being above 0, 1, 2, 3: negative where people are stricter."""
    signals: dict[Signal, float] = field(default_factory=dict)


def judged(row: LabelledAnswer, weights: Weights, embedder: Embedder) -> Judged | None:
    """None for an answer without a level, or without a sentence."""
    import numpy as np

    from vetting.grading.offline.judge import judge
    from vetting.grading.offline.seen import look
    from vetting.grading.offline.sentences import split_sentences

    sentences = split_sentences(row.answer)
    if row.level is None or not sentences:
        return None
    said = judge(look(row.question, sentences, embedder), weights)
    return Judged(
        above=_log_odds(np.array([sum(said.levels[n + 1 :]) for n in range(CUTS)])),
        signals=_log_odds(np.array([said.signals[signal] for signal in ANSWER_SIGNALS])),
        level=row.level,
        present=None if row.signals is None else frozenset((*row.signals, *(row.flags or ()))),
    )


def learn(answers: Sequence[Judged]) -> Shift:
    """The shift most likely under these answers and the prior; with none, the engine as shipped."""
    import numpy as np

    if not answers:
        return Shift()
    above = np.array([one.above for one in answers])
    truth = np.array([[float(one.level > n) for n in range(CUTS)] for one in answers])
    design = np.concatenate(
        [np.stack([above[:, n], *(np.full(len(answers), float(n == k)) for k in range(CUTS))], axis=1) for n in range(CUTS)]
    )
    start = np.array([1.0] + [0.0] * CUTS)
    found = _most_likely(design, truth.T.reshape(-1), start, np.array([SLOPE_MAY_MOVE] + [CUT_MAY_MOVE] * CUTS))
    return Shift(slope=max(0.05, float(found[0])), cuts=tuple(float(cut) for cut in found[1:]), signals=_signal_cuts(answers))


def found_signals(answer: Judged, shift: Shift) -> frozenset[Signal]:
    """The signals whose chance is a half or more with the shift."""
    cuts = [shift.signals.get(signal, 0.0) for signal in ANSWER_SIGNALS]
    return frozenset(signal for signal, odds, cut in zip(ANSWER_SIGNALS, answer.signals, cuts, strict=True) if odds + cut >= 0)


def shifted(weights: Weights, shift: Shift) -> Weights:
    """The weights with the shift folded in: the same kind of file, read by the same code."""
    import numpy as np

    cuts = np.array([shift.signals.get(signal, 0.0) for signal in ANSWER_SIGNALS])
    return replace(
        weights,
        level=Linear(weights.level.coefficients * shift.slope, weights.level.bias * shift.slope + np.array(shift.cuts)),
        signal=Linear(weights.signal.coefficients, weights.signal.bias + cuts),
    )


def write_own(weights: Weights, shift: Shift, answers: int, path: Path) -> None:
    """A weights file of the organisation's own, with what it was made from; whole or not at all."""
    notes = {
        "made_by": "vetting fit",
        "answers": answers,
        "own": {
            "shipped": weights.hash,
            "slope": round(shift.slope, 4),
            "cuts": [round(cut, 4) for cut in shift.cuts],
            "signals": {signal.value: round(cut, 4) for signal, cut in shift.signals.items()},
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(dump_weights(shifted(weights, shift), notes), encoding="utf-8")
    unfinished.replace(path)


def _signal_cuts(answers: Sequence[Judged]) -> dict[Signal, float]:
    import numpy as np

    looked = [one for one in answers if one.present is not None]
    cuts: dict[Signal, float] = {}
    for at, signal in enumerate(ANSWER_SIGNALS):
        truth = np.array([float(signal in (one.present or ())) for one in looked])
        if not EACH <= truth.sum() <= len(truth) - EACH:
            continue
        given = np.array([one.signals[at] for one in looked])
        found = _most_likely(np.ones((len(looked), 1)), truth, np.zeros(1), np.array([CUT_MAY_MOVE]), given)
        cuts[signal] = float(found[0])
    return cuts


def _most_likely(design: Numbers, truth: Numbers, start: Numbers, may_move: Numbers, given: Numbers | None = None) -> Numbers:
    """Newton's method on logistic loss with a Gaussian prior around `start`; a few parameters, so it is exact and quick."""
    import numpy as np

    fixed = np.zeros(len(truth)) if given is None else given

    def loss(at: Numbers) -> float:
        odds = design @ at + fixed
        return float((np.logaddexp(0, odds) - truth * odds).sum() + (((at - start) / may_move) ** 2).sum() / 2)

    found = start.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ found + fixed, -30, 30)))
        slope = design.T @ (chance - truth) + (found - start) / may_move**2
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(1 / may_move**2)
        step = np.linalg.solve(curve, slope)
        while loss(found - step) > loss(found) and np.abs(step).max() > STILL:
            step = step / 2
        if np.abs(step).max() <= STILL:
            break
        found = found - step
    return np.asarray(found)


def _log_odds(chances: Numbers) -> Numbers:
    import numpy as np

    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.asarray(np.clip(np.log(clipped / (1 - clipped)), -SURE, SURE))
