"""Keeps interviews as files, so that nothing typed is lost: written whole, then put in place in one step."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import ValidationError

from vetting.errors import BadInput
from vetting.models.interview import Interview


def new_id() -> str:
    """Eight characters that name an interview in file names and commands."""
    return secrets.token_hex(4)


def path_of(home: Path, id: str) -> Path:
    """Where the interview is kept. Raises BadInput for an id that is not one of ours."""
    if not id.isalnum():
        raise BadInput(f"{id!r} is not an interview's id; ids are letters and digits only.")
    return home / "interviews" / f"{id}.json"


def save(interview: Interview, home: Path) -> Path:
    """Writes the interview; whoever reads the file sees the old one or the new one, never half."""
    path = path_of(home, interview.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    unfinished.write_text(interview.model_dump_json(indent=1) + "\n", "utf-8")
    unfinished.replace(path)
    return path


def load(home: Path, id: str) -> Interview:
    """The kept interview. Raises BadInput where there is none, or its file cannot be read."""
    path = path_of(home, id)
    try:
        return Interview.model_validate_json(path.read_text("utf-8"))
    except FileNotFoundError as error:
        kept = ", ".join(sorted(p.stem for p in path.parent.glob("*.json"))[:10]) or "none"
        raise BadInput(f"There is no interview {id!r} in {path.parent}. Kept there: {kept}.") from error
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise BadInput(f"The interview file {path} cannot be read ({type(error).__name__}). It was left as it is.") from error
