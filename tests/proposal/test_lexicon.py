"""The words of knowledge/proposal are complete, compile, and tell their own items apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vetting.embedding import MiniLM
from vetting.errors import BadKnowledge
from vetting.models.knowledge import Knowledge
from vetting.proposal.fit import digest
from vetting.proposal.lexicon import load_lexicon
from vetting.proposal.seen import load_weights
from vetting.proposal.words import Words, pattern_names
from vetting.resources import PACKAGE, data_dir


def test_every_pattern_of_the_file_compiles_and_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (PACKAGE / "proposal").glob("*.py"))
    assert pattern_names()
    for name in pattern_names():
        assert Words(name).compiled
        assert f'"{name}"' in code, f"{name} is in patterns.yaml and used nowhere"


def test_criteria_and_failure_classes_it_names_exist(knowledge: Knowledge) -> None:
    lexicon = load_lexicon()
    numbers = {number for criterion in knowledge.criteria for number in criterion.covers}
    classes = {one.id for one in knowledge.failure_classes}
    assert {one.criterion for one in (*lexicon.scope, *lexicon.terms, *lexicon.deliverables)} <= numbers
    assert {id for one in lexicon.scope for id in one.shown_by} <= classes


def test_the_weights_were_fitted_from_the_sentences_that_stand_there() -> None:
    """A change to a sentence wants `python -m vetting.proposal.fit`."""
    assert load_weights().sentences == digest(load_lexicon())
    assert {len(values) for values in load_weights().by_name.values()} == {MiniLM.dimensions + 1}


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        pytest.param("scope.yaml", ("- item: board", "- item: boards"), "should be", id="unknown item"),
        pytest.param("terms.yaml", ("term: sign_off", "term: notice_days"), "should hold", id="term twice"),
        pytest.param("deliverables.yaml", ("criterion: 56", "criterion: 55"), "should hold", id="another number"),
        pytest.param("scope.yaml", (r"'\bevals?\b'", "'(evals'"), "not a regular expression", id="broken pattern"),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, file: str, change: tuple[str, str], says: str) -> None:
    folder = tmp_path / "proposal"
    folder.mkdir()
    for path in (data_dir("knowledge") / "proposal").glob("*.yaml"):
        text = path.read_text("utf-8")
        if path.name == file:
            assert change[0] in text
            text = text.replace(*change)
        (folder / path.name).write_text(text, "utf-8")
    with pytest.raises(BadKnowledge, match=re.escape(says)):
        load_lexicon(tmp_path)
