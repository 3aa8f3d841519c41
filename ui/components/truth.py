"""The reveal: the truth beside the guess and the machine, what each question did, and what was never asked."""

from __future__ import annotations

import streamlit as st

from ui import engine, sparring, state
from ui.components import meeting, sparring_charts
from ui.components.calibrated import calibrated
from ui.components.markup import Html, draw, short, tag, together
from ui.components.outcome import SIGNS, verdict_badge, what_it_says
from ui.components.trouble import say
from ui.components.words import SIGNALS, STATUSES, VERDICTS, count
from vetting.models.outcome import Grade
from vetting.models.persona import Persona
from vetting.models.practice import Practice, Probing, Step, Use
from vetting.practice.probing import probing
from vetting.practice.session import answer_of, graded_part
from vetting.scale import DEPTH, LEVELS, Verdict

USES = {
    Use.AIMED: "Asked for what was open",
    Use.PRESSED: "Pressed where the answer had got around it",
    Use.AGAIN: "Asked for what was settled",
    Use.TALK: "Asked for opinions, which anybody can answer",
    Use.ELSEWHERE: "Asked for nothing of the event",
    Use.COURTESY: "Courtesy; not counted",
}


def truth(practice: Practice, persona: Persona) -> None:
    """Everything, once the person has rated."""
    with st.spinner("The machine reads the same conversation"):
        practice = sparring.judged(practice)
    found = probing(persona, practice.said)
    with st.container(horizontal=True):
        st.button("Meet somebody else", key="next", type="primary", on_click=state.open_practice, args=(None,))
    _verdict(practice, persona, found)
    draw(_truth_told(persona))
    draw(tag("h3", f"Your probing: {found.score} of 100", class_="vt-h"))
    draw(_parts(found))
    sparring_charts.timeline(practice, found, f"timeline {practice.id}")
    with st.expander("Question by question", key="steps_open"):
        draw(tag("ol", *(_step(practice, step) for step in found.steps), class_="vt-asked-list"))
    draw(_missed(persona, found))
    draw(tag("h3", "The truth sheet", class_="vt-h"))
    draw(_sheet(practice, persona))
    with st.expander("The conversation", key="again_open"):
        meeting.conversation(practice)
    if practice.machine is not None:
        with st.expander("What the machine found in it", key="machine_open"):
            what_it_says(answer_of(graded_part(practice)), practice.machine, f"practice {practice.id}")
    draw(tag("h3", "You, over time", class_="vt-h"))
    if practice.chosen == "level":
        draw(tag("p", "You chose the level, so this session is not counted below.", class_="vt-faint"))
    calibrated(sparring.so_far(practice.by))


def _verdict(practice: Practice, persona: Persona, found: Probing) -> None:
    guess, machine = practice.guess, practice.machine
    assert guess is not None, "nothing is revealed before the guess"
    hit = guess.verdict is persona.verdict
    off = guess.level - persona.level
    distance = "the level too" if not off else f"{count(abs(off), 'level')} too {'high' if off > 0 else 'low'}"
    say(
        "good" if hit else "warn",
        f"{persona.name}: {persona.kind.value}",
        f"Your verdict was {'right' if hit else 'wrong'}, {distance}; you were {guess.sure} % sure.",
    )
    cells = (
        ("The truth", _badge(persona.verdict), f"Level {persona.level}, {LEVELS[persona.level].name}"),
        ("You", _badge(guess.verdict), f"Level {guess.level}, {guess.sure} % sure"),
        ("What you heard supports", None, f"Level {found.supports}, {LEVELS[found.supports].name}"),
        (
            "The machine",
            verdict_badge(machine) if machine else None,
            f"Level {machine.level}, {LEVELS[machine.level].name}"
            if isinstance(machine, Grade)
            else STATUSES[machine.status]
            if machine
            else "",
        ),
    )
    draw(
        tag(
            "div",
            *(tag("div", tag("p", head, class_="vt-eyebrow"), badge, tag("p", words)) for head, badge, words in cells),
            class_="vt-sides vt-four",
        )
    )


def _badge(verdict: Verdict) -> Html:
    return tag("span", f"{SIGNS[verdict]} {VERDICTS[verdict]}", class_=f"vt-verdict vt-{verdict.value.replace('_', '-')}")


def _truth_told(persona: Persona) -> Html:
    return together(
        tag("h3", "What really happened", class_="vt-h"),
        tag("p", " ".join(persona.truth.split())),
        tag("p", tag("b", "Tells"), class_="vt-eyebrow"),
        tag("ul", *(tag("li", tell) for tell in persona.tells), class_="vt-bullets"),
    )


def _parts(found: Probing) -> Html:
    """The two factors of the score, in words and as bars."""
    rows = (
        ("Coverage", found.coverage, "of what there was to find out, by weight, was settled"),
        ("Directness", found.directness, "of your questions asked straight for something still open"),
    )
    return together(
        *(
            tag(
                "div",
                tag("p", tag("b", f"{name} {share:.0%}"), f" {words}", class_="vt-eyebrow"),
                tag(
                    "div",
                    tag("div", class_="vt-meter-fill vt-own-fill", style=f"width: {share:.0%}"),
                    class_="vt-meter",
                    aria_hidden="true",
                ),
            )
            for name, share, words in rows
        ),
        tag("p", "The score is one times the other. Politeness neither costs nor earns.", class_="vt-faint"),
    )


def _step(practice: Practice, step: Step) -> Html:
    aimed = ", ".join(SIGNALS[signal] for signal in step.aimed) or "no part of the event"
    brought = ", ".join(SIGNALS[signal] for signal in step.found) or "nothing new"
    blank = f" Nothing to tell on: {', '.join(SIGNALS[signal] for signal in step.blank)}." if step.blank else ""
    more = f" Could have brought {count(len(step.could), 'fact')}." if len(step.could) > len(step.did) else ""
    faults = f" Blunt: {'; '.join(step.faults)}." if step.faults else ""
    return tag(
        "li",
        tag("p", tag("b", short(practice.said[step.number].asked, 160)), dir="auto"),
        tag("p", f"{USES[step.use]} ({aimed}). Brought: {brought}.{blank}{more}{faults}", class_="vt-faint"),
    )


def _missed(persona: Persona, found: Probing) -> Html:
    """The signals left open, each with a follow-up that asks for it."""
    ladder = next(one.probes for one in engine.knowledge().failure_classes if one.id == persona.failure_class)
    missed = [signal for signal in DEPTH if found.settled[signal] < 1]
    heading = tag("h3", "What you never asked for", class_="vt-h")
    if not missed:
        return together(heading, tag("p", "Nothing: every part was asked for."))
    rows = (together(tag("dt", SIGNALS[signal]), tag("dd", f"“{ladder[signal]}”")) for signal in missed)
    return together(heading, tag("dl", *rows, class_="vt-card-facts"))


def _sheet(practice: Practice, persona: Persona) -> Html:
    asked = {signal for said in practice.said for signal in said.blank}
    rows = []
    for signal in DEPTH:
        for fact in persona.facts_of(signal):
            made_up = None if fact.real else tag("b", "Made up. ")
            rows.append((signal, together(made_up, fact.truth), fact.id in practice.told))
        if blank := persona.blank_of(signal):
            rows.append((signal, together(tag("i", "Nothing to tell. "), blank.why), signal in asked))
    body = (
        tag(
            "tr",
            tag("th", SIGNALS[signal], scope="row"),
            tag("td", words),
            tag("td", "✓ heard" if heard else "· not heard"),
            class_=None if heard else "vt-open-row",
        )
        for signal, words, heard in rows
    )
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Part", "Truth", "You")))
    return tag("div", tag("table", tag("thead", heads), tag("tbody", *body), class_="vt-table vt-sheet"), class_="vt-scroll", tabindex="0")
