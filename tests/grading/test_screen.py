"""What cannot be read is named; what can be read passes, however odd it looks."""

import pytest

from vetting.grading.screen import only_repeats, screen


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param(" \n\t\ufeff", "empty", id="white space and a byte-order mark"),
        pytest.param("\x00\x01PNG\x02\x03\x04\x7f\x00IHDR\x00", "not text", id="bytes"),
        pytest.param("😀😀 🎉", "no words", id="emoji"),
        pytest.param("12 34 --- 99", "no words", id="digits"),
        pytest.param(
            "Wir hatten einen Vorfall mit dem Index, und ich habe den Job repariert, weil er nicht mehr lief.", "German", id="German"
        ),
        pytest.param("Nous avons eu un incident avec l'index et je l'ai réparé dans la nuit, mais pas sans peine.", "French", id="French"),
        pytest.param("Tuvimos un incidente con el índice y lo arreglé porque no había alarma para los datos.", "Spanish", id="Spanish"),
        pytest.param("Моя команда нашла ошибку в индексе", "another script", id="Russian"),
        pytest.param("我们的索引过期了三周，我修复了它", "another script", id="Chinese"),
        pytest.param("asdf qwer zxcv uiop hjkl bnmq wrtx sdfg xcvb wert", "not readable", id="keyboard noise"),
        pytest.param("TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24sIGJ1dCBieSB0aGlz", "not readable", id="base64"),
        pytest.param("index " * 60, "not readable", id="one word over and over"),
    ],
)
def test_what_cannot_be_judged_is_named(answer: str, said: str) -> None:
    assert said in (screen(answer) or "")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Index stale three weeks. Cron dead. Reindexed Qdrant, added alert on max(updated_at).", id="clipped notes"),
        pytest.param('{"answer": "the worker died and I restarted it"}', id="JSON"),
        pytest.param("<p>The worker <b>died</b> and I restarted it</p>", id="HTML"),
        pytest.param("## What broke\n- the index was stale\n- I rebuilt it", id="Markdown"),
        pytest.param(
            "In Zürich haben wir, sorry, we had the index stale and I fixed the job because it had no alarm.", id="a slip of language"
        ),
        pytest.param(
            "I not sure how say. Bot give wrong price two week, I see in log, cache key have no currency, I add.", id="non-native"
        ),
        pytest.param("😀 it broke and I fixed it 🎉", id="emoji among words"),
    ],
)
def test_what_can_be_read_passes(answer: str) -> None:
    assert screen(answer) is None


def test_an_engine_that_reads_any_language_gets_any_language() -> None:
    assert screen("Wir hatten einen Vorfall mit dem Index, und ich habe ihn repariert.", any_language=True) is None


ASKED = "Tell me about a time your retrieval system gave people wrong or outdated answers."


@pytest.mark.parametrize(
    ("answer", "repeats"),
    [
        pytest.param(
            "A time when the retrieval gave wrong answers, or outdated ones, to people. Right, let me think.", True, id="the question again"
        ),
        pytest.param("Wrong answers. Outdated answers, from the retrieval system. Okay. Good question.", True, id="the question in pieces"),
        pytest.param(
            "Our retrieval gave wrong answers, since the import skipped renamed files, and I keyed it on the number.", False, id="an answer"
        ),
        pytest.param("The index was stale.", False, id="a few words of one's own"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_an_answer_that_only_says_the_question_again_is_known(answer: str, repeats: bool) -> None:
    assert only_repeats(ASKED, answer) is repeats


def test_without_a_question_nothing_repeats_it() -> None:
    assert not only_repeats("", "Right, let me think.")
