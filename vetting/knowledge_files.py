"""One file of knowledge/ becomes one checked model, or a BadKnowledge that names path and field in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vetting.errors import BadKnowledge
from vetting.models.base import Model
from vetting.models.knowledge import Criterion

M = TypeVar("M", bound=Model)

HEADINGS = {
    "Why it matters": "why",
    "What someone who lived it can tell": "lived",
    "What strategy talk says instead": "talk",
    "Probes": "probes",
}
"""Headings of a criterion's text, and the fields below them."""
LISTS = ("lived", "talk", "probes")
FAULTS_SHOWN = 5


def shown(path: Path) -> str:
    """The path as a message shows it: from the knowledge folder on."""
    parts = path.parts
    return "/".join(parts[parts.index("knowledge") :]) if "knowledge" in parts else str(path)


def read_text(path: Path) -> str:
    """The file's text with plain newlines. Raises BadKnowledge where it is missing, empty, or not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadKnowledge(f"{shown(path)} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise BadKnowledge(f"{shown(path)} cannot be read: {error.strerror}.") from error
    if "\0" in text:
        raise BadKnowledge(f"{shown(path)} is not a text file: it holds a zero byte. Save it as UTF-8.")
    if not text.strip():
        raise BadKnowledge(f"{shown(path)} is empty. Fill it or remove it.")
    return text.replace("\r\n", "\n")


def as_criterion(path: Path, text: str) -> Criterion:
    """A criterion from its YAML head and Markdown text."""
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not match:
        raise BadKnowledge(f"{shown(path)} does not start with a head between two lines of ---. See its neighbours for the shape.")
    fields = _mapping(path, match[1])
    if clash := sorted({"lead", *HEADINGS.values()} & set(fields)):
        raise BadKnowledge(f"{shown(path)}: {clash[0]} belongs in the text, not in the head.")
    return as_model(path, {**fields, **_sections(path, match[2])}, Criterion)


def as_model(path: Path, fields: str | Mapping[str, Any], model: type[M]) -> M:
    """The model a file's YAML (or its fields) stands for; its id must be the file's name where the file holds one thing."""
    found = _mapping(path, fields) if isinstance(fields, str) else fields
    one = _validated(path, found, model)
    id = getattr(one, "id", path.stem)
    if id != path.stem:
        raise BadKnowledge(f"{shown(path)}: id is {id!r} and should be {path.stem!r}, the name of the file.")
    return one


def as_fields(path: Path, text: str, model: type[M]) -> M:
    """The model of a file that has no id of its own."""
    return _validated(path, _mapping(path, text), model)


def _sections(path: Path, text: str) -> dict[str, Any]:
    lead, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    fields: dict[str, Any] = {"lead": " ".join(lead.split())}
    for section in rest:
        heading, _, body = section.partition("\n")
        name = HEADINGS.get(heading.strip())
        if name is None:
            raise BadKnowledge(f"{shown(path)}: there is no heading {heading.strip()!r}. Use: {'; '.join(HEADINGS)}.")
        if name in fields:
            raise BadKnowledge(f"{shown(path)}: the heading {heading.strip()!r} stands there twice.")
        fields[name] = _bullets(path, heading.strip(), body) if name in LISTS else " ".join(body.split())
    if missing := [heading for heading, name in HEADINGS.items() if name not in fields]:
        raise BadKnowledge(f"{shown(path)} lacks the heading {missing[0]!r}.")
    return fields


def _bullets(path: Path, heading: str, body: str) -> tuple[str, ...]:
    bullets: list[str] = []
    for line in filter(str.strip, body.splitlines()):
        if line.startswith("- "):
            bullets.append(line[2:].strip())
        elif line.startswith("  ") and bullets:
            bullets[-1] += " " + line.strip()
        else:
            raise BadKnowledge(f"{shown(path)}: below {heading!r} a line does not start with '- ': {line.strip()[:60]!r}.")
    return tuple(bullets)


class _Loader(yaml.CSafeLoader):
    """YAML as it is written: a key given twice is a mistake, not a last word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            raise yaml.MarkedYAMLError(problem=f"{twice[0]} is given twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def _yaml(path: Path, text: str) -> object:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        raise BadKnowledge(f"{shown(path)}: the YAML cannot be read{where}: {problem}. Quote texts that hold a colon.") from error


def _mapping(path: Path, text: str) -> dict[str, Any]:
    fields = _yaml(path, text)
    if not isinstance(fields, dict):
        raise BadKnowledge(f"{shown(path)} should hold fields, one 'name: value' a line.")
    return {str(name): value for name, value in fields.items()}


def _validated(path: Path, fields: Mapping[str, Any], model: type[M]) -> M:
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        faults = [_in_words(fault, model) for fault in error.errors()]
        more = f"; and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise BadKnowledge(f"{shown(path)}: {'; '.join(faults[:FAULTS_SHOWN])}{more}.") from None


WORDS = {
    "missing": "is missing",
    "string_type": "should be text",
    "string_too_short": "is empty",
    "too_short": "is empty",
    "tuple_type": "should be a list",
    "dict_type": "should hold fields",
    "model_type": "should hold fields",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "string_pattern_mismatch": "should be lower-case words joined by hyphens",
}
"""What is wrong with a field, by pydantic's kind of error; the rest carry their own words."""


def _in_words(fault: ErrorDetails, model: type[Model]) -> str:
    place = ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in fault["loc"] if step != "[key]")
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        known = f" (known: {', '.join(model.model_fields)})" if len(fault["loc"]) == 1 else ""
        return f"{place} is not a field we know{known}"
    if kind == "value_error":
        return f"{place + ': ' if place else ''}{context['error']}"
    if kind in ("enum", "literal_error"):
        return f"{place} is {fault['input']!r} and should be {context['expected']}"
    if kind in WORDS:
        found = "" if kind in ("missing", "too_short", "string_too_short") else f", not {str(fault['input'])[:40]!r}"
        return f"{place} {WORDS[kind]}{found}"
    return f"{place}: {fault['msg'][0].lower()}{fault['msg'][1:]}"
