"""How well transcripts are read: pairing precision and recall, roles, gate, and the plan's questions, against labels made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from vetting.bench.transcript_labels import Label, places_of, read_label
from vetting.errors import BadInput
from vetting.grading.fingerprint import code_version, digest
from vetting.models.base import Model
from vetting.models.knowledge import Knowledge
from vetting.models.outcome import Fingerprint
from vetting.models.question import Coverage, Plan, Seniority
from vetting.models.transcript import Asked, Gate, Pair, Pairing, Quality, Role, Roles, Transcript
from vetting.questions.bank import Candidate, card_of
from vetting.questions.revise import with_questions
from vetting.transcripts import check_quality, propose_roles, questions_and_answers, read_transcript
from vetting.transcripts.follow import Embeds

FEWEST_WORDS = 4
"""A shorter utterance in or out of an answer changes nothing."""


class Read(Model):
    """What the code made of one transcript."""

    transcript: Transcript
    roles: Roles
    pairing: Pairing
    quality: Quality


Reader = Callable[[Transcript, Plan | None], Read]


class Share(Model):
    """So many of so many."""

    right: int
    of: int

    def __add__(self, other: Share) -> Share:
        return Share(right=self.right + other.right, of=self.of + other.of)

    @property
    def words(self) -> str:
        return f"{self.right / self.of:.2f} ({self.right} of {self.of})" if self.of else "- (none)"


class Measured(Model):
    """One transcript, or all of them, against the labels."""

    name: str
    found: Share
    """Exchanges shown that are labelled: precision."""
    labelled: Share
    """Exchanges labelled that are shown: recall."""
    kinds: Share
    """Of those right, how many are question or follow-up as labelled."""
    main_found: Share
    main_labelled: Share
    """The same for whole questions, with every follow-up under the right one."""
    words_found: Share
    """Words of the answers that stand under the question they answer, of those shown under one."""
    words_labelled: Share
    """The same of those labelled: what a grade is made of, whether a remark between counts as a follow-up or not."""
    roles: Share
    gates: Share
    reasons: Share
    """Of those that do not pass, how many name the labelled reason."""
    matched: Share
    """Labelled questions of a plan that were recognised as that question, and no other as one."""
    faults: tuple[str, ...] = ()
    """What went wrong, for whoever builds."""

    def __add__(self, other: Measured) -> Measured:
        summed = {name: getattr(self, name) + getattr(other, name) for name in SHARES}
        return Measured(name=self.name, faults=(*self.faults, *other.faults), **summed)


SHARES = {
    "found": "exchanges: precision",
    "labelled": "exchanges: recall",
    "kinds": "question or follow-up as labelled",
    "main_found": "whole questions: precision",
    "main_labelled": "whole questions: recall",
    "words_found": "answers' words under their question: precision",
    "words_labelled": "answers' words under their question: recall",
    "roles": "speakers' roles",
    "gates": "gate",
    "reasons": "gate: the labelled reason among those given",
    "matched": "plan's questions recognised",
}
NOTHING = Measured(name="all", **{name: Share(right=0, of=0) for name in SHARES})


def offline_reader(embedder: Embeds) -> Reader:
    """Reads as the product does where nobody corrects it."""

    def read(transcript: Transcript, plan: Plan | None) -> Read:
        roles = propose_roles(transcript)
        pairing = questions_and_answers(transcript, roles, embedder, plan)
        return Read(transcript=transcript, roles=roles, pairing=pairing, quality=check_quality(transcript, roles, pairing))

    return read


def floor_reader(transcript: Transcript, _: Plan | None) -> Read:
    """What needs no idea: every turn of an interviewer with a question mark is a question, the candidate's next turn its answer."""
    roles = propose_roles(transcript)
    said = transcript.utterances
    pairs = tuple(
        Pair(exchanges=(Asked(asked=one.text, answer=following.text, asked_in=(place,), answered_in=(place + 1,)),))
        for place, (one, following) in enumerate(pairwise(said))
        if "?" in one.text and roles.of(one.speaker) is Role.INTERVIEWER and roles.of(following.speaker) is Role.CANDIDATE
    )
    return Read(transcript=transcript, roles=roles, pairing=Pairing(pairs=pairs), quality=Quality())


def plan_of_bank(ids: tuple[str, ...], knowledge: Knowledge) -> Plan:
    """A plan with these questions of the bank."""
    cards = tuple(card_of(Candidate(knowledge.question(id), knowledge.class_of(id)), knowledge, core=True) for id in ids)
    bare = Plan(
        brief="labelled transcripts",
        seniority=Seniority.LEAD,
        focus=(),
        minutes=sum(card.minutes for card in cards),
        questions=(),
        coverage=Coverage(criteria={}, not_covered=(), failure_classes=()),
        engine="bench",
        fingerprint=Fingerprint(engine="bench", model="bank", code=code_version(), knowledge=knowledge.hash, input=digest(ids)),
    )
    return with_questions(bare, cards)


def measure_transcripts(folder: Path, reader: Reader, plan_from: Callable[[tuple[str, ...]], Plan]) -> tuple[Measured, ...]:
    """One row a transcript, and last the sum. Only transcripts the labels call gradable count for pairing."""
    labels = sorted(folder.glob("*.yaml"))
    if not labels:
        raise BadInput(f"{folder} holds no labelled transcripts (a .yaml beside each). Try tests/data/transcripts/open.")
    rows = []
    for path in labels:
        label = read_label(path)
        plan = plan_from(label.plan_ids) if label.plan else None
        rows.append(measured(path.stem, label, reader(read_transcript(path.with_suffix("")), plan)))
    return (*rows, sum(rows, NOTHING))


def measured(name: str, label: Label, read: Read) -> Measured:
    """The figures of one transcript."""
    gates = Share(right=int(read.quality.gate is Gate(label.gate)), of=1)
    given = {finding.doubt.value for finding in read.quality.findings}
    reasons = Share(right=int(label.because in given), of=1) if label.because else Share(right=0, of=0)
    by_label = {written: speaker.name for speaker in read.transcript.speakers for written in speaker.labels}
    right_roles = [read.roles.of(by_label.get(written, written)) is role for written, role in label.roles.items()]
    faults = [] if gates.right else [f"{name}: gate is {read.quality.gate.value}, labelled {label.gate}: {read.quality.words}"]
    faults += [f"{name}: role of {written}" for (written, _), right in zip(label.roles.items(), right_roles, strict=True) if not right]
    counted = {"roles": Share(right=sum(right_roles), of=len(right_roles)), "gates": gates, "reasons": reasons}
    if label.gate == "refuse":
        return NOTHING.model_copy(update={"name": name, **counted, "faults": tuple(faults)})
    return NOTHING.model_copy(update={"name": name, **counted, **_pairs(name, label, read, faults), "faults": tuple(faults)})


def _pairs(name: str, label: Label, read: Read, faults: list[str]) -> dict[str, Share]:
    places = places_of(label.lines, read.transcript)
    wanted = {tag: (frozenset(places.get(tag, ())), frozenset(places.get(f"A{tag[1:]}", ()))) for tag in places if tag.startswith("Q")}
    wanted = {tag: (asked, answered) for tag, (asked, answered) in wanted.items() if answered}
    shown = [(pair, step, one) for pair in read.pairing.pairs for step, one in enumerate(pair.exchanges)]
    hits: dict[str, tuple[int, bool]] = {}
    for place, (_, step, one) in enumerate(shown):
        tag = next((tag for tag, (asked, answered) in wanted.items() if tag not in hits and _is(one, asked, answered, read)), None)
        if tag:
            hits[tag] = place, (step == 0) == ("." not in tag)
        else:
            faults.append(f"{name}: shown, not labelled so: {'follow-up' if step else 'question'} {one.asked[:70]!r} > {one.answered_in}")
    faults += [f"{name}: labelled, not shown so: {tag} {wanted[tag]}" for tag in wanted if tag not in hits]
    faults += [f"{name}: {tag} is {'a question' if '.' not in tag else 'a follow-up'}" for tag, (_, kind) in hits.items() if not kind]
    whole = {frozenset(_of_pair(wanted, tag)) for tag in wanted if "." not in tag}
    tags = {place: tag for tag, (place, _) in hits.items()}
    shown_whole, start = [], 0
    for pair in read.pairing.pairs:
        shown_whole.append(frozenset(tags.get(place, "") for place in range(start, start + len(pair.exchanges))))
        start += len(pair.exchanges)
    main = sum(one in whole for one in shown_whole)
    cards = {tag: read.pairing.pairs[_pair_at(read.pairing, place)].card for tag, (place, _) in hits.items() if "." not in tag}
    right = sum(cards.get(tag) == label.plan.get(tag) for tag in {*cards, *label.plan}) if label.plan else 0
    return {
        "found": Share(right=len(hits), of=len(shown)),
        "labelled": Share(right=len(hits), of=len(wanted)),
        "kinds": Share(right=sum(kind for _, kind in hits.values()), of=len(hits)),
        "main_found": Share(right=main, of=len(shown_whole)),
        "main_labelled": Share(right=main, of=len(whole)),
        **_words(wanted, read),
        "matched": Share(right=right, of=len({*cards, *label.plan}) if label.plan else 0),
    }


def _words(wanted: dict[str, tuple[frozenset[int], frozenset[int]]], read: Read) -> dict[str, Share]:
    """Each labelled question against the pair that shares most of its answers' words; no pair serves two."""

    def words(places: Iterable[int]) -> int:
        return sum(len(read.transcript.utterances[place].text.split()) for place in places)

    said = {main: frozenset().union(*(wanted[tag][1] for tag in _of_pair(wanted, main))) for main in wanted if "." not in main}
    shown = [frozenset(place for one in pair.exchanges for place in one.answered_in) for pair in read.pairing.pairs]
    shared = sorted(
        ((words(places & pair), main, number) for main, places in said.items() for number, pair in enumerate(shown)), reverse=True
    )
    right, mains, numbers = 0, set(), set()
    for count, main, number in shared:
        if main not in mains and number not in numbers:
            right += count
            mains.add(main)
            numbers.add(number)
    return {
        "words_found": Share(right=right, of=sum(map(words, shown))),
        "words_labelled": Share(right=right, of=sum(map(words, said.values()))),
    }


def _of_pair(wanted: Iterable[str], main: str) -> list[str]:
    return [tag for tag in wanted if tag == main or tag.startswith(f"{main}.")]


def _pair_at(pairing: Pairing, exchange: int) -> int:
    """The pair that holds the exchange at this place of all exchanges."""
    ends, end = [], 0
    for pair in pairing.pairs:
        end += len(pair.exchanges)
        ends.append(end)
    return next(place for place, end in enumerate(ends) if exchange < end)


def _is(one: Asked, asked: frozenset[int], answered: frozenset[int], read: Read) -> bool:
    """The same question, and the same answer but for utterances of a few words."""
    long = {place for place in (*one.answered_in, *answered) if len(read.transcript.utterances[place].text.split()) >= FEWEST_WORDS}
    return bool(asked & set(one.asked_in)) and (set(one.answered_in) & long) == (answered & long)


def render_transcripts(rows: Sequence[Measured], floor: Sequence[Measured], *, faults: bool = False) -> str:
    """The sum beside the floor, a line for each transcript, and on demand what went wrong."""
    total, naive = rows[-1], floor[-1]
    lines = [f"{len(rows) - 1} transcripts", f"{'':<46} {'read':<18} floor"]
    for name, words in SHARES.items():
        beside = getattr(naive, name).words if name in _OF_THE_FLOOR else ""
        lines.append(f"{words:<46} {getattr(total, name).words:<18} {beside}".rstrip())
    lines += ["", *(f"{row.name:<26} {row.found.words:<18} {row.labelled.words:<18} gate {row.gates.right} of 1" for row in rows[:-1])]
    return "\n".join([*lines, *(["", *total.faults] if faults else [])])


_OF_THE_FLOOR = ("found", "labelled", "main_found", "main_labelled", "words_found", "words_labelled")


def transcripts_json(rows: Sequence[Measured], floor: Sequence[Measured]) -> dict[str, object]:
    return {"rows": [row.model_dump(mode="json") for row in rows], "floor": floor[-1].model_dump(mode="json", exclude={"faults"})}
