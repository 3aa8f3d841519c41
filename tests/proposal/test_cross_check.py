"""Paper against interview: what only one of them holds, and the probe that settles it."""

from __future__ import annotations

import factories as make

from vetting.models.crossed import CrossFinding
from vetting.models.interview import Interview
from vetting.models.knowledge import Knowledge
from vetting.models.proposal import ProposalReview
from vetting.proposal import cross_check


def _found(review: ProposalReview, interview: Interview, knowledge: Knowledge) -> dict[str, CrossFinding]:
    return {one.topic: one for one in cross_check(review, interview, knowledge=knowledge).findings}


def test_each_promise_is_set_against_what_the_answers_showed(strong: ProposalReview, knowledge: Knowledge) -> None:
    shown = make.turn(make.grade(4), of=make.card("e.1", failure_class="eval-false-confidence"))
    talk = make.turn(make.grade(1), of=make.card("g.1", failure_class="guardrails-injection"))
    extra = make.turn(make.grade(3), of=make.card("r.1", failure_class="retrieval-staleness"))
    found = _found(strong, make.interview(shown, talk, extra), knowledge)
    assert found["Eval ownership"].relation == "promised_and_shown"
    assert found["Eval ownership"].probe is None
    assert found["Guardrails and security review"].relation == "promised_not_shown"
    assert found["Guardrails and security review"].probe
    assert found["Incident response coverage"].relation == "promised_not_asked"
    assert found["Retrieval and tool-calling review"].relation == "shown_not_promised"
    assert "Board and investor support" not in found


def test_a_figure_that_differs_is_shown_with_both_words_and_comes_first(strong: ProposalReview, knowledge: Knowledge) -> None:
    spoken = make.turn(make.grade(2), answer="I usually give a client six hours a week. I have nine clients at the moment.")
    check = cross_check(strong, make.interview(spoken), knowledge=knowledge)
    hours = next(one for one in check.findings if one.topic == "Hours per week")
    assert hours.relation == "differs"
    assert "16" in hours.says
    assert "6" in hours.says
    assert hours.written
    assert hours.spoken
    assert check.findings[0].relation == "differs"


def test_what_was_only_said_should_be_written(thin: ProposalReview, knowledge: Knowledge) -> None:
    spoken = make.turn(make.grade(2), answer="You would get twelve hours a week from me.")
    assert _found(thin, make.interview(spoken), knowledge)["Hours per week"].relation == "said_not_written"
