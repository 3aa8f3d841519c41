"""The gate: what passes, what passes with a warning, and what is not graded, each with its reason."""

from __future__ import annotations

import pytest
from spoken import Paired, said

from vetting.models.transcript import Doubt, Gate, Quality, Transcript
from vetting.transcripts import check_quality, propose_roles, read_transcript

LONG = (
    "C: In March our manual search quoted a withdrawn torque table, and a fitter in Lyon rang us as the number was not on his sticker. "
    "I compared chunk hashes with the file store, and the job had skipped every file whose name had not changed, even when its bytes had. "
)
ASK = "I: Tell me about a time your index went stale."


def gate(transcript: Transcript, paired: Paired, *, any_language: bool = False) -> Quality:
    return check_quality(transcript, propose_roles(transcript), paired(transcript), any_language=any_language)


def doubts(quality: Quality) -> set[Doubt]:
    return {one.doubt for one in quality.findings}


def four(answer: str) -> Transcript:
    """Four questions, each answered so."""
    return said(*(line for number in range(4) for line in (f"I: Tell me about outage number {number}, please.", answer)))


def test_a_clean_transcript_passes(paired: Paired) -> None:
    quality = gate(four(LONG), paired)
    assert quality.gate is Gate.PASS
    assert quality.words == "Good enough to grade."


@pytest.mark.parametrize(
    ("answer", "expected", "doubt"),
    [
        pytest.param(LONG.replace("the", "[inaudible]"), Gate.REFUSE, Doubt.UNINTELLIGIBLE, id="much cannot be heard"),
        pytest.param(LONG.replace("hashes", "[inaudible]"), Gate.WARN, Doubt.UNINTELLIGIBLE, id="a little cannot be heard"),
        pytest.param(LONG + "and the model " * 20, Gate.REFUSE, Doubt.REPEATS, id="loops"),
        pytest.param(LONG + "and the model and the model and the model", Gate.WARN, Doubt.REPEATS, id="a short loop"),
        pytest.param(
            "C: Die Sache war die, dass der Abgleich nur den Namen geprüft hat und nicht den Inhalt der Datei.",
            Gate.REFUSE,
            Doubt.LANGUAGE,
            id="german",
        ),
        pytest.param("C: It broke, we fixed it.", Gate.REFUSE, Doubt.LENGTH, id="nothing much was said"),
    ],
)
def test_what_is_wrong_is_named(paired: Paired, answer: str, expected: Gate, doubt: Doubt) -> None:
    quality = gate(four(answer), paired)
    assert quality.gate is expected, quality.words
    assert doubt in doubts(quality)


def test_an_engine_that_reads_every_language_may_grade_german(paired: Paired) -> None:
    german = four("C: Die Sache war die, dass der Abgleich nur den Namen geprüft hat und nicht den Inhalt der Datei. " * 3)
    assert Doubt.LANGUAGE not in doubts(gate(german, paired, any_language=True))


def test_saying_a_thing_twice_is_speech(paired: Paired) -> None:
    assert Doubt.REPEATS not in doubts(gate(four(LONG + "It was, it was the job. No no, really."), paired))


def test_one_label_for_everybody_is_refused(paired: Paired) -> None:
    room = read_transcript("\n".join(f"Room 3: {word} went wrong and we looked at it" for word in "ab cd ef gh".split()).encode(), "x")
    quality = gate(room, paired)
    assert quality.gate is Gate.REFUSE
    assert Doubt.DIARISATION in doubts(quality)
    assert "Export it with a label for each speaker" in quality.words


def test_labels_that_change_in_mid_sentence_are_doubted(paired: Paired) -> None:
    torn = "\n".join(
        f"Speaker {1 + number % 2}: {'and it was the job that broke it' if number else 'What was it that'}" for number in range(12)
    )
    quality = gate(read_transcript((torn + "\nSpeaker 1: Yes.\n").encode(), "x"), paired)
    assert Doubt.DIARISATION in doubts(quality)


def test_guessed_speakers_pass_with_a_warning(paired: Paired) -> None:
    text = " ".join(f"Can you tell me about outage {n}? {LONG[3:]}" for n in range(4))
    quality = gate(read_transcript(text.encode(), "x"), paired)
    assert quality.gate is Gate.WARN
    assert "was guessed" in quality.words


def test_notes_on_a_meeting_are_no_transcript(paired: Paired) -> None:
    notes = "Meeting summary\n" + "\n".join(f"- Jonas told about incident {n} and what he did about it" for n in range(8))
    assert doubts(gate(read_transcript(notes.encode(), "x"), paired)) == {Doubt.NOTES}


def test_a_transcript_without_a_question_is_refused(paired: Paired) -> None:
    talk = read_transcript(f"Ann Lee: It is a nice day here.\nCy Doe: {LONG[3:]}\nAnn Lee: Lovely.\nCy Doe: {LONG[3:]}\n".encode(), "x")
    assert Doubt.PAIRING in doubts(gate(talk, paired))


def test_a_long_silence_is_said(paired: Paired) -> None:
    vtt = "WEBVTT\n\n" + "".join(
        f"00:{minute:02}:00.000 --> 00:{minute:02}:20.000\n<v {name}>{words[3:]}\n\n"
        for minute, (name, words) in enumerate([("Ann", ASK), ("Cy", LONG), ("Ann", ASK), ("Cy", LONG)])
    )
    vtt += f"00:20:00.000 --> 00:20:30.000\n<v Ann>{ASK[3:]}\n\n00:20:31.000 --> 00:21:00.000\n<v Cy>{LONG[3:]}\n"
    assert doubts(gate(read_transcript(vtt.encode(), "x"), paired)) == {Doubt.GAPS}
