"""Reads knowledge/, and a pack over it, into Knowledge. How one file becomes a model stands in knowledge_files.py."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from vetting.errors import BadKnowledge
from vetting.knowledge_files import as_criterion, as_fields, as_model, read_text, shown
from vetting.models.base import Model
from vetting.models.knowledge import Contradiction, Contradictions, Criterion, FailureClass, Knowledge, RoleTemplate, Situation, Situations
from vetting.models.price import Prices
from vetting.resources import data_dir

N = TypeVar("N", Criterion, FailureClass, RoleTemplate)

FOLDERS = ("criteria", "failure_classes", "templates", "situations")
PARTS = (*FOLDERS, "contradictions.yaml", "prices.yaml")
PACK_PARTS = ("pack.yaml", *PARTS, "README.md")


class Pack(Model):
    """pack.yaml: what a folder of further knowledge is, and how it meets ours."""

    id: str
    title: str
    mode: Literal["extend", "replace"]
    """extend adds files and overrides those of the same id; replace stands alone."""


@dataclass
class _Shelf:
    """What was read so far; a later folder overrides an earlier one by id."""

    criteria: dict[str, Criterion] = field(default_factory=dict)
    failure_classes: dict[str, FailureClass] = field(default_factory=dict)
    templates: dict[str, RoleTemplate] = field(default_factory=dict)
    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    situations: dict[str, Situation] = field(default_factory=dict)
    """By what is said, so that nothing is listed twice."""
    prices: Prices | None = None
    paths: dict[str, Path] = field(default_factory=dict)
    """Where each thing stands, for messages; keys are kind and id."""
    words: list[str] = field(default_factory=list)
    """Names and texts of every file, for the hash."""


def load_knowledge(pack: Path | None = None, root: Path | None = None) -> Knowledge:
    """Everything in knowledge/ (or `root`), with the folder `pack` laid over it, checked as a whole. Raises BadKnowledge."""
    shelf = _Shelf()
    head = _read_pack_head(pack) if pack else None
    ours = root or data_dir("knowledge")
    folders = [ours] if pack is None else [pack] if head and head.mode == "replace" else [ours, pack]
    for folder in folders:
        _read_folder(folder, shelf)
    for kind, found in (("criteria", shelf.criteria), ("failure_classes", shelf.failure_classes)):
        if not found:
            raise BadKnowledge(f"{shown(folders[0] / kind)} holds nothing. Put at least one file there.")
    knowledge = Knowledge(
        criteria=_by_id(shelf.criteria),
        failure_classes=_by_id(shelf.failure_classes),
        contradictions=tuple(shelf.contradictions.values()),
        templates=_by_id(shelf.templates),
        situations=tuple(shelf.situations.values()),
        prices=shelf.prices,
        source=tuple(str(folder.resolve()) for folder in folders),
        packs=(head.id,) if head else (),
        hash=hashlib.sha256("\0".join(shelf.words).encode()).hexdigest()[:16],
    )
    _check_together(knowledge, shelf)
    return knowledge


def _by_id(found: dict[str, N]) -> tuple[N, ...]:
    return tuple(found[id] for id in sorted(found))


def _read_pack_head(pack: Path) -> Pack:
    if not pack.is_dir():
        raise BadKnowledge(f"The pack {pack} is not a folder. Name a folder that holds pack.yaml.")
    if not (pack / "pack.yaml").is_file():
        raise BadKnowledge(f"The pack {pack} has no pack.yaml. Add one with id, title and mode (extend or replace).")
    if strange := [entry.name for entry in _entries(pack) if entry.name not in PACK_PARTS]:
        raise BadKnowledge(f"The pack {pack} holds {strange[0]}, which is no part of a pack. Parts: {', '.join(PACK_PARTS)}.")
    head = as_fields(pack / "pack.yaml", read_text(pack / "pack.yaml"), Pack)
    if not any((pack / part).exists() for part in PARTS):
        raise BadKnowledge(f"The pack {pack} holds nothing but pack.yaml. Add one of: {', '.join(PARTS)}.")
    return head


def _read_folder(folder: Path, shelf: _Shelf) -> None:
    _read_kind(folder / "criteria", ".md", as_criterion, shelf.criteria, shelf)
    _read_kind(folder / "failure_classes", ".yaml", lambda path, text: as_model(path, text, FailureClass), shelf.failure_classes, shelf)
    _read_kind(folder / "templates", ".yaml", lambda path, text: as_model(path, text, RoleTemplate), shelf.templates, shelf)
    for path in _files(folder / "situations", ".yaml"):
        for situation in as_fields(path, _kept(path, shelf), Situations).situations:
            shelf.situations[situation.says] = situation
            shelf.paths[f"situations/{situation.says}"] = path
    path = folder / "contradictions.yaml"
    if path.is_file():
        listed = as_fields(path, _kept(path, shelf), Contradictions).contradictions
        shelf.contradictions |= {one.id: one for one in listed}
        shelf.paths |= {f"contradictions/{one.id}": path for one in listed}
    path = folder / "prices.yaml"
    if path.is_file():
        shelf.prices = as_fields(path, _kept(path, shelf), Prices)


def _kept(path: Path, shelf: _Shelf) -> str:
    """The text of a file, kept for the hash."""
    text = read_text(path)
    shelf.words += [f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name, text]
    return text


def _read_kind(folder: Path, ending: str, parse: Callable[[Path, str], N], into: dict[str, N], shelf: _Shelf) -> None:
    for path in _files(folder, ending):
        one = parse(path, _kept(path, shelf))
        into[one.id] = one
        shelf.paths[f"{folder.name}/{one.id}"] = path


def _files(folder: Path, ending: str) -> Iterator[Path]:
    for path in _entries(folder):
        if path.name == "README.md":
            continue
        if path.suffix != ending or not path.is_file():
            raise BadKnowledge(f"{shown(path)} is not a {ending} file, so it would be ignored. Rename or remove it.")
        yield path


def _entries(folder: Path) -> Iterator[Path]:
    """What lies in a folder, in one order on every machine, without what editors and systems leave behind."""
    if folder.is_dir():
        yield from sorted((e for e in folder.iterdir() if not e.name.startswith(".") and not e.name.endswith("~")), key=lambda e: e.name)


def _check_together(knowledge: Knowledge, shelf: _Shelf) -> None:
    """What no single file can know: ids across files, and references that must lead somewhere."""
    owners: dict[str, str] = {}
    for one in knowledge.failure_classes:
        path = shown(shelf.paths[f"failure_classes/{one.id}"])
        for opener in one.questions:
            if opener.id in owners:
                raise BadKnowledge(f"{path}: the opener id {opener.id!r} is also in {owners[opener.id]}. Give each question its own id.")
            owners[opener.id] = path
        if not knowledge.criteria_of(one):
            raise BadKnowledge(f"{path}: covers {list(one.covers)} meets no criterion. Name numbers that a criterion covers.")
    numbers = {number for criterion in knowledge.criteria for number in criterion.covers}
    for contradiction in knowledge.contradictions:
        if stray := [number for number in contradiction.criteria if number not in numbers]:
            path = shown(shelf.paths[f"contradictions/{contradiction.id}"])
            raise BadKnowledge(f"{path}: {contradiction.id!r} names the number {stray[0]}, which no criterion covers.")
    for situation in knowledge.situations:
        if strange := [concept for concept in situation.vets if concept not in knowledge.concepts]:
            path = shown(shelf.paths[f"situations/{situation.says}"])
            raise BadKnowledge(f"{path}: {situation.says[:40]!r} vets {strange[0]!r}, which is no criterion's concept.")
    for template in knowledge.templates:
        if unknown := [topic for topic in template.focus if topic not in knowledge.topics]:
            path = shown(shelf.paths[f"templates/{template.id}"])
            raise BadKnowledge(f"{path}: focus names {unknown[0]!r}, which is no topic. Topics: {', '.join(knowledge.topics)}.")
