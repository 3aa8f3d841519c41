"""vetting record: records sessions from a live endpoint; what is recorded replays anywhere, without network or key."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.interview import Interview
    from vetting.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--interview", metavar="ID", help="a kept interview to make a session of; without it every shipped session is recorded again"
    )
    for name, what in (("name", "file name of the new session"), ("title", "its title"), ("about", "who answers, in a line")):
        parser.add_argument(f"--{name}", default="", help=what)
    parser.add_argument("--bench", action="store_true", help="record the answers of `vetting bench --replay` again instead")
    parser.add_argument("--by", default="recorded from a live endpoint", help="who wrote the model's side")
    parser.add_argument("--folder", type=Path, help="where sessions and cassettes go; the shipped folder by default")


def run(args: argparse.Namespace) -> int:
    """Records through VETTING_RECORD_URL with VETTING_RECORD_KEY. Nothing is written where a request fails."""
    from vetting.errors import BadInput
    from vetting.replay.session import read_session, sessions_in
    from vetting.resources import data_dir
    from vetting.wiring import open_store

    settings = _settings()
    if args.bench:
        return _record_bench(settings)
    folder: Path = args.folder or data_dir("cassettes/sessions")
    if args.interview:
        if not args.name or not args.title:
            raise BadInput("A new session needs a --name and a --title.")
        _record(
            folder / f"{args.name}.session.json",
            open_store(settings).read(args.interview).interview,
            args.title,
            args.about,
            args.by,
            settings,
        )
        return 0
    for path in sessions_in(folder).values():
        old = read_session(path)
        models = replace(settings, chat_model=old.chat_model, decisions_model=old.decisions_model)
        _record(path, old.interview, old.title, old.about, args.by, models)
    return 0


def _settings() -> Settings:
    from vetting.errors import BadSettings
    from vetting.settings import from_environment

    url = os.environ.get("VETTING_RECORD_URL")
    if not url:
        raise BadSettings("Set VETTING_RECORD_URL (and VETTING_RECORD_KEY) to the endpoint to record from.")
    return replace(from_environment(engine="auto"), base_url=url, api_key=os.environ.get("VETTING_RECORD_KEY", "none"))


def _record(path: Path, interview: Interview, title: str, about: str, by: str, settings: Settings) -> None:
    """Grades the interview through the endpoint, writes cassette and session. Nothing is written where a request fails."""
    import httpx2

    from vetting.errors import BadSettings
    from vetting.interview.debrief import written_debrief
    from vetting.models.outcome import Failed
    from vetting.replay.recorder import CassetteRecorder
    from vetting.replay.regrade import parts_of, regrade
    from vetting.replay.session import Session, cassette_of
    from vetting.wiring import grader, open_door, open_engine, open_knowledge

    recorder = CassetteRecorder(httpx2.HTTPTransport())
    door = open_door(settings, httpx2.Client(transport=recorder, timeout=settings.timeout))
    knowledge = open_knowledge(settings)
    graded = regrade(interview, grader(open_engine(settings, door), knowledge), settings.at_once)
    failed = [o for turn in graded.turns for o in turn.outcomes if isinstance(o, Failed)]
    if failed:
        raise BadSettings(f"{path.name} was not recorded: {failed[0].reasons[0]}")
    debrief = "".join(written_debrief(graded, door))
    session = Session(
        title=title,
        about=about,
        recorded=f"{datetime.now(UTC).date().isoformat()}, {by}",
        chat_model=settings.chat_model,
        decisions_model=settings.decisions_model,
        interview=graded,
        debrief=debrief,
        parts=parts_of(graded, knowledge),
    )
    recorder.save(cassette_of(path))
    path.write_text(session.model_dump_json(indent=1) + "\n", "utf-8")
    print(f"{path.name}: {len(graded.turns)} questions, {door.meter.spent.words}")


def _record_bench(settings: Settings) -> int:
    """The protocol and the one prompt on the answers of cassettes/bench. Nothing is written where a request fails."""
    import httpx2

    from vetting.bench.protocol import bench_protocol, recorded_answers
    from vetting.errors import BadSettings
    from vetting.replay.recorder import CassetteRecorder
    from vetting.settings import CHAT_MODEL, DECISIONS_MODEL
    from vetting.wiring import grader, open_door, open_engine, open_knowledge

    models = replace(settings, chat_model=CHAT_MODEL, decisions_model=DECISIONS_MODEL)
    recorder = CassetteRecorder(httpx2.HTTPTransport())
    door = open_door(models, httpx2.Client(transport=recorder, timeout=settings.timeout))
    answers, cassette = recorded_answers()
    report, _ = bench_protocol(answers, grader(open_engine(models, door), open_knowledge(settings)), door)
    for name, column in report.columns.items():
        if "failed" in column:
            raise BadSettings(f"Nothing was recorded: {column['failed'].value:.0f} answer(s) failed for the {name}. Try again.")
    recorder.save(cassette)
    print(f"{cassette.name}: {len(answers)} answers, {door.meter.spent.words}")
    return 0
