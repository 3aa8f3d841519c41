"""Pairs in a person's hands: merge, split, move, drop, take in, reword, match to the plan. Every step makes a new pairing."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.errors import BadInput
from vetting.models.question import Plan
from vetting.models.transcript import Asked, LeftOut, LeftOutKind, Pair, Pairing, Role, Roles, Transcript
from vetting.transcripts.kinds import question_in
from vetting.transcripts.matching import never_asked


def merged_up(pairing: Pairing, pair: int) -> Pairing:
    """The pair's question as a follow-up of the pair above, with its own follow-ups behind it."""
    if pair == 0:
        raise BadInput("There is no question above the first one. Merge the second one into it instead.")
    above, own = pairing.pairs[pair - 1], pairing.pairs[pair]
    merged = above.model_copy(update={"exchanges": (*above.exchanges, *own.exchanges)})
    return _with_pairs(pairing, (*pairing.pairs[: pair - 1], merged, *pairing.pairs[pair + 1 :]))


def split_off(pairing: Pairing, pair: int, step: int) -> Pairing:
    """A follow-up as a question of its own; the follow-ups behind it go with it."""
    own = pairing.pairs[pair]
    if step == 0:
        raise BadInput("This is a question of its own already.")
    kept = own.model_copy(update={"exchanges": own.exchanges[:step]})
    new = Pair(exchanges=own.exchanges[step:])
    return _with_pairs(pairing, (*pairing.pairs[:pair], kept, new, *pairing.pairs[pair + 1 :]))


def dropped(pairing: Pairing, pair: int, step: int) -> Pairing:
    """The question or follow-up left out; a question takes its follow-ups with it."""
    own = pairing.pairs[pair]
    gone = own.exchanges if step == 0 else (own.exchanges[step],)
    places = tuple(sorted(place for one in gone for place in (*one.asked_in, *one.answered_in)))
    left = (*pairing.left_out, LeftOut(kind=LeftOutKind.DROPPED, utterances=places))
    kept = [] if step == 0 else [own.model_copy(update={"exchanges": (*own.exchanges[:step], *own.exchanges[step + 1 :])})]
    pairs = (*pairing.pairs[:pair], *kept, *pairing.pairs[pair + 1 :])
    return _with_pairs(pairing.model_copy(update={"left_out": _in_order(left)}), pairs)


def reworded(pairing: Pairing, pair: int, step: int, text: str) -> Pairing:
    """The question in a person's words, for what was misheard or lost."""
    asked = " ".join(text.split())
    if not asked:
        raise BadInput("A question needs words. Leave it out instead, if it was none.")
    return _with_exchange(pairing, pair, step, pairing.pairs[pair].exchanges[step].model_copy(update={"asked": asked}))


def moved(pairing: Pairing, transcript: Transcript, utterance: int, by: int) -> Pairing:
    """A part of an answer moved to the answer before (-1) or after (+1) it."""
    flat = [(pair, step) for pair, one in enumerate(pairing.pairs) for step in range(len(one.exchanges))]
    at = next(place for place, (pair, step) in enumerate(flat) if utterance in pairing.pairs[pair].exchanges[step].answered_in)
    if not 0 <= at + by < len(flat):
        raise BadInput("There is no answer to move it to.")
    (pair, step), (to_pair, to_step) = flat[at], flat[at + by]
    left = tuple(place for place in pairing.pairs[pair].exchanges[step].answered_in if place != utterance)
    if not left:
        raise BadInput("It is all there is of this answer. Merge the question, or leave it out.")
    pairing = _with_exchange(pairing, pair, step, _answered(pairing.pairs[pair].exchanges[step], left, transcript))
    into = pairing.pairs[to_pair].exchanges[to_step]
    return _with_exchange(pairing, to_pair, to_step, _answered(into, (*into.answered_in, utterance), transcript))


def taken_in(pairing: Pairing, transcript: Transcript, utterance: int, pair: int, step: int) -> Pairing:
    """Words that were left out as part of an answer."""
    into = pairing.pairs[pair].exchanges[step]
    grown = _with_exchange(pairing, pair, step, _answered(into, (*into.answered_in, utterance), transcript))
    return _without(grown, {utterance})


def asked_too(pairing: Pairing, transcript: Transcript, roles: Roles, utterance: int) -> Pairing:
    """Words that were left out as a question of its own, answered by what the candidate says next and is left out too."""
    free = {place for left in pairing.left_out for place in left.utterances}
    answer: list[int] = []
    for place in range(utterance + 1, len(transcript.utterances)):
        role = roles.of(transcript.utterances[place].speaker)
        if place not in free or (role is Role.INTERVIEWER and answer):
            break
        if role is not Role.INTERVIEWER:
            answer.append(place)
    if not answer:
        raise BadInput("Nothing that was left out answers it. Take its answer out of the other question first.")
    text = transcript.utterances[utterance].text
    new = Pair(
        exchanges=(_answered(Asked(asked=question_in(text), answer="", asked_in=(utterance,), answered_in=()), tuple(answer), transcript),)
    )
    at = sum(one.exchanges[0].asked_in[0] < utterance for one in pairing.pairs)
    return _with_pairs(_without(pairing, {utterance, *answer}), (*pairing.pairs[:at], new, *pairing.pairs[at:]))


def is_card(pairing: Pairing, pair: int, card: str | None, plan: Plan) -> Pairing:
    """The pair as this question of the plan, or as none of it; no two pairs are the same one."""
    if card is not None and any(one.card == card for place, one in enumerate(pairing.pairs) if place != pair):
        raise BadInput("Another pair is that question already. Merge the two, or free it first.")
    own = pairing.pairs[pair].model_copy(update={"card": card, "nearness": None})
    return never_asked(_with_pairs(pairing, (*pairing.pairs[:pair], own, *pairing.pairs[pair + 1 :])), plan)


def _answered(one: Asked, places: Sequence[int], transcript: Transcript) -> Asked:
    """The exchange with these utterances as its answer, in the order they were said."""
    order = tuple(sorted(set(places)))
    return one.model_copy(update={"answered_in": order, "answer": "\n".join(transcript.utterances[place].text for place in order)})


def _with_exchange(pairing: Pairing, pair: int, step: int, new: Asked) -> Pairing:
    own = pairing.pairs[pair]
    changed = own.model_copy(update={"exchanges": (*own.exchanges[:step], new, *own.exchanges[step + 1 :])})
    return _with_pairs(pairing, (*pairing.pairs[:pair], changed, *pairing.pairs[pair + 1 :]))


def _with_pairs(pairing: Pairing, pairs: tuple[Pair, ...]) -> Pairing:
    """The pairing with these pairs; a question of the plan that no pair is any more was never asked."""
    asked, before = {one.card for one in pairs}, {one.card for one in pairing.pairs}
    freed = tuple(card for card in before if card is not None and card not in asked)
    never = (*(id for id in pairing.never_asked if id not in asked), *sorted(freed))
    return pairing.model_copy(update={"pairs": pairs, "never_asked": never})


def _without(pairing: Pairing, places: set[int]) -> Pairing:
    """The pairing with these utterances no longer left out."""
    kept = [
        one.model_copy(update={"utterances": rest})
        for one in pairing.left_out
        if (rest := tuple(place for place in one.utterances if place not in places))
    ]
    return pairing.model_copy(update={"left_out": tuple(kept)})


def _in_order(left: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left, key=lambda one: one.utterances))
