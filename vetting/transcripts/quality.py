"""Whether there is anything here to grade, looked at before any grade: pass, pass with warning, or not gradable, because."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vetting.grading.screen import screen, word_count
from vetting.models.transcript import Doubt, Finding, Pairing, Quality, Role, Roles, Transcript, Utterance

FEW_WORDS, LITTLE = 60, 150
"""Words of the answers below which there is nothing to grade, and little."""
LOST, SOME_LOST = 0.10, 0.025
"""Share of the answers' words that could not be heard: too much, and worth saying."""
LOOPS, SOME_LOOPS = 0.25, 0.06
"""Share of the answers' words that only repeat the words before them."""
TORN, SOME_TORN = 0.55, 0.25
"""Share of changes of speaker in the middle of a sentence."""
MOST_FOREIGN, FOREIGN = 0.5, 0.2
"""Share of the answers, by words, in a language the engine cannot read: too much, and worth saying."""
GAP = 300.0
"""Seconds without a word that are worth saying."""
LONGEST_LOOP = 12
"""Words of the longest loop that is looked for."""

_LOST = re.compile(
    r"[\[(<](?:in ?audible|unintelligible|indistinct|crosstalk|cross talk|overlapping|garbled|unclear|noise|static|no audio|"
    r"\?+)[^\])>]{0,30}[\])>]"
    r"|\(\?\?+\)|\?\?\?+|_{3,}|\[\.{3}\]|…{2,}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;\"”’)\]-]$")


def check_quality(transcript: Transcript, roles: Roles, pairing: Pairing, *, any_language: bool = False) -> Quality:
    """Everything that is wrong, the worst first. `any_language` is for engines that read more than English."""
    if transcript.repairs.is_notes:
        return Quality(findings=(_NOTES,))
    answers = [transcript.utterances[place].text for pair in pairing.pairs for one in pair.exchanges for place in one.answered_in]
    said = answers or [one.text for one in transcript.utterances if roles.of(one.speaker) is not Role.INTERVIEWER]
    found = (
        *_lost(said),
        *_loops(said),
        *_language(said, any_language),
        *_voices(transcript, roles),
        *_pairs(pairing, transcript),
        *_length(said),
        *_gaps(transcript),
    )
    return Quality(findings=tuple(sorted(found, key=lambda one: not one.refuses)))


_NOTES = Finding(
    doubt=Doubt.NOTES,
    refuses=True,
    words="It reads like notes on the meeting, not like what was said. A summary cannot be graded; give the transcript itself.",
)


def _lost(said: Sequence[str]) -> Iterator[Finding]:
    """Words that could not be heard, a marker counted as two words."""
    words, marks = _words(said), sum(len(_LOST.findall(text)) for text in said)
    share = min(2 * marks / max(words + marks, 1), 1.0)
    if share >= SOME_LOST:
        told = f"{marks} places in the answers could not be heard (about {share:.0%} of the words)."
        hint = (
            " Have the recording written down again, or ask the questions anew." if share >= LOST else " Check the answers they stand in."
        )
        yield Finding(doubt=Doubt.UNINTELLIGIBLE, refuses=share >= LOST, words=told + hint, share=round(share, 3))


def _loops(said: Sequence[str]) -> Iterator[Finding]:
    words = _words(said)
    share = min(sum(_repeated(text) for text in said) / max(words, 1), 1.0)
    if share >= SOME_LOOPS:
        told = f"{share:.0%} of the answers' words only repeat the words before them, as speech recognition does when it is lost."
        hint = " Have the recording written down again." if share >= LOOPS else " Read these places before you trust their grades."
        yield Finding(doubt=Doubt.REPEATS, refuses=share >= LOOPS, words=told + hint, share=round(share, 3))


def _repeated(text: str) -> int:
    """Words that say again what the one to twelve words before them said; people do so once, machines go on."""
    words = [re.sub(r"\W", "", word).lower() for word in text.split()]
    count = place = 0
    while place < len(words):
        length = next((n for n in range(1, LONGEST_LOOP + 1) if words[place : place + n] == words[place - n : place] and place >= n), 0)
        if not length:
            place += 1
            continue
        run = 0
        while words[place + run * length : place + (run + 1) * length] == words[place - length : place]:
            run += 1
        if run * length > max(2, length):  # said twice is speech
            count += run * length
        place += max(run * length, 1)
    return count


def _language(said: Sequence[str], any_language: bool) -> Iterator[Finding]:
    unread = [(text, why) for text in said if (why := screen(text, any_language=any_language)) and len(text.split()) >= 8]
    share = _words([text for text, _ in unread]) / max(_words(said), 1)
    whole = screen("\n".join(said), any_language=any_language) if said else None
    if share > MOST_FOREIGN or (whole and unread and _words(said) < LITTLE):
        yield Finding(
            doubt=Doubt.LANGUAGE,
            refuses=True,
            words=(whole or unread[0][1]).replace("The answer", "What is answered"),
            share=round(share, 3),
        )
    elif share >= FOREIGN:
        told = f"{share:.0%} of the answers' words cannot be read: {unread[0][1][0].lower()}{unread[0][1][1:]}"
        yield Finding(doubt=Doubt.LANGUAGE, refuses=False, words=told, share=round(share, 3))


def _voices(transcript: Transcript, roles: Roles) -> Iterator[Finding]:
    """Whether the labels keep the speakers apart."""
    if transcript.repairs.guessed:
        yield Finding(
            doubt=Doubt.DIARISATION,
            refuses=False,
            words="The file names no speakers; who asks and who answers was guessed. Check every pair, or export it with speaker names.",
        )
        return
    if len(transcript.speakers) == 1:
        yield Finding(
            doubt=Doubt.DIARISATION,
            refuses=True,
            words="One label stands for everybody, so questions and answers cannot be told apart. "
            "Export it with a label for each speaker, or put a name before each part by hand.",
        )
        return
    if roles.named(Role.UNCLEAR):
        words = sum(one.words for one in transcript.speakers if one.name in roles.named(Role.UNCLEAR))
        share = words / max(sum(one.words for one in transcript.speakers), 1)
        yield Finding(
            doubt=Doubt.DIARISATION,
            refuses=False,
            words=f"{share:.0%} of the words stand under a label for several voices ({', '.join(roles.named(Role.UNCLEAR))}). "
            "Check these parts.",
            share=round(share, 3),
        )
    share = _torn(transcript.utterances)
    if share >= SOME_TORN:
        told = f"{share:.0%} of the changes of speaker fall into the middle of a sentence, so the labels may be wrong."
        hint = " Put the names right first." if share >= TORN else " Check the pairs against the recording."
        yield Finding(doubt=Doubt.DIARISATION, refuses=share >= TORN, words=told + hint, share=round(share, 3))


def _torn(said: Sequence[Utterance]) -> float:
    """Share of changes of speaker where the one stops without an end and the other goes on in lower case."""
    if not any(re.search(r"[.?!]", one.text) for one in said):
        return 0.0
    torn = sum(
        not _ENDS.search(before.text) and (after.text[:1].islower() or re.match(r"I\b", after.text) is not None)
        for before, after in pairwise(said)
    )
    return torn / max(len(said) - 1, 1)


def _pairs(pairing: Pairing, transcript: Transcript) -> Iterator[Finding]:
    if not pairing.pairs and len(transcript.speakers) > 1:
        yield Finding(
            doubt=Doubt.PAIRING,
            refuses=True,
            words="No question with an answer was found. See that interviewer and candidate are not mixed up, or make the pairs by hand.",
        )


def _length(said: Sequence[str]) -> Iterator[Finding]:
    words = sum(word_count(text) for text in said)
    if words < FEW_WORDS:
        yield Finding(doubt=Doubt.LENGTH, refuses=True, words=f"The answers hold {words} words in all: too little to judge anybody by.")
    elif words < LITTLE:
        yield Finding(doubt=Doubt.LENGTH, refuses=False, words=f"The answers hold {words} words in all. Expect wide intervals.")


def _gaps(transcript: Transcript) -> Iterator[Finding]:
    """Silence that may be a part that is missing."""
    times = [(one.end or one.start, following.start) for one, following in pairwise(transcript.utterances)]
    long = [after - before for before, after in times if before is not None and after is not None and after - before > GAP]
    if long and all(one.end is not None for one in transcript.utterances):
        yield Finding(
            doubt=Doubt.GAPS,
            refuses=False,
            words=f"There is a gap of {max(long) / 60:.0f} minutes without a word. What was said there is missing here.",
        )


def _words(said: Sequence[str]) -> int:
    return sum(len(text.split()) for text in said)
