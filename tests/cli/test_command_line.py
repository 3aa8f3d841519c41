"""The root of the command line: help at once, failures as words and exit codes, candidate text that cannot steer a terminal."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest
from factories import DEEP, QUESTION, FakeEngine
from rich.console import Console

from vetting import errors
from vetting.cli import VERBS, main
from vetting.cli.draw import draw_outcome
from vetting.cli.screen import print_json
from vetting.grading import grade_answer
from vetting.grading.engine import Engine
from vetting.models.outcome import Claims
from vetting.scale import DEPTH, Signal
from vetting.settings import Settings

HEAVY = {"pydantic", "numpy", "openai", "langchain_core", "chromadb", "streamlit", "rich", "yaml", "onnxruntime", "sqlalchemy"}


@pytest.fixture
def use_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    """Puts an engine in place of the one the settings would open."""
    return lambda engine: monkeypatch.setattr("vetting.wiring.open_engine", lambda settings: engine)


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, vetting.cli\ntry: vetting.cli.main(['--help'])\nexcept SystemExit: pass\nprint('\\nmodules', *sys.modules)"
    said = _python(code).stdout
    modules = {module.partition(".")[0] for module in said.rpartition("modules ")[2].split()}
    assert "vetting" in modules
    assert not modules & HEAVY
    assert all(verb in said for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_that_imports_nothing_heavy(verb: str) -> None:
    code = (
        f"import sys, vetting.cli\ntry: vetting.cli.main(['{verb}', '--help'])\nexcept SystemExit: pass\nprint('\\nmodules', *sys.modules)"
    )
    said = _python(code)
    modules = {module.partition(".")[0] for module in said.stdout.rpartition("modules ")[2].split()}
    assert "--json" in said.stdout, said.stderr
    assert not modules & HEAVY


def test_no_verb_is_a_mistake_that_shows_the_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "grade-batch" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.BadInput, 2),
        (errors.BadKnowledge, 2),
        (errors.BadPrompt, 2),
        (errors.BadSettings, 2),
        (errors.MissingExtra, 2),
        (errors.EndpointUnreachable, 3),
        (errors.ModelRefused, 3),
        (errors.StaleRecording, 4),
        (errors.ReplayDrift, 5),
    ],
)
def test_a_failure_becomes_words_on_standard_error_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type[errors.VettingError], code: int
) -> None:
    def fails(settings: object) -> None:
        raise error("The cellar is full. Empty it.")

    monkeypatch.setattr("vetting.wiring.open_engine", fails)
    assert main(["grade", "--question", "q", "--answer", "a"]) == code
    out, err = capsys.readouterr()
    assert (out, err) == ("", "vetting grade: The cellar is full. Empty it.\n")


def test_a_bug_is_not_dressed_up_as_a_failure(use_engine: Callable[[Engine], None]) -> None:
    use_engine(FakeEngine(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["grade", "--question", QUESTION, "--answer", DEEP])


def test_settings_that_cannot_be_meant_stop_every_grade(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VETTING_TIMEOUT", "soon")
    assert main(["grade", "--question", "q", "--answer", "a"]) == 2
    assert "VETTING_TIMEOUT" in capsys.readouterr().err
    assert main(["grade", "--engine", "openai", "--question", "q", "--answer", "a"]) == 2


@pytest.mark.parametrize(
    ("words", "kept_here"),
    [
        pytest.param([], True, id="nothing said: the variable decides"),
        pytest.param(["--engine", "auto"], False, id="the option beats the variable"),
    ],
)
def test_an_engine_set_to_offline_sends_nothing_although_there_is_a_key(
    monkeypatch: pytest.MonkeyPatch, words: list[str], kept_here: bool
) -> None:
    opened: list[Settings] = []

    def opens(settings: Settings) -> FakeEngine:
        opened.append(settings)
        return FakeEngine(make.claims(*DEPTH))

    monkeypatch.setenv("VETTING_ENGINE", "offline")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setattr("vetting.wiring.open_engine", opens)
    assert main(["grade", *words, "--question", QUESTION, "--answer", DEEP]) == 0
    assert [not settings.uses_endpoint for settings in opened] == [kept_here]


def test_a_cache_that_cannot_be_written_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("no folder", "utf-8")
    monkeypatch.setenv("VETTING_CACHE", str(tmp_path / "a file"))
    assert main(["criteria", "search", "drift"]) == 2
    assert "Set VETTING_CACHE" in capsys.readouterr().err


def test_a_port_there_cannot_be_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ui", "--port", "99999"]) == 2
    assert "There is no port 99999" in capsys.readouterr().err


def test_a_terminal_that_lacks_a_letter_still_shows_the_verdict(
    monkeypatch: pytest.MonkeyPatch, use_engine: Callable[[Engine], None]
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    use_engine(FakeEngine(make.claims(*DEPTH)))
    assert main(["grade", "--question", QUESTION, "--answer", DEEP]) == 0
    assert b"production depth" in raw.getvalue()


def test_one_graded_answer_is_the_contract_as_json(use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str]) -> None:
    use_engine(FakeEngine(make.claims(*DEPTH)))
    assert main(["grade", "--question", QUESTION, "--answer", DEEP, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["contract"], shown["status"], shown["level"]) == (1, "graded", 4)
    for signal in shown["signals"]:
        for evidence in signal["evidence"]:
            assert DEEP[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_an_answer_comes_from_a_file_as_well(
    use_engine: Callable[[Engine], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answer.txt").write_text(DEEP, "utf-8")
    use_engine(FakeEngine(make.claims(*DEPTH)))
    assert main(["grade", "--question", QUESTION, "--answer-file", str(tmp_path / "answer.txt")]) == 0
    assert "production depth" in capsys.readouterr().out


def test_a_failed_engine_is_no_low_level_and_no_success(use_engine: Callable[[Engine], None], capsys: pytest.CaptureFixture[str]) -> None:
    use_engine(FakeEngine(errors.EndpointLimited("The endpoint says too many requests.")))
    assert main(["grade", "--question", QUESTION, "--answer", DEEP]) == 3
    out = capsys.readouterr().out
    assert "No grade (this is not a low level)." in out
    assert "Level" not in out


def test_json_is_utf_8_whatever_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    print_json({"said": "Zwölf — „Worte“ 🔥"})
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode("utf-8")) == {"said": "Zwölf — „Worte“ 🔥"}


def test_a_reader_that_goes_away_is_no_failure() -> None:
    code = "import sys, vetting.cli\nsys.exit(vetting.cli.main(['criteria', '--json']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert (running.wait(60), running.stderr.read()) == (0, "")


def _drawn(answer: str, *quotes: str, colours: bool = False) -> str:
    claims = Claims(claims=(make.claim(Signal.INCIDENT, 0.99, *quotes),))
    screen = io.StringIO()
    outcome = grade_answer(QUESTION, answer, engine=FakeEngine(claims), ladder=make.LADDER)
    draw_outcome(Console(file=screen, width=400, force_terminal=colours, markup=False, highlight=False, emoji=False), answer, outcome)
    return screen.getvalue()


def test_a_candidates_words_cannot_steer_the_terminal() -> None:
    attack = "\x1b]0;owned\x07\x1b[2J it broke in March \x9b31m and \u202eetarg\u202c was turned"
    drawn = _drawn(f"{attack}. {make.TALK}", attack)
    assert not set(drawn) & {"\x1b", "\x07", "\x9b", "\u202e", "\u202c"}
    assert "it broke in March" in drawn


def test_markup_and_emoji_codes_are_printed_as_they_were_typed() -> None:
    assert "[bold red]it broke in March[/] :fire:" in _drawn(f"[bold red]it broke in March[/] :fire: {make.TALK}", "it broke in March")


def test_evidence_is_marked_where_it_stands_although_lines_end_as_on_windows() -> None:
    drawn = _drawn(f"First.\r\nSecond.\r\nThe index went stale.\r\n{make.TALK}", "The index went stale", colours=True)
    assert "\x1b[1mThe index went stale\x1b[0m" in drawn
