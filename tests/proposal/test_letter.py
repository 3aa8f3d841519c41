"""The letter asks for what is missing and for nothing else."""

from __future__ import annotations

import io
import re

import pytest

from vetting.errors import BadInput
from vetting.models.proposal import ProposalReview
from vetting.proposal import clarification_letter, letter_docx


def test_only_what_is_missing_is_asked_and_every_point_is_numbered(strong: ProposalReview) -> None:
    letter = clarification_letter(strong, to="Ines", sender="Ada")
    assert letter.startswith("Dear Ines,")
    assert "Ada" in letter
    for asked in ("Board and investor support", "Retrieval and tool-calling review", "Human-in-the-loop design"):
        assert f"**{asked}.**" in letter
    for answered in ("Eval ownership", "Observability", "Hours per week", "Notice", "Response time"):
        assert f"**{answered}" not in letter
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", letter, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_question_on_scope_and_terms_gives_its_reason(thin: ProposalReview) -> None:
    questions = [line for line in clarification_letter(thin).splitlines() if re.match(r"\d+\. ", line)]
    assert len(questions) > 20
    assert all("We ask because" in line for line in questions)


def test_an_exclusion_is_quoted_back(strong: ProposalReview) -> None:
    assert "“We do not review retrieval pipelines”" in clarification_letter(strong)


def test_the_word_document_says_the_same(strong: ProposalReview) -> None:
    import docx

    letter = clarification_letter(strong)
    shown = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(letter_docx(letter))).paragraphs)
    assert shown.split() == re.sub(r"\*\*|^#+ ", "", letter, flags=re.MULTILINE).split()
    with pytest.raises(BadInput):
        letter_docx(" ")
