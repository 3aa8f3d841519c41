"""vetting criteria: list, search, show, contradictions; plain when piped, complete as JSON."""

from __future__ import annotations

import json

import pytest

from vetting.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["criteria", *words]) == 0
    return capsys.readouterr().out


def test_without_a_view_every_criterion_is_a_line_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys).splitlines()
    assert "stale embeddings\tdepth signal\tstale-embeddings\tS7\tTells of an index that served outdated content" in lines
    listed = json.loads(said(capsys, "--json"))
    assert len(listed["criteria"]) == len(lines) - 1


def test_show_gives_everything_with_contradictions_and_classes(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "eighteen-month-rule")
    assert "source S3" in text
    assert "Why it matters" in text
    assert "The source disagrees with itself" in text
    assert "432,000" in text
    shown = json.loads(said(capsys, "show", "tool-calls-under-retry", "--json"))
    assert "tool-calling-idempotency" in [one["id"] for one in shown["failure_classes"]]


def test_an_unknown_id_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["criteria", "show", "stale-embedding"]) == 2
    assert "stale-embeddings" in capsys.readouterr().err


@pytest.mark.parametrize("view", ["search", "show"])
def test_a_view_without_words_says_what_to_type(capsys: pytest.CaptureFixture[str], view: str) -> None:
    assert main(["criteria", view]) == 2
    assert f"vetting criteria {view}" in capsys.readouterr().err


def test_search_uses_the_index(capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys, "search", "stale embeddings").splitlines()[0].split("\t")
    assert first[:3] == ["1", "stale-embeddings", "S7"]
    found = json.loads(said(capsys, "search", "the", "agent", "paid", "twice", "--kind", "failure_class", "--json", "-n", "3"))
    assert "tool-calling-idempotency" in [hit["id"] for hit in found["hits"]]
    assert len(found["hits"]) == 3


def test_all_contradictions_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "9 contradictions" in said(capsys, "contradictions")
    assert [one["id"] for one in json.loads(said(capsys, "contradictions", "--json"))] == list("abcdefghi")
