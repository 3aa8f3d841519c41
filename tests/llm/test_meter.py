"""What an answer, a run and a door spent: requests, tokens, and their cost where the price is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import factories as make
import httpx2
import pytest
from factories import DEEP, QUESTION, FakeEngine

from vetting.at_once import in_order
from vetting.errors import BadKnowledge
from vetting.grading.llm import LlmEngine
from vetting.knowledge import load_knowledge
from vetting.llm import Door, Messages, Meter, metered
from vetting.llm.prices import ModelPrice, Prices, load_prices, priced
from vetting.models.spent import Spent, total
from vetting.wiring import grader

PRICES: Prices = {"gpt-6-luna": ModelPrice(model="gpt-6-luna", input=1.0, output=10.0, as_of="2026-01-01", source="a test")}


def _answer(request: httpx2.Request) -> httpx2.Response:
    body = json.loads(request.read())
    if request.url.path.endswith("/decisions"):
        return httpx2.Response(200, json=make.decisions_reply(body, 0.1))
    return httpx2.Response(200, json=make.chat_reply(make.extracted({})))


def _door(**changes: Any) -> Door:
    return Door(make.endpoint(_answer, **{"prices": PRICES, **changes}))


def test_every_answer_knows_what_it_took_though_many_are_graded_at_once() -> None:
    door = _door()
    grade = grader(LlmEngine(door), load_knowledge())
    outcomes = list(in_order(lambda n: grade(QUESTION, f"{DEEP} Number {n}."), range(4), workers=4))
    each = Spent(requests=2, input_tokens=11 + 5, output_tokens=7 + 3, usd=(16 * 1.0 + 10 * 10.0) / 1e6)
    assert [outcome.spent for outcome in outcomes] == [each] * 4
    assert door.meter.spent.requests == 8


def test_what_the_offline_engine_grades_took_nothing() -> None:
    assert grader(FakeEngine(make.claims()), load_knowledge())(QUESTION, DEEP).spent is None


def test_a_model_without_a_known_price_shows_no_cost() -> None:
    door = _door(decisions_model="a-model-of-our-own")
    door.decide({"a": "b"}, {"fix": "A fix."}, {}, "f")
    assert (door.meter.requests, door.meter.spent.usd) == (1, None)


def test_tokens_an_endpoint_does_not_count_cost_nobody_knows_what() -> None:
    assert priced("gpt-6-luna", None, None, PRICES) == Spent(requests=1, usd=None)


def test_meters_inside_each_other_all_count() -> None:
    with metered() as run:
        with metered() as answer:
            _door().decide({"a": "b"}, {"fix": "A fix."}, {}, "f")
        _door().decide({"a": "b"}, {"fix": "A fix."}, {}, "f")
    assert (answer.requests, run.requests) == (1, 2)
    _door().decide({"a": "b"}, {"fix": "A fix."}, {}, "f")
    assert run.requests == 2, "a meter that is closed counts no more"


def test_a_stream_is_counted_and_priced() -> None:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    events = [
        {**head, "choices": [{"index": 0, "delta": {"content": "Two."}, "finish_reason": "stop"}]},
        {**head, "choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}},
    ]
    text = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    door = Door(make.endpoint(lambda _: httpx2.Response(200, text=text, headers={"content-type": "text/event-stream"}), prices=PRICES))
    assert list(door.stream(Messages("s", "u"))) == ["Two."]
    assert door.meter.spent == Spent(requests=1, input_tokens=1000, output_tokens=100, usd=0.002)


def test_an_unknown_cost_makes_the_sum_unknown_and_nothing_else() -> None:
    known, unknown = Spent(requests=1, input_tokens=5, usd=0.5), Spent(requests=1, input_tokens=7, usd=None)
    assert known + unknown == Spent(requests=2, input_tokens=12, usd=None)
    assert total([known, None, known]) == Spent(requests=2, input_tokens=10, usd=1.0)
    assert total([None, None]) is None


def test_an_interview_adds_up_its_grades() -> None:
    turns = [make.turn(make.grade().model_copy(update={"spent": Spent(requests=3, usd=0.25)}), of=make.card(id)) for id in ("a", "b")]
    assert make.interview(*turns).spent == Spent(requests=6, usd=0.5)
    assert make.interview(make.turn(make.grade())).spent is None


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        pytest.param(
            Spent(requests=3, input_tokens=4180, output_tokens=612, usd=0.000724),
            "3 requests, 4,180 tokens in, 612 out, about $0.0007",
            id="asked",
        ),
        pytest.param(
            Spent(requests=1, cached=2, input_tokens=9, output_tokens=1, usd=None),
            "1 request, 2 more from the cache, 9 tokens in, 1 out",
            id="partly from the cache, price unknown",
        ),
        pytest.param(Spent(cached=3), "3 requests answered from the cache, at no cost", id="all from the cache"),
        pytest.param(Spent(requests=1, usd=0.00001), "1 request, 0 tokens in, 0 out, less than $0.0001", id="next to nothing"),
        pytest.param(Spent(requests=1, usd=1234.5), "1 request, 0 tokens in, 0 out, about $1,234.50", id="a lot"),
        pytest.param(Spent(), "no request", id="nothing"),
    ],
)
def test_what_was_spent_in_words(spent: Spent, words: str) -> None:
    assert spent.words == words


def test_every_shipped_price_has_a_source_and_a_day() -> None:
    shipped = load_prices()
    assert "gpt-6-luna" in shipped, "the model that is asked by default"
    for price in shipped.values():
        assert price.source.startswith("https://")
        assert len(price.as_of) == len("2026-01-01")


def test_prices_of_ones_own_stand_over_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "prices.yaml"
    row = 'prices:\n  - {model: gpt-6-luna, input: 3, output: 4, as_of: "2026-11-01", source: our contract}\n'
    own.write_text(row)
    assert (load_prices(own)["gpt-6-luna"].input, load_prices()["gpt-6-luna"].input) == (3, 0.1)
    own.write_text(row.replace("input: 3", "input: cheap"))
    with pytest.raises(BadKnowledge, match="input should be a number"):
        load_prices(own)


def test_a_meter_adds_up_across_threads() -> None:
    meter = Meter()
    list(in_order(lambda _: meter.add(Spent(requests=1)), range(500), workers=8))
    assert meter.requests == 500
