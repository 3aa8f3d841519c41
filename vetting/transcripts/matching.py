"""Which question of the plan a pair is: nearest words first, each question once. Interviewers seldom read a question out as it stands."""

from __future__ import annotations

from vetting.models.question import Plan
from vetting.models.transcript import Pair, Pairing, Roles, Transcript
from vetting.transcripts.follow import Embeds, Follows
from vetting.transcripts.pairing import pair_up

NEAR = 0.55
"""Cosine from which two wordings are one question; chosen on the open half of the labelled transcripts."""


def questions_and_answers(transcript: Transcript, roles: Roles, embedder: Embeds, plan: Plan | None = None) -> Pairing:
    """The transcript as pairs, each with the plan's question it is where there is a plan."""
    pairing = pair_up(transcript, roles, Follows(embedder))
    return matched(pairing, plan, embedder) if plan else pairing


def matched(pairing: Pairing, plan: Plan, embedder: Embeds) -> Pairing:
    """The pairing with the plan's question on every pair that is near one, and the plan's questions nobody asked."""
    if not pairing.pairs or not plan.questions:
        return never_asked(pairing, plan)
    vectors = embedder.embed([*(pair.exchanges[0].asked for pair in pairing.pairs), *(card.text for card in plan.questions)])
    near = vectors[: len(pairing.pairs)] @ vectors[len(pairing.pairs) :].T
    order = sorted(
        ((float(near[row, column]), row, column) for row in range(near.shape[0]) for column in range(near.shape[1])), reverse=True
    )
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for nearness, row, column in order:
        if nearness >= NEAR and row not in found and column not in taken:
            found[row] = column, nearness
            taken.add(column)
    pairs = tuple(_with_card(pair, plan, found.get(row)) for row, pair in enumerate(pairing.pairs))
    return never_asked(pairing.model_copy(update={"pairs": pairs}), plan)


def never_asked(pairing: Pairing, plan: Plan) -> Pairing:
    """The pairing with the plan's questions that no pair is."""
    asked = {pair.card for pair in pairing.pairs}
    return pairing.model_copy(update={"never_asked": tuple(card.id for card in plan.questions if card.id not in asked)})


def _with_card(pair: Pair, plan: Plan, found: tuple[int, float] | None) -> Pair:
    if found is None:
        return pair.model_copy(update={"card": None, "nearness": None})
    column, nearness = found
    return pair.model_copy(update={"card": plan.questions[column].id, "nearness": round(nearness, 3)})
