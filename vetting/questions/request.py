"""What a plan is asked for, and what the brief says about the role."""

from __future__ import annotations

import difflib
import re

from vetting.errors import BadInput
from vetting.models.base import Model
from vetting.models.knowledge import Knowledge
from vetting.models.question import Seniority

LONGEST = 20_000
"""Words of a brief or of claims that are read; a job ad has hundreds, a long CV a few thousand."""
MOST_QUESTIONS = 40
MOST_MINUTES = 480
_ENGLISH = frozenset(
    "the and of to in for on with by from at is are was were has have had we you our their who what not as will would".split()
)
_FOREIGN = frozenset(
    (
        "der die das und ein eine einen wir sie ist nicht mit für auf von zu den dem im les des une nous vous est pour dans avec sur "
        "qui que el los las un una nosotros para con por del il gli che di per non siamo het een wij van voor met niet zijn os uma não "
        "com em na się jest nie att som för är inte"
    ).split()
)
FEWEST_FOREIGN = 3
MOST_OTHER_LETTERS = 0.3
"""Share of letters of other scripts from which a text is another language."""

_TITLES = (
    (
        Seniority.OFFICER,
        re.compile(
            r"\b(?:c-level|caio|chief (?:\w+ ){1,3}officer|(?:ai|fractional|interim|part-time) officer|fractional|(?:acting|interim) head|"
            r"head of (?:\w+ ){0,3}(?:ai|data|ml|learning|intelligence|engineering)|(?:vice president|vp|svp|evp|director)\b(?! wants)|"
            r"(?:interim|part-time) cto|owns? (?:the )?p&l)\b"
        ),
    ),
    (
        Seniority.LEAD,
        re.compile(
            r"\b(?:(?:an?|the|hands-on|senior|tech(?:nical)?|team|engineering|ml|ai|data science) lead(?:er)?|"
            r"lead (?:\w+ ){0,2}(?:engineer|developer|"
            r"scientist)|leads? (?:an?|the|our) (?:\w+ )?team|principal|staff engineer|architect|manager|mentors?|coach(?:es)?)\b"
        ),
    ),
    (
        Seniority.ENGINEER,
        re.compile(r"\b(?:engineer|developer|scientist|programmer|hands-on|coding|mlops|individual contributor)\b"),
    ),
)
"""Words of a role, the most senior first."""
_OTHERS = re.compile(
    r"\b(?:the|our|a) (?:\w+ ){0,2}(?:director|officer|cto|ceo|board|founder|partners?|manager)s? (?:wants?|needs?|asks?|"
    r"expects?|decides?|is|are)\b|"
    r"\b(?:report(?:s|ing)?|answer(?:s|able)?|speak(?:s|ing)?|present(?:s|ing)?|line) (?:directly )?to (?:me, )?[^.;:]*|"
    r"\bour (?:\w+ ){0,2}(?:chief|cto|ceo|director|lead|manager|founder|board|engineers?)\b[^.,;:]*|"
    r"\b(?:a team of|team of|with|for|by|our|\w+teen|\w+ty|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\d+) (?:\w+ )?engineers\b[^.,;:]*"
)
"""Words about people around the role, which say nothing about the role itself."""


class PlanRequest(Model):
    """What the user gave. The core depends on everything here but the claims."""

    brief: str
    claims: str | None = None
    """CV or claims text; candidate-specific questions quote it word for word."""
    focus: tuple[str, ...] = ()
    """Topics that must be asked about, as in Knowledge.topics."""
    count: int = 8
    """Questions at most."""
    minutes: int = 45
    """Time for all questions together."""
    seniority: Seniority | None = None
    """None: read from the brief."""


class Checked(Model):
    """A request that can be planned, with the words a person should read about it."""

    request: PlanRequest
    seniority: Seniority
    warnings: tuple[str, ...]


def checked(request: PlanRequest, knowledge: Knowledge) -> Checked:
    """The request with texts cut to what is read, topics as the knowledge spells them and a seniority. Raises BadInput."""
    if not re.search(r"[^\W\d_]", request.brief):
        raise BadInput(
            "The role brief is empty. Say in a few sentences what runs in production, what goes wrong and what the person will own."
        )
    if not 1 <= request.count <= MOST_QUESTIONS:
        raise BadInput(f"A plan of {request.count} questions cannot be made. Ask for 1 to {MOST_QUESTIONS}.")
    shortest = min(opener.minutes for one in knowledge.failure_classes for opener in one.questions)
    if not shortest <= request.minutes <= MOST_MINUTES:
        raise BadInput(f"{request.minutes} minutes cannot be planned: one question takes {shortest}, and {MOST_MINUTES} are the most.")
    warnings: list[str] = []
    brief = _cut(request.brief, "brief", warnings)
    claims = _cut(request.claims, "claims", warnings) if request.claims and request.claims.strip() else None
    warnings += [*_language(brief, "brief"), *(_language(claims, "claims") if claims else ())]
    focus = tuple(dict.fromkeys(_topic(topic, knowledge) for topic in request.focus))
    asked_about = {topic for one in knowledge.failure_classes for topic in one.topics}
    warnings += [
        f"No question of the bank tests {topic}: it is vetted on paper (see: vetting criteria search {topic})."
        for topic in focus
        if topic not in asked_about
    ]
    seniority = request.seniority or seniority_of(brief)
    return Checked(
        request=request.model_copy(update={"brief": brief, "claims": claims, "focus": focus, "seniority": seniority}),
        seniority=seniority,
        warnings=tuple(warnings),
    )


def seniority_of(brief: str) -> Seniority:
    """The most senior title among the role's own words. Whom it reports to and works with does not count; without a title it is a lead."""
    text = _OTHERS.sub(" ", " ".join(brief.lower().split()))
    return next((seniority for seniority, titles in _TITLES if titles.search(text)), Seniority.LEAD)


def _language(text: str, what: str) -> tuple[str, ...]:
    """A warning for a text in another language: names and lists of tools are none."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters = "".join(words)
    foreign, english = (sum(word in common for word in words) for common in (_FOREIGN, _ENGLISH))
    strange = sum(ord(letter) > 0x24F for letter in letters)
    if strange <= MOST_OTHER_LETTERS * len(letters) and not (foreign >= FEWEST_FOREIGN and foreign > english):
        return ()
    return (
        f"The {what} seem{'s' if what == 'brief' else ''} to be in another language than English, which is all that the search reads: "
        "translate, or name topics with --focus.",
    )


def _topic(given: str, knowledge: Knowledge) -> str:
    topic = re.sub(r"[\s-]+", "_", given.strip().lower())
    if topic in knowledge.topics:
        return topic
    near = difflib.get_close_matches(topic, knowledge.topics, n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise BadInput(f"There is no topic {given!r}.{hint} Topics: {', '.join(knowledge.topics)}.")


def _cut(text: str, what: str, warnings: list[str]) -> str:
    words = re.finditer(r"\S+", text)
    for number, word in enumerate(words, 1):
        if number > LONGEST:
            warnings.append(f"The {what} is longer than {LONGEST:,} words; the rest was not read. Give the part that matters.")
            return text[: word.start()].rstrip()
    return text.strip()
