"""The scope checklist: which passages promise an item, whether they pin it down, and the two rules that are computed from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vetting.models.document import Document
from vetting.models.proposal import HARD_RULE, MAJORITY, HardRule, Majority, Presence, ScopeClaim, ScopeItem, ScopeReading
from vetting.proposal import money
from vetting.proposal.concrete import concrete_in, names_person
from vetting.proposal.lexicon import Lexicon, ScopeWords
from vetting.proposal.seen import Seen
from vetting.proposal.words import Words

_COMMERCIAL = Words("scope.commercial")
NAMED = 0.3
"""Likeness that suffices for a passage that also names the item."""
UNNAMED = 0.8
"""Likeness that suffices alone."""
PLAIN = 0.55
"""Likeness that suffices for a passage in plain words that pins something down."""
COMMITS = 0.5
"""From here on a passage reads like a commitment."""
QUOTES = 3


def find_scope(seen: Sequence[Seen], document: Document, lexicon: Lexicon) -> tuple[ScopeClaim, ...]:
    """The offline engine's claims, one for each item."""
    return tuple(_claim(words, seen, document) for words in lexicon.scope)


def _claim(words: ScopeWords, seen: Sequence[Seen], document: Document) -> ScopeClaim:
    name = str(words.item)
    about = [(_strength(one, name), one) for one in seen if _is_about(one, name)]
    promised = sorted(
        ((strength, one) for strength, one in about if one.passage.promises), key=lambda pair: (-pair[0], pair[1].passage.start)
    )
    excluded = [
        one
        for _, one in about
        if one.passage.marks & {"negative", "deferred", "theirs"} and not one.passage.marks & {"boilerplate", "contents", "question"}
    ]
    if not promised:
        best = max((one.likeness.get(name, 0.0) for one in seen if one.passage.promises), default=0.0)
        chances = (0.0, min(0.4, best / 2), 1 - min(0.4, best / 2))
        return ScopeClaim(item=words.item, chances=_adding_up(chances), excluded=_words(excluded, document))
    strength, best_one = promised[0]
    chances = (0.55 + 0.4 * min(1.0, strength), 0.3, 0.1) if is_committed(best_one) else (0.2, 0.6, 0.2)
    return ScopeClaim(
        item=words.item,
        chances=_adding_up(chances),
        quotes=_words([one for _, one in promised[:QUOTES]], document),
        excluded=_words(excluded, document),
    )


def _is_about(one: Seen, name: str) -> bool:
    if one.passage.marks & {"contents", "heading", "boilerplate", "question", "past"}:
        return False
    likeness = one.likeness.get(name)
    if likeness is None:
        return name in one.named
    if name not in one.named and (money.fees(one.passage.text) or _COMMERCIAL.search(one.passage.text)):
        return False  # what it costs and for how long, not what is done
    if is_committed(one):
        return likeness >= (NAMED / 2 if name in one.named else PLAIN)
    return likeness >= (NAMED if name in one.named else UNNAMED)


def _strength(one: Seen, name: str) -> float:
    """How well a passage serves as the quote: it names the item, resembles it, and pins it down."""
    likeness = one.likeness.get(name, 0.4) + (0.2 if name in one.named else 0.0)
    return likeness + (1.0 if is_committed(one) else 0.0)


def is_committed(one: Seen) -> bool:
    """A who, when, how much or artefact stands in the passage, and it does not read like a slogan."""
    pinned = len(concrete_in(one.passage.in_context)) + (names_person(one.passage.text) and one.commits >= COMMITS)
    return pinned >= 2 or (pinned == 1 and one.commits >= COMMITS)


def _words(found: Iterable[Seen], document: Document) -> tuple[str, ...]:
    return tuple(document.text[one.passage.start : one.passage.end] for one in list(found)[:QUOTES])


def _adding_up(chances: tuple[float, float, float]) -> tuple[float, float, float]:
    total = sum(chances)
    a, b, c = (round(chance / total, 4) for chance in chances)
    return a, b, c


def majority(readings: Sequence[ScopeReading]) -> Majority:
    """Criterion 99: a serious engagement covers the majority of the ten."""
    covered = sum(one.status is Presence.PRESENT for one in readings)
    vague = sum(one.status is Presence.VAGUE for one in readings)
    met = covered >= MAJORITY
    says = f"{covered} of {len(ScopeItem)} items are pinned down, {vague} only named; a serious engagement covers at least {MAJORITY}."
    if not met and covered + vague >= MAJORITY:
        says += f" It would reach {MAJORITY} if the vague ones were made concrete: ask."
    return Majority(covered=covered, vague=vague, met=met, says=says)


def hard_rule(readings: Sequence[ScopeReading]) -> HardRule:
    """Criterion 100, in both readings of its sentence: silent on all three, or on any of them."""
    of_three = [one for one in readings if one.item in HARD_RULE]
    silent = tuple(one.item for one in of_three if one.status is Presence.ABSENT)
    names = {ScopeItem.EVALS: "evals", ScopeItem.OBSERVABILITY: "observability", ScopeItem.GUARDRAILS: "guardrails"}
    missing = ", ".join(names[item] for item in silent)
    if len(silent) == len(HARD_RULE):
        return HardRule(
            silent_on=silent,
            verdict="silent",
            says=(
                "Nothing on evals, observability or guardrails: by the hard rule, whoever wrote this has not shipped AI at "
                "sufficient scale. Ask before you reject: it may use other words."
            ),
        )
    if any(one.status is Presence.NOT_ASSESSED for one in of_three):
        return HardRule(
            silent_on=silent,
            verdict="not_assessed",
            says="The hard rule cannot be decided: at least one of the three could not be read. Read it yourself.",
        )
    if silent:
        return HardRule(
            silent_on=silent,
            verdict="partly_silent",
            says=(
                f"Nothing on {missing}. Read strictly, the hard rule (no mention of evals, observability or guardrails) "
                "already applies; read mildly, it needs silence on all three."
            ),
        )
    vague = [names[one.item] for one in of_three if one.status is Presence.VAGUE]
    more = f" But {', '.join(vague)} only in passing." if vague else ""
    return HardRule(silent_on=(), verdict="clear", says=f"Evals, observability and guardrails are all mentioned.{more}")
