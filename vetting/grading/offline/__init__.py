"""The engine that needs no key and no network: it finds evidence sentence by sentence and does not judge truth."""

from vetting.grading.offline.engine import OfflineEngine

__all__ = ["OfflineEngine"]
