"""Turns an engine's claims into an outcome: quotes are checked, the rule is applied, doubt goes to a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.errors import EndpointError
from vetting.grading import rule
from vetting.grading.engine import Engine
from vetting.grading.evidence import check_quotes
from vetting.grading.fingerprint import fingerprint_of
from vetting.grading.probes import Ladder, next_probes
from vetting.grading.screen import only_repeats, screen, word_count
from vetting.models.outcome import Claims, Declined, Evidence, Failed, Fingerprint, Grade, NotAssessed, Outcome, Probe, SignalReading
from vetting.scale import DEPTH, MIN_WORDS, PRESENT, Signal, verdict_of

PROBES = 3
"""Follow-ups offered with a grade."""
WITHOUT_NAMES = Probe(
    text="Leaving out names and anything confidential: which part of the system did what, and under which condition did it break?",
    aims_at=Signal.ROOT_CAUSE,
    why="A mechanism can be told without names, and is graded like any other.",
)


@dataclass(frozen=True)
class _Checked:
    """The readings after quotes were checked."""

    readings: dict[Signal, SignalReading]
    unsupported: int
    steered: int
    """Quotes for depth that are words addressed to the grader; they show nothing."""

    def probability(self) -> dict[Signal, float]:
        """What may move the level: signals without evidence count as absent."""
        return {signal: reading.probability for signal, reading in self.readings.items() if reading.evidence}

    def present(self) -> set[Signal]:
        """Signals shown; a confirmed incoherent mechanism is no cause, and what it led to no fix."""
        shown = {signal for signal, probability in self.probability().items() if probability >= PRESENT}
        return shown - {Signal.ROOT_CAUSE, Signal.FIX} if Signal.INCOHERENT_MECHANISM in shown else shown

    def flags(self) -> tuple[SignalReading, ...]:
        """Strategy and integrity signals that a person should see."""
        return tuple(r for signal, r in self.readings.items() if signal not in DEPTH and r.probability >= PRESENT)


def grade_answer(
    question: str, answer: str, *, engine: Engine, ladder: Ladder, knowledge: str = "", follow_ups: tuple[str, ...] = ()
) -> Outcome:
    """Grades one answer, with its follow-up turns joined into one text. Never raises for what an answer or an endpoint may do.

    `ladder` gives the follow-up for each missing signal; `knowledge` is the content hash of what it was taken from; `follow_ups` are
    the probes that the later parts of the answer answer.
    """
    asked, answer = asked_for(question, follow_ups), _without_halves(answer)
    made_by = made_from(question, answer, engine=engine, ladder=ladder, knowledge=knowledge, follow_ups=follow_ups)
    start = (Probe(text=ladder[Signal.INCIDENT], aims_at=Signal.INCIDENT, why="Nothing to judge yet: ask for one event."),)
    unreadable = screen(answer, any_language=engine.any_language)
    if unreadable:
        return NotAssessed(engine=engine.says_of_itself, fingerprint=made_by, reasons=(unreadable,), probes=start)
    try:
        claims = engine.read(asked, answer)
    except EndpointError as error:
        return Failed(engine=engine.says_of_itself, fingerprint=made_by, reasons=(f"No grade: {error}",))
    checked = _check(claims, answer)
    ungraded = _not_a_level(claims, checked, asked, answer)
    if ungraded is not None:
        kind, reason = ungraded
        probes = (WITHOUT_NAMES,) if kind is Declined else start
        return kind(
            engine=engine.says_of_itself, fingerprint=made_by, reasons=(reason, *claims.warnings), flags=checked.flags(), probes=probes
        )
    return _grade(claims, checked, ladder, engine.says_of_itself, made_by)


def made_from(
    question: str, answer: str, *, engine: Engine, ladder: Ladder, knowledge: str = "", follow_ups: tuple[str, ...] = ()
) -> Fingerprint:
    """The fingerprint `grade_answer` would put on its outcome; costs no reading."""
    given = (asked_for(question, follow_ups), _without_halves(answer), {signal.value: text for signal, text in ladder.items()})
    return fingerprint_of(engine, knowledge, *given)


def asked_for(question: str, follow_ups: tuple[str, ...]) -> str:
    """Everything the interviewer asked for in this answer."""
    return _without_halves("\n".join((question, *(f"Follow-up: {text}" for text in follow_ups))))


def _without_halves(text: str) -> str:
    """Half characters (lone surrogates, from broken JSON) cannot be sent or kept; each becomes one sign, so offsets hold."""
    return _HALF.sub("\ufffd", text)


_HALF = re.compile("[\ud800-\udfff]")


def _check(claims: Claims, answer: str) -> _Checked:
    """Checks every quote. Words addressed to the grader are never evidence of depth, whatever the engine made of them."""
    found = {claim.signal: check_quotes(claim.quotes, answer) for claim in claims.claims}
    steering = [
        e for c in claims.claims if c.signal is Signal.INSTRUCTION_TO_GRADER and c.probability >= PRESENT for e in found[c.signal].evidence
    ]
    readings: dict[Signal, SignalReading] = {}
    for claim in claims.claims:
        evidence = tuple(e for e in found[claim.signal].evidence if claim.signal not in DEPTH or not _mostly_in(e, steering))
        readings[claim.signal] = SignalReading(name=claim.signal, probability=claim.probability, evidence=evidence)
    shown = sum(len(reading.evidence) for reading in readings.values())
    return _Checked(readings, sum(f.dropped for f in found.values()), sum(len(f.evidence) for f in found.values()) - shown)


def _mostly_in(evidence: Evidence, others: Sequence[Evidence]) -> bool:
    return any(2 * (min(evidence.end, o.end) - max(evidence.start, o.start)) > evidence.end - evidence.start for o in others)


def _not_a_level(claims: Claims, checked: _Checked, asked: str, answer: str) -> tuple[type[NotAssessed] | type[Declined], str] | None:
    """The outcomes that are not levels, told apart from shallow answers; whoever gives the mechanism is graded, whatever else they say."""
    present = checked.present()
    if claims.declines >= PRESENT and Signal.ROOT_CAUSE not in present:
        return Declined, "The speaker declines to answer and gives no mechanism; this says nothing about their depth."
    if Signal.INCIDENT in present:
        return None
    if claims.answers_question < PRESENT:
        return NotAssessed, "The answer does not address the question; ask it again."
    if only_repeats(asked, answer):
        return NotAssessed, "The answer repeats the question and adds nothing to it; ask it again."
    words = word_count(answer)
    if words < MIN_WORDS:
        return NotAssessed, f"The answer has {words} words and names no incident: too little to judge (fewer than {MIN_WORDS})."
    return None


def _grade(claims: Claims, checked: _Checked, ladder: Ladder, engine: str, made_by: Fingerprint) -> Grade:
    probability, present = checked.probability(), checked.present()
    levels = rule.distribution(probability, names_practice=claims.names_practice)
    if claims.level_opinion is not None:
        bluff = {Signal.INCOHERENT_MECHANISM} & present
        supported = rule.level_of(set(probability) - {Signal.INCOHERENT_MECHANISM} | bluff)
        levels = rule.cap(rule.blend(levels, claims.level_opinion, claims.opinion_weight), supported)
    average = round(rule.mean(levels), 4)  # rounded first, so that the shown mean gives the shown level and verdict
    low, high = rule.interval(levels)
    missing = tuple(signal for signal in DEPTH if signal not in present)
    undecided = verdict_of(low) != verdict_of(high)
    reasons = [*claims.warnings]
    if checked.unsupported:
        reasons.append(f"{checked.unsupported} claimed quote(s) do not stand in the answer, or are too short to show anything; dropped.")
    if checked.steered:
        reasons.append(f"{checked.steered} quote(s) were words addressed to the grader; they count as no evidence.")
    probes = _probes(claims, ladder, probability, missing)
    if undecided:
        reasons.append(f"The interval spans two verdicts: {'ask a probe, or ' if probes else ''}decide yourself.")
    return Grade(
        engine=engine,
        fingerprint=made_by,
        reasons=tuple(reasons),
        flags=checked.flags(),
        level=rule.nearest_level(average),
        mean=average,
        probabilities=tuple(round(chance, 4) + 0.0 for chance in levels),
        verdict=verdict_of(average),
        interval=(low, high),
        needs_human=undecided or claims.needs_human,
        signals=_depth_readings(checked),
        missing=missing,
        strategy_share=claims.strategy_share,
        probes=probes,
        unsupported=checked.unsupported,
    )


def _depth_readings(checked: _Checked) -> tuple[SignalReading, ...]:
    return tuple(checked.readings.get(signal) or SignalReading(name=signal, probability=0.0) for signal in DEPTH)


def _probes(claims: Claims, ladder: Ladder, probability: dict[Signal, float], missing: tuple[Signal, ...]) -> tuple[Probe, ...]:
    """What would expose a contradiction, then the missing signals by worth: in the engine's words where it has some, else the ladder's."""
    own = {probe.aims_at: probe for probe in reversed(claims.probes)}
    first = () if claims.exposing is None else (claims.exposing,)
    return (*first, *(own.get(probe.aims_at, probe) for probe in next_probes(ladder, probability, missing, limit=PROBES)))[:PROBES]
