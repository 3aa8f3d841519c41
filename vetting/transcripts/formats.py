"""The table of formats, and the way from a file to a Transcript: read, put right, told what was put right."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from vetting.errors import BadInput
from vetting.models.transcript import Repairs, Speaker, Transcript, Utterance
from vetting.plain_text import as_text
from vetting.proposal.document import read_document
from vetting.transcripts.guess import can_be_guessed, with_guessed_speakers
from vetting.transcripts.heard import CHANGE, Heard, plain
from vetting.transcripts.json import is_json, read_json
from vetting.transcripts.kinds import Kind, kind_of
from vetting.transcripts.rolling import unrolled
from vetting.transcripts.speakers import people
from vetting.transcripts.srt import is_srt, read_srt
from vetting.transcripts.text import read_text, reads_like_notes
from vetting.transcripts.webvtt import is_webvtt, read_webvtt

MOST_BYTES = 50_000_000
MOST_WORDS = 120_000
"""About thirteen hours of speech."""


@dataclass(frozen=True)
class Format:
    """One row: how its text is told from others, and read."""

    title: str
    suffixes: tuple[str, ...]
    fits: Callable[[str], bool]
    read: Callable[[str], tuple[Heard, ...]]
    rolls: bool = False
    """Captions, which may repeat each other and overlap."""


FORMATS = {
    "webvtt": Format("WebVTT", (".vtt",), is_webvtt, read_webvtt, rolls=True),
    "srt": Format("SRT", (".srt",), is_srt, read_srt, rolls=True),
    "json": Format("JSON of a speech-to-text service", (".json",), is_json, read_json),
    "text": Format("Text with speakers", (".txt", ".md", ".docx", ".pdf"), lambda _: True, read_text),
}
"""The first that fits what stands in the file is taken; an ending is only a name."""

SUFFIXES = tuple(suffix for one in FORMATS.values() for suffix in one.suffixes)


def read_transcript(source: Path | str | bytes, name: str | None = None) -> Transcript:
    """What was said, by whom. `source` is a path, or the bytes or pasted text with their `name`.

    Raises BadInput in words for what cannot be read. What can be read but not graded is for the quality gate to say.
    """
    given, called = _given(source, name)
    text = _text(given, called)
    kind, row = next((kind, row) for kind, row in FORMATS.items() if row.fits(text))
    try:
        heard = row.read(text)
    except BadInput as error:
        raise BadInput(f"{called}: {error}") from error
    if not heard:
        raise BadInput(
            f"{called} holds no words anybody said. Open it and see that each part has its words under its time or after its name; "
            "or paste the text."
        )
    words = sum(len(one.text.split()) for one in heard)
    if words > MOST_WORDS:
        raise BadInput(f"{called} holds {words:,} words; up to {MOST_WORDS:,} are read as one interview. Give the interview alone.")
    return _transcript(heard, called, kind, captions=row.rolls, is_notes=kind == "text" and reads_like_notes(text))


def _given(source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        given, called = source, name or "pasted text"
    else:
        path = Path(source)
        called = name or path.name
        try:
            if path.is_dir():
                raise BadInput(f"{path} is a folder. Name the file with the transcript.")
            if path.stat().st_size > MOST_BYTES:
                raise BadInput(f"{called} is larger than {MOST_BYTES // 1_000_000} MB. Give the transcript, not the recording.")
            given = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    if len(given) > MOST_BYTES:
        raise BadInput(f"{called} is larger than {MOST_BYTES // 1_000_000} MB. Give the transcript, not the recording.")
    if not given.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise BadInput(f"{called} is empty. Give a transcript: {', '.join(SUFFIXES)}, or pasted text.")
    return given, called


def _text(given: bytes, called: str) -> str:
    """The text of whatever it is; Word and PDF are opened as proposals are."""
    if given.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf")) or given.lstrip()[:5] == b"%PDF-":
        if given.startswith(b"PK") and not _is_word(given):
            raise BadInput(f"{called} is an archive, but not a Word document. Unpack it and give the transcript in it.")
        return read_document(given, called, what="transcript").text
    for start, words in _RECORDINGS:
        if given[: len(start) + 8].find(start) >= 0:
            raise BadInput(
                f"{called} is {words}, not a transcript. Have it written down first (your meeting software does), and give that."
            )
    return as_text(given, called)


_RECORDINGS = ((b"ftyp", "a video or a sound recording"), (b"RIFF", "a recording"), (b"OggS", "a recording"), (b"ID3", "a recording"))


def _is_word(given: bytes) -> bool:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(given)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # the document reader says what is wrong with it


def _transcript(heard: Sequence[Heard], called: str, kind: str, *, captions: bool, is_notes: bool) -> Transcript:
    rolled = unrolled(heard) if captions else None
    heard = rolled.heard if rolled else heard
    overlapping = _overlapping(heard) if captions else 0
    heard = sorted(heard, key=lambda one: one.start or 0.0) if captions and overlapping else heard
    heard = _going_on(heard)
    guessed = len({one.speaker for one in heard}) < 2 and can_be_guessed(heard)
    heard = with_guessed_speakers(heard) if guessed else [replace(one, speaker=one.speaker or "Unknown speaker") for one in heard]
    names = people(one.speaker for one in heard)
    utterances = _utterances(heard, names)
    merged = tuple(labels for name in dict.fromkeys(names.values()) if len(labels := _labels(names, name)) > 1)
    repairs = Repairs(repeated=rolled.dropped if rolled else 0, merged=merged, overlapping=overlapping, guessed=guessed, is_notes=is_notes)
    return Transcript(name=called, format=kind, utterances=utterances, speakers=_speakers(utterances, names), repairs=repairs)


def _going_on(heard: Sequence[Heard]) -> list[Heard]:
    """Captions without a label get the last speaker's where the format says that no label means so."""
    out: list[Heard] = []
    for one in heard:
        goes_on = one.goes_on and not one.speaker and out and not CHANGE.match(one.text)
        out.append(replace(one, speaker=out[-1].speaker) if goes_on else one)
    return out


def _overlapping(heard: Sequence[Heard]) -> int:
    """Captions that begin well before somebody else's ends."""
    return sum(
        1
        for before, after in pairwise(heard)
        if before.speaker != after.speaker and before.end is not None and after.start is not None and after.start < before.end - 0.3
    )


def _utterances(heard: Sequence[Heard], names: dict[str, str]) -> tuple[Utterance, ...]:
    """What one person said in a row, as one."""
    out: list[Utterance] = []
    for one in heard:
        name, text = names[one.speaker], plain(CHANGE.sub("", one.text))
        if not text:
            continue
        if out and out[-1].speaker == name:
            out[-1] = out[-1].model_copy(update={"text": f"{out[-1].text} {text}", "end": one.end if one.end is not None else out[-1].end})
        else:
            out.append(Utterance(speaker=name, text=text, start=one.start, end=one.end))
    return tuple(out)


def _speakers(utterances: Sequence[Utterance], names: dict[str, str]) -> tuple[Speaker, ...]:
    def speaker(name: str) -> Speaker:
        own = [one for one in utterances if one.speaker == name]
        return Speaker(
            name=name,
            labels=_labels(names, name),
            words=sum(len(one.text.split()) for one in own),
            utterances=len(own),
            asks=sum(kind_of(one.text) in (Kind.ASK, Kind.ABOUT_THE_PERSON, Kind.TERMS, Kind.YOUR_TURN, Kind.UNLAWFUL) for one in own),
        )

    return tuple(speaker(name) for name in dict.fromkeys(one.speaker for one in utterances))


def _labels(names: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(label for label, found in names.items() if found == name)
