"""vetting replay: grades recorded sessions again from their cassettes; the network is never used."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.replay.regrade import Replayed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sessions", nargs="*", metavar="SESSION", help="names of sessions, or .session.json files; all that ship by default"
    )


def run(args: argparse.Namespace) -> int:
    """Prints expected against now; 5 on drift, 4 where a recording does not match what is asked now."""
    from vetting.cli.screen import console, print_json
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge, replayed

    settings = from_environment(engine=None)
    knowledge = open_knowledge(settings)
    results = {path.name: replayed(path, settings, knowledge) for path in _paths(args.sessions)}
    drifted = [name for name, result in results.items() if result.drifted]
    if args.json:
        print_json({"drifted": drifted, "sessions": {name: result.model_dump(mode="json") for name, result in results.items()}})
    else:
        out = console()
        for result in results.values():
            for line in _lines(result):
                out.print(line)
        out.print(f"{len(results)} session(s) replayed without network, {len(drifted)} with drift.")
    return 5 if drifted else 0


def _paths(wanted: list[str]) -> list[Path]:
    from vetting.errors import BadInput
    from vetting.replay.session import sessions_in
    from vetting.resources import data_dir

    shipped = sessions_in(data_dir("cassettes/sessions"))
    if not wanted:
        return list(shipped.values())
    for name in wanted:
        if name not in shipped and not Path(name).is_file():
            raise BadInput(f"There is no session {name!r}. Shipped: {', '.join(shipped) or 'none'}; or name a .session.json file.")
    return [shipped.get(name, Path(name)) for name in wanted]


def _lines(result: Replayed) -> list[str]:
    lines = [result.title]
    for one in result.compared:
        step = "  " if one.step == 0 else "    after probe: "
        lines.append(
            f"  {'=' if one.same else '≠'}{step}{one.expected:<18} now {one.now:<18} {one.question if one.step == 0 else ''}".rstrip()
        )
    lines.append(f"  {'=' if result.debrief_same else '≠'}  debrief")
    lines += [f"  moved since the recording: {what}" for what in result.moved]
    return lines
