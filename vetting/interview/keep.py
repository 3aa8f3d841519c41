"""Keeps interviews as files, so that nothing typed is lost: written whole, then put in place in one step."""

from __future__ import annotations

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
    unfinished = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
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


class Draft:
    """The answer being typed, line by line on disk, so that a closed terminal costs nothing."""

    def __init__(self, home: Path, id: str) -> None:
        self._path = path_of(home, id).with_suffix(".draft")

    def lines(self) -> list[str]:
        """What was typed and not yet taken as an answer."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return []
        return text.removesuffix("\n").split("\n") if text else []

    def add(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as kept:
            kept.write(line + "\n")

    def clear(self) -> None:
        """To be called once the answer is kept in the interview."""
        self._path.unlink(missing_ok=True)
