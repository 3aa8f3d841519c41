"""Scores the interviewer's questions, never the politeness of them: how much of the event was settled, and how directly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vetting.grading.rule import level_of
from vetting.models.persona import Persona
from vetting.models.practice import Intent, Probing, Said, Step, Use
from vetting.practice.leaks import signals_of
from vetting.practice.written import MOST_PARTS
from vetting.questions.gate import check_question
from vetting.scale import DEPTH, REQUIRED, Signal

HEAVY = 2
"""Weight of the signals a level hangs on: the event, own part, cause and fix. The others weigh 1."""
BLUNT = 0.5
"""What a question is worth that aims at something open, but leads, joins several questions, or can be answered by yes or no."""
JOINED = "compound"
FAULTS = (JOINED, "leading", "closed")
"""Reasons of the gate that make a question blunt; two sentences that ask for one part are not joined questions."""

_COURTESY = re.compile(
    r"\b(?:please|kindly|thank you(?: very much)?|thanks(?: a lot)?|sorry|if (?:i|you) (?:may|do not mind|don't mind|would)|"
    r"(?:could|can|would|will) you (?:please |kindly )?(?=tell|explain|describe|walk|say|show|give|share)|would you mind)\b[,.!]?\s*",
    re.IGNORECASE,
)


def probing(persona: Persona, said: Sequence[Said]) -> Probing:
    """Coverage of the signals times directness of the questions, with the steps it comes from."""
    steps = _steps(persona, said)
    settled = {signal: _settled(persona, said, signal) for signal in DEPTH}
    weights = {signal: HEAVY if signal in (Signal.INCIDENT, *REQUIRED) else 1 for signal in DEPTH}
    coverage = sum(weights[signal] * settled[signal] for signal in DEPTH) / sum(weights.values())
    counted = [step for step in steps if step.use is not Use.COURTESY]
    directness = sum(step.worth for step in counted) / len(counted) if counted else 0.0
    told = {id for one in said for id in one.told}
    heard = signals_of(persona, told, real=True)
    return Probing(
        score=round(100 * coverage * directness),
        coverage=round(coverage, 4),
        directness=round(directness, 4),
        settled={signal: round(share, 4) for signal, share in settled.items()},
        missed=tuple(fact.id for fact in persona.facts if fact.id not in told),
        supports=level_of(heard, names_practice=persona.names_practice) if heard or persona.names_practice else 0,
        steps=steps,
    )


def _settled(persona: Persona, said: Sequence[Said], signal: Signal) -> float:
    """Share of what there is to find out on a signal that was found out; that there is nothing is found out once it was asked for."""
    if persona.blank_of(signal):
        return float(any(signal in one.blank for one in said))
    told = {id for one in said for id in one.told}
    facts = persona.facts_of(signal)
    return sum(fact.id in told for fact in facts) / len(facts)


def _steps(persona: Persona, said: Sequence[Said]) -> tuple[Step, ...]:
    return tuple(_step(persona, number, said[:number], one) for number, one in enumerate(said))


def _step(persona: Persona, number: int, before: Sequence[Said], one: Said) -> Step:
    told = {id for earlier in before for id in earlier.told}
    use = _use(persona, before, one)
    faults = tuple(fault for fault in blunt(one.asked) if len(one.heard.signals) > 1 or not fault.startswith(JOINED))
    is_blunt = bool(faults) or len(one.heard.signals) > MOST_PARTS
    return Step(
        number=number,
        aimed=one.heard.signals,
        use=use,
        worth=0.0 if use not in (Use.AIMED, Use.PRESSED) else BLUNT if is_blunt else 1.0,
        faults=faults,
        could=tuple(fact.id for fact in persona.facts if fact.signal in one.heard.signals and fact.id not in told),
        did=one.told,
        found=tuple(signal for signal in DEPTH if signal in signals_of(persona, one.told)),
        blank=one.blank,
    )


def blunt(question: str) -> tuple[str, ...]:
    """What makes a question blunt, in the gate's words; courtesies are left out first, so that they cost and earn nothing."""
    bare = " ".join(_COURTESY.sub("", question).split())
    return tuple(reason for reason in check_question(bare, kind="probe") if reason.startswith(FAULTS))


def _use(persona: Persona, before: Sequence[Said], one: Said) -> Use:
    if one.heard.intent is Intent.SMALL_TALK:
        return Use.COURTESY
    if any(_settled(persona, before, signal) < 1 for signal in one.heard.signals):
        return Use.AIMED
    if any(sum(signal in earlier.blank for earlier in before) == 1 for signal in one.heard.signals):
        return Use.PRESSED
    if one.heard.signals:
        return Use.AGAIN
    return Use.TALK if one.heard.intent is Intent.OPINION else Use.ELSEWHERE
