"""Keeps interviews and what people say about them, in SQLite or PostgreSQL. `Store` is the one door."""

from vetting.storage.conflict import DecisionConflict, DraftConflict, InterviewConflict, OverrideConflict, merged
from vetting.storage.store import Store, new_id, open_store

__all__ = ["DecisionConflict", "DraftConflict", "InterviewConflict", "OverrideConflict", "Store", "merged", "new_id", "open_store"]
