"""A drill on worked answers: the pool, a balanced draw, and what the machine says of the same answers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from vetting.errors import BadKnowledge
from vetting.grading.rule import level_of
from vetting.knowledge_files import as_model, read_text, shown
from vetting.models.drill import Drill, DrillRating, Pool, Reveal, Style, WorkedAnswer
from vetting.models.outcome import Outcome
from vetting.resources import data_dir

SIZE = 20
LEVELS = range(5)
WORDS = range(60, 141)
"""How long a worked answer may be: readable in under a minute."""
SEEDS = 10_000
"""Seeds are drawn below this, so that one can be passed on by word of mouth."""


def load_pool(root: Path | None = None) -> Pool:
    """Every file of knowledge/drill: its quotes stand, and the rule on its signals gives its level. Raises BadKnowledge."""
    folder = (root or data_dir("knowledge")) / "drill"
    styles: list[Style] = []
    for path in sorted(folder.glob("*.yaml")):
        style = as_model(path, read_text(path), Style)
        _check(path, style)
        styles.append(style)
    pool = Pool(styles=tuple(styles))
    if twice := [id for id, count in Counter(answer.id for answer in pool.answers).items() if count > 1]:
        raise BadKnowledge(f"{shown(folder)}: the id {twice[0]!r} is given to two answers. Give each its own.")
    if missing := [level for level in LEVELS if sum(answer.level == level for answer in pool.answers) < SIZE // len(LEVELS)]:
        raise BadKnowledge(f"{shown(folder)} holds too few answers of level {missing[0]} for one drill. Add some.")
    return pool


def ruled_level(answer: WorkedAnswer) -> int:
    """The level that follows from the signals the writer marked."""
    return level_of({*answer.signals, *answer.flags}, names_practice=answer.names_practice)


def new_drill(
    pool: Pool, *, id: str, by: str, seed: int, reveal: Reveal, shared: bool = False, earlier: Sequence[Drill] = (), size: int = SIZE
) -> Drill:
    """A drill that shows nobody an answer twice before the pool is used up; a shared one is drawn by its seed alone.

    `earlier`: the person's drills so far. Of one they left half-way, only what they got to see counts.
    """
    shown_before = [] if shared else [answer for drill in earlier for answer in seen_in(drill)]
    return Drill(id=id, by=by, started="", seed=seed, shared=shared, reveal=reveal, answers=draw(pool, seed, shown_before, size))


def draw(pool: Pool, seed: int, shown_before: Iterable[str] = (), size: int = SIZE) -> tuple[str, ...]:
    """`size` answers in a fixed order: as many of each level, those shown least often first, styles as even as that allows."""
    times, style_of = Counter(shown_before), pool.style_of
    left = {answer.id: answer.level for answer in pool.answers}
    styles: Counter[str] = Counter()
    drawn: list[str] = []
    while len(drawn) < min(size, len(pool.answers)):
        for level in sorted(LEVELS, key=lambda level: _chance(seed, f"{len(drawn)} {level}")):
            here = [id for id, its in left.items() if its == level]
            if here and len(drawn) < size:
                chosen = min(here, key=lambda id: (times[id], styles[style_of[id]], _chance(seed, id)))
                styles[style_of[chosen]] += 1
                drawn.append(chosen)
                del left[chosen]
    return tuple(sorted(drawn, key=lambda id: _chance(seed, f"place of {id}")))


def unfinished(drills: Iterable[Drill], seed: int | None = None) -> Drill | None:
    """The newest drill left half-way: a shared one of this seed, or one of the person's own where none is named."""
    fits = [one for one in drills if not one.finished and (not one.shared if seed is None else one.shared and one.seed == seed)]
    return fits[-1] if fits else None


def seen_in(drill: Drill) -> tuple[str, ...]:
    """The answers its person has read."""
    return (*(rating.answer for rating in drill.ratings), *([drill.upcoming] if drill.upcoming else []))


def rated(pool: Pool, answer: WorkedAnswer, level: int, seconds: float | None = None) -> DrillRating:
    """A rating with the truth as it stands now."""
    return DrillRating(answer=answer.id, level=level, truth=answer.level, style=pool.style_of[answer.id], seconds=seconds)


def answer_of(pool: Pool, id: str) -> WorkedAnswer | None:
    """None where the pool has lost it since the drill began."""
    return next((answer for answer in pool.answers if answer.id == id), None)


def machine_outcomes(pool: Pool, ids: Iterable[str], grade: Callable[[str, str], Outcome]) -> dict[str, Outcome]:
    """The machine's outcome for each of these answers, made now; what the pool has lost is left out."""
    known = {answer.id: answer for answer in pool.answers}
    return {id: grade(known[id].question, known[id].answer) for id in ids if id in known}


def _check(path: Path, style: Style) -> None:
    for answer in style.answers:
        if (ruled := ruled_level(answer)) != answer.level:
            raise BadKnowledge(f"{shown(path)}: {answer.id} says level {answer.level}, and its signals give {ruled}. Mend one of them.")
        if (words := len(answer.answer.split())) not in WORDS:
            raise BadKnowledge(f"{shown(path)}: {answer.id} has {words} words; write {WORDS.start} to {WORDS.stop - 1}.")


def _chance(seed: int, name: str) -> bytes:
    """An order that is the same on every machine and Python."""
    return hashlib.sha256(f"{seed}/{name}".encode()).digest()
