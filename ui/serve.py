"""Starts the server. What the first page needs is read while the browser still loads its own part."""

from __future__ import annotations

import importlib
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIRST_PAGE = ("ui.engine", "vetting.storage", "alembic.command", "vetting.interview.example", "vetting.report.words")


def main() -> int:
    """Serves until it is told to stop; the words on the command line are options of Streamlit."""
    from streamlit.web.cli import main as streamlit

    sys.path.insert(0, str(HERE.parent))
    threading.Thread(target=_read_early, name="read early", daemon=True).start()
    return int(streamlit(["run", str(HERE / "app.py"), *sys.argv[1:]], prog_name="streamlit", standalone_mode=False) or 0)


def _read_early() -> None:
    for name in FIRST_PAGE:
        try:
            importlib.import_module(name)
        except Exception:
            return  # only early: the page that needs it reads it again, and says what is wrong


if __name__ == "__main__":
    raise SystemExit(main())
