"""Which criteria and failure classes a knowledge hash stood for, noted when a run is made, so that a later diff can name what changed."""

from __future__ import annotations

import json
from pathlib import Path

from vetting.grading.fingerprint import digest
from vetting.models.knowledge import Knowledge


def note_knowledge(folder: Path, knowledge: Knowledge) -> None:
    """Once for each hash; it holds hashes only. Without it a diff still tells that the knowledge changed."""
    path = _page(folder, knowledge.hash)
    if path.exists():
        return
    parts = {f"failure class {one.id}": digest(one.model_dump(mode="json")) for one in knowledge.failure_classes}
    parts |= {f"criterion {one.id}": digest(one.model_dump(mode="json")) for one in knowledge.criteria}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(parts, indent=1, sort_keys=True), "utf-8")


def noted_parts(folder: Path, hash: str) -> dict[str, str]:
    """Name to content hash; empty where this knowledge was never noted, or the note is damaged."""
    try:
        parts = json.loads(_page(folder, hash).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(content) for name, content in parts.items()} if isinstance(parts, dict) else {}


def _page(folder: Path, hash: str) -> Path:
    return folder / f"knowledge-{hash}.json"
