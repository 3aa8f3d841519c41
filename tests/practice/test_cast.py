"""Every candidate is held to their truth sheet, and a sheet that would let them contradict or give themselves away is refused in words."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from vetting.errors import BadInput, BadKnowledge
from vetting.models.persona import Kind
from vetting.practice.cast import lines_of, load_cast, persona_called
from vetting.practice.leaks import figures_in, given_away
from vetting.resources import data_dir
from vetting.scale import DEPTH

CAST = load_cast()
MARTA = "marta-lindqvist"


def changed(tmp_path: Path, edit: object) -> Path:
    """A knowledge folder with one candidate, altered by a function on the fields."""
    folder = tmp_path / "personas"
    folder.mkdir()
    shutil.copy(data_dir("knowledge") / "personas" / f"{MARTA}.yaml", folder)
    fields = yaml.safe_load((folder / f"{MARTA}.yaml").read_text("utf-8"))
    assert callable(edit)
    edit(fields)
    (folder / f"{MARTA}.yaml").write_text(yaml.safe_dump(fields, allow_unicode=True), "utf-8")
    return tmp_path


def test_there_are_candidates_of_every_kind_and_level() -> None:
    assert len(CAST) >= 14
    assert {persona.kind for persona in CAST} == set(Kind)
    assert Counter(persona.kind for persona in CAST)[Kind.OPERATOR] >= 3
    assert {persona.level for persona in CAST} == {0, 1, 2, 3, 4}


def test_no_name_or_headline_tells_what_the_candidate_is_worth() -> None:
    for persona in CAST:
        shown = f"{persona.id} {persona.name} {persona.headline}".lower()
        assert persona.kind.value not in shown
        assert not any(word in shown for word in ("bluff", "inflat", "level", "inject"))


def test_each_lists_follow_ups_that_exist(knowledge: object) -> None:
    classes = {one.id for one in knowledge.failure_classes}  # type: ignore[attr-defined]
    assert {persona.failure_class for persona in CAST} <= classes


@pytest.mark.parametrize("persona", CAST, ids=lambda persona: persona.id)
def test_there_is_something_to_say_on_every_signal_and_enough_of_it(persona: object) -> None:
    lines = [text for _, text in lines_of(persona)]  # type: ignore[arg-type]
    assert len(lines) == len(set(lines)) >= 40
    for signal in DEPTH:
        assert persona.facts_of(signal) or persona.blank_of(signal)  # type: ignore[attr-defined]


def test_no_two_candidates_share_a_line() -> None:
    said = Counter(text for persona in CAST for _, text in lines_of(persona) if len(text.split()) > 4)
    assert [text for text, count in said.items() if count > 1] == []


def test_figures_are_read_in_digits_and_words_and_small_words_are_ordinary_speech() -> None:
    assert figures_in("two of us saw 4,870 euros, and thirty-eight grand in 9.5 hours") == {4870, 38000, 9.5}
    assert figures_in("two of us", small=True) == {2}


def test_a_fact_is_given_away_by_its_marks_as_whole_words() -> None:
    marta = persona_called(MARTA, CAST)
    assert given_away(marta, "It was the Reconciliation, you know.") == {"reconciliation"}
    assert given_away(marta, "63 customers") == {"sixty-three"}
    assert given_away(marta, "1630 customers") == frozenset()


def test_an_unknown_candidate_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadInput, match="marta-lindqvist"):
        persona_called("nobody", CAST)


def _leak(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["lines"]["again"][0] = "As I said, the reconciliation."  # type: ignore[call-overload]


def _unmarked(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["facts"][1]["says"] = ["Somebody told us on Monday."]


def _other_figure(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["facts"][8]["says"] = ["63 customers, and 77 of them wrote."]


def _twice(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["lines"]["dodge"][1] = fields["lines"]["dodge"][0]  # type: ignore[call-overload]


def _too_high(fields: dict[str, object]) -> None:
    fields["level"] = 3


def _no_detection(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["facts"] = [fact for fact in fields["facts"] if fact["signal"] != "detection"]


def _few_dodges(fields: dict[str, list[dict[str, object]]]) -> None:
    fields["lines"]["dodge"] = fields["lines"]["dodge"][:2]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        pytest.param(_leak, r"lines\.again\.0 gives away the fact 'reconciliation'", id="a line gives a fact away"),
        pytest.param(_unmarked, "holds none of its marks", id="a leak could not be seen"),
        pytest.param(_other_figure, "the figure 77, which the truth does not", id="a figure that is not in the truth"),
        pytest.param(_twice, "is said twice", id="a line twice"),
        pytest.param(_too_high, "level is 3, but the real facts support 4", id="a level the facts do not support"),
        pytest.param(_no_detection, "detection needs facts or a blank", id="nothing to say on a signal"),
        pytest.param(_few_dodges, r"lines\.dodge", id="too little to say"),
    ],
)
def test_a_sheet_that_does_not_hold_is_refused_in_words(tmp_path: Path, edit: object, says: str) -> None:
    with pytest.raises(BadKnowledge, match=says) as refused:
        load_cast(changed(tmp_path, edit))
    assert f"{MARTA}.yaml" in str(refused.value)


def test_a_folder_without_candidates_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match="holds no candidate"):
        load_cast(tmp_path)
