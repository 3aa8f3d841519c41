"""Fitting: the same answers give the same bytes, nobody is judged by models that saw their writer, and copies keep what they must."""

import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from vetting.errors import BadInput
from vetting.grading.offline.augment import augmented
from vetting.grading.offline.bag import word_number
from vetting.grading.offline.examples import Example, from_answer
from vetting.grading.offline.fit import fit, read_examples
from vetting.grading.offline.pooling import SENTENCE_SIGNALS
from vetting.grading.offline.vectors import keep, read_kept
from vetting.grading.offline.weights import ANSWER_SIGNALS, dump_weights, load_weights
from vetting.models.labelled import LabelledAnswer
from vetting.scale import Signal

DEEP = (
    "On Monday the shop in Leeds rang me about old prices. I looked at the log and saw that the import had skipped renamed rows, "
    "since it matched on the name. I changed it to match on the number. Our {thing} was right the next morning."
)
SPANS = {
    Signal.INCIDENT: ("On Monday the shop in Leeds rang me about old prices.",),
    Signal.DETECTION: ("On Monday the shop in Leeds rang me about old prices.",),
    Signal.ROOT_CAUSE: ("the import had skipped renamed rows, since it matched on the name",),
    Signal.OWN_ROLE: ("I changed it to match on the number.",),
    Signal.FIX: ("I changed it to match on the number.",),
    Signal.VERIFICATION: ("was right the next morning",),
}
SHALLOW = "Trust in {thing} is a journey. You should align stakeholders early. Our framework has five pillars. Culture comes first."


class Toy:
    """A vector from the hash of each word: no meaning, but the same every time, and quick."""

    name = "toy"
    dimensions = 384

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.array([sum((self._word(word) for word in text.lower().split()), np.zeros(384)) for text in texts])
        return (vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)).astype(np.float32)

    def _word(self, word: str) -> np.ndarray:
        return np.random.default_rng(int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)).normal(size=384)


def _deep(thing: str) -> LabelledAnswer:
    return LabelledAnswer(
        id=thing, question="What broke?", answer=DEEP.format(thing=thing), level=3, signals=tuple(SPANS), evidence=SPANS, flags=()
    )


def _shallow(thing: str) -> LabelledAnswer:
    span = "Our framework has five pillars."
    return LabelledAnswer(
        id=f"s-{thing}", question="What broke?", answer=SHALLOW.format(thing=thing), level=0, signals=(), flags=(Signal.FRAMEWORK_TALK,),
        flag_evidence={Signal.FRAMEWORK_TALK: (span,)},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for writer, things in (("w1", ("price", "index", "bot")), ("w2", ("search", "agent", "cache"))):
        rows = [row for thing in things for row in (_deep(thing), _shallow(thing))]
        (tmp_path / f"{writer}.answers.jsonl").write_text("".join(row.model_dump_json() + "\n" for row in rows))
    return tmp_path


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_the_same_answers_give_the_same_bytes_and_they_load(folder: Path, tmp_path: Path) -> None:
    examples = read_examples(folder, Toy())
    texts = [dump_weights(fit(examples, "toy")[0], {"answers": 12}) for _ in range(2)]
    assert texts[0] == texts[1]
    path = tmp_path / "weights.json"
    path.write_text(texts[0])
    loaded = load_weights(path)
    assert loaded.embedder == "toy"
    assert loaded.sentence.coefficients.shape[1] == len(SENTENCE_SIGNALS) + 2


def test_every_answer_is_judged_once_by_models_that_did_not_see_its_writer(folder: Path) -> None:
    examples = read_examples(folder, Toy())
    _, held_out = fit(examples, "toy")
    assert [row["fold"] for row in held_out] == ["w1"] * 6 + ["w2"] * 6
    means = [sum(level * chance for level, chance in enumerate(row["levels"])) for row in held_out]
    assert min(means[::2]) > max(means[1::2])


def test_one_writer_alone_is_refused(folder: Path) -> None:
    (folder / "w2.answers.jsonl").unlink()
    with pytest.raises(BadInput, match="two writers"):
        read_examples(folder, Toy())


def test_copies_keep_the_level_unless_the_speakers_part_is_given_away() -> None:
    rows = [_deep("price"), _shallow("price")]
    pairs = [(row, from_answer(row, "w1", Toy(), complete=True)) for row in rows]
    made = augmented(pairs, Toy())
    assert all(example.made and example.fold == "w1" for example in made)
    own_role = ANSWER_SIGNALS.index(Signal.OWN_ROLE)
    by_level = {level: [e for e in made if e.level == level] for level in (0, 2, 3, None)}
    assert by_level[3]
    assert all(example.present[own_role] == 1 for example in by_level[3])
    assert all(example.present[own_role] == 0 for example in by_level[2])
    assert len(by_level[2]) == 1
    assert _carriers(by_level[2][0], Signal.ROOT_CAUSE) == 1
    assert _carriers(by_level[2][0], Signal.OWN_ROLE) == 0


def test_copies_know_what_they_were_made_from_and_whether_they_must_fall() -> None:
    rows = [_deep("price"), _shallow("price")]
    pairs = [(row, from_answer(row, "w1", Toy(), complete=True)) for row in rows]
    for copy in augmented(pairs, Toy()):
        assert any(copy.base is example for _, example in pairs)
        assert copy.falls == (copy.level != copy.base.level)


def test_a_copy_without_cause_and_fix_has_lost_their_sentences_and_no_others() -> None:
    row = _deep("price")
    example = from_answer(row, "w1", Toy(), complete=True)
    cut = next(copy for copy in augmented([(row, example)], Toy()) if copy.level is None)
    gone = {ANSWER_SIGNALS[k] for k in np.flatnonzero(example.present > cut.present)}
    assert gone == {Signal.ROOT_CAUSE, Signal.FIX, Signal.OWN_ROLE}
    assert len(cut.seen.words) == len(example.seen.words) - 2


def _carriers(example: Example, signal: Signal) -> int:
    return int((example.marks[:, SENTENCE_SIGNALS.index(signal)] == 1).sum())


def test_copies_do_not_depend_on_the_global_random_state() -> None:
    pairs = [(row, from_answer(row, "w1", Toy(), complete=True)) for row in (_deep("price"), _shallow("price"))]
    first = [example.seen.words.tolist() for example in augmented(pairs, Toy())]
    random.seed(99)
    assert [example.seen.words.tolist() for example in augmented(pairs, Toy())] == first


def test_a_kept_answer_holds_no_word_of_the_text(tmp_path: Path) -> None:
    row = keep("What broke?", "The zanzibar importer skipped rows. I rewrote it.", "somewhere", 3)
    text = json.dumps(row)
    assert not any(word in text.lower() for word in ("zanzibar", "importer", "rewrote"))
    path = tmp_path / "kept.jsonl"
    path.write_text(text + "\n")
    kept = read_kept(path)[0]
    assert kept.level == 3
    assert kept.seen.vectors.shape == (2, 384)
    assert kept.seen.tokens[1] == tuple(sorted(word_number(word) for word in ("i", "rewrote", "it")))
