"""A file of the wrong shape is refused with its path and field; a pack extends, overrides or replaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vetting.errors import BadInput, BadKnowledge
from vetting.knowledge import load_knowledge

CRITERION = """---
id: refunds-twice
title: Refunds that went out twice
kind: depth_signal
concept: refunds
topics: [payments]
covers: [1]
sections: [S1]
figures:
  - {name: share, value: 12, unit: percent, criterion: 1}
---
Can tell of refunds that went out twice.

## Why it matters
Money leaves.

## What someone who lived it can tell
- the key that was made anew at each try
- how the ledger
  was mended

## What strategy talk says instead
- "We automate refunds."

## Probes
- When did money last leave twice?
"""
CLASS = """id: double-action
title: Something done twice
summary: An action runs again after a time-out.
topics: [payments]
covers: [1]
symptoms: [two receipts]
mechanisms: [a fresh key at each try]
why_ask: It shows who has run it.
strong: Names the key.
weak: Names a framework.
opener: {id: double-action.opener, text: When did it happen last?, strong: a, weak: b, minutes: 5}
openers:
  - {id: double-action.e1, seniority: engineer, angle: x, text: What did you see?, strong: a, weak: b, minutes: 5}
  - {id: double-action.l1, seniority: lead, angle: x, text: Whom did you call?, strong: a, weak: b, minutes: 5}
  - {id: double-action.o1, seniority: officer, angle: x, text: What did you tell the board?, strong: a, weak: b, minutes: 5}
probes:
  {incident: a?, own_role: b?, detection: c?, diagnosis: d?, root_cause: e?, fix: f?, verification: g?, prevention: h?, impact_number: i?,
   tradeoff_or_lesson: j?}
"""
CRITERION_FILE, CLASS_FILE = "criteria/refunds-twice.md", "failure_classes/double-action.yaml"
SITUATIONS = "kind: role_brief\nsituations:\n  - {says: It paid twice., vets: [refunds]}\n"
TEMPLATE = "{id: clerk, title: Clerk, brief: A clerk., seniority: lead, focus: [payments], minutes: 45, engagement: strategic}"
CONTRADICTIONS = """{source: s, date_read: d, contradictions: [
  {id: a, title: t, sections: [S1], criteria: [1], says: [{section: S1, claim: c, figures: [12]}], arithmetic: m, reading: r}]}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest knowledge there is."""
    root = tmp_path / "knowledge"
    write(root / CRITERION_FILE, CRITERION)
    write(root / CLASS_FILE, CLASS)
    return root


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def without(text: str, line: str) -> str:
    assert line in text
    return text.replace(line, "")


def instead(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


FAULTS: dict[str, tuple[str, str | bytes, str]] = {
    "field missing": (CRITERION_FILE, without(CRITERION, "concept: refunds\n"), "concept is missing"),
    "field unknown": (CRITERION_FILE, instead(CRITERION, "covers:", "color: red\ncovers:"), "color is not a field we know"),
    "field twice": (CRITERION_FILE, instead(CRITERION, "covers:", "title: again\ncovers:"), "title is given twice"),
    "kind unknown": (CRITERION_FILE, instead(CRITERION, "depth_signal", "vibe"), "kind is 'vibe' and should be"),
    "covers is text": (CRITERION_FILE, instead(CRITERION, "covers: [1]", "covers: one"), "covers should be a list, not 'one'"),
    "covers is empty": (CRITERION_FILE, instead(CRITERION, "covers: [1]", "covers: []"), "covers is empty"),
    "covers holds words": (CRITERION_FILE, instead(CRITERION, "covers: [1]", "covers: [one]"), "covers.1 should be a whole number"),
    "title is a number": (CRITERION_FILE, instead(CRITERION, "title: Refunds that went out twice", "title: 12"), "title should be text"),
    "id is not the file name": (CRITERION_FILE, instead(CRITERION, "id: refunds-twice", "id: refunds"), "should be 'refunds-twice'"),
    "figure with value and range": (CRITERION_FILE, instead(CRITERION, "value: 12", "value: 12, low: 1"), "figures.1: give either value"),
    "figure upside down": (CRITERION_FILE, instead(CRITERION, "value: 12", "low: 3, high: 2"), "low 3 is above high 2"),
    "heading missing": (
        CRITERION_FILE,
        instead(CRITERION, "## Probes\n- When did money last leave twice?\n", ""),
        "lacks the heading 'Probes'",
    ),
    "heading unknown": (CRITERION_FILE, instead(CRITERION, "## Probes", "## Questions"), "no heading 'Questions'"),
    "heading twice": (CRITERION_FILE, CRITERION + "\n## Probes\n- Again?\n", "'Probes' stands there twice"),
    "prose among bullets": (CRITERION_FILE, CRITERION + "And so on.\n", "does not start with '- '"),
    "no head": (CRITERION_FILE, "# Refunds\n", "does not start with a head"),
    "head is no mapping": (CRITERION_FILE, "---\njust words\n---\n" + CRITERION.split("---\n")[2], "should hold fields"),
    "lead in the head": (CRITERION_FILE, instead(CRITERION, "covers:", "lead: x\ncovers:"), "lead belongs in the text"),
    "yaml broken": (CRITERION_FILE, instead(CRITERION, "title: Refunds", "title: Money: refunds"), "YAML cannot be read near line 2"),
    "file empty": (CRITERION_FILE, "  \n", "is empty"),
    "UTF-16": (CRITERION_FILE, CRITERION.encode("utf-16"), "is not UTF-8"),
    "Latin-1": (CRITERION_FILE, CRITERION.replace("Money", "Geldstück").encode("latin-1"), "is not UTF-8"),
    "binary": (CRITERION_FILE, b"\0\1\2", "is not a text file"),
    "wrong ending": ("criteria/notes.txt", "hello", "is not a .md file"),
    "probe missing": (CLASS_FILE, without(CLASS, " fix: f?,"), "probes lacks fix"),
    "probe for a strategy signal": (CLASS_FILE, instead(CLASS, "fix: f?", "fix: f?, buzzwords: k?"), "probes has buzzwords"),
    "probe for no signal": (CLASS_FILE, instead(CLASS, "fix: f?", "fix: f?, luck: k?"), "probes.luck"),
    "seniority missing": (CLASS_FILE, instead(CLASS, "seniority: officer", "seniority: lead"), "openers has none for officer"),
    "opener id twice": (CLASS_FILE, instead(CLASS, "double-action.e1", "double-action.l1"), "'double-action.l1' is also in"),
    "minutes are words": (
        CLASS_FILE,
        instead(CLASS, "strong: a, weak: b, minutes: 5}\nopeners", "strong: a, weak: b, minutes: x}\nopeners"),
        "opener.minutes",
    ),
    "class that tests nothing": (CLASS_FILE, instead(CLASS, "covers: [1]", "covers: [9]"), "meets no criterion"),
    "situation of no concept": (
        "situations/briefs.yaml",
        instead(SITUATIONS, "refunds", "sleep"),
        "'sleep', which is no criterion's concept",
    ),
    "situations of no kind": ("situations/briefs.yaml", instead(SITUATIONS, "role_brief", "poem"), "kind is 'poem'"),
    "template of no topic": ("templates/clerk.yaml", instead(TEMPLATE, "[payments]", "[sleep]"), "'sleep', which is no topic"),
    "contradiction of no criterion": ("contradictions.yaml", instead(CONTRADICTIONS, "criteria: [1]", "criteria: [7]"), "number 7"),
    "prices without bands": ("prices.yaml", "source: x\n", "bands is missing"),
}


@pytest.mark.parametrize(("path", "text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_its_file_and_field(folder: Path, path: str, text: str | bytes, message: str) -> None:
    write(folder / path, text)
    with pytest.raises(BadKnowledge) as caught:
        load_knowledge(root=folder)
    assert message in str(caught.value)
    assert f"knowledge/{path}" in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_the_smallest_knowledge_loads_with_every_kind_of_file(folder: Path) -> None:
    write(folder / "situations/briefs.yaml", SITUATIONS)
    write(folder / "templates/clerk.yaml", TEMPLATE)
    write(folder / "contradictions.yaml", CONTRADICTIONS)
    knowledge = load_knowledge(root=folder)
    criterion = knowledge.criterion("refunds-twice")
    assert criterion.lived == ("the key that was made anew at each try", "how the ledger was mended")
    assert knowledge.contradictions_of(criterion) == knowledge.contradictions
    assert knowledge.class_of("double-action.l1") == knowledge.failure_class("double-action")
    assert knowledge.template("clerk").focus == ("payments",)


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")], ids=["BOM", "Windows newlines"])
def test_a_byte_order_mark_or_windows_newlines_change_nothing(folder: Path, change: Callable[[str], str]) -> None:
    before = load_knowledge(root=folder)
    write(folder / CRITERION_FILE, change(CRITERION))
    assert load_knowledge(root=folder) == before


def test_what_editors_leave_behind_and_a_readme_are_no_criteria(folder: Path) -> None:
    before = load_knowledge(root=folder)
    for name in (".DS_Store", "refunds-twice.md~", "README.md"):
        write(folder / "criteria" / name, "x")
    assert load_knowledge(root=folder) == before


def test_the_hash_changes_with_any_word(folder: Path) -> None:
    before = load_knowledge(root=folder).hash
    write(folder / CRITERION_FILE, instead(CRITERION, "Money leaves.", "Money goes."))
    assert load_knowledge(root=folder).hash != before


@pytest.mark.parametrize("missing", ["criteria", "failure_classes"])
def test_knowledge_without_criteria_or_classes_is_refused(folder: Path, missing: str) -> None:
    for path in (folder / missing).iterdir():
        path.unlink()
    with pytest.raises(BadKnowledge, match=f"knowledge/{missing} holds nothing"):
        load_knowledge(root=folder)


def test_an_unknown_id_names_the_nearest(folder: Path) -> None:
    with pytest.raises(BadInput, match=r"no criterion 'refund-twice'\. Nearest: refunds-twice"):
        load_knowledge(root=folder).criterion("refund-twice")


def test_an_extending_pack_adds_and_overrides_by_id(folder: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    write(pack / "pack.yaml", "{id: bank, title: Bank, mode: extend}")
    write(pack / CRITERION_FILE, instead(CRITERION, "Money leaves.", "The regulator calls."))
    write(pack / "criteria/late-wire.md", instead(CRITERION, "id: refunds-twice", "id: late-wire"))
    knowledge = load_knowledge(pack, root=folder)
    assert knowledge.packs == ("bank",)
    assert [one.id for one in knowledge.criteria] == ["late-wire", "refunds-twice"]
    assert knowledge.criterion("refunds-twice").why == "The regulator calls."
    assert knowledge.failure_classes
    assert knowledge.hash != load_knowledge(root=folder).hash


def test_a_replacing_pack_stands_alone(folder: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    write(pack / "pack.yaml", "{id: bank, title: Bank, mode: replace}")
    write(pack / "criteria/late-wire.md", instead(CRITERION, "id: refunds-twice", "id: late-wire"))
    write(pack / CLASS_FILE, CLASS)
    assert [one.id for one in load_knowledge(pack, root=folder).criteria] == ["late-wire"]


BAD_PACKS: dict[str, tuple[dict[str, str], str]] = {
    "no pack.yaml": ({CRITERION_FILE: CRITERION}, "has no pack.yaml"),
    "unknown mode": ({"pack.yaml": "{id: a, title: A, mode: merge}", CRITERION_FILE: CRITERION}, "mode is 'merge'"),
    "nothing in it": ({"pack.yaml": "{id: a, title: A, mode: extend}"}, "holds nothing but pack.yaml"),
    "folder misspelt": ({"pack.yaml": "{id: a, title: A, mode: extend}", "criterias/a.md": CRITERION}, "holds criterias, which is no part"),
    "replaces without classes": (
        {"pack.yaml": "{id: a, title: A, mode: replace}", CRITERION_FILE: CRITERION},
        "failure_classes holds nothing",
    ),
}


@pytest.mark.parametrize(("files", "message"), BAD_PACKS.values(), ids=BAD_PACKS.keys())
def test_a_bad_pack_is_named(folder: Path, tmp_path: Path, files: dict[str, str], message: str) -> None:
    for path, text in files.items():
        write(tmp_path / "pack" / path, text)
    with pytest.raises(BadKnowledge, match=message):
        load_knowledge(tmp_path / "pack", root=folder)


def test_a_pack_that_is_no_folder_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match="is not a folder"):
        load_knowledge(tmp_path / "nowhere", root=folder)
