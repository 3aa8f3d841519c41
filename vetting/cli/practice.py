"""vetting practice: interview a simulated candidate, say what you think, then see the truth. Kept after every reply."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from vetting.cli.typed import BY, Lines, Stopped, typed_lines

if TYPE_CHECKING:
    from rich.console import Console

    from vetting.interview.conduct import Grader
    from vetting.models.persona import Persona
    from vetting.models.practice import Practice
    from vetting.practice.ear import Ear
    from vetting.practice.session import Player
    from vetting.storage import Store

HOW_TO = "One question a line. /done ends the conversation and asks for your level; /quit stops, and everything is kept."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--persona", metavar="ID", help="a candidate by id; see --list")
    who.add_argument("--level", type=int, choices=range(5), help="any candidate of this level; such a session is no test of your judgement")
    who.add_argument("--surprise", action="store_true", help="any candidate, those you have not met first (the default)")
    who.add_argument("--resume", metavar="SESSION", help="go on with a kept session")
    who.add_argument("--list", action="store_true", help="the candidates as they present themselves, and your sessions")
    parser.add_argument("--seed", metavar="TEXT", help="draw the same candidate again (default: a new one each time)")


def run(args: argparse.Namespace) -> int:
    """Interviews, asks for a level, reveals. 0 at the end, or when stopped by /quit."""
    from vetting.cli.screen import console, print_json
    from vetting.practice.calibration import calibration
    from vetting.practice.cast import load_cast, persona_called
    from vetting.settings import from_environment
    from vetting.wiring import grader, open_ear, open_engine, open_knowledge, open_player, open_store

    settings = from_environment(engine=args.engine)
    cast, store = load_cast(), open_store(settings)
    if args.list:
        return _list(args, cast, store)
    practice = store.practices.read(args.resume) if args.resume else _begun(args, cast, store)
    persona = persona_called(practice.persona, cast)
    out = console(stderr=args.json)
    knowledge = open_knowledge(settings)
    sitting = _Sitting(store, practice, persona, open_ear(settings, knowledge), open_player(settings), out, typed_lines)
    out.print(f"{persona.name}: {persona.headline}", style="bold")
    out.print(f"Session {practice.id}, kept in {store.says}. {sitting.player.says_of_itself}", style="dim")
    out.print(HOW_TO, style="dim")
    if not sitting.conduct():
        out.print(f"Kept. Go on with: vetting practice --resume {practice.id}")
        if args.json:
            print_json(_unrated(sitting.practice, persona))
        return 0
    done = sitting.judged(grader(open_engine(settings), knowledge))
    so_far = calibration(store.practices.list(done.by), cast)
    if args.json:
        print_json(_revealed(done, persona) | {"calibration": so_far.model_dump(mode="json")})
        return 0
    from vetting.cli.draw_practice import draw_calibration, draw_reveal

    draw_reveal(out, done, persona, knowledge)
    draw_calibration(out, so_far)
    return 0


def _begun(args: argparse.Namespace, cast: tuple[Persona, ...], store: Store) -> Practice:
    from vetting.practice.cast import persona_called
    from vetting.practice.session import begin, choose
    from vetting.storage import new_id

    id, at = new_id(), _now()
    if args.persona:
        return store.practices.keep(begin(id, persona_called(args.persona, cast), "persona", by=BY, at=at))
    met = {practice.persona for practice in store.practices.list(BY)}
    persona = choose(cast, seed=args.seed or id, level=args.level, met=() if args.seed else met)
    return store.practices.keep(begin(id, persona, "surprise" if args.level is None else "level", by=BY, at=at))


@dataclass
class _Sitting:
    """One conversation in a terminal; `practice` is what is kept so far."""

    store: Store
    practice: Practice
    persona: Persona
    ear: Ear
    player: Player
    out: Console
    lines: Lines

    def conduct(self) -> bool:
        """Asks until the person is done, then takes their guess. False where they stopped before rating."""
        from vetting.cli.draw_practice import draw_said

        for said in self.practice.said:
            draw_said(self.out, self.persona, said)
        if self.practice.guess is not None:
            return True
        typed = self.lines()
        try:
            while not self.practice.is_over:
                question = self._line(typed)
                if question == "/done":
                    break
                if question:
                    self._ask(question)
            if not self.practice.said:
                self.out.print("Nothing was asked, so there is nothing to rate.")
                return False
            self._take_guess(typed)
        except Stopped:
            return False
        return True

    def _ask(self, question: str) -> None:
        """Asks and keeps; where a model fails, the question is not answered and the conversation stands."""
        from vetting.cli.draw_practice import draw_said
        from vetting.errors import EndpointError
        from vetting.practice.session import ask

        try:
            self.practice = self.store.practices.keep(ask(self.practice, self.persona, question, self.ear, self.player))
        except EndpointError as error:
            self.out.print(f"The question was not answered: {error}", style="bold")
            return
        draw_said(self.out, self.persona, self.practice.said[-1], question=False)

    def _take_guess(self, typed: Any) -> None:
        from vetting.practice.session import rate
        from vetting.scale import LEVELS, verdict_of

        self.out.print("\nYour own level, before the reveal:", style="bold")
        for words in LEVELS:
            self.out.print(f"  {words.level} {words.name}: {words.shows}")
        level = self._number(typed, "Level (0-4)", 4)
        sure = self._number(typed, f"How sure are you that '{verdict_of(level).words}' is the right verdict, in per cent (0-100)", 100)
        self.practice = self.store.practices.keep(rate(self.practice, level, sure, at=_now()))

    def _number(self, typed: Any, asked: str, highest: int) -> int:
        self.out.print(asked)
        while True:
            line = self._line(typed).rstrip(" %")
            if line.isdecimal() and int(line) <= highest:
                return int(line)
            self.out.print(f"Type a whole number from 0 to {highest}.")

    def _line(self, typed: Any) -> str:
        self.out.print("> ", end="", style="dim")
        line = str(next(typed)).strip()
        if not sys.stdin.isatty():
            self.out.print(line)  # nobody typed it, so nobody has seen it
        if line == "/quit":
            raise Stopped
        return line

    def judged(self, grade: Grader) -> Practice:
        """The session with the machine's outcome, made once."""
        from vetting.practice.session import judge

        if self.practice.machine is None:
            self.practice = self.store.practices.keep(judge(self.practice, grade))
        return self.practice


def _list(args: argparse.Namespace, cast: tuple[Persona, ...], store: Store) -> int:
    """Nothing here tells what a candidate is worth."""
    from vetting.cli.draw_practice import draw_calibration
    from vetting.cli.screen import console, print_json
    from vetting.practice.calibration import calibration

    sessions = store.practices.list(BY)
    so_far = calibration(sessions, cast)
    if args.json:
        shown = [{"id": one.id, "name": one.name, "headline": one.headline} for one in cast]
        kept = [{"id": one.id, "persona": one.persona, "started": one.started, "rated": one.guess is not None} for one in sessions]
        print_json({"candidates": shown, "sessions": kept, "calibration": so_far.model_dump(mode="json")})
        return 0
    out = console()
    for one in cast:
        out.print(f"{one.id:<20} {one.name}: {one.headline}")
    for session in sessions:
        state = "rated" if session.guess else f"open; go on with: vetting practice --resume {session.id}"
        out.print(f"  {session.id}  {session.started[:16]}  {session.persona}  {len(session.said)} questions, {state}", style="dim")
    draw_calibration(out, so_far)
    return 0


def _unrated(practice: Practice, persona: Persona) -> dict[str, Any]:
    """What may be seen before the guess: not what was heard or found, which would tell."""
    said = [{"asked": one.asked, "reply": one.reply, "speaker": one.speaker.value} for one in practice.said]
    candidate = {"id": persona.id, "name": persona.name, "headline": persona.headline}
    return {"session": practice.id, "candidate": candidate, "said": said, "revealed": False}


def _revealed(practice: Practice, persona: Persona) -> dict[str, Any]:
    from vetting.practice.probing import probing

    return {
        "session": practice.id,
        "revealed": True,
        "practice": practice.model_dump(mode="json"),
        "candidate": persona.model_dump(mode="json"),
        "probing": probing(persona, practice.said).model_dump(mode="json"),
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
