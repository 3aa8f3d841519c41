"""The wheel, built, installed into a fresh environment, and used from another folder: what is not packaged shows here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ANSWER = (
    "A fitter rang because the manual search quoted a withdrawn table. The sync skipped files whose name had not changed, "
    "so I keyed it on the hash."
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it. The dependencies are lent from this one, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], ROOT)
    home = folder / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = next(folder.glob("*.whl"))
    _run([sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheel)], folder)
    site = Path(_run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def test_the_wheel_is_used_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = _run([str(installed), "-c", "import vetting; print(vetting.__file__)"], tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent.parent)


def test_the_doctor_finds_nothing_missing(installed: Path, tmp_path: Path) -> None:
    says = json.loads(_run([str(installed), "-m", "vetting", "doctor", "--json", "--engine", "offline"], tmp_path))
    assert says["ok"], [check for check in says["checks"] if not check["ok"]]


def test_an_answer_is_graded_from_another_folder(installed: Path, tmp_path: Path) -> None:
    words = ["grade", "--json", "--engine", "offline", "--question", "Tell me about a stale index.", "--answer", ANSWER]
    outcome = json.loads(_run([str(installed), "-m", "vetting", *words], tmp_path))
    assert outcome["status"] == "graded"
    for signal in outcome["signals"]:
        for evidence in signal["evidence"]:
            assert ANSWER[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_shipped_sessions_replay_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    result = json.loads(_run([str(installed), "-m", "vetting", "replay", "--json"], tmp_path))
    assert len(result["sessions"]) >= 3
    assert result["drifted"] == []


def _run(words: list[str], folder: Path) -> str:
    scratch = {"VETTING_HOME": str(folder / "home"), "PYTHONPATH": ""}
    done = subprocess.run(words, cwd=folder, env={**os.environ, **scratch}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
