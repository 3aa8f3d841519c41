"""The worked answers hold to the rule, and a drill is drawn from them evenly, repeatably, and without showing one twice."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from vetting.bench.metrics import pearson
from vetting.errors import BadKnowledge
from vetting.models.drill import Drill, Reveal
from vetting.practice.drill import SIZE, WORDS, answer_of, draw, load_pool, new_drill, rated, ruled_level
from vetting.resources import data_dir

POOL = load_pool()
LEVEL = {answer.id: answer.level for answer in POOL.answers}


def drill(seed: int, *earlier: Drill, shared: bool = False) -> Drill:
    return new_drill(POOL, id=f"d{seed}", by="Ada", seed=seed, reveal=Reveal.END, shared=shared, earlier=earlier)


def done(one: Drill) -> Drill:
    ratings = tuple(rated(POOL, answer, 2) for id in one.answers if (answer := answer_of(POOL, id)))
    return one.model_copy(update={"ratings": ratings})


@pytest.mark.parametrize("answer", POOL.answers, ids=lambda answer: answer.id)
def test_the_rule_on_the_marked_signals_gives_the_level(answer) -> None:  # type: ignore[no-untyped-def]
    assert ruled_level(answer) == answer.level
    assert len(answer.answer.split()) in WORDS
    assert all(answer.answer[e.start : e.end] == e.quote for reading in answer.readings for e in reading.evidence)


def test_every_style_speaks_at_every_level() -> None:
    cells = Counter((POOL.style_of[answer.id], answer.level) for answer in POOL.answers)
    assert len(POOL.answers) >= 48
    assert set(cells) == {(style.id, level) for style in POOL.styles for level in range(5)}
    assert set(Counter(LEVEL.values()).values()) == {len(POOL.answers) // 5}
    words = Counter(style.id for style in POOL.styles for _ in style.answers)
    assert max(words.values()) - min(words.values()) <= 1


def test_neither_length_nor_figures_give_the_level_away() -> None:
    levels = np.array([answer.level for answer in POOL.answers], dtype=np.float64)
    for outside in (lambda text: len(text.split()), lambda text: sum(sign.isdigit() for sign in text)):
        assert abs(pearson(levels, np.array([outside(answer.answer) for answer in POOL.answers], dtype=np.float64))) < 0.25


def test_a_drill_holds_as_many_of_each_level_and_nearly_of_each_style() -> None:
    for seed in range(30):
        drawn = draw(POOL, seed)
        assert Counter(LEVEL[id] for id in drawn) == dict.fromkeys(range(5), SIZE // 5)
        styles = Counter(POOL.style_of[id] for id in drawn)
        assert len(styles) == len(POOL.styles)
        assert max(styles.values()) - min(styles.values()) <= 1


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert draw(POOL, 7) == draw(POOL, 7)
    assert draw(POOL, 7) != draw(POOL, 8)
    assert [LEVEL[id] for id in draw(POOL, 7)] != sorted(LEVEL[id] for id in draw(POOL, 7)), "the order gives no level away"


def test_no_answer_is_shown_twice_before_all_were() -> None:
    drills: list[Drill] = []
    while len(drills) * SIZE < len(POOL.answers):
        drills.append(done(drill(len(drills), *drills)))
    assert sorted(id for one in drills for id in one.answers) == sorted(LEVEL)
    assert len(drill(99, *drills).answers) == SIZE, "and then it begins anew"


def test_what_a_drill_left_half_way_never_showed_is_still_new() -> None:
    left = drill(1)
    again = drill(2, left)
    assert left.answers[0] not in again.answers
    assert set(left.answers[1:]) & set(again.answers)


def test_a_shared_drill_is_the_same_for_those_who_have_seen_others() -> None:
    assert drill(5, done(drill(1)), shared=True).answers == drill(5, shared=True).answers


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("level: 0\n", "level: 3\n", "its signals give 0"),
        ("people, process and platform", "people", "of framework_talk do not stand"),
        ("id: calm-b", "id: calm-a", "given to two answers"),
        ("framework_talk:", "own_role:", "does not belong under flags"),
        ("word " * 20, "", "words; write 60 to 140"),
    ],
)
def test_a_worked_answer_that_is_wrong_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    shutil.copytree(data_dir("knowledge") / "drill", tmp_path / "drill")
    padding = "word " * 56
    text = "id: calm\ntitle: Calm\nabout: Slow.\nanswers:\n"
    for id in ("calm-a", "calm-b"):
        text += f"  - id: {id}\n    level: 0\n    names_practice: false\n    question: Why?\n"
        text += f"    answer: We rest on people, process and platform. {padding}\n"
        text += "    flags:\n      framework_talk: [people, process and platform]\n    why: Nothing happened.\n"
    text = text.replace("[people, process and platform]", "['people, process and platform']")
    (tmp_path / "drill" / "calm.yaml").write_text(text)
    assert len(load_pool(tmp_path).answers) == len(POOL.answers) + 2
    (tmp_path / "drill" / "calm.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(BadKnowledge, match=says):
        load_pool(tmp_path)


def test_a_pool_too_small_for_a_drill_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match="too few answers of level 0"):
        load_pool(tmp_path)
