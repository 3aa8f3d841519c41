"""Two answers that cannot both be true, checked over the wire: a recording of the real clients (see cassettes/README.md)."""

from __future__ import annotations

import factories as make
import pytest

from vetting.interview.consistency import check_consistency
from vetting.llm import Door, Endpoint
from vetting.models.interview import Exchange
from vetting.settings import CHAT_MODEL, DECISIONS_MODEL

SAID = (
    (
        "Which retrieval failure did you find last?",
        "In March our parts search returned discontinued parts. I was the only engineer on it then, so I read the nightly job myself. It "
        "took the file date for the version, and the supplier re-exports everything on Sundays, so nothing ever looked changed. I keyed "
        "it on a content hash and watched it for two weeks.",
    ),
    (
        "How large was the team you led?",
        "At the parts company I had seven engineers under me from January until June, all of them on search. I did the planning and the "
        "reviews; the code was theirs, I did not touch the jobs.",
    ),
    (
        "What would you do differently?",
        "I would put an alert on the age of the oldest indexed part. We added it only after the third complaint.",
    ),
)
CV = "2024-2025: search lead at a parts company, team of seven. Before that, two years of pricing models at an insurer."


@pytest.mark.vcr
def test_a_lone_engineer_with_seven_under_him_is_asked_about_it(endpoint_url: str, endpoint_key: str) -> None:
    cards = [make.card(f"wire.e{n}", text=question) for n, (question, _) in enumerate(SAID)]
    turns = [
        make.turn(make.grade(2), of=card).model_copy(update={"exchanges": (Exchange(asked=card.text, answer=answer),)})
        for card, (_, answer) in zip(cards, SAID, strict=True)
    ]
    door = Door(Endpoint(endpoint_key, endpoint_url, CHAT_MODEL, DECISIONS_MODEL, timeout=600, retries=0))
    check = check_consistency(make.interview(*turns, cards=tuple(cards)), door, CV)
    assert check.compared == ("answer 1", "answer 2", "answer 3", "documents")
    assert check.found
    for one in check.found:
        assert {one.one.source, one.other.source} != {one.one.source}
        assert one.probe.endswith("?")
    assert any("only engineer" in said.evidence.quote for one in check.found for said in (one.one, one.other))
    assert door.meter.requests == 2
