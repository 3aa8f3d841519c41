"""From an answer to an outcome. `grade_answer` is the one way in, and it always returns an Outcome."""

from vetting.grading.grade import grade_answer

__all__ = ["grade_answer"]
