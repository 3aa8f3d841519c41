"""The buyer's side first: eight questions that decide whether an interview makes sense yet."""

from __future__ import annotations

import streamlit as st

from ui import engine, state
from ui.components.form import Form
from ui.components.markup import Html, draw, tag
from ui.components.proposal_found import bites
from ui.components.trouble import say
from vetting.models.readiness import BuyerAnswers, BuyerQuestion, Finding, Readiness, ReadinessCheck
from vetting.proposal.readiness import buyer_questions, readiness

LOOKS = {Readiness.READY: "good", Readiness.NOT_YET: "warn", Readiness.CONSULTANT: "warn"}
HEADINGS = {Readiness.READY: "You are ready", Readiness.NOT_YET: "Not yet", Readiness.CONSULTANT: "A consultant fits you better"}
NOBODY = ("nobody", "no one", "none", "nothing", "no", "nothing yet")
WHO = "Who or what; or: nobody, nothing"


def readiness_check(form: Form, interview: str | None) -> None:
    """Folded, because it is asked once; what it says can be kept with the interview."""
    with st.expander("Before you interview: are you ready?", key="readiness", expanded=interview is None and not engine.store().list()):
        draw(
            tag(
                "p",
                "Eight questions to you: most engagements of a fractional officer fail on the buyer's side. "
                "Leave empty what does not apply, or all of it where you hire somebody permanent.",
                class_="vt-faint",
            )
        )
        given = {}
        asked = buyer_questions()
        for pair in zip(asked[::2], asked[1::2], strict=True):  # row by row: a phone puts columns under each other
            for column, question in zip(st.columns(2, gap="medium"), pair, strict=True):
                with column:
                    given[question.id] = _ask(form, question)
        check = _checked(given)
        if check and interview and st.button("Keep this with the interview", key="keep_readiness"):
            engine.store().note(interview, _as_note(check), by=state.person())
            say("good", None, "Kept as a note on the interview.")


def your_side(form: Form) -> None:
    """The same questions beside a proposal, where the answers are kept."""
    draw(
        tag(
            "p",
            "Eight questions to you, the buyer: most engagements fail on this side. The outcome: ready, not yet, or a consultant instead.",
            class_="vt-faint",
        )
    )
    _checked({question.id: _ask(form, question) for question in buyer_questions()})


def _checked(given: dict[str, str | bool | float | None]) -> ReadinessCheck | None:
    """Draws what the answers so far mean; returns the outcome once all are there."""
    answered = [id for id, answer in given.items() if answer is not None]
    if not answered:
        return None
    check = readiness(BuyerAnswers.model_validate(given), contradictions=engine.knowledge().contradictions)
    draw(tag("ul", *(_line(one) for one in check.findings if one.question in answered), class_="vt-notes"))
    if len(answered) < len(given):
        draw(tag("p", f"{len(answered)} of {len(given)} answered; the rest decides as well.", class_="vt-faint"))
        return None
    open_points = [one.says for one in check.findings if one.outcome in ("to_fix", "decides_against")]
    say(LOOKS[check.outcome], HEADINGS[check.outcome], *(open_points or [check.says]))
    if check.fits:
        draw(tag("p", f"Your hours call for: {check.fits}.", class_="vt-faint"))
    draw(bites(check.bites))
    return check


def _ask(form: Form, question: BuyerQuestion) -> str | bool | float | None:
    if question.expects == "yes_no":
        return form.yes_no(question.ask, question.id)
    if question.expects == "name":
        return _named(form.line(question.ask, question.id, max_chars=200, placeholder=WHO))
    return form.number(question.ask, question.id, None, max_value=_most(question))


def _named(typed: str) -> str | None:
    """None where nothing was typed; empty where somebody says that there is nobody."""
    said = typed.strip()
    return "" if said.lower().rstrip(".") in NOBODY else said or None


def _most(question: BuyerQuestion) -> float:
    return 80.0 if question.expects == "hours" else 60.0


def _line(one: Finding) -> Html:
    cited = f" (criteria {', '.join(map(str, one.criteria))})"
    return tag("li", tag("b", one.ask), " ", one.says, tag("span", cited, class_="vt-faint"))


def _as_note(check: ReadinessCheck) -> str:
    return "\n".join([f"Readiness of the buyer: {check.says}", *(f"- {one.ask} {one.says}" for one in check.findings)])
