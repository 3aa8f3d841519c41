"""A candidate played over the wire: a recording of the real client, streamed, reply by reply (see cassettes/README.md)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vetting.embedding import embedder
from vetting.llm import Door, Endpoint
from vetting.models.practice import Practice, Speaker
from vetting.practice.cast import load_cast, persona_called
from vetting.practice.leaks import given_away
from vetting.practice.played import Played
from vetting.practice.probing import probing
from vetting.scale import Signal
from vetting.settings import CHAT_MODEL, DECISIONS_MODEL

PRIYA = persona_called("priya-raman", load_cast())
ASKED = (
    "Hi Priya, thanks for joining. Tell me about one time your agent went wrong in production.",
    "How did you find out?",
    "What was the root cause?",
    "What did you do yourself?",
    "What would you do about agents in general?",
    "How did you know the fix worked?",
)


@pytest.mark.vcr
def test_an_interview_over_the_wire_tells_what_was_asked_for_and_stops_a_leak(
    endpoint_url: str, endpoint_key: str, interview: Callable[..., Practice]
) -> None:
    door = Door(Endpoint(endpoint_key, endpoint_url, CHAT_MODEL, DECISIONS_MODEL, timeout=600, retries=0))
    practice = interview(PRIYA, *ASKED, player=Played(door, embedder()))
    signals = {fact.id: fact.signal for fact in PRIYA.facts}
    asked: set[Signal] = {Signal.INCIDENT}
    for said in practice.said:
        asked |= set(said.heard.signals)
        assert {signals[id] for id in given_away(PRIYA, said.reply)} <= asked
    assert {signals[id] for id in practice.told} == {
        Signal.INCIDENT,
        Signal.DETECTION,
        Signal.ROOT_CAUSE,
        Signal.OWN_ROLE,
        Signal.VERIFICATION,
    }
    assert len({said.reply for said in practice.said}) == len(ASKED)
    assert [said.speaker for said in practice.said] == [Speaker.MODEL] * len(ASKED)
    refused = [said.refused for said in practice.said if said.refused]
    assert len(refused) == 1, "the second reply gave too much away at first, and was asked for again"
    assert door.meter.requests == len(ASKED) + 1
    assert probing(PRIYA, practice.said).score > 0
