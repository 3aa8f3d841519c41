"""What a person waits for: the first pages of a fresh process load none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys

from screen import APP

from vetting.models.interview import Interview

WALK = """
import sys
sys.path.insert(0, {root!r})
from streamlit.testing.v1 import AppTest
from ui import engine
engine.warm = lambda: None
at = AppTest.from_file({app!r}, default_timeout=90)
at.query_params["interview"] = {interview!r}
at.run()
assert not at.exception and at.title, "home"
home = sorted(set(sys.modules) & {{"numpy", "pandas", "altair", "chromadb", "onnxruntime", "langchain_core", "openai"}})
at.switch_page("views/interview.py").run()
assert not at.exception and at.title, "interview"
interview = sorted(set(sys.modules) & {{"pandas", "chromadb", "onnxruntime", "langchain_core", "openai"}})
print(home, interview)
"""


def test_home_and_a_running_interview_load_nothing_heavy(kept: tuple[Interview, ...]) -> None:
    walk = WALK.format(root=str(APP.parent.parent), app=str(APP), interview=kept[2].id)
    done = subprocess.run([sys.executable, "-c", walk], check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[] []"
