"""Speed, as ratios measured side by side in one run (`vetting bench --speed`). Seconds are of this machine, ratios travel."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vetting.embedding import Embedder
from vetting.resources import PACKAGE

ROUNDS = 5
ANSWERS = 60
QUERIES = 20
ANSWER = (
    "A depot manager rang because the assistant quoted a rule we had withdrawn. Our sync only sent upserts, so deleted pages stayed in the "
    "index; I wrote a job that drops the orphans every hour, and we replayed a month of questions to be sure."
)
QUESTION = "Pick one time your system answered people from content that was out of date. What happened?"


@dataclass(frozen=True)
class Measured:
    """Two things timed alternately, `ROUNDS` times each; medians in seconds."""

    what: str
    ours: float
    against: str
    theirs: float

    def __str__(self) -> str:
        return f"{self.what:<52} {self.ours:7.3f} s   {self.ours / self.theirs:5.2f} x   {self.against} ({self.theirs:.3f} s)"


def measure(grade: Callable[[str, str], object], search: Callable[[str], object], model: Embedder) -> list[Measured]:
    """Every comparison, for an offline grader, a search and the embedder both use; takes about a minute."""
    from vetting.grading.offline.sentences import split_sentences

    python = [sys.executable, "-c"]
    vetting = [sys.executable, "-m", "vetting"]
    one = [*vetting, "grade", "--engine", "offline", "--json", "--question", QUESTION, "--answer", ANSWER]
    encoder = "from vetting.embedding import embedder; embedder('minilm').embed(['one sentence'])"
    answers = _answers()
    texts = [[QUESTION, *(sentence.text for sentence in split_sentences(answer))] for answer in answers]
    queries = [f"{QUESTION} {number}" for number in range(QUERIES)]
    return [
        _pair("vetting --help, cold", _command([*vetting, "--help"]), "an empty Python", _command([*python, "pass"])),
        _pair("vetting grade, cold", _command(one), "loading the sentence model", _command([*python, encoder])),
        _pair(
            f"grading {len(answers)} answers",
            lambda: [grade(QUESTION, answer) for answer in answers],
            "the bare encoder on the same sentences",
            lambda: [model.embed(sentences) for sentences in texts],
        ),
        _pair(
            f"hybrid search, {QUERIES} queries",
            lambda: [search(query) for query in queries],
            "embedding the queries",
            lambda: [model.embed([query]) for query in queries],
        ),
    ]


def _answers() -> list[str]:
    """Labelled answers where there is a checkout, else one answer again and again."""
    file = PACKAGE.parent / "tests" / "data" / "grading" / "dev_answers.jsonl"
    if not file.is_file():
        return [f"{ANSWER} {number}" for number in range(ANSWERS)]
    return [json.loads(line)["answer"] for line in file.read_text("utf-8").splitlines()[:ANSWERS]]


def _command(words: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(words, check=True, capture_output=True, cwd=Path.home())  # noqa: S603


def _pair(what: str, ours: Callable[[], object], against: str, theirs: Callable[[], object]) -> Measured:
    ours(), theirs()
    timed = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    return Measured(what, statistics.median(a for a, _ in timed), against, statistics.median(b for _, b in timed))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
