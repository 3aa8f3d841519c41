"""A recorded session: what was asked and answered, the grades given then, and the cassette they came from."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.interview import Interview


class Session(Model):
    """One interview with its outcomes, replayable from the cassette of the same name."""

    title: str
    about: str
    """Who answers, in a line: an operator, a strategist."""
    recorded: str
    """When, and who wrote the model's side; see cassettes/README.md."""
    chat_model: str
    decisions_model: str
    interview: Interview
    """As it stood at the end of the recording."""
    debrief: str
    parts: dict[str, str]
    """Content hash of every failure class and criterion its questions rest on, so that drift can be traced to one of them."""


def sessions_in(folder: Path) -> dict[str, Path]:
    """Name to session file."""
    return {path.name.removesuffix(".session.json"): path for path in sorted(folder.glob("*.session.json"))}


def read_session(path: Path) -> Session:
    """Raises BadInput where the file is missing or does not have the shape."""
    try:
        return Session.model_validate_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The session {path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInput(
            f"The session {path.name} does not have the agreed shape at {where}: {first['msg']}. Re-record it (make record)."
        ) from error


def cassette_of(path: Path) -> Path:
    """The cassette beside a session file."""
    return path.with_name(path.name.removesuffix(".session.json") + ".json")
