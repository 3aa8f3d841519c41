"""The proposal against an interview of the same person: what stands in only one of them, and the probe that would settle it."""

from __future__ import annotations

from ui import engine
from ui.components.form import Form
from ui.components.hidden import may_add_up
from ui.components.markup import Html, draw, short, tag
from ui.components.quotes import quotes
from ui.components.trouble import empty, in_words, say
from ui.components.words import told_apart
from vetting.models.crossed import CrossFinding, Relation
from vetting.models.document import Document
from vetting.models.proposal import ProposalReview
from vetting.proposal.cross_check import cross_check

RELATIONS: dict[Relation, str] = {
    "differs": "differs",
    "promised_not_shown": "promised, not shown",
    "promised_not_asked": "promised, never asked",
    "said_not_written": "said, not written",
    "shown_not_promised": "shown, not promised",
    "promised_and_shown": "promised and shown",
}
NONE = ""


def crossed(review: ProposalReview, document: Document, form: Form) -> None:
    answered = {one.id: one for one in engine.store().list() if one.answered}
    if not answered:
        empty("No interview to set beside it", "Interview the person, or open the example interviews on Home; then both can be compared.")
        return
    names = {
        NONE: "Choose an interview",
        **told_apart({one.id: f"{one.candidate or 'Unnamed'} · {short(one.role, 50)} · {one.started[:10]}" for one in answered.values()}),
    }
    chosen = form.choose("Interview with the same person", "interview", list(names), NONE, format_func=lambda id: names[id])
    if not chosen:
        draw(tag("p", "Every item of the scope, and every figure that was said, is set against the paper.", class_="vt-faint"))
        return
    with in_words():
        record = engine.store().read(chosen)
        if not may_add_up([record], f"crossed {chosen}"):
            return
        found = cross_check(review, record.interview, knowledge=engine.knowledge())
        say("calm", None, found.says)
        asked = {turn.card.id: turn.card.text for turn in record.interview.turns}
        draw(tag("ul", *(_finding(one, document, asked) for one in found.findings), class_="vt-found"))


def _finding(one: CrossFinding, document: Document, asked: dict[str, str]) -> Html:
    agrees = one.relation == "promised_and_shown"
    return tag(
        "li",
        tag(
            "p",
            tag("b", tag("span", "✓" if agrees else "?", class_="vt-sign", aria_hidden="true"), one.topic),
            tag("span", RELATIONS[one.relation], class_="vt-own"),
            tag("span", f"criterion {one.criterion}", class_="vt-faint"),
            class_="vt-verdict-line",
        ),
        tag("p", one.says),
        quotes(one.written, document, lead="On paper: "),
        *(
            tag("p", tag("span", "In the interview: ", class_="vt-faint"), tag("q", said.words, dir="auto"), title=asked.get(said.question))
            for said in one.spoken
        ),
        tag("p", tag("b", "Ask: "), one.probe) if one.probe else None,
        class_="vt-told" if agrees else "vt-thin",
    )
