"""Where a panel's levels come from: a CSV file, the ratings of an interview, or everybody's drill of one seed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from pydantic import Field

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.drill import Drill
from vetting.models.record import InterviewRecord, Rating
from vetting.practice.agreement import Vote

COLUMNS = ("rater", "item", "level")
ALL_LEVELS = ("0", "1", "2", "3", "4")


class Votes(Model):
    """Levels by several raters, with what a reader must know of them."""

    votes: tuple[Vote, ...]
    titles: dict[str, str] = Field(default_factory=dict)
    """Item to what it is in words, where that is known."""
    notes: tuple[str, ...] = ()
    """What was left out, and why."""


def votes_in_csv(text: str, name: str) -> Votes:
    """From lines of rater,item,level below a head; comma, semicolon or tab. An empty level is no vote. Raises BadInput with the line."""
    lines = text.lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    mark = max((",", ";", "\t"), key=head.count)
    reader = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=mark, skipinitialspace=True)
    names = {(field or "").strip().lower(): field for field in reader.fieldnames or ()}
    if missing := [column for column in COLUMNS if column not in names]:
        raise BadInput(f"{name} has no column {missing[0]!r}. Its first line should be: rater,item,level")
    votes: list[Vote] = []
    seen: dict[tuple[str, str], int] = {}
    empty = 0
    for row in reader:
        rater, item, level = ((row[names[column]] or "").strip() for column in COLUMNS)
        if not level:
            empty += bool(rater or item)
            continue
        where = f"{name}, line {reader.line_num}"
        if not rater or not item:
            raise BadInput(f"{where}: a rater and an item are needed beside the level {level!r}.")
        if level not in ALL_LEVELS:
            raise BadInput(f"{where}: the level {level!r} is none; write 0, 1, 2, 3 or 4, or leave it empty.")
        if (rater, item) in seen:
            raise BadInput(f"{where}: {rater} rated {item} in line {seen[rater, item]} already. Leave one of the two.")
        seen[rater, item] = reader.line_num
        votes.append(Vote(rater=rater, item=item, level=int(level)))
    if not votes:
        raise BadInput(f"{name} holds no level. Write a line for each rater and answer: rater,item,level")
    return Votes(votes=tuple(votes), notes=(f"{empty} line(s) without a level are left out.",) if empty else ())


def votes_of_interview(record: InterviewRecord) -> Votes:
    """Each person's own level for each answer, where it was given before the machine's was shown to them. Raises BadInput for none."""
    last: dict[tuple[str, str], Rating] = {}
    after: set[tuple[str, str]] = set()
    for rating in record.ratings:
        outcome = record.outcome_of(rating.question, rating.step)
        if outcome is None or outcome.fingerprint.input != rating.input:
            continue  # of an answer that was corrected since
        place = (rating.by, f"{rating.question} {rating.step}")
        if rating.before_reveal:
            last[place] = rating
        else:
            after.add(place)
    if not last:
        raise BadInput("Nobody rated an answer of this interview before seeing the machine's level. Rate first, each under your own name.")
    asked = {turn.card.id: turn.card.text for turn in record.interview.turns}
    steps = {item: (rating.question, rating.step) for (_, item), rating in last.items()}
    late = len(after - set(last))
    return Votes(
        votes=tuple(Vote(rater=by, item=item, level=rating.level) for (by, item), rating in last.items()),
        titles={item: asked[question] + (f" (after probe {step})" if step else "") for item, (question, step) in steps.items()},
        notes=(f"{late} rating(s) given only after the machine's level was shown are left out: they are not independent.",) if late else (),
    )


def votes_of_drills(drills: Sequence[Drill], seed: int, *, viewer: str) -> Votes:
    """What everybody said in the shared drill of one seed; of several by one person, the first.

    Raises BadInput where nobody did, or where the viewer is in the middle of it: the others' levels would colour the rest.
    """
    own: dict[str, Drill] = {}
    for drill in drills:
        if drill.shared and drill.seed == seed and drill.ratings:
            own.setdefault(drill.by, drill)
    if not own:
        raise BadInput(f"Nobody has rated in the shared drill {seed} yet. Start it with: vetting drill --seed {seed} --by NAME")
    if viewer in own and not any(drill.finished for drill in drills if drill.shared and (drill.seed, drill.by) == (seed, viewer)):
        raise BadInput(f"{viewer} is in the middle of the shared drill {seed}. Finish it first, then see what the others said.")
    again = sum(drill.shared and drill.seed == seed and bool(drill.ratings) for drill in drills) - len(own)
    notes = [f"{again} later drill(s) by the same people are left out: they may remember the truth."] if again else []
    if half := [by for by, drill in own.items() if not drill.finished]:
        notes.append(f"Not finished yet: {', '.join(half)}.")
    return Votes(
        votes=tuple(Vote(rater=by, item=one.answer, level=one.level) for by, drill in own.items() for one in drill.ratings),
        notes=tuple(notes),
    )
