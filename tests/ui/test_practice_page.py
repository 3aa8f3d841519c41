"""Practice on the screen: kept question by question, nothing revealed before the rating, and the truth after it."""

from __future__ import annotations

import pytest
from screen import Screen

from vetting.models.practice import Guess, Heard, Said, Speaker
from vetting.practice.cast import load_cast, persona_called
from vetting.practice.session import begin
from vetting.scale import Signal
from vetting.storage import Store

CAST = load_cast()
MARTA = persona_called("marta-lindqvist", CAST)
EVENT, CAUSE = "Tell me about one failure in production.", "What was the root cause?"
NOW = "2026-11-24T09:00:00+00:00"
HOSTILE = "<img src=x onerror=alert(1)> **bold** ![p](http://attacker.invalid/x.png)"


@pytest.fixture
def open_session(store: Store) -> str:
    """A session with Marta, nothing asked yet."""
    return store.practices.keep(begin("p1", MARTA, "persona", by="Ada", at=NOW)).id


def at(id: str) -> Screen:
    return Screen(by="Ada", practice=id).open("practice")


def ask(window: Screen, *questions: str) -> Screen:
    for question in questions:
        window.at.chat_input[0].set_value(question).run()
        window.sound()
    return window


def rated(window: Screen, level: int) -> Screen:
    window.at.radio[0].set_value(level).run()
    window.at.slider[0].set_value(80).run()
    return window.press("rate")


def test_a_surprise_is_met_and_nothing_tells_what_they_are_worth(store: Store) -> None:
    window = Screen(by="Ada").open("practice").press("surprise")
    (practice,) = store.practices.list("Ada")
    persona = persona_called(practice.persona, CAST)
    assert practice.chosen == "surprise"
    assert window.sees(persona.headline.split(";")[0].replace("'", "&#x27;"))
    assert persona.kind.value not in window.words


def test_each_question_is_kept_with_its_reply_and_comes_back_after_a_refresh(store: Store, open_session: str) -> None:
    window = ask(at(open_session), EVENT, CAUSE)
    assert window.sees("claims assistant paid some people their money twice")
    assert [said.asked for said in store.practices.read(open_session).said] == [EVENT, CAUSE]
    again = at(open_session)
    assert again.sees(EVENT)
    assert again.sees("a timeout is not a no") or again.sees("stopped waiting at 10 seconds")


def test_nothing_is_revealed_before_the_rating_and_everything_after_it(store: Store, open_session: str) -> None:
    window = ask(at(open_session), EVENT, CAUSE)
    for hidden in ("truth sheet", "operator", "Your probing", "vt-verdict"):
        assert hidden not in window.words
    window = rated(window, 3)
    practice = store.practices.read(open_session)
    assert (practice.guess and practice.guess.level, practice.guess and practice.guess.sure) == (3, 80)
    assert practice.machine is not None
    for shown in (
        "Marta Lindqvist: operator",
        "Your verdict was right, 1 level too low; you were 80 % sure.",
        "Your probing: ",
        "What you never asked for",
        "The truth sheet",
        "Level 2, proximity",
        "Too few for a curve",
    ):
        assert window.sees(shown), shown
    assert not window.at.chat_input
    assert len(window.at.get("arrow_vega_lite_chart")) + len(window.at.get("vega_lite_chart")) >= 1


def test_a_rating_without_a_level_asks_for_one(store: Store, open_session: str) -> None:
    window = ask(at(open_session), EVENT).press("rate")
    assert window.sees("Choose a level first")
    assert store.practices.read(open_session).guess is None


def test_before_the_first_question_nothing_can_be_rated(open_session: str) -> None:
    window = at(open_session)
    assert not window.has("rate")
    assert window.sees("Ask as you would in the real interview")


def test_what_is_typed_is_drawn_as_it_was_typed(open_session: str) -> None:
    window = ask(at(open_session), HOSTILE)
    assert window.sees("&lt;img src=x onerror=alert(1)&gt; **bold**")
    assert "<img" not in window.words


def test_somebody_elses_session_is_not_shown(open_session: str) -> None:
    window = Screen(by="Ben", practice=open_session).open("practice")
    assert "practice" not in window.at.query_params
    assert not window.at.chat_input


def test_two_windows_on_one_session_lose_nothing(store: Store, open_session: str) -> None:
    first, second = at(open_session), at(open_session)
    ask(first, EVENT)
    ask(second, CAUSE)
    practice = store.practices.read(open_session)
    assert [said.asked for said in practice.said] == [EVENT, CAUSE], "the second window read the session as it was when it asked"


def test_an_open_session_can_be_gone_on_with_from_the_front(open_session: str) -> None:
    window = Screen(by="Ada").open("practice")
    assert window.sees("not rated yet")
    assert window.press(f"go on {open_session}").at.chat_input


def test_a_chosen_level_says_that_it_is_not_counted(store: Store) -> None:
    window = Screen(by="Ada").open("practice").press("meet_level")
    (practice,) = store.practices.list("Ada")
    assert practice.chosen == "level"
    window = rated(ask(window, EVENT), 0)
    assert window.sees("this session is not counted below")
    assert window.sees("No session to count yet")


def test_ten_first_meetings_draw_the_curve(store: Store) -> None:
    for number, persona in enumerate(CAST[:10]):
        made = begin(f"q{number}", persona, "surprise", by="Ada", at=f"2026-11-24T09:{number:02d}:00+00:00")
        store.practices.keep(made.model_copy(update={"guess": Guess(level=persona.level, sure=90, at=NOW)}))
    window = Screen(by="Ada").open("practice")
    assert window.sees("10 sessions counted")
    assert window.sees("85 to 100 % sure: right in 100% of 10 sessions")
    assert not window.sees("Too few for a curve")


@pytest.mark.parametrize(
    ("speaker", "says"),
    [
        (Speaker.MODEL, "The model&#x27;s first reply was not let through"),
        (Speaker.REPLACED, "The model&#x27;s reply was not let through; this is the candidate&#x27;s written reply"),
    ],
)
def test_a_reply_that_was_not_let_through_is_said_so(store: Store, open_session: str, speaker: Speaker, says: str) -> None:
    said = Said(asked=EVENT, heard=Heard(signals=(Signal.INCIDENT,)), reply="We paid twice.", speaker=speaker, refused=("why",))
    store.practices.keep(store.practices.read(open_session).model_copy(update={"said": (said,)}))
    assert at(open_session).sees(says)


def test_my_sessions_can_be_erased_and_others_stay(store: Store, open_session: str) -> None:
    store.practices.keep(begin("p2", MARTA, "persona", by="Ben", at=NOW))
    window = Screen(by="Ada").open("practice").press("erase_practice")
    assert [one.id for one in store.practices.list()] == ["p2"]
    assert not window.has(f"go on {open_session}")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_endpoint_that_fails_says_so_and_the_conversation_stands(
    store: Store, open_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = ask(at(open_session), EVENT)
    for name, value in {
        "VETTING_ENGINE": "openai",
        "OPENAI_API_KEY": "sk-test",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "VETTING_RETRIES": "0",
    }.items():
        monkeypatch.setenv(name, value)
    ask(window, CAUSE)
    assert window.sees("The endpoint could not be used")
    assert len(store.practices.read(open_session).said) == 1
    monkeypatch.setenv("VETTING_ENGINE", "offline")
    window.press("ask_again")
    assert [said.asked for said in store.practices.read(open_session).said] == [EVENT, CAUSE]
    assert not window.has("ask_again")
