"""The LLM engine: decide, extract, verify, confirm, fuse. Source: docs/grading.md."""

from vetting.grading.llm.engine import LlmEngine

__all__ = ["LlmEngine"]
