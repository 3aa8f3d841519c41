"""Explains an outcome: the rule's path, the missing signal that would change most, and what each sentence (or quote) moved."""

from __future__ import annotations

from collections.abc import Collection

from vetting.grading import rule
from vetting.grading.engine import Engine
from vetting.grading.grade import grade_answer
from vetting.grading.probes import Ladder, worths
from vetting.models.explanation import Explanation, Moved, SentenceEffect, Turning
from vetting.models.outcome import Grade, Outcome
from vetting.scale import CORE, DEPTH, LEVELS, PRESENT, REQUIRED, Signal

BY_THE_QUOTES = "Told by the rule on the quotes, without asking the endpoint again: what the level loses where a quote is not there."
_NAMES = {
    Signal.INCIDENT: "a specific event",
    Signal.OWN_ROLE: "the speaker's own part",
    Signal.ROOT_CAUSE: "the cause",
    Signal.FIX: "the fix",
    Signal.IMPACT_NUMBER: "a figure of the damage or gain",
    Signal.TRADEOFF_OR_LESSON: "a trade-off or lesson",
}


def explain_answer(
    question: str, answer: str, *, engine: Engine, ladder: Ladder, knowledge: str = "", follow_ups: tuple[str, ...] = ()
) -> Explanation:
    """Grades the answer as `grade_answer` does and says why the outcome is what it is."""
    from vetting.grading.offline import OfflineEngine
    from vetting.grading.offline.effects import sentence_effects

    def grade(read: Engine, text: str) -> Outcome:
        return grade_answer(question, text, engine=read, ladder=ladder, knowledge=knowledge, follow_ups=follow_ups)

    if not isinstance(engine, OfflineEngine):
        return explain_outcome(grade(engine, answer))
    found = sentence_effects(question, answer, engine, grade)
    return Explanation(
        outcome=found.outcome,
        path=rule_path(found.outcome),
        sentences=found.sentences,
        turning=turning_point(found.outcome),
        notes=found.notes,
    )


def explain_outcome(outcome: Outcome) -> Explanation:
    """What an outcome says of itself, without reading the answer again."""
    quotes = _quote_effects(outcome) if isinstance(outcome, Grade) else ()
    return Explanation(
        outcome=outcome,
        path=rule_path(outcome),
        sentences=quotes,
        turning=turning_point(outcome),
        notes=(BY_THE_QUOTES,) if quotes else (),
    )


def rule_path(outcome: Outcome) -> tuple[str, ...]:
    """From the signals shown to the level, a sentence a step; for an outcome that is no level, its reasons."""
    if not isinstance(outcome, Grade):
        return outcome.reasons
    shown = frozenset(DEPTH) - set(outcome.missing)
    # An incoherent mechanism has taken cause and fix out of what is shown, and makes the event a claim.
    bluff = any(flag.name is Signal.INCOHERENT_MECHANISM and flag.probability >= PRESENT for flag in outcome.flags)
    steps = [_incoherent(shown)] if bluff else [_event(shown), *_depth(shown)]
    by_rule = rule.level_of(shown | ({Signal.INCOHERENT_MECHANISM} if bluff else set()))
    return (*steps, _reported(outcome, by_rule))


def turning_point(outcome: Outcome) -> Turning | None:
    """The missing signal worth most to the verdict, then to the level."""
    if not isinstance(outcome, Grade) or not outcome.missing:
        return None
    shown = {reading.name: reading.probability for reading in outcome.signals if reading.evidence}
    first = worths(shown, outcome.missing)[0]
    present = frozenset(DEPTH) - set(outcome.missing)
    return Turning(
        signal=first.signal,
        told=round(first.told, 4),
        verdict_change=round(first.verdict_change, 4),
        rule_now=rule.level_of(present),
        rule_with_it=rule.level_of(present | {first.signal}),
    )


def _quote_effects(grade: Grade) -> tuple[SentenceEffect, ...]:
    """What the level, by the rule, loses with each quote. A signal stays while another quote shows it."""
    shown = {reading.name: reading for reading in grade.signals if reading.evidence}
    chances = {signal: reading.probability for signal, reading in shown.items()}
    mean = rule.mean(rule.distribution(chances))
    places = sorted({(evidence.start, evidence.end) for reading in shown.values() for evidence in reading.evidence})
    found: list[SentenceEffect] = []
    for start, end in places:
        lost = [s for s, reading in shown.items() if {(e.start, e.end) for e in reading.evidence} == {(start, end)}]
        without = rule.mean(rule.distribution({signal: chance for signal, chance in chances.items() if signal not in lost}))
        moved = tuple(Moved(signal=signal, by=chances[signal]) for signal in sorted(lost, key=lambda s: -chances[s]))
        found.append(SentenceEffect(start=start, end=end, level=round(mean - without, 4), moved=moved))
    return tuple(found)


def _event(shown: Collection[Signal]) -> str:
    if Signal.INCIDENT not in shown:
        return "No specific event that happened to the speaker is shown: level 1 at most."
    required = [signal for signal in REQUIRED if signal not in shown]
    if required:
        return f"A specific event is shown, but not {_listed(required, 'or')}: level 2."
    return "A specific event, the speaker's own part, the cause and the fix are shown."


def _depth(shown: Collection[Signal]) -> list[str]:
    """The steps from level 2 on; none where it ends there."""
    if not {Signal.INCIDENT, *REQUIRED} <= set(shown):
        return []
    lacking = [signal for signal in CORE if signal not in shown]
    stages = f"{len(CORE) - len(lacking)} of {len(CORE)} stages are shown"
    weight = [signal for signal in (Signal.IMPACT_NUMBER, Signal.TRADEOFF_OR_LESSON) if signal in shown]
    if len(lacking) > len(CORE) - 3:
        return [f"{stages}; one beside cause and fix is needed: level 2."]
    if lacking:
        return [f"{stages}; {_listed(lacking, 'and')} {'is' if len(lacking) == 1 else 'are'} missing: level 3."]
    if not weight:
        return [f"All {len(CORE)} stages are shown, but neither a figure nor a trade-off: level 3."]
    return [f"All {len(CORE)} stages are shown, and {_listed(weight, 'and')}: level 4."]


def _incoherent(shown: Collection[Signal]) -> str:
    event = "the event counts as a claim: level 1" if Signal.INCIDENT in shown else "no event is left: level 0"
    return f"The mechanism contradicts itself, so cause and fix do not count, and {event}."


def _reported(grade: Grade, by_rule: int) -> str:
    reported = f"Reported: level {grade.level}, {LEVELS[grade.level].name}, with a mean of {grade.mean:.2f}"
    if grade.level == 0 and by_rule == 1:
        return f"{reported}: talk fills the answer and hardly a practice or tool is named."
    if grade.level == by_rule:
        return f"{reported}; no signal is ever certain."
    if grade.level > by_rule:
        return f"{reported}. That is above the rule on the signals shown: others are nearly shown."
    return f"{reported}. That is below the rule on the signals shown: the answer as a whole reads less sure than its parts."


def _listed(signals: Collection[Signal], joint: str) -> str:
    names = [_NAMES.get(signal, signal.words) for signal in signals]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"
