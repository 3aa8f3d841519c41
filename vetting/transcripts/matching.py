"""Which question of the plan a pair is: nearest words first, each question once. Interviewers seldom read a question out as it stands."""

from __future__ import annotations

import itertools

from vetting.models.question import Plan
from vetting.models.transcript import Asked, Pair, Pairing, Roles, Transcript
from vetting.transcripts.follow import Embeds, Follows
from vetting.transcripts.pairing import pair_up

NEAR = 0.55
"""Cosine from which two wordings are one question; chosen on the open half of the labelled transcripts."""
CERTAIN = 0.68
"""The same for what sounded like a follow-up: it is the plan's next question after all."""


def questions_and_answers(transcript: Transcript, roles: Roles, embedder: Embeds, plan: Plan | None = None) -> Pairing:
    """The transcript as pairs, each with the plan's question it is where there is a plan."""
    pairing = pair_up(transcript, roles, Follows(embedder))
    return matched(pairing, plan, embedder) if plan else pairing


def matched(pairing: Pairing, plan: Plan, embedder: Embeds) -> Pairing:
    """The pairing with the plan's question on every pair that is near one, and the plan's questions nobody asked."""
    if not pairing.pairs or not plan.questions:
        return never_asked(pairing, plan)
    places = [(number, step) for number, pair in enumerate(pairing.pairs) for step in range(len(pair.exchanges))]
    found = _nearest(pairing, places, plan, embedder)
    pairs = tuple(part for number, pair in enumerate(pairing.pairs) for part in _cut(pair, number, found, plan))
    return never_asked(pairing.model_copy(update={"pairs": pairs}), plan)


def never_asked(pairing: Pairing, plan: Plan) -> Pairing:
    """The pairing with the plan's questions that no pair is."""
    asked = {pair.card for pair in pairing.pairs}
    return pairing.model_copy(update={"never_asked": tuple(card.id for card in plan.questions if card.id not in asked)})


_Found = dict[tuple[int, int], tuple[int, float]]
"""Pair and step to the column of the plan's question, and how near it is."""


def _nearest(pairing: Pairing, places: list[tuple[int, int]], plan: Plan, embedder: Embeds) -> _Found:
    asked = [pairing.pairs[number].exchanges[step].asked for number, step in places]
    vectors = embedder.embed([*asked, *(card.text for card in plan.questions)])
    near = vectors[: len(asked)] @ vectors[len(asked) :].T
    order = sorted((-float(near[row, column]), row, column) for row in range(near.shape[0]) for column in range(near.shape[1]))
    found: _Found = {}
    taken: set[int] = set()
    for below, row, column in order:
        enough = CERTAIN if places[row][1] else NEAR
        if -below >= enough and places[row] not in found and column not in taken:
            found[places[row]] = column, -below
            taken.add(column)
    return found


def _cut(pair: Pair, number: int, found: _Found, plan: Plan) -> list[Pair]:
    """The pair, cut before every follow-up that is a question of the plan."""
    starts = [0, *(step for step in range(1, len(pair.exchanges)) if (number, step) in found), len(pair.exchanges)]
    return [_with_card(pair.exchanges[a:b], plan, found.get((number, a))) for a, b in itertools.pairwise(starts)]


def _with_card(exchanges: tuple[Asked, ...], plan: Plan, found: tuple[int, float] | None) -> Pair:
    if found is None:
        return Pair(exchanges=exchanges)
    column, nearness = found
    return Pair(exchanges=exchanges, card=plan.questions[column].id, nearness=round(min(nearness, 1.0), 3))
