"""vetting transcript: a recorded interview's transcript, paired, checked, and graded like a live one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.record import InterviewRecord
    from vetting.models.transcript import Pairing, Quality, Role, Roles, Transcript
    from vetting.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="VTT, SRT, text with speakers, DOCX, PDF or JSON; - reads pasted text")
    parser.add_argument("--plan", metavar="ID", help="a kept interview whose plan was used; its answers go there if it has none yet")
    parser.add_argument(
        "--candidate", action="append", default=[], metavar="SPEAKER", help="who answers, as the file names them; may be repeated"
    )
    parser.add_argument("--interviewer", action="append", default=[], metavar="SPEAKER", help="who asks; may be repeated")
    parser.add_argument("--leave-out", action="append", default=[], metavar="SPEAKER", help="who does neither; may be repeated")
    parser.add_argument(
        "--several-voices", action="append", default=[], metavar="SPEAKER", help="a label that holds more than one voice; may be repeated"
    )
    parser.add_argument("--name", default="", help="a label for the candidate; default: as the file names them")
    parser.add_argument("--check", action="store_true", help="show roles, pairs and the quality gate, and grade nothing")


def run(args: argparse.Namespace) -> int:
    """Reads, shows, grades and keeps. 1 where the gate refuses, with nothing graded; 3 where the engine failed on an answer."""
    import sys

    from vetting.cli.draw_transcript import draw_outcomes, draw_reading
    from vetting.cli.screen import console, print_json
    from vetting.contract import transcript_json
    from vetting.embedding import embedder
    from vetting.models.transcript import Gate
    from vetting.settings import from_environment
    from vetting.transcripts import check_quality, propose_roles, questions_and_answers, read_transcript
    from vetting.wiring import open_engine, open_store

    settings = from_environment(engine=args.engine)
    transcript = read_transcript(sys.stdin.buffer.read(), "pasted text") if args.file == "-" else read_transcript(args.file)
    roles = _confirmed(propose_roles(transcript), transcript, args)
    prepared = open_store(settings).read(args.plan) if args.plan else None
    plan = prepared.interview.plan if prepared else None
    engine = open_engine(settings)
    pairing = questions_and_answers(transcript, roles, embedder(settings.embedder), plan)
    quality = check_quality(transcript, roles, pairing, any_language=engine.any_language)
    if not args.json:
        draw_reading(console(), transcript, roles, pairing, quality, plan)
    record = None
    if quality.gate is not Gate.REFUSE and not args.check:
        record = _graded(transcript, roles, pairing, quality, prepared, settings, args)
    if args.json:
        print_json(transcript_json(transcript, roles, pairing, quality, record.interview if record else None, plan))
    elif record:
        draw_outcomes(console(), record.interview)
    if quality.gate is Gate.REFUSE:
        return 1
    failed = record is not None and any(turn.outcomes[-1].status == "failed" for turn in record.interview.turns)
    return 3 if failed else 0


def _graded(
    transcript: Transcript,
    roles: Roles,
    pairing: Pairing,
    quality: Quality,
    prepared: InterviewRecord | None,
    settings: Settings,
    args: argparse.Namespace,
) -> InterviewRecord:
    from vetting.cli.screen import console
    from vetting.cli.typed import BY
    from vetting.models.transcript import Role
    from vetting.transcripts import graded_and_kept
    from vetting.wiring import grader, open_engine, open_knowledge, open_store

    knowledge, progress = open_knowledge(settings), console(stderr=True)
    candidate = args.name or next(iter(roles.named(Role.CANDIDATE)), "candidate")
    return graded_and_kept(
        open_store(settings),
        transcript,
        pairing,
        quality,
        candidate=candidate,
        by=BY,
        knowledge=knowledge,
        grade=grader(open_engine(settings), knowledge),
        prepared=prepared,
        told=lambda done, of: progress.print(f"Graded {done} of {of}", style="dim", end="\r") if progress.is_terminal else None,
    )


def _confirmed(roles: Roles, transcript: Transcript, args: argparse.Namespace) -> Roles:
    """The roles as the options say. Raises BadInput where they are in doubt and nothing was said."""
    from vetting.errors import BadInput
    from vetting.models.transcript import Role
    from vetting.transcripts import confirmed

    said: tuple[tuple[list[str], Role], ...] = (
        (args.candidate, Role.CANDIDATE),
        (args.interviewer, Role.INTERVIEWER),
        (args.leave_out, Role.OTHER),
        (args.several_voices, Role.UNCLEAR),
    )
    given = {_speaker(name, transcript): role for names, role in said for name in names}
    if args.candidate:
        # Whoever answers is named: nobody else was taken for it by mistake.
        given = {
            **{one.speaker: Role.INTERVIEWER for one in roles.proposals if one.role is Role.CANDIDATE and one.speaker not in given},
            **given,
        }
    if given:
        return confirmed(roles, given)
    if roles.doubt and not transcript.repairs.guessed and len(transcript.speakers) > 1:
        told = "; ".join(f"{one.speaker}: {one.role.value} ({one.reason})" for one in roles.proposals)
        raise BadInput(f"{roles.doubt} Use --candidate SPEAKER. As it reads: {told}.")
    return roles


def _speaker(name: str, transcript: Transcript) -> str:
    from vetting.errors import BadInput

    wanted = name.casefold().strip()
    for speaker in transcript.speakers:
        if wanted in {written.casefold() for written in (speaker.name, *speaker.labels)}:
            return speaker.name
    near = [speaker.name for speaker in transcript.speakers if speaker.name.casefold().startswith(wanted)]
    if len(near) == 1:
        return near[0]
    raise BadInput(f"Nobody in the transcript is called {name!r}. It has: {', '.join(speaker.name for speaker in transcript.speakers)}.")
