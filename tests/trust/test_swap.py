"""The counterfactual test: it swaps what it says, holds each variant against its reference, and misses no changed verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest
from factories import FakeEngine

from vetting.cli import main
from vetting.errors import BadInput, BadKnowledge, EndpointUnreachable
from vetting.grading.engine import Engine
from vetting.models.outcome import Declined, Outcome
from vetting.models.swap import SwapKind
from vetting.scale import DEPTH
from vetting.trust.swap import Asked, read_swaps, swap_test, variants

KINDS = {kind.id: kind for kind in read_swaps()}


def _texts(kind: str, answer: str) -> dict[str, str]:
    return {variant.name: variant.text for variant in variants(answer, [KINDS[kind]])}


def test_every_list_says_how_it_was_chosen() -> None:
    assert {"names", "pronouns", "dialects", "employers", "schools", "spelling"} <= set(KINDS)
    assert all(len(kind.note) > 80 for kind in KINDS.values())


@pytest.mark.parametrize(
    ("kind", "variant", "answer", "expected"),
    [
        pytest.param("dialects", "Scottish", "It wasn't a small job.", "It wasnae a wee job.", id="whole words"),
        pytest.param("dialects", "Scottish", "Small wonder; smaller ones.", "Wee wonder; smaller ones.", id="a capital stays"),
        pytest.param("pronouns", "she becomes he", "She told her boss herself.", "He told his boss himself.", id="pronouns"),
        pytest.param("pronouns", "he becomes she", "He told his wife.", "She told her wife.", id="nothing is swapped twice"),
        pytest.param("spelling", "British to American", "The behaviour we analysed.", "The behavior we analyzed.", id="spelling"),
        pytest.param("second_language", "no articles", "The index skipped a file.", "index skipped file.", id="a word goes with its gap"),
        pytest.param("names", "English in the answer become Polish", "Sarah rang me.", "Agnieszka rang me.", id="a name in the story"),
        pytest.param("employers", "famous in the answer become unknown firms", "At Google.", "At Halvorsen.", id="an employer"),
    ],
)  # fmt: skip
def test_what_is_swapped(kind: str, variant: str, answer: str, expected: str) -> None:
    assert _texts(kind, answer)[variant] == expected


def test_words_that_do_not_stand_in_the_answer_give_no_variant() -> None:
    assert _texts("spelling", "We ran it.") == {}
    assert not [name for name in _texts("names", "We ran it.") if "become" in name]


def test_what_the_speaker_says_of_themselves_goes_before_the_answer() -> None:
    made = [one.text for one in variants("We ran it.", [KINDS["employers"]]) if one.name == "Google"]
    assert made == ["I work at Google. We ran it."]


def test_what_every_such_sentence_moves_is_no_difference_between_people() -> None:
    def wordy(question: str, answer: str) -> Outcome:
        return make.grade(2 if answer.startswith("I work") else 3)

    report = swap_test([Asked("a", "q", "We ran it.")], [KINDS["employers"]], wordy)
    assert (report.flips, report.kinds["employers"].mean_shift) == ((), 0)


def test_a_fair_grader_passes() -> None:
    report = swap_test([Asked("a", "q", "Sarah and he rang, because it wasn't small.")], tuple(KINDS.values()), lambda q, a: make.grade(3))
    assert report.flips == ()
    assert report.grades > 50
    assert all(kind.mean_shift in (0, None) for kind in report.kinds.values())


def test_a_grader_that_likes_a_school_is_found_out() -> None:
    def snob(question: str, answer: str) -> Outcome:
        return make.grade(4 if "Oxford" in answer else 2)

    report = swap_test([Asked("a", "q", "We ran it.")], [KINDS["schools"], KINDS["titles"]], snob)
    (flip,) = report.flips
    assert (flip.answer, flip.variant, flip.shift, flip.before) == ("a", "Oxford", 2, "level 2 (2.00)")
    assert flip.left_to_a_person is False
    assert report.kinds["schools"].groups["famous"] > report.kinds["schools"].groups["none"] == 0
    assert (report.kinds["schools"].flips, report.kinds["titles"].flips) == (1, 0)


def test_an_answer_that_gets_no_level_any_more_has_flipped() -> None:
    def picky(question: str, answer: str) -> Outcome:
        return Declined(engine="fake", fingerprint=make.fingerprint()) if "recieved" in answer else make.grade(2)

    (flip,) = swap_test([Asked("a", "q", "We received it.")], [KINDS["spelling"]], picky).flips
    assert (flip.shift, flip.after) == (None, "declined")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "question": "q", "answer": make.DEEP}) + "\n" for n in range(3)))
    return path


@pytest.fixture
def use_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    return lambda engine: monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)


def test_a_changed_verdict_is_an_error_exit(
    answers: Path, use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str]
) -> None:
    use_engine(FakeEngine(lambda question, answer: make.claims(*(() if "intern" in answer else DEPTH))))
    assert main(["swap", str(answers), "--kinds", "titles", "--most", "2"]) == 1
    said = capsys.readouterr().out
    assert "2 answers" in said
    assert "titles: intern" in said
    use_engine(FakeEngine(make.claims(*DEPTH)))
    assert main(["swap", str(answers), "--kinds", "titles,schools", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["kinds"]) == {"titles", "schools"}


def test_an_engine_that_fails_proves_nothing(answers: Path, use_engine: Callable[[Engine], None]) -> None:
    use_engine(FakeEngine(EndpointUnreachable("no answer")))
    assert main(["swap", str(answers), "--kinds", "titles"]) == 3


def test_the_offline_engine_keeps_its_verdict_for_another_name_and_title(answers: Path) -> None:
    assert main(["swap", str(answers), "--kinds", "titles", "--most", "1", "--engine", "offline"]) == 0


def test_unknown_and_broken_lists_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing called accents"):
        read_swaps(["accents"])
    (tmp_path / "x.yaml").write_text("id: x\ntitle: x\nnote: n\ngroups: [{name: a, values: [b]}]\n")
    with pytest.raises(BadKnowledge, match=r"x\.yaml.*frame"):
        read_swaps(folder=tmp_path)
    with pytest.raises(ValueError, match="frame with one"):
        SwapKind.model_validate({"id": "x", "title": "x", "note": "n", "frame": "I am.", "groups": [{"name": "a", "values": ["b"]}]})
