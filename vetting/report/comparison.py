"""Candidates side by side, over the questions all of them answered. No ranking: only who can be told apart, and by which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from vetting import __version__
from vetting.errors import BadInput
from vetting.interview.scorecard import scorecard
from vetting.models.interview import Interview, Turn
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Grade
from vetting.models.record import InterviewRecord
from vetting.models.report import Cell, Comparison, CriterionCompared, Pair, Quote, Report
from vetting.models.scorecard import Scorecard
from vetting.report.interview import asked, named, now, reported
from vetting.report.limits import what_this_cannot_know

People = Mapping[str, Mapping[str, int | None]]
"""Interview to question to the level a person put in place of the machine's."""


def comparison_report(records: Sequence[InterviewRecord], knowledge: Knowledge, *, made: str | None = None) -> Report:
    """The report on several interviews. Raises BadInput for fewer than two, or where they share no answered question."""
    if len({record.interview.id for record in records}) < max(2, len(records)):
        raise BadInput("A comparison needs at least two different interviews.")
    parts = tuple(reported(record, knowledge) for record in records)
    return Report(
        kind="comparison",
        title=f"Comparison of {', '.join(part.candidate for part in parts)}",
        made=made or now(),
        code=__version__,
        interviews=parts,
        comparison=compared(records, knowledge),
        cannot_know=what_this_cannot_know(tuple(dict.fromkeys(engine for part in parts for engine in part.engines))),
    )


def compared(records: Sequence[InterviewRecord], knowledge: Knowledge) -> Comparison:
    """The comparison itself. Raises BadInput where the interviews share no answered question."""
    interviews = [record.interview for record in records]
    cards = {turn.card.id: turn.card for interview in interviews for turn in interview.turns}
    shared = [id for id in cards if all(id in {turn.card.id for turn in interview.turns} for interview in interviews)]
    if not shared:
        raise BadInput("These interviews share no answered question, so there is nothing to compare. Compare interviews of the same plan.")
    alike = [_only(interview, shared) for interview in interviews]
    people = {record.interview.id: record.standing_levels for record in records}
    criteria = dict.fromkeys(criterion for id in shared for criterion in cards[id].criteria)
    return Comparison(
        shared=tuple(asked(cards[id]) for id in shared),
        not_shared=tuple(asked(card) for id, card in cards.items() if id not in shared),
        criteria=tuple(_on_criterion(id, records, alike, people, knowledge) for id in criteria),
        scorecards=tuple(scorecard(interview, people[interview.id]) for interview in alike),
        pairs=_pairs(alike, people),
        warnings=tuple(_warnings(interviews, alike)),
    )


def _only(interview: Interview, questions: Iterable[str]) -> Interview:
    """The interview as if it had these questions only."""
    wanted = set(questions)
    plan = interview.plan.model_copy(update={"questions": tuple(card for card in interview.plan.questions if card.id in wanted)})
    return interview.model_copy(update={"plan": plan, "turns": tuple(turn for turn in interview.turns if turn.card.id in wanted)})


def _on_criterion(
    id: str, records: Sequence[InterviewRecord], alike: Sequence[Interview], people: People, knowledge: Knowledge
) -> CriterionCompared:
    about = [_only(interview, (turn.card.id for turn in interview.turns if id in turn.card.criteria)) for interview in alike]
    cells = tuple(_cell(id, record, interview) for record, interview in zip(records, about, strict=True))
    return CriterionCompared(criterion=named(id, knowledge), cells=cells, pairs=_pairs(about, people))


def _cell(id: str, record: InterviewRecord, interview: Interview) -> Cell:
    people = record.standing_levels
    card = scorecard(interview, people)
    graded = [(turn, outcome) for turn in interview.turns if isinstance(outcome := turn.outcomes[-1], Grade)]
    deepest = max(graded, key=lambda pair: pair[1].mean, default=None)
    last = [(turn.card.id, len(turn.outcomes) - 1) for turn in interview.turns]
    return Cell(
        interview=interview.id,
        standing=next((standing for standing in card.by_criterion if standing.about == id), None),
        interval=card.interval,
        ungraded=tuple(
            turn.outcomes[-1].status for turn in interview.turns if turn.card.id not in people and not isinstance(turn.outcomes[-1], Grade)
        ),
        quotes=_quotes(*deepest) if deepest else (),
        ratings=tuple(rating for question, step in last for rating in record.ratings_of(question, step)),
        overrides=tuple(override for question, step in last if (override := record.override_of(question, step))),
    )


def _quotes(turn: Turn, grade: Grade) -> tuple[Quote, ...]:
    return tuple(
        Quote(question=turn.card.id, signal=reading.name, words=reading.evidence[0].quote)
        for reading in grade.signals
        if reading.evidence and reading.name not in grade.missing
    )


def _pairs(interviews: Sequence[Interview], people: People) -> tuple[Pair, ...]:
    cards = {interview.id: scorecard(interview, people[interview.id]) for interview in interviews}
    return tuple(_pair(one, cards[one], other, cards[other]) for one, other in combinations(cards, 2))


def _pair(one: str, first: Scorecard, other: str, second: Scorecard) -> Pair:
    """Two intervals that touch cannot be told apart; neither can one that is not there."""
    higher = None
    if first.interval is not None and second.interval is not None:
        higher = one if first.interval[0] > second.interval[1] else other if second.interval[0] > first.interval[1] else None
    return Pair(one=one, other=other, distinguishable=higher is not None, higher=higher)


def _warnings(interviews: Sequence[Interview], alike: Sequence[Interview]) -> Iterable[str]:
    if len({(interview.plan.brief, interview.plan.seniority) for interview in interviews}) > 1:
        yield "The plans were made from different briefs; only the questions that all answered are compared."
    if len(alike[0].turns) < max(len(interview.turns) for interview in interviews):
        yield "Some questions were answered by some candidates only; they are left out of the comparison and stand in each own report."
    if len({_made_by(turn) for interview in alike for turn in interview.turns}) > 1:
        yield "The answers were not all graded by the same engine, model, rules and knowledge; grade them again alike before you compare."
    for id in (turn.card.id for turn in alike[0].turns):
        probes = {len(turn.exchanges) - 1 for interview in alike for turn in interview.turns if turn.card.id == id}
        if len(probes) > 1:
            yield f"Not everybody got the same number of probes on {id} ({min(probes)} to {max(probes)})."


def _made_by(turn: Turn) -> tuple[str, str, str, str]:
    made = turn.outcomes[-1].fingerprint
    return made.engine, made.model, made.code, made.knowledge
