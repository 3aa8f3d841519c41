"""Writes what was found: one Report, laid out once, in each format of FORMATS; and a letter to the candidate."""

from vetting.report.comparison import comparison_report
from vetting.report.formats import FORMATS, Format
from vetting.report.interview import interview_report
from vetting.report.letter import evidence_letter, letter_docx

__all__ = ["FORMATS", "Format", "comparison_report", "evidence_letter", "interview_report", "letter_docx"]
