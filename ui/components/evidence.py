"""The answer with its evidence marked, signal by signal, and the key to the marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ui.components.markup import Html, tag, together
from ui.components.words import SIGNALS, means
from vetting.models.outcome import Grade, Outcome, SignalReading
from vetting.scale import DEPTH, INTEGRITY, STRATEGY, Signal

FAMILIES: dict[str, tuple[Signal, ...]] = {
    "event": (Signal.INCIDENT, Signal.OWN_ROLE),
    "finding": (Signal.DETECTION, Signal.DIAGNOSIS),
    "mechanism": (Signal.ROOT_CAUSE, Signal.FIX),
    "proof": (Signal.VERIFICATION, Signal.PREVENTION),
    "weight": (Signal.IMPACT_NUMBER, Signal.TRADEOFF_OR_LESSON),
    "strategy": tuple(STRATEGY),
    "integrity": tuple(INTEGRITY),
}
"""A colour for each family, told apart by the colour-blind too; within a family the label and the underline tell."""
_FAMILY = {signal: family for family, signals in FAMILIES.items() for signal in signals}
_ORDER = {signal: place for place, signal in enumerate([*INTEGRITY, *DEPTH, *STRATEGY])}


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    signal: Signal


def marked_answer(answer: str, outcome: Outcome) -> Html:
    """The candidate's words as they were given, with every piece of evidence that counts marked and named."""
    return marked_words(answer, shown_readings(outcome))


def marked_words(answer: str, readings: Iterable[SignalReading]) -> Html:
    """The same for readings that are no machine's."""
    return answer_box(_marked(answer, _spans(readings)))


def answer_box(words: Html | str) -> Html:
    """The candidate's words, unmarked; long ones scroll in their own box."""
    return tag("div", words, class_="vt-answer", dir="auto", tabindex="0", role="region", aria_label="The candidate's answer")


def shown_readings(outcome: Outcome) -> tuple[SignalReading, ...]:
    """What may be marked: depth signals that count, and every flag."""
    depth = tuple(r for r in outcome.signals if r.name not in outcome.missing) if isinstance(outcome, Grade) else ()
    return tuple(reading for reading in (*depth, *outcome.flags) if reading.evidence)


def legend(readings: Iterable[SignalReading]) -> Html:
    """The marks in use, each with what it stands for."""
    signals = sorted({reading.name for reading in readings}, key=lambda signal: _ORDER[signal])
    keys = [tag("li", tag("mark", _name(signal), class_=_classes(signal)), " ", means(signal), dir="auto") for signal in signals]
    return tag("ul", *keys, class_="vt-legend") if keys else Html()


def mark(signal: Signal, words: str) -> Html:
    """Some words in the mark of a signal, without its label."""
    return tag("mark", words, class_=_classes(signal), dir="auto")


def marks(signals: Sequence[Signal], words: str) -> Html:
    """Some words with the labels of all they show."""
    return tag("mark", *(_name(signal) for signal in signals), words, class_=_classes(signals[0]), dir="auto")


def _marked(answer: str, spans: Sequence[_Span]) -> Html:
    """Cuts the answer where evidence begins or ends; a piece that shows several signals carries all their labels."""
    cuts = sorted({0, len(answer), *(min(point, len(answer)) for span in spans for point in (span.start, span.end))})
    pieces: list[Html | str] = []
    for start, end in pairwise(cuts):
        here = [span for span in spans if span.start <= start and end <= span.end]
        if not here:
            pieces.append(answer[start:end])
            continue
        labels = [_name(span.signal) for span in here if span.start == start]
        pieces.append(tag("mark", *labels, answer[start:end], class_=_classes(here[0].signal), title=_names(here)))
    return together(*pieces)


def _spans(readings: Iterable[SignalReading]) -> tuple[_Span, ...]:
    spans = (_Span(e.start, e.end, reading.name) for reading in readings for e in reading.evidence if e.start < e.end)
    return tuple(sorted(spans, key=lambda span: (_ORDER[span.signal], span.start)))


def _name(signal: Signal) -> Html:
    return tag("span", SIGNALS[signal], class_=f"vt-label vt-{_FAMILY[signal]}")


def _names(spans: Iterable[_Span]) -> str:
    return ", ".join(dict.fromkeys(SIGNALS[span.signal] for span in spans))


def _classes(signal: Signal) -> str:
    family = _FAMILY[signal]
    second = FAMILIES[family].index(signal) % 2 == 1
    return f"vt-mark vt-{family}{' vt-second' if second else ''}"
