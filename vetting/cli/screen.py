"""What every verb needs to show something: a console, and JSON."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def console(*, stderr: bool = False) -> Console:
    """A Rich console: colours on a terminal, plain text of full width when piped. Never reads markup in what it prints unless asked."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=not stream.isatty())


def print_json(value: Any) -> None:
    """One JSON document on standard output, in UTF-8, whatever the terminal says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
