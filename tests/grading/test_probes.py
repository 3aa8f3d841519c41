"""The next probe is the one whose answer is expected to change the verdict most."""

from pathlib import Path

import pytest

from vetting.grading.labelled import read_answers
from vetting.grading.probes import next_probes, worths
from vetting.grading.speakers import SHOWN, depth_of
from vetting.scale import CORE, DEPTH, REQUIRED, Signal

DATA = Path(__file__).parent.parent / "data" / "grading"
S = Signal
LADDER = {signal: f"Tell me of the {signal.words}." for signal in DEPTH}


def _missing(*shown: S) -> tuple[S, ...]:
    return tuple(signal for signal in DEPTH if signal not in shown)


def _order(*shown: S) -> list[S]:
    return [worth.signal for worth in worths(dict.fromkeys(shown, 0.95), _missing(*shown))]


@pytest.mark.parametrize(
    ("shown", "first"),
    [
        pytest.param((), S.INCIDENT, id="nothing happened yet: ask for an event"),
        pytest.param((S.INCIDENT,), S.ROOT_CAUSE, id="an event: the mechanism tells deep from shallow best"),
        pytest.param((S.INCIDENT, S.OWN_ROLE, S.ROOT_CAUSE), S.FIX, id="one required signal is missing"),
        pytest.param((S.INCIDENT, *REQUIRED, S.DETECTION), S.PREVENTION, id="the verdict is settled: what parts level 3 from 4"),
    ],
)
def test_the_probe_aims_where_the_verdict_hangs(shown: tuple[S, ...], first: S) -> None:
    assert _order(*shown)[0] is first


def test_a_signal_that_would_settle_nothing_is_worth_nothing_to_the_verdict() -> None:
    settled = worths(dict.fromkeys((S.INCIDENT, *REQUIRED, S.DETECTION), 1.0), _missing(S.INCIDENT, *REQUIRED, S.DETECTION))
    assert all(worth.verdict_change == pytest.approx(0) for worth in settled)
    assert any(worth.level_change > 0.1 for worth in settled)


def test_what_somebody_told_speaks_for_what_they_can_tell() -> None:
    def told(*shown: S) -> float:
        return next(w.told for w in worths(dict.fromkeys(shown, 0.95), _missing(*shown)) if w.signal is S.VERIFICATION)

    assert told() < told(S.INCIDENT) < told(S.INCIDENT, *(s for s in CORE if s is not S.VERIFICATION))


def test_what_was_not_asked_about_speaks_against_nobody() -> None:
    assert depth_of({}) == pytest.approx((0.2,) * 5)


def test_an_answer_that_is_certain_is_worth_no_question() -> None:
    surely_told = next(w for w in worths({S.FIX: 0.999}, (S.FIX,)) if w.signal is S.FIX)
    open_question = next(w for w in worths({}, (S.FIX,)) if w.signal is S.FIX)
    assert surely_told.verdict_change < 0.1 * open_question.verdict_change or open_question.verdict_change == 0


def test_probes_come_from_the_ladder_as_many_as_asked_for() -> None:
    probes = next_probes(LADDER, {S.INCIDENT: 0.9}, _missing(S.INCIDENT), limit=3)
    assert [probe.text for probe in probes] == [LADDER[signal] for signal in _order(S.INCIDENT)[:3]]
    assert next_probes(LADDER, dict.fromkeys(DEPTH, 1.0), ()) == ()


def test_the_shares_are_those_of_the_labelled_answers() -> None:
    files = [path for path in sorted(DATA.glob("*.jsonl")) if "pairs" not in path.name and "vectors" not in path.name]
    rows = [row for path in files for row in read_answers(path) if row.signals is not None and row.level is not None]
    for signal, shares in SHOWN.items():
        told = [[signal in (row.signals or ()) for row in rows if row.level == level] for level in range(5)]
        found = tuple(round(min(0.98, max(0.02, sum(one) / len(one))), 2) for one in told)
        assert shares == pytest.approx(found, abs=0.08), f"new answers changed the shares; put {found} in SHOWN for {signal}"
