"""Finds the folders that ship with the package: beside the checkout first, else inside the wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """The folder `name` (prompts, knowledge, ui, cassettes/sessions). Raises FileNotFoundError where neither place has it.

    A checkout comes first because an editable install also copies the folders into the package, and those copies go stale.
    """
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    packaged = PACKAGE / "_data" / name
    if packaged.is_dir():
        return packaged
    raise FileNotFoundError(f"The folder {name!r} is neither in {checkout} nor in {PACKAGE / '_data'}; reinstall the package.")
