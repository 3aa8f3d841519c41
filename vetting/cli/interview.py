"""vetting interview: one question at a time in the terminal; kept after every answer, so a crash loses nothing."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from vetting.cli.typed import BY, Lines, Stopped, half_typed, read_answer, typed_lines

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.interview.conduct import Grader
    from vetting.models.interview import Interview, Turn
    from vetting.models.question import QuestionCard
    from vetting.models.record import InterviewRecord
    from vetting.settings import Settings
    from vetting.storage import Store
    from vetting.storage.store import Edit

HOW_TO = (
    "Type or paste the answer; finish with a line that holds only a dot. /skip leaves the question out, /quit stops (everything is kept)."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from vetting.cli.ask import add_plan_arguments

    add_plan_arguments(parser, required=False)
    parser.add_argument("--candidate", default="candidate", help="a label for you; never sent anywhere")
    parser.add_argument("--resume", metavar="ID", help="go on with a kept interview")


def run(args: argparse.Namespace) -> int:
    """Asks, grades, probes, and shows the card. 0 at the end, or when stopped by /quit."""
    from vetting.cli.screen import console, print_json
    from vetting.interview.scorecard import scorecard
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_engine, open_knowledge, open_store

    settings = from_environment(engine=args.engine)
    out = console(stderr=args.json)
    store = open_store(settings)
    record = _opened(args, settings, store)
    out.print(f"Interview {record.interview.id}, kept in {store.says}")
    out.print(HOW_TO, style="dim")
    knowledge = open_knowledge(settings)
    interview = _Sitting(store, record, grader(open_engine(settings), knowledge), out, typed_lines).conduct()
    if args.json:
        spent = interview.spent.model_dump() if interview.spent else None
        print_json(
            {"interview": interview.model_dump(mode="json"), "scorecard": scorecard(interview).model_dump(mode="json"), "spent": spent}
        )
        return 0
    _draw_scorecard(out, interview)
    _draw_debrief(out, interview, settings)
    return 0


def _opened(args: argparse.Namespace, settings: Settings, store: Store) -> InterviewRecord:
    """The kept interview to go on with, or a new one with its plan, kept at once."""
    from vetting.cli.ask import plan_from
    from vetting.errors import BadInput
    from vetting.models.interview import Interview
    from vetting.storage import new_id

    if args.resume:
        return store.read(args.resume)
    if not (args.role or args.brief or args.template):
        raise BadInput("Say what the role is: --role TEXT, --brief FILE or --template ID; or go on with --resume ID.")
    started = datetime.now(UTC).isoformat(timespec="seconds")
    interview = Interview(id=new_id(), candidate=args.candidate, started=started, plan=plan_from(args, settings))
    return store.create(interview, by=BY)


@dataclass
class _Sitting:
    """One run of an interview in a terminal; `record` is what is kept so far."""

    store: Store
    record: InterviewRecord
    grade: Grader
    out: Console
    lines: Lines

    def conduct(self) -> Interview:
        """Asks what was not asked yet. Every answer is kept before the next word appears."""
        from vetting.interview.conduct import take_answer

        try:
            for card in self.record.interview.plan.questions:
                turn = self._turn_on(card)
                if turn is not None:
                    if self._has_draft_of_a_probe(turn):
                        self._probe(turn)
                    continue
                _draw_card(self.out, card, self.record.interview)
                answer = self._read_answer(card, 0)
                if answer is not None:
                    self._keep(partial(take_answer, card=card, answer=answer, grade=self.grade), card, answer)
                    self._probe(self._turn_on(card))
        except Stopped:
            self.out.print(f"Stopped. Go on with: vetting interview --resume {self.record.interview.id}")
            return self.record.interview
        finished = self.record.interview.next_card is None
        self._keep(lambda interview: interview.model_copy(update={"finished": finished}))
        return self.record.interview

    def _probe(self, turn: Turn | None) -> None:
        """Shows the gap and offers the next probe, until the budget is used, nothing is missing, or the user goes on."""
        from vetting.cli.draw import draw_outcome
        from vetting.interview.conduct import next_probe, take_probe_answer

        while turn is not None:
            draw_outcome(self.out, turn.answer, turn.outcomes[-1])
            probe = next_probe(turn)
            if probe is None:
                return
            self.out.print(f"\nProbe for {probe.aims_at.words}: {probe.text}", style="bold")
            answer = self._read_answer(turn.card, len(turn.exchanges))
            if answer is None:
                return
            self._keep(partial(take_probe_answer, turn=turn, probe=probe, answer=answer, grade=self.grade), turn.card, answer)
            turn = self._turn_on(turn.card)

    def _keep(self, edit: Edit, card: QuestionCard | None = None, answer: str = "") -> None:
        """Keeps a change beside what others changed meanwhile. Where they answered the same question, this answer becomes a note on it."""
        from vetting.storage import InterviewConflict

        id = self.record.interview.id
        try:
            self.record = self.store.change(id, self.record.revision, edit, by=BY, merge=True)
        except InterviewConflict:
            if card is None:
                raise
            self.record = self.store.note(id, answer, by=BY, question=card.id)
            self.out.print("This question was answered in another window meanwhile; what you typed is kept as a note on it.", style="bold")

    def _read_answer(self, card: QuestionCard, step: int) -> str | None:
        from vetting.models.record import answer_place

        return read_answer(self.out, self.lines, self.store, self.record.interview.id, answer_place(card.id, step))

    def _turn_on(self, card: QuestionCard) -> Turn | None:
        return next((turn for turn in self.record.interview.turns if turn.card.id == card.id), None)

    def _has_draft_of_a_probe(self, turn: Turn) -> bool:
        from vetting.models.record import answer_place

        return half_typed(self.store, self.record.interview.id, answer_place(turn.card.id, len(turn.exchanges))) is not None


def _draw_card(out: Console, card: QuestionCard, interview: Interview) -> None:
    number = [c.id for c in interview.plan.questions].index(card.id) + 1
    out.print(f"\nQuestion {number} of {len(interview.plan.questions)} ({card.minutes} min)", style="bold")
    out.print(card.text)
    out.print(f"  Why: {card.why}", style="dim")
    out.print(f"  Strong: {card.strong}", style="dim")
    out.print(f"  Weak: {card.weak}", style="dim")


def _draw_scorecard(out: Console, interview: Interview) -> None:
    from vetting.interview.scorecard import scorecard

    card = scorecard(interview)
    out.print(f"\nCard of {card.candidate}: {card.graded} answers graded", style="bold")
    if card.mean is not None and card.interval is not None:
        out.print(
            f"  Mean level {card.mean:.1f} (90 % interval {card.interval[0]:.1f} to {card.interval[1]:.1f}). This is no recommendation."
        )
    if card.best is not None and card.median is not None and card.share_at_production is not None:
        out.print(f"  Best {card.best}, median {card.median:g}, at 3 or above {card.share_at_production:.0%}")
    if card.far_apart:
        out.print("  The answers lie far apart: their mean describes none of them. Read them one by one.")
    for standing in card.by_class:
        out.print(
            f"  {standing.about:<32} best {standing.best}, median {standing.median:g}, at 3 or above {standing.share_at_production:.0%}"
        )
    for status, count in card.ungraded.items():
        out.print(f"  {count} answer(s) {status.replace('_', ' ')}: not counted as low")
    if card.never_asked:
        out.print(f"  Never asked: {', '.join(card.never_asked)}")
    if card.criteria_never_asked:
        out.print(f"  Criteria only those test: {', '.join(card.criteria_never_asked)}")
    if card.needs_human:
        out.print(f"  A person should decide on: {', '.join(card.needs_human)}")
    if interview.spent:
        out.print(f"  The grades took {interview.spent.words}.", style="dim")


def _draw_debrief(out: Console, interview: Interview, settings: Settings) -> None:
    """The debrief, streamed where there is an endpoint; its failure costs nothing but the debrief."""
    from vetting.errors import EndpointError
    from vetting.interview.debrief import plain_debrief, written_debrief
    from vetting.wiring import open_door

    if not interview.turns:
        return
    out.print("\nDebrief", style="bold")
    if settings.uses_endpoint:
        try:
            door = open_door(settings)
            for text in written_debrief(interview, door):
                out.print(text, end="")
            out.print(f"\n  The debrief took {door.meter.spent.words}.", style="dim")
            return
        except EndpointError as error:
            out.print(f"\nThe model wrote no debrief: {error} Here is the plain one.")
    out.print(plain_debrief(interview))
