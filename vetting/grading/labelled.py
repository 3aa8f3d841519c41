"""Reads labelled answers and pairs, one JSON object a line; a bad line is named by its number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.labelled import LabelledAnswer, Pair

Row = TypeVar("Row", bound=Model)


def is_pairs_file(path: Path) -> bool:
    """True where the first row has a base and an edited text."""
    first = next((fields for _, fields in _objects(path)), {})
    return "base" in first and "edited" in first


def read_answers(path: Path) -> list[LabelledAnswer]:
    """Raises BadInput with the line and the field."""
    return _rows(path, LabelledAnswer)


def read_pairs(path: Path) -> list[Pair]:
    """Raises BadInput with the line and the field."""
    return _rows(path, Pair)


def _rows(path: Path, kind: type[Row]) -> list[Row]:
    rows: list[Row] = []
    for number, fields in _objects(path):
        try:
            rows.append(kind.model_validate({"id": f"line-{number}", **fields}))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(str(part) for part in fault["loc"]) or "the row"
            raise BadInput(f"{path}, line {number}: {where}: {fault['msg']}. Correct the line, or take it out.") from error
    if not rows:
        raise BadInput(f"{path} has no rows. Give one JSON object a line.")
    return rows


def _objects(path: Path) -> list[tuple[int, dict[str, object]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    found: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            raise BadInput(f"{path}, line {number}: not JSON ({error}).") from error
        if not isinstance(fields, dict):
            raise BadInput(f"{path}, line {number}: a JSON object is needed, not {type(fields).__name__}.")
        found.append((number, fields))
    return found
