"""A report as JSON: everything in it, for other programs."""

from __future__ import annotations

import json

from vetting.models.report import Report

VERSION = 1
"""Of the shape; a field is never removed or given another meaning within a version."""


def as_json(report: Report) -> str:
    return json.dumps({"contract": VERSION, **report.model_dump(mode="json")}, ensure_ascii=False, indent=1) + "\n"
