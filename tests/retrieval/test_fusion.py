"""Ranks are fused, scores of one way are added in standard deviations, and ties fall the same way every time."""

from __future__ import annotations

import pytest

from vetting.retrieval.fusion import WEIGHTS, K, Ranking, fuse, ranked

SENTENCE = "the agent paid the same invoice once more after a time-out"


def test_being_found_both_ways_beats_being_first_one_way() -> None:
    fused = fuse([Ranking("dense", ["a", "b"]), Ranking("lexical", ["c", "b"])])
    assert [id for id, _ in fused] == ["b", "a", "c"]
    assert fused[1][1] == pytest.approx(WEIGHTS["dense"] / (K + 1))


def test_ties_are_broken_by_id() -> None:
    assert [id for id, _ in fuse([Ranking("dense", ["b"]), Ranking("dense", ["a"])])] == ["a", "b"]
    assert ranked("dense", SENTENCE, {"b": 1.0, "a": 1.0}, None).ids == ["a", "b"]


def test_situations_lead_what_is_said_and_own_text_leads_what_is_named() -> None:
    own_text, votes = {"a": 0.9, "b": 0.1, "c": 0.1}, {"a": 0.0, "b": 0.9, "c": 0.0}
    assert ranked("dense", SENTENCE, own_text, votes).ids[0] == "b"
    assert ranked("dense", "double payment", own_text, votes).ids[0] == "a"


def test_the_scale_of_scores_does_not_matter() -> None:
    small = ranked("lexical", SENTENCE, {"a": 0.1, "b": 0.3}, {"a": 0.002, "b": 0.001})
    large = ranked("lexical", SENTENCE, {"a": 10.0, "b": 30.0}, {"a": 0.002, "b": 0.001})
    assert small.ids == large.ids


def test_of_many_windows_the_telling_one_decides() -> None:
    chatter = [Ranking("dense", ["a", "b"], strength=0.2) for _ in range(20)]
    assert fuse([*chatter, Ranking("dense", ["b", "a"], strength=0.9)])[0][0] == "b"
