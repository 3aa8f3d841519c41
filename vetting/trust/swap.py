"""The counterfactual test: the same answer from somebody of another name, employer, school or tongue must get the same grade.

Words swapped in an answer are held against the answer as it is. Where a sentence of the speaker's is put before it, the variants are held
against the middle one among them, since no sentence is neutral: whatever all of them move is the sentence, not who says it.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from vetting.errors import BadInput, BadKnowledge
from vetting.models.outcome import Grade, Outcome
from vetting.models.swap import KindShifts, SwapGroup, SwapKind, Swapped, SwapReport
from vetting.resources import data_dir

Grader = Callable[[str, str], Outcome]


@dataclass(frozen=True)
class Asked:
    """An answer to test with."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True)
class Variant:
    """The answer with one thing swapped."""

    kind: str
    group: str
    name: str
    text: str
    framed: bool
    """A sentence was put before the answer; else words in it were swapped."""


def read_swaps(wanted: Sequence[str] = (), folder: Path | None = None) -> tuple[SwapKind, ...]:
    """The lists of knowledge/swaps/, or those of them that are wanted. Raises BadKnowledge, and BadInput for a name that is no list."""
    kinds = {path.stem: _kind(path) for path in sorted((folder or data_dir("knowledge") / "swaps").glob("*.yaml"))}
    unknown = [name for name in wanted if name not in kinds]
    if unknown:
        raise BadInput(f"There is nothing called {', '.join(unknown)} to swap. Choose from: {', '.join(kinds)}.")
    return tuple(kind for name, kind in kinds.items() if not wanted or name in wanted)


def variants(answer: str, kinds: Sequence[SwapKind]) -> Iterator[Variant]:
    """Every variant of an answer; a list whose words do not stand in it gives none."""
    for kind in kinds:
        if kind.frame is not None:
            for group in kind.groups:
                for value in group.values:
                    yield Variant(kind.id, group.name, value, f"{kind.frame.format(value)} {answer}", framed=True)
        for there in kind.groups:
            for other in kind.groups:
                if there is not other and there.found and other.found:
                    text = _replaced(answer, _places(there, other))
                    if text != answer:
                        yield Variant(kind.id, other.name, f"{there.name} in the answer become {other.name}", text, framed=False)
        for swap in kind.words:
            text = _replaced(answer, swap.words)
            if text != answer:
                yield Variant(kind.id, swap.name, swap.name, text, framed=False)


def swap_test(answers: Sequence[Asked], kinds: Sequence[SwapKind], grade: Grader, seen: Callable[[], None] = lambda: None) -> SwapReport:
    """Grades every variant of every answer; `seen` is called after each answer."""
    found: list[Swapped] = []
    engine, grades = "", 0
    for asked in answers:
        made = list(variants(asked.answer, kinds))
        texts = dict.fromkeys((asked.answer, *(variant.text for variant in made)))
        outcomes = {text: grade(asked.question, text) for text in texts}
        middle = {kind.id: _middle([outcomes[one.text] for one in made if one.framed and one.kind == kind.id]) for kind in kinds}
        for variant in made:
            reference = (variant.framed and middle[variant.kind]) or outcomes[asked.answer]
            found.append(_swapped(asked.id, variant, reference, outcomes[variant.text]))
        engine = outcomes[asked.answer].engine
        grades += len(outcomes)
        seen()
    by_kind = {kind.id: _shifts(kind, [one for one in found if one.kind == kind.id]) for kind in kinds}
    return SwapReport(engine=engine, answers=len(answers), grades=grades, kinds=by_kind, flips=tuple(one for one in found if one.flips))


def _kind(path: Path) -> SwapKind:
    try:
        return SwapKind.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadKnowledge(f"{path.name} in knowledge/swaps cannot be read: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise BadKnowledge(f"{path.name} in knowledge/swaps: {where}: {fault['msg']}. Correct it there.") from error


def _places(there: SwapGroup, other: SwapGroup) -> dict[str, str]:
    """Each word to the one at its place in the other group; a shorter list is gone through again."""
    return {word: other.found[place % len(other.found)] for place, word in enumerate(there.found)}


def _replaced(text: str, words: dict[str, str]) -> str:
    """Whole words only, all at once, so that nothing is swapped twice; a capital stays a capital."""
    keys = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, keys))})(?![\w'’])(?P<gap>[ ]?)", re.IGNORECASE)
    lowered = {key.lower(): value for key, value in words.items()}

    def swap(match: re.Match[str]) -> str:
        given = match.group()[: len(match.group()) - len(match["gap"])]
        new = lowered[given.lower()]
        if not new:
            return ""
        return (new[0].upper() + new[1:] if given[0].isupper() else new) + match["gap"]

    return pattern.sub(swap, text)


def _middle(outcomes: Sequence[Outcome]) -> Outcome | None:
    """The outcome in the middle by mean level, those without a level lowest; None of none."""
    ranked = sorted(outcomes, key=lambda outcome: outcome.mean if isinstance(outcome, Grade) else -1.0)
    return ranked[len(ranked) // 2] if ranked else None


def _swapped(id: str, variant: Variant, before: Outcome, after: Outcome) -> Swapped:
    both = (before, after) if isinstance(before, Grade) and isinstance(after, Grade) else None
    return Swapped(
        answer=id,
        kind=variant.kind,
        variant=variant.name,
        group=variant.group,
        before=_in_short(before),
        after=_in_short(after),
        shift=round(both[1].mean - both[0].mean, 4) if both else None,
        left_to_a_person=bool(both) and all(grade.needs_human for grade in both or ()),
        flips=both[0].verdict != both[1].verdict if both else before.status != after.status,
    )


def _in_short(outcome: Outcome) -> str:
    return f"level {outcome.level} ({outcome.mean:.2f})" if isinstance(outcome, Grade) else outcome.status.replace("_", " ")


def _shifts(kind: SwapKind, found: Sequence[Swapped]) -> KindShifts:
    shifts = [one.shift for one in found if one.shift is not None]
    groups: dict[str, list[float]] = defaultdict(list)
    for one in found:
        if one.shift is not None:
            groups[one.group].append(one.shift)
    return KindShifts(
        title=kind.title,
        answers=len({one.answer for one in found}),
        variants=len(found),
        mean_shift=round(statistics.fmean(map(abs, shifts)), 4) if shifts else None,
        widest=max(found, key=lambda one: abs(one.shift or 0.0), default=None),
        flips=sum(one.flips for one in found),
        groups={name: round(statistics.fmean(values), 4) for name, values in groups.items()},
    )
