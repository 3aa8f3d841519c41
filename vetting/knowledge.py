"""Reads knowledge/ and packs into Knowledge. A file of the wrong shape fails with its path and field, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from vetting.errors import BadKnowledge
from vetting.models.base import Model
from vetting.models.knowledge import Contradiction, Criterion, FailureClass, Knowledge, RoleTemplate
from vetting.resources import data_dir

PARTS = {
    "Why it matters": "why",
    "What someone who lived it can tell": "lived",
    "What strategy talk says instead": "talk",
    "Probes": "probes",
}
"""Headings of a criterion's text and the fields they fill; the last three are lists."""

M = TypeVar("M", bound=Model)


class Pack(Model):
    """The head of a pack: a folder of the same shape as knowledge/."""

    id: str
    title: str
    mode: str = "extend"
