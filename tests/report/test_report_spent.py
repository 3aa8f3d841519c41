"""A report says what grading took where an endpoint graded, and is the same as ever where none did."""

from __future__ import annotations

from stories import KNOWLEDGE, MADE, candidate_a

from vetting.models.record import InterviewRecord
from vetting.models.spent import Spent
from vetting.report import interview_report
from vetting.report.layout import laid_out


def _page(kept: InterviewRecord) -> str:
    return laid_out(interview_report(kept, KNOWLEDGE, made=MADE)).model_dump_json()


def test_grading_by_an_endpoint_is_added_up_and_stands_with_each_grade() -> None:
    kept = candidate_a()
    turn, *others = kept.interview.turns
    spent = Spent(requests=3, input_tokens=4000, output_tokens=600, usd=0.0007)
    paid = turn.model_copy(update={"outcomes": tuple(one.model_copy(update={"spent": spent}) for one in turn.outcomes)})
    page = _page(kept.model_copy(update={"interview": kept.interview.model_copy(update={"turns": (paid, *others)})}))
    assert '"Grading took","3 requests, 4,000 tokens in, 600 out, about $0.0007"' in page
    assert ". Took 3 requests" in page


def test_offline_grades_took_nothing_and_the_report_does_not_mention_it() -> None:
    assert "took" not in _page(candidate_a()).lower().replace("took over", "")
