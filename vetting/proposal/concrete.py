"""What pins a promise down: a who, a when, a how much, an artefact. Patterns only; whether it is the right promise is decided elsewhere."""

from __future__ import annotations

from vetting.models.proposal import Concrete
from vetting.proposal.words import Words

_MARKS: tuple[tuple[Concrete, Words], ...] = (
    ("who", Words("concrete.who")),
    ("when", Words("concrete.when")),
    ("how_much", Words("concrete.how_much")),
    ("artefact", Words("concrete.artefact")),
)
_NAMED_PERSON = Words("concrete.named_person")
_NOT_A_PERSON = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December "
    "AI RAG MCP LLM PII English German French European Western Slack Grafana Client Company Consultant Provider "
    "Services Agreement Exhibit Schedule Section OpenAI Anthropic Claude Azure Google Teams Series Human Prompt Model "
    "Vendor Board Security Data".split()
)


def names_person(text: str) -> bool:
    """A capitalised name in the sentence that is no day, month or product we know: weak alone, so it counts only beside another mark."""
    return any(match.group().split()[0] not in _NOT_A_PERSON for match in _NAMED_PERSON.finditer(text))


def concrete_in(text: str) -> tuple[Concrete, ...]:
    """What a passage pins down, in the order who, when, how much, artefact."""
    plain = text.replace("’", "'")
    return tuple(name for name, pattern in _MARKS if pattern.search(plain))
