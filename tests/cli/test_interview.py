"""An interview in the terminal is kept answer by answer and line by line; a closed window, or a second one, loses nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import factories as make
import pytest
from factories import DEEP, SAID, TALK, FakeEngine
from rich.console import Console

from vetting.cli import main
from vetting.cli.typed import BY, Lines, read_answer
from vetting.errors import Conflict
from vetting.models.outcome import Claims
from vetting.models.record import Draft, answer_place
from vetting.scale import Signal
from vetting.storage import Store, open_store

FIRST, SECOND = make.card(), make.card("agent-loops.e1", failure_class="agent-loops")


@pytest.fixture
def store(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the verb opens too, with an interview of two questions in it."""
    engine = FakeEngine(make.claims(Signal.INCIDENT, Signal.OWN_ROLE, Signal.ROOT_CAUSE, Signal.FIX))
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)
    opened = open_store(own_home / "vetting.sqlite")
    opened.create(make.interview(cards=(FIRST, SECOND)), by="Ada")
    yield opened
    opened.close()


def sit(monkeypatch: pytest.MonkeyPatch, *lines: str, more: tuple[str, ...] = ()) -> int:
    """Types the lines into a resumed interview; without /quit the input ends, as when a window is closed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return main(["interview", "--resume", "abcd1234", "--engine", "offline", *more])


def test_every_answer_and_probe_is_kept_with_its_grade(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sit(monkeypatch, DEEP, ".", "A graph told us.", ".", "/skip", TALK, ".", "/skip") == 0
    record = store.read("abcd1234")
    first, second = record.interview.turns
    assert first.answer == f"{DEEP}\n\nA graph told us."
    assert [outcome.status for outcome in first.outcomes] == ["graded", "graded"]
    assert (second.answer, record.interview.finished) == (TALK, True)
    assert store.drafts("abcd1234") == ()


def test_a_closed_window_keeps_what_was_typed_and_the_next_goes_on_with_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        read_answer(quiet(), interrupted("It broke\u2028in März,", ""), store, "abcd1234", answer_place(FIRST.id, 0))
    sit(monkeypatch, "and we fixed it.", ".", "/quit")
    assert "Kept from last time" in capsys.readouterr().out
    assert store.read("abcd1234").interview.turns[0].answer == "It broke\u2028in März,\n\nand we fixed it."


def test_a_half_typed_probe_answer_comes_back_on_its_probe(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sit(monkeypatch, DEEP, ".", "/quit")
    store.draft("abcd1234", Draft(place=answer_place(FIRST.id, 1), text="A graph\n", by=BY))
    sit(monkeypatch, "told us.", ".", "/quit")
    (turn,) = store.read("abcd1234").interview.turns
    assert turn.exchanges[1].answer == "A graph\ntold us."


def test_text_before_the_input_ends_is_taken_as_the_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sit(monkeypatch, DEEP) == 0
    assert store.read("abcd1234").interview.turns[0].answer == DEEP


def test_an_answer_to_what_another_window_answered_becomes_a_note(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Meanwhile(FakeEngine):
        """While this answer is graded, another window takes one."""

        def read(self, question: str, answer: str) -> Claims:
            if store.read("abcd1234").revision == 1:
                store.change("abcd1234", 1, lambda i: i.with_turn(make.turn(make.grade(2), answer="Theirs.")), by="Bo")
            return super().read(question, answer)

    engine = Meanwhile(make.claims(Signal.INCIDENT))
    monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)
    assert sit(monkeypatch, DEEP, ".", "/quit") == 0
    record = store.read("abcd1234")
    assert record.interview.turns[0].answer == "Theirs."
    assert [(note.text, note.question) for note in record.notes] == [(DEEP, FIRST.id)]


def test_two_windows_on_one_answer_are_told_and_lose_nothing(store: Store) -> None:
    place = answer_place(FIRST.id, 0)

    def typing() -> Iterator[str]:
        yield "mine"
        (kept,) = store.drafts("abcd1234")
        store.draft("abcd1234", kept.model_copy(update={"text": "theirs\n"}))
        yield "more of mine"

    with pytest.raises(Conflict, match="another window"):
        read_answer(quiet(), typing, store, "abcd1234", place)
    assert [draft.text for draft in store.drafts("abcd1234")] == ["theirs\n"]
    assert [note.text for note in store.read("abcd1234").notes] == ["mine\nmore of mine\n"]


def test_json_gives_the_interview_and_its_card(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sit(monkeypatch, SAID[Signal.INCIDENT] + DEEP, ".", "/quit", more=("--json",))
    said = json.loads(capsys.readouterr().out)
    assert (said["interview"]["id"], said["scorecard"]["graded"]) == ("abcd1234", 1)


def test_an_interview_that_is_not_kept_is_named(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["interview", "--resume", "absent"]) == 2
    assert "Kept, the latest first: abcd1234" in capsys.readouterr().err


def test_a_new_interview_is_kept_with_its_plan_before_the_first_question(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/quit\n"))
    assert main(["interview", "--template", "head-of-ai", "-n", "2", "--candidate", "Candidate A", "--engine", "offline"]) == 0
    opened = open_store(own_home / "vetting.sqlite")
    (kept,) = opened.list()
    assert (kept.candidate, kept.planned, kept.answered) == ("Candidate A", 2, 0)
    opened.close()


def quiet() -> Console:
    return Console(file=io.StringIO())


def interrupted(*lines: str) -> Lines:
    def typing() -> Iterator[str]:
        yield from lines
        raise KeyboardInterrupt

    return typing
