"""Two candidates of one plan, with everything a report can show; and a candidate whose every word is an attack."""

from __future__ import annotations

import factories as make
from factories import DEEP, SAID, TALK

from vetting.models.interview import Exchange, Interview, Turn
from vetting.models.knowledge import Criterion, CriterionKind, Knowledge
from vetting.models.outcome import Declined, Grade, NotAssessed, Outcome, SignalReading
from vetting.models.record import Choice, Decision, InterviewRecord, Note, Override, Rating
from vetting.scale import DEPTH, Signal

S = Signal
MADE = "2026-11-25T12:00"
STALE = make.card("retrieval-staleness.e1", criteria=("stale-embeddings", "has-a-runbook"))
LOOPS = make.card(
    "agent-loops.e1", failure_class="agent-loops", text="Tell me about an agent that would not stop.", criteria=("has-a-runbook",)
)
COST = make.card("cost-blow-up.e1", failure_class="cost-blow-up", text="Which invoice made you look twice?", criteria=("unit-cost",))
DRIFT = make.card(
    "model-migration.e1", failure_class="model-migration", text="Tell me about a model that changed under you.", claim="Led a migration"
)
PLAN = make.plan(STALE, LOOPS, COST, DRIFT)


def criterion(id: str, title: str, section: str) -> Criterion:
    return Criterion(
        id=id,
        title=title,
        kind=CriterionKind.DEPTH_SIGNAL,
        concept=id,
        topics=("retrieval",),
        covers=(1,),
        sections=(section,),
        lead="l",
        why="w",
        lived=("l",),
        talk=("t",),
        probes=("p",),
    )


KNOWLEDGE = Knowledge(
    criteria=(criterion("stale-embeddings", "Knows why an index goes stale", "S5"), criterion("has-a-runbook", "Keeps a runbook", "S6")),
    failure_classes=(),
    source=("here",),
    hash="k",
)
"""Without the criterion unit-cost, as if the knowledge had changed since."""


def deep(level: int = 4, answer: str = DEEP, without: tuple[Signal, ...] = (), **changes: object) -> Grade:
    """A grade with the deep answer's sentences as evidence, but for some signals."""
    spread = {4: (0.0, 0.0, 0.05, 0.15, 0.8), 3: (0.0, 0.05, 0.2, 0.6, 0.15), 2: (0.0, 0.2, 0.6, 0.2, 0.0)}[level]
    signals = tuple(
        SignalReading(name=signal, probability=0.04) if signal in without else make.reading(signal, answer, SAID[signal], probability=0.92)
        for signal in DEPTH
    )
    mean = round(sum(n * share for n, share in enumerate(spread)), 2)
    return make.grade(
        level, mean=mean, probabilities=spread, interval=(level - 1, min(4, level + 1)), signals=signals, missing=without, **changes
    )


def candidate_a() -> InterviewRecord:
    """Deep on one question, better after a probe on another, declined on a third; the fourth was never asked."""
    early = DEEP.replace(SAID[S.VERIFICATION], "").replace(SAID[S.PREVENTION], "").replace("  ", " ")
    probed = f"{early}\n\n{SAID[S.VERIFICATION]}"
    before = deep(
        2,
        early,
        (S.VERIFICATION, S.PREVENTION, S.ROOT_CAUSE),
        needs_human=True,
        reasons=("The interval spans two verdicts: ask a probe, or decide yourself.",),
        fingerprint=make.fingerprint(input="before"),
    )
    flags = (make.reading(S.VAGUE_WE, probed, "we accepted that", 0.7), SignalReading(name=S.PARROTING, probability=0.55))
    after = deep(
        3,
        probed,
        (S.PREVENTION,),
        flags=flags,
        strategy_share=0.12,
        fingerprint=make.fingerprint(input="after", prompts={"decide": "3 ab12"}),
    )
    asked = Exchange(asked="How did you know that it worked?", answer=SAID[S.VERIFICATION], aims_at=S.VERIFICATION)
    declined = Declined(engine="fake", fingerprint=make.fingerprint(input="d"), reasons=("The speaker declines to answer.",))
    turns = (
        make.turn(deep(fingerprint=make.fingerprint(input="first")), of=STALE),
        Turn(card=LOOPS, exchanges=(Exchange(asked=LOOPS.text, answer=early), asked), outcomes=(before, after)),
        make.turn(declined, "I am bound by confidentiality there.", of=COST),
    )
    interview = Interview(id="aaaa1111", candidate="Candidate A", started="2026-11-24T09:00:00+00:00", plan=PLAN, turns=turns)
    at = "2026-11-24T09:30:00.000+00:00"
    return InterviewRecord(
        interview=interview,
        revision=7,
        stamp=21,
        ratings=(
            Rating(question=STALE.id, step=0, level=4, by="Ada", at=at, before_reveal=True, input="first"),
            Rating(question=LOOPS.id, step=1, level=1, by="Ada", at=at, before_reveal=False, input="after"),
        ),
        overrides=(
            Override(question=LOOPS.id, step=1, level=4, machine=3, reason="She drew it on the board.", by="Bo", at=at, input="after"),
        ),
        notes=(
            Note(question=STALE.id, text="Calm, precise.", by="Ada", at=at),
            Note(question=None, text="Can start in March.", by="Ada", at=at),
        ),
        decisions=(
            Decision(choice=Choice.WAIT, reason="Ask a reference first.", by="Ada", at=at),
            Decision(choice=Choice.GO_ON, reason="The reference confirmed the incident.", by="Ada", at="2026-11-25T10:00:00.000+00:00"),
        ),
    )


def candidate_b() -> InterviewRecord:
    """Strategy talk where A was deep; too little on the second question."""
    short = NotAssessed(engine="fake", fingerprint=make.fingerprint(input="s"), reasons=("The answer has 4 words.",))
    turns = (make.turn(make.grade(0), TALK, of=STALE), make.turn(short, "We fixed it quickly.", of=LOOPS))
    interview = Interview(
        id="bbbb2222", candidate="Candidate B", started="2026-11-24T11:00:00+00:00", plan=PLAN, turns=turns, finished=True
    )
    return InterviewRecord(interview=interview, revision=3, stamp=40)


ATTACKS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;",
    "markdown image": "![pixel](https://evil.example/p.png) [click](javascript:alert(3)) **bold** `code` | cell |",
    "markdown block": "# heading\n---\n- item\n1. one\n> quote\n    indented\n```\nfence\n```\n===\n| a | b |\n| - | - |",
    "link": "see https://evil.example/x and www.evil.example now",
    "template": "{{ 7 * 7 }} {% for x in y %} ${7*7} #{7*7}",
    "typst": '#import "x.typ" #read("/etc/passwd") $ x^2 $ *bold* _it_ @ref <label> \\ // comment /* c */ [content] #text(red)[x]',
    "latex": "\\input{/etc/passwd} \\write18{ls} % comment",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "control": "bell\x07 escape\x1b[31m null\x00 override\u202eevil\u202c back\rover \ufffe",
    "right to left": "فهرس قديم أجاب بأسعار قديمة, and then English",
    "emoji": "🔥👩‍💻 it burned 🇪🇺",
    "xml": ']]><w:p/> <!ENTITY x SYSTEM "file:///etc/passwd"> &x;',
}


def attacked(words: str) -> InterviewRecord:
    """The words wherever a person's words can stand, and as the quote of every signal."""
    answer = f"{words}\n{DEEP}"
    reading = make.reading(S.INCIDENT, answer, words) if words.strip() else SignalReading(name=S.INCIDENT, probability=0.9)
    signals = (reading, *(SignalReading(name=signal, probability=0.0) for signal in list(DEPTH)[1:]))
    missing = tuple(DEPTH)[1:]
    outcome: Outcome = make.grade(
        2, signals=signals, missing=missing, flags=(reading,), reasons=(words,), fingerprint=make.fingerprint(input="x")
    )
    interview = Interview(id="cccc3333", candidate=words, started=MADE, plan=PLAN, turns=(make.turn(outcome, answer, of=STALE),))
    said = {"question": STALE.id, "step": 0, "by": words, "at": MADE, "input": "x"}
    return InterviewRecord(
        interview=interview,
        revision=1,
        stamp=1,
        ratings=(Rating(**said, level=1, before_reveal=True),),
        overrides=(Override(**said, level=3, machine=2, reason=words),),
        notes=(Note(question=None, text=words, by=words, at=MADE), Note(question=STALE.id, text=words, by=words, at=MADE)),
        decisions=(Decision(choice=Choice.WAIT, reason=words, by=words, at=MADE),),
    )
