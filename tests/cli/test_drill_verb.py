"""A drill in the terminal: kept rating by rating, gone on with, and looked back at; and a panel's agreement."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import factories as make
import pytest
from factories import FakeEngine

from vetting.cli import main
from vetting.models.drill import Drill
from vetting.practice.drill import answer_of, draw, load_pool
from vetting.scale import Signal
from vetting.storage import Store, open_store

POOL = load_pool()


@pytest.fixture
def store(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    engine = FakeEngine(make.claims(Signal.INCIDENT, Signal.OWN_ROLE, Signal.ROOT_CAUSE, Signal.FIX))
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)
    opened = open_store(own_home / "vetting.sqlite")
    yield opened
    opened.close()


def type_in(monkeypatch: pytest.MonkeyPatch, *words: object, more: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{word}\n" for word in words)))
    return main(["drill", "--by", "Ada", *more])


def truths(drill: Drill | tuple[str, ...]) -> list[int]:
    ids = drill if isinstance(drill, tuple) else drill.answers
    return [answer.level for id in ids if (answer := answer_of(POOL, id))]


def test_a_stopped_drill_goes_on_where_it_was_left(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_in(monkeypatch, 3, "nine", "", 1, "q") == 0
    said = capsys.readouterr().out
    assert said.count("Type 0, 1, 2, 3 or 4") == 2
    assert "too few" in said
    (kept,) = store.drills.list("Ada")
    assert [rating.level for rating in kept.ratings] == [3, 1]
    assert type_in(monkeypatch, 2) == 0
    (kept,) = store.drills.list("Ada")
    assert [rating.level for rating in kept.ratings] == [3, 1, 2]
    assert "going on after 2" in capsys.readouterr().out


def test_a_whole_drill_shows_truth_reason_quotes_machine_and_drift(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    levels = truths(draw(POOL, 4))
    said_levels = [min(4, level + 1) for level in levels]
    assert type_in(monkeypatch, *said_levels, more=("--seed", "4", "--reveal", "end")) == 0
    out = capsys.readouterr().out
    before, after = out.split("Against the truth")
    assert before.index("20 of 20") < before.index("You said"), "nothing is shown before the last rating"
    for id in draw(POOL, 4):
        answer = answer_of(POOL, id)
        assert answer is not None
        assert answer.why in before
        assert all(quote in before for quotes in answer.signals.values() for quote in quotes)
    assert "4 of 20 exact, 20 within one" in after
    assert "over-rated" in after
    assert "Furthest from the truth" in after
    assert store.drills.list("Ada")[0].finished


def test_a_drill_that_tells_at_the_end_tells_nothing_when_it_is_left(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, 3, "q", more=("--reveal", "end"))
    out = capsys.readouterr().out
    assert "The truth comes when all are rated." in out
    assert "Against the truth" not in out


def test_the_truth_follows_each_answer_by_default(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, truths(draw(POOL, 4))[0], "q", more=("--seed", "4"))
    out = capsys.readouterr().out
    assert out.index(", right.") < out.index("2 of 20")


def test_the_history_and_the_result_are_there_as_json(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, 4, 4, 4, 4, 4, "q", more=("--json",))
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert shown["result"]["yours"]["n"] == 5
    main(["drill", "--by", "Ada", "--history", "--json"])
    over: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert over["over all"] == shown["result"]
    assert [one["id"] for one in over["drills"]] == [shown["drill"]["id"]]


def test_a_drill_left_early_is_json_that_tells_no_truth(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, 3, "q", more=("--reveal", "end", "--json"))
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (shown["rated"], shown["result"]) == (1, None)
    assert "truth" not in json.dumps(shown)
    main(["drill", "--by", "Ben", "--history", "--json"])
    assert json.loads(capsys.readouterr().out) == {"drills": [], "over all": None}
    main(["drill", "--by", "Ada", "--erase", "--json"])
    assert json.loads(capsys.readouterr().out) == {"erased": 1, "by": "Ada"}


def test_somebody_new_is_told_how_to_begin(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "--by", "Ben", "--history"]) == 0
    assert "vetting drill --by Ben" in capsys.readouterr().out


def test_ones_drills_are_erased_on_request(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(monkeypatch, 4, "q")
    assert main(["drill", "--by", "Ada", "--erase"]) == 0
    assert store.drills.list() == ()
    assert "1 drill(s) of Ada erased" in capsys.readouterr().out


def test_a_panel_in_a_table_shows_alpha_pairs_severity_and_spread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    rows = [f"{rater},a{n},{level}" for rater, levels in (("Ada", "01234012340"), ("Ben", "11344122441")) for n, level in enumerate(levels)]
    file.write_text("\n".join(["rater,item,level", *rows, "Cleo,a3,0", "Eve\x1b[31m,a4,4"]))
    assert main(["drill", "--panel", str(file)]) == 0
    out = capsys.readouterr().out
    assert "4 raters, 11 answers rated by two or more" in out
    assert "Krippendorff's alpha (ordered levels): 0." in out
    assert "Ada and Ben: 0." in out
    assert "Ben: +0." in out
    assert "a3\n      Ada 3, Ben 4, Cleo 0" in out
    assert "\x1b" not in out
    assert main(["drill", "--panel", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"] == 11


def test_a_shared_seed_brings_a_panel_together(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    levels = truths(draw(POOL, 11))
    for name, said in (("Ada", levels), ("Ben", levels)):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(str, said))))
        assert main(["drill", "--by", name, "--seed", "11"]) == 0
    capsys.readouterr()
    assert main(["drill", "--panel-seed", "11"]) == 0
    assert "alpha (ordered levels): 1.00" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--panel", "nowhere.csv"], "no file nowhere.csv"),
        (["--panel-seed", "5"], "Nobody has rated"),
        (["--panel-interview", "gone"], "gone"),
        (["--by", " "], "--by is empty"),
    ],
)
def test_what_cannot_be_done_is_said(store: Store, capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    assert main(["drill", *words]) == 2
    assert says in capsys.readouterr().err
