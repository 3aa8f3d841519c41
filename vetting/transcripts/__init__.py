"""Recorded interviews: from a transcript to questions and answers that are graded like a live interview's."""

from vetting.transcripts.formats import FORMATS, SUFFIXES, read_transcript
from vetting.transcripts.grade import unplanned
from vetting.transcripts.keep import graded_and_kept
from vetting.transcripts.matching import matched, never_asked, questions_and_answers
from vetting.transcripts.quality import check_quality
from vetting.transcripts.roles import confirmed, propose_roles

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "check_quality",
    "confirmed",
    "graded_and_kept",
    "matched",
    "never_asked",
    "propose_roles",
    "questions_and_answers",
    "read_transcript",
    "unplanned",
]
