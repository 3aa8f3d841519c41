"""The pairs in a person's hands: reword, merge, split, move, leave out, take in, and say which question of the plan it is."""

from __future__ import annotations

import streamlit as st

from ui.components.imported import change
from ui.components.markup import draw, short, tag
from ui.components.transcript import KINDS
from ui.components.words import count, told_apart
from vetting.models.question import Plan
from vetting.models.transcript import Asked, Imported, LeftOutKind, Pair, Pairing
from vetting.transcripts import edit

NONE_OF_IT = "not in the plan"


def pairs(id: str, one: Imported, pairing: Pairing, plan: Plan | None) -> None:
    """Every pair in order, each with what can be done to it; then what was left out, and the plan's questions nobody asked."""
    for number, pair in enumerate(pairing.pairs):
        with st.container(border=True, key=f"pair {number}"):
            _pair(id, one, number, pair, plan)
    _left_out(id, one, pairing)
    if plan and pairing.never_asked:
        texts = {card.id: card.text for card in plan.questions}
        with st.expander(f"{count(len(pairing.never_asked), 'question')} of the plan never asked", key="never_asked"):
            draw(tag("ul", *(tag("li", texts.get(card, card), dir="auto") for card in pairing.never_asked), class_="vt-notes"))


def _pair(id: str, one: Imported, number: int, pair: Pair, plan: Plan | None) -> None:
    if plan:
        _card(id, one, number, pair, plan)
    for step, exchange in enumerate(pair.exchanges):
        name = f"{number + 1}.{step}" if step else str(number + 1)
        words = len(exchange.answer.split())
        draw(
            tag(
                "div",
                tag("p", tag("b", f"Follow-up {name}" if step else f"Question {name}"), class_="vt-eyebrow"),
                tag("p", exchange.asked, class_="vt-asked", dir="auto"),
                tag(
                    "details",
                    tag("summary", f"Answer, {count(words, 'word')}: {short(exchange.answer, 90)}"),
                    tag("p", exchange.answer, class_="vt-quote", dir="auto"),
                ),
                class_="vt-follow" if step else None,
            )
        )
        _handles(id, one, number, step, exchange)


def _handles(id: str, one: Imported, number: int, step: int, exchange: Asked) -> None:
    key = f"{number} {step}"
    with st.container(horizontal=True):
        with st.popover("Change", type="tertiary", key=f"change {key}", icon=":material/edit:"):
            text = st.text_area("The question as it should read", value=exchange.asked, key=f"asked {key} {exchange.asked}", height=110)
            if st.button("Use these words", key=f"reword {key}"):
                change(id, one, lambda given: edit.reworded(given, number, step, text))
            _move(id, one, key, exchange)
        if step and st.button("Make it a question", key=f"split {key}", type="tertiary", icon=":material/call_split:"):
            change(id, one, lambda given: edit.split_off(given, number, step))
        if not step and number and st.button("Make it a follow-up", key=f"merge {key}", type="tertiary", icon=":material/merge:"):
            change(id, one, lambda given: edit.merged_up(given, number))
        if st.button("Leave out", key=f"drop {key}", type="tertiary", icon=":material/close:"):
            change(id, one, lambda given: edit.dropped(given, number, step))


def _move(id: str, one: Imported, key: str, exchange: Asked) -> None:
    """A part of the answer that belongs to the one before or after."""
    if len(exchange.answered_in) < 2:
        return
    said = one.transcript.utterances
    part = st.selectbox(
        "A part of the answer that belongs elsewhere",
        options=exchange.answered_in,
        format_func=told_apart({place: short(said[place].text, 70) for place in exchange.answered_in}).__getitem__,
        index=None,
        key=f"part {key} {exchange.answered_in}",
    )
    if part is None:
        return
    with st.container(horizontal=True):
        if st.button("To the answer before", key=f"before {key}"):
            change(id, one, lambda given: edit.moved(given, one.transcript, part, -1))
        if st.button("To the answer after", key=f"after {key}"):
            change(id, one, lambda given: edit.moved(given, one.transcript, part, 1))


def _card(id: str, one: Imported, number: int, pair: Pair, plan: Plan) -> None:
    """Which question of the plan this is."""
    texts = {NONE_OF_IT: "None: it was not in the plan", **{card.id: card.text for card in plan.questions}}
    options = list(texts)
    chosen = st.selectbox(
        "Question of the plan",
        options=options,
        index=options.index(pair.card) if pair.card in texts else 0,
        format_func=lambda card: short(texts[card], 90),
        key=f"card {number} {pair.card} {pair.exchanges[0].asked_in}",
    )
    card = None if chosen == NONE_OF_IT else chosen
    if card != pair.card:
        change(id, one, lambda given: edit.is_card(given, number, card, plan))


def _left_out(id: str, one: Imported, pairing: Pairing) -> None:
    """What is graded nowhere, with the way back in."""
    said = one.transcript.utterances
    places = {place: left for left in pairing.left_out for place in left.utterances if left.kind is not LeftOutKind.INTERJECTION}
    if not places:
        return
    with st.expander(f"{count(len(places), 'part')} left out, graded nowhere", key="left_out"):
        rows = [
            tag("li", tag("b", KINDS[left.kind]), f" {short(said[place].text, 120)}", dir="auto") for place, left in sorted(places.items())
        ]
        draw(tag("ul", *rows, class_="vt-notes"))
        chosen = st.selectbox(
            "Take a part in after all",
            options=sorted(places),
            format_func=told_apart({place: f"{said[place].speaker}: {short(said[place].text, 70)}" for place in places}).__getitem__,
            index=None,
            key=f"take {len(places)}",
        )
        if chosen is None:
            return
        with st.container(horizontal=True):
            if st.button("As a question of its own", key="take_question"):
                change(id, one, lambda given: edit.asked_too(given, one.transcript, one.roles, chosen))
            before = _answer_before(pairing, chosen)
            if before and st.button("To the answer above it", key="take_answer"):
                change(id, one, lambda given: edit.taken_in(given, one.transcript, chosen, *before))


def _answer_before(pairing: Pairing, place: int) -> tuple[int, int] | None:
    """The exchange whose question was asked last before this was said."""
    found = [
        (one.asked_in[0], number, step)
        for number, pair in enumerate(pairing.pairs)
        for step, one in enumerate(pair.exchanges)
        if one.asked_in[0] < place
    ]
    return max(found)[1:] if found else None
