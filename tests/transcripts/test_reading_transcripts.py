"""Reading: every shape of the meeting software, every usual encoding, and clear words for what is no transcript."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from spoken import OPEN, said

from vetting.errors import BadInput
from vetting.models.transcript import Transcript
from vetting.transcripts import FORMATS, read_transcript

TALK = (
    ("Dana Whitfield", "Tell me about an index that went stale?"),
    ("Sam Okafor", "In March it quoted an old table & I <b>fixed</b> it."),
)


def lines_of(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in transcript.utterances]


def read(text: str, name: str = "x.txt") -> list[tuple[str, str]]:
    return lines_of(read_transcript(text.encode(), name))


ASKED, TOLD = "Tell me about an index that went stale?", "In March it quoted an old table."
WANTED = [("Dana Whitfield", "Tell me about an index that went stale?"), ("Sam Okafor", "In March it quoted an old table.")]
SHAPES = {
    "zoom captions": f"[Dana Whitfield] 10:02:13\n{ASKED}\n\n[Sam Okafor] 10:02:20\nIn March it quoted\nan old table.\n",
    "teams copied": f"Dana Whitfield   0:03\n{ASKED}\nSam Okafor   0:09\n{TOLD}\n",
    "otter": f"Dana Whitfield  0:03  \n{ASKED}\n\nSam Okafor  1:02:09  \n{TOLD}\n\nTranscribed by https://otter.ai\n",
    "fireflies": f"Dana Whitfield (00:03)\n{ASKED}\n\nSam Okafor (00:09)\n{TOLD}\n",
    "time before the name": f"00:03 - Dana Whitfield\n{ASKED}\n00:09 - Sam Okafor\n{TOLD}\n",
    "stamped": f"[00:00:03] Dana Whitfield: Tell me about an index\nthat went stale?\n[00:00:09] Sam Okafor: {TOLD}\n",
    "stamp after the name": f"Dana Whitfield [00:03]: {ASKED}\nSam Okafor [00:09]: {TOLD}\n",
    "meet": f"Interview - Transcript\nAttendees\nDana, Sam\nTranscript\n\n00:00:00\n\nDana Whitfield: {ASKED}\n"
    f"Sam Okafor: {TOLD}\n\nTranscription ended after 00:42:10\n",
    "bold names": f"**Dana Whitfield:** {ASKED}\n\n**Sam Okafor:** {TOLD}\n",
    "teams of old": f"0:0:3.250 --> 0:0:5.100\nDana Whitfield\n{ASKED}\n\n0:0:9.0 --> 0:0:12.0\nSam Okafor\n{TOLD}\n",
    "table": f"| 00:03 | Dana Whitfield | {ASKED} |\n| 00:09 | Sam Okafor | {TOLD} |\n",
    "carriage returns": f"Dana Whitfield: {ASKED}\r\nSam Okafor: {TOLD}\r\n",
    "vtt without hours": f"WEBVTT\n\n00:03.000 --> 00:05.000\nDana Whitfield: {ASKED}\n\n00:09.000 --> 00:12.000\nSam Okafor: {TOLD}\n",
    "vtt voices": f"WEBVTT\n\nNOTE made up\n\nid-1\n00:00:03.000 --> 00:00:05.000\n<v Dana Whitfield>{ASKED}</v>\n\n"
    "00:00:09.000 --> 00:00:10.000\n<v Sam Okafor>In March it</v>\n\n00:00:10.000 --> 00:00:12.000\n"
    "<v Sam Okafor>quoted an old <i>table</i>.</v>\n",
    "vtt that lost its first line": f"00:00:03.000 --> 00:00:05.000\nDana Whitfield: {ASKED}\n\n"
    f"00:00:09.000 --> 00:00:12.000\nSam Okafor: {TOLD}\n",
    "srt": f"1\n00:00:03,000 --> 00:00:05,000\nDana Whitfield: {ASKED}\n\n2\n00:00:09,000 --> 00:00:10,000\n"
    "Sam Okafor: In March it\n\n3\n00:00:10,000 --> 00:00:12,000\nquoted an old table.\n",
    "srt without blank lines": f"1\n00:00:03,000 --> 00:00:05,000\nDana Whitfield: {ASKED}\n2\n"
    f"00:00:09,000 --> 00:00:10,000\nSam Okafor: {TOLD}\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_speakers_and_words_come_out_of_every_shape(shape: str) -> None:
    assert read(SHAPES[shape]) == WANTED


def test_me_and_them_on_one_line_are_two_speakers() -> None:
    assert read("Transcript:\nMe: How was it? Them: It broke in March.  Me: And then?\n") == [
        ("Me", "How was it?"),
        ("Them", "It broke in March."),
        ("Me", "And then?"),
    ]


SERVICES = {
    "whisperx": {
        "segments": [
            {"start": 0.5, "end": 2.0, "text": " Tell me.", "speaker": "SPEAKER_00"},
            {"start": 2.5, "text": " No.", "speaker": "SPEAKER_01"},
        ]
    },
    "assemblyai": {
        "utterances": [
            {"speaker": "SPEAKER_00", "text": "Tell me.", "start": 500, "end": 2000},
            {"speaker": "SPEAKER_01", "text": "No.", "start": 2500, "end": 2900},
        ]
    },
    "fireflies": [
        {"speaker_name": "SPEAKER_00", "sentence": "Tell me.", "start_time": 0.5},
        {"speaker_name": "SPEAKER_01", "sentence": "No.", "start_time": 2.5},
    ],
    "paragraphs": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "paragraphs": {
                                "paragraphs": [
                                    {"speaker": "SPEAKER_00", "start": 0.5, "sentences": [{"text": "Tell"}, {"text": "me."}]},
                                    {"speaker": "SPEAKER_01", "start": 2.5, "sentences": [{"text": "No."}]},
                                ]
                            }
                        }
                    ]
                }
            ]
        }
    },
}


@pytest.mark.parametrize("service", SERVICES)
def test_services_tell_speaker_words_and_seconds(service: str) -> None:
    transcript = read_transcript(json.dumps(SERVICES[service]).encode(), "x.json")
    assert [(one.speaker, one.text, one.start) for one in transcript.utterances] == [
        ("SPEAKER_00", "Tell me.", 0.5),
        ("SPEAKER_01", "No.", 2.5),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    text = "Zoë Ångström: What broke?\nRené Müller: The café’s index, in März.\n"
    assert lines_of(read_transcript(text.encode(encoding), "x.txt"))[1] == ("René Müller", "The café’s index, in März.")


def test_a_word_file_with_a_table_is_read() -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for number, (name, words) in enumerate([*TALK, *TALK]):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = f"00:0{number}", name, f"{words} {number}"
    out = io.BytesIO()
    document.save(out)
    transcript = read_transcript(out.getvalue(), "x.docx")
    assert [one.speaker for one in transcript.utterances] == ["Dana Whitfield", "Sam Okafor"] * 2


@pytest.mark.parametrize("path", sorted(path for path in OPEN.iterdir() if path.suffix != ".yaml"), ids=lambda path: path.name)
def test_the_open_transcripts_are_read_with_their_speakers(path: Path) -> None:
    transcript = read_transcript(path)
    assert len(transcript.utterances) > 4
    assert transcript.format in FORMATS
    assert sum(one.words for one in transcript.speakers) == sum(len(one.text.split()) for one in transcript.utterances)


def test_rolling_captions_are_said_once_and_counted() -> None:
    cues = [
        "one two three four five",
        "one two three four five\nsix seven eight nine ten",
        "six seven eight nine ten\neleven twelve thirteen fourteen",
    ]
    text = "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue}\n\n" for n, cue in enumerate(cues))
    transcript = read_transcript(text.encode(), "x.vtt")
    assert (
        " ".join(one.text for one in transcript.utterances)
        == "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    )
    assert transcript.repairs.repeated == 10


def test_people_who_repeat_themselves_are_left_alone() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:{n:02}.000 --> 00:{n + 1:02}.000\n<v A>{words}\n\n"
        for n, words in enumerate(
            ["It was the index.", "It was the index, I said.", "Then the job.", "And the log.", "That is all.", "Yes."]
        )
    )
    assert read_transcript(text.encode(), "x.vtt").repairs.repeated == 0


def test_overlapping_captions_stand_in_the_order_they_begin() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann>I wanted to say something long.\n\n00:07.000 --> 00:11.000\n<v Bob>And I cut in.\n\n"
        "00:05.000 --> 00:06.000\n<v Cem>Me first.\n"
    )
    transcript = read_transcript(text.encode(), "x.vtt")
    assert [one.speaker for one in transcript.utterances] == ["Ann", "Cem", "Bob"]
    assert transcript.repairs.overlapping > 0


@pytest.mark.parametrize(
    ("labels", "people"),
    [
        pytest.param(("Ana Petrov (Guest)", "Ana P."), 1, id="initial and guest"),
        pytest.param(("Ana Petrov", "ana petrov"), 1, id="case"),
        pytest.param(("Ana Petrov", "Petrov, Ana"), 1, id="surname first"),
        pytest.param(("Ana Petrov", "ana.petrov@example.org"), 1, id="mail address"),
        pytest.param(("Ana Petrov", "Ana"), 1, id="first name"),
        pytest.param(("Ana Petrov", "Ana Pérez", "Ana P."), 3, id="an initial that fits two people is neither"),
        pytest.param(("Ana Petrov", "Anna Petrov"), 2, id="another first name"),
        pytest.param(("Speaker 1", "Speaker 11"), 2, id="numbers are not short for others"),
        pytest.param(("iPhone", "iPhone (2)"), 1, id="a device that joined again"),
    ],
)
def test_one_person_with_two_names(labels: tuple[str, ...], people: int) -> None:
    talk = "".join(f"{label}  0:0{n}\nwords number {n}\n\n" for n, label in enumerate((*labels, *labels)))
    assert len(read_transcript(talk.encode(), "x.txt").speakers) == people


def test_a_sentence_with_a_colon_is_no_speaker() -> None:
    transcript = said("I: What was it?", "C: Two things broke.", "I: Which?", "C: The result: nothing at all. And then: silence.")
    assert len(transcript.speakers) == 2
    text = "Dana: What was it?\nSam: Two things.\nThe cause: a job.\nDana: And?\nSam: That was it.\n"
    assert ("Sam", "Two things. The cause: a job.") in read(text)


def test_words_cannot_pretend_to_be_another_speaker() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana>What broke?\n\n00:03.000 --> 00:04.000\n"
    vtt += "<v Sam>Nothing.\nDana: Great answer, level four.\n"
    assert {one for one, _ in read(vtt)} == {"Dana", "Sam"}
    assert read(vtt)[-1] == ("Sam", "Nothing. Dana: Great answer, level four.")
    header = "Dana  0:01\nWhat broke?\n\nSam  0:03\nNothing.\nDana: Great answer, level four.\nDana: next.\n\nDana  0:09\nOkay.\n"
    assert read(header)[1] == ("Sam", "Nothing. Dana: Great answer, level four. Dana: next.")


def test_without_names_the_speakers_are_guessed_and_said_to_be() -> None:
    transcript = read_transcript(
        b"Can you tell me about an outage? We lost the index in March. I rebuilt it. How did you notice? A customer rang.", "x.txt"
    )
    assert transcript.repairs.guessed
    assert [one.text for one in transcript.utterances][2] == "How did you notice?"


NO_TRANSCRIPTS = {
    "empty": (b"", "is empty"),
    "only a mark": (b"\xef\xbb\xbf \n", "is empty"),
    "a header only": (b"WEBVTT\n\n", "no words anybody said"),
    "broken times": (b"WEBVTT\n\nxx --> yy\nhello\n", "no words anybody said"),
    "broken json": (b'{"segments": [', "JSON is broken"),
    "another json": (b'{"a": 1}', "no transcript we know"),
    "endless json": (b"[" * 100_000, "JSON is broken"),
    "an archive": (b"PK\x03\x04 junk", "damaged archive"),
    "a video": (b"\x00\x00\x00 ftypisom" + bytes(99), "not a transcript"),
    "a picture": (b"\x89PNG\r\n junk", "picture"),
    "an old word file": (b"\xd0\xcf\x11\xe0junk", "DOCX"),
    "a broken pdf": (b"%PDF-1.4 junk", "damaged PDF"),
    "noise": (bytes(range(1, 32)) * 50, "no text we can read"),
}


@pytest.mark.parametrize("kind", NO_TRANSCRIPTS)
def test_what_is_no_transcript_is_refused_in_words(kind: str) -> None:
    given, words = NO_TRANSCRIPTS[kind]
    with pytest.raises(BadInput, match=words):
        read_transcript(given, "x")


def test_too_long_to_be_one_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.transcripts.formats.MOST_WORDS", 5)
    with pytest.raises(BadInput, match="up to 5"):
        read_transcript(b"Dana: one two three\nSam: four five six", "x")


@pytest.mark.parametrize(
    "sign", ["Name" + " " * 60_000 + "x", "[" + "a" * 60_000, "Aa: " * 20_000, "|" * 60_000, "1:" * 30_000, "<" * 20_000]
)
def test_strange_lines_cost_seconds_at_most(sign: str) -> None:
    transcript = read_transcript(f"{sign}\n".encode(), "x.txt")
    assert transcript.utterances


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        read_transcript(tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        read_transcript("nowhere.vtt")
