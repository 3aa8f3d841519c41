"""Library: what is vetted and where the source says so, the failure classes with their ladders, the scale, and the real search."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.evidence import mark
from ui.components.library import class_page, contradiction, criterion_page, example_answer
from ui.components.markup import draw, label, tag
from ui.components.trouble import empty, in_words
from ui.components.words import SIGNALS, count
from vetting.models.knowledge import Knowledge
from vetting.retrieval.passages import Kind
from vetting.scale import DEPTH, INTEGRITY, LEVELS, STRATEGY

SEARCHED: dict[Kind, str] = {"criterion": "Criteria", "failure_class": "Ways AI fails", "question": "Questions"}
MOST = 8
WORRIES = ("The bill tripled and nobody knows why", "It quotes last year's manual", "The agent refunded twice", "Nobody owns it at night")


def page() -> None:
    st.title("Library", anchor=False)
    knowledge = engine.knowledge()
    tabs = st.tabs(["Search", "Criteria", "Ways AI fails", "The scale", "Contradictions"])
    with tabs[0]:
        _search(knowledge)
    with tabs[1]:
        _criteria(knowledge)
    with tabs[2]:
        _classes(knowledge)
    with tabs[3]:
        _scale()
    with tabs[4]:
        draw(tag("p", "Where the source disagrees with itself. Nothing is averaged away.", class_="vt-faint"))
        for one in knowledge.contradictions:
            draw(contradiction(one))


def _search(knowledge: Knowledge) -> None:
    kind = st.segmented_control(
        "Look for", options=list(SEARCHED), format_func=lambda one: SEARCHED[one], default="criterion", required=True, key="kind"
    )
    text = st.text_input("Words, a worry, or a sentence from a proposal", key="query", placeholder="The bot quotes last year's manual")
    if not text.strip():
        with st.container(horizontal=True):
            for number, worry in enumerate(WORRIES):
                st.button(worry, key=f"worry {number}", on_click=state.put, args=("query", worry), type="secondary")
        return
    with in_words():
        with st.spinner("Searching. The first search of all takes longer."):
            hits = engine.index().search(text, kind=kind or "criterion", limit=MOST)
        if not hits:
            empty("Nothing found", "There are no words in it to search for.")
        for hit in hits:
            with st.expander(label(f"{hit.title}" + (f" ({', '.join(hit.sections)})" if hit.sections else "")), key=f"hit {hit.id}"):
                ways = {"dense": "meaning", "lexical": "words"}
                found = ", ".join(f"by {ways[way]} at place {rank}" for way, rank in sorted(hit.ranks.items(), key=lambda pair: pair[1]))
                draw(tag("p", f"Found {found}", class_="vt-faint"))
                if hit.kind == "criterion":
                    draw(criterion_page(knowledge.criterion(hit.id), knowledge))
                elif hit.kind == "failure_class":
                    draw(class_page(knowledge.failure_class(hit.id), knowledge))
                else:
                    asked = knowledge.question(hit.id)
                    draw(tag("p", tag("b", asked.text)))
                    draw(class_page(knowledge.class_of(hit.id), knowledge))


def _criteria(knowledge: Knowledge) -> None:
    concepts = st.multiselect("Only about", options=knowledge.concepts, key="concepts")
    chosen = [one for one in knowledge.criteria if not concepts or one.concept in concepts]
    draw(tag("p", count(len(chosen), "criterion", "criteria"), class_="vt-faint"))
    for one in sorted(chosen, key=lambda criterion: criterion.title.lower()):
        with st.expander(label(f"{one.title} ({', '.join(one.sections)})"), key=f"criterion {one.id}"):
            draw(criterion_page(one, knowledge))


def _classes(knowledge: Knowledge) -> None:
    for one in knowledge.failure_classes:
        with st.expander(label(one.title), key=f"class {one.id}"):
            draw(class_page(one, knowledge))


def _scale() -> None:
    draw(tag("p", "Every answer is placed on one scale. Not assessed, declined and no grade are not levels.", class_="vt-faint"))
    for words in LEVELS:
        draw(tag("h4", f"{words.level} · {words.name}", class_="vt-h"))
        draw(tag("p", f"{words.shows[0].upper()}{words.shows[1:]}."))
        draw(tag("div", example_answer(words.level), class_="vt-quote"))
    for name, signals in (("What shows depth", DEPTH), ("What is only talk", STRATEGY), ("What you should look at twice", INTEGRITY)):
        draw(tag("h4", name, class_="vt-h"))
        draw(tag("ul", *(tag("li", mark(signal, SIGNALS[signal]), f" {means}") for signal, means in signals.items()), class_="vt-legend"))


page()
