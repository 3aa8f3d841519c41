"""Writes source/*.said out as meeting software would, with a label file beside each: python tests/data/transcripts/make.py"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
WORDS_A_SECOND = 2.6


@dataclass(frozen=True)
class Line:
    """One stretch of speech, with what a person said it is."""

    by: str
    tag: str
    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Source:
    head: dict[str, str]
    people: dict[str, str]
    """Name to role."""
    lines: tuple[Line, ...]


def read(path: Path) -> Source:
    top, _, body = path.read_text("utf-8").partition("---\n")
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    head: dict[str, str] = {}
    for row in top.splitlines():
        if " = " in row:
            short, name, role = (part.strip() for part in row.split(" = "))
            names[short] = name
            people[name] = role
        elif ":" in row:
            key, value = row.split(":", 1)
            head[key.strip()] = value.strip()
    lines: list[Line] = []
    now = 3.0
    for row in body.splitlines():
        short, tag, text = row.split(" ", 2)
        end = now + len(text.split()) / WORDS_A_SECOND
        lines.append(Line(names.get(short, short), tag, text, round(now, 2), round(end, 2)))
        now = end + 0.8
    return Source(head, people, tuple(lines))


def clock(seconds: float, mark: str = ".", hours: bool = True) -> str:
    whole, thousandth = int(seconds), round((seconds % 1) * 1000) % 1000
    early = f"{whole // 3600:02}:" if hours else ""
    return f"{early}{whole // 60 % 60:02}:{whole % 60:02}{mark}{thousandth:03}"


def short_clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def pieces(line: Line, most: int) -> Iterator[tuple[float, float, str]]:
    """The line cut into captions of up to `most` words, its time shared out."""
    words = line.text.split()
    a_word = (line.end - line.start) / max(len(words), 1)
    for place in range(0, len(words), most):
        part = words[place : place + most]
        yield line.start + place * a_word, line.start + (place + len(part)) * a_word, " ".join(part)


def zoom_vtt(source: Source, hours: bool = True) -> str:
    out, number = ["WEBVTT", ""], 0
    for line in source.lines:
        for start, end, text in pieces(line, 22):
            number += 1
            out += [str(number), f"{clock(start, hours=hours)} --> {clock(end, hours=hours)}", f"{line.by}: {text}", ""]
    return "\n".join(out)


def teams_vtt(source: Source) -> str:
    out = ["WEBVTT", "", 'NOTE duration:"00:12:31.0000000"', "", "NOTE language:en-gb", ""]
    for number, line in enumerate(source.lines):
        for part, (start, end, text) in enumerate(pieces(line, 12)):
            spoken = text.replace("&", "&amp;").replace("<", "&lt;")
            out += [f"8f2c1a77-{number:04}/{number}-{part}", f"{clock(start)} --> {clock(end)}", f"<v {line.by}>{spoken}</v>", ""]
    return "\r\n".join(out)


def labels_srt(source: Source) -> str:
    out, number = [], 0
    for line in source.lines:
        for part, (start, end, text) in enumerate(pieces(line, 14)):
            number += 1
            said = f"{line.by}: {text}" if part == 0 else text
            out += [str(number), f"{clock(start, ',')} --> {clock(end, ',')}", said, ""]
    return "\r\n".join(out)


def zoom_txt(source: Source) -> str:
    return "\n\n".join(f"[{line.by}] 10:{int(line.start) // 60:02}:{int(line.start) % 60:02}\n{line.text}" for line in source.lines) + "\n"


def otter_txt(source: Source) -> str:
    said = "\n\n".join(f"{line.by}  {short_clock(line.start)}  \n{line.text}" for line in source.lines)
    return (
        "Interview\nMon, Mar 02, 2026 10:02AM • 12:40\n\nSUMMARY KEYWORDS\nincident, index, test\n\nSPEAKERS\n"
        + ", ".join(source.people)
        + f"\n\n{said}\n\nTranscribed by https://otter.ai\n"
    )


def meet_txt(source: Source) -> str:
    out = ["Interview - 2026/03/02 10:00 CET - Transcript", "Attendees", ", ".join(source.people), "Transcript"]
    for place, line in enumerate(source.lines):
        if place % 6 == 0:
            out += ["", clock(line.start, hours=True)[:8], ""]
        out.append(f"{line.by}: {line.text}")
    out += ["", "Transcription ended after 00:14:31", "This editable transcript was computer generated and might contain errors."]
    return "\r\n".join(out)


def granola_txt(source: Source) -> str:
    return (
        "Meeting Title: Second call\nDate: Mar 2\n\nTranscript:\n \n"
        + "  \n".join(f"{line.by}: {line.text}" for line in source.lines)
        + "\n"
    )


def teams_txt(source: Source) -> str:
    return "\n\n".join(f"{line.by}   {short_clock(line.start)}\n{line.text}" for line in source.lines) + "\n"


def fireflies_txt(source: Source) -> str:
    return "\n\n".join(f"{line.by} ({short_clock(line.start).zfill(5)})\n{line.text}" for line in source.lines) + "\n"


def plain_txt(source: Source) -> str:
    return "\n".join(f"{line.by}: {line.text}" for line in source.lines) + "\n"


def stamped_txt(source: Source) -> str:
    """Each line with its time before the name, long ones wrapped."""
    import textwrap

    return "\n".join(textwrap.fill(f"[{clock(line.start)[:8]}] {line.by}: {line.text}", 78) for line in source.lines) + "\n"


def oneface_txt(source: Source) -> str:
    return "\n".join(f"{clock(line.start)[:8]} {line.by}: {line.text}" for line in source.lines) + "\n"


def rolling_cues(source: Source, name: Callable[[Line], str]) -> Iterator[tuple[float, float, str]]:
    """Two rows at a time: each caption repeats the row before it, as live captions do."""
    before = ""
    for line in source.lines:
        for part, (start, end, text) in enumerate(pieces(line, 9)):
            row = name(line) + text if part == 0 else text
            yield start, end, f"{before}\n{row}" if before else row
            before = row


def rolling_vtt(source: Source) -> str:
    out = ["WEBVTT", "Kind: captions", "Language: en", ""]
    for start, end, text in rolling_cues(source, lambda _: "&gt;&gt; "):
        out += [
            f"{clock(start, hours=False)} --> {clock(end, hours=False)} align:start position:0%",
            text.replace("agent", "<c>agent</c>"),
            "",
        ]
    return "\n".join(out)


def rolling_srt(source: Source) -> str:
    out = []
    for number, (start, end, text) in enumerate(rolling_cues(source, lambda line: f"{line.by}: "), 1):
        out += [str(number), f"{clock(start, ',')} --> {clock(end, ',')}", text, ""]
    return "\n".join(out)


def whisper_json(source: Source, speakers: bool = False) -> str:
    segments: list[dict[str, Any]] = []
    for line in source.lines:
        for part in re.split(r"(?<=[.?!]) ", line.text):
            segment = {"id": len(segments), "seek": 0, "start": line.start, "end": line.end, "text": " " + part, "avg_logprob": -0.21}
            segments.append({**segment, "speaker": line.by} if speakers else segment)
    return json.dumps({"text": "".join(one["text"] for one in segments), "segments": segments, "language": "en"}, indent=1)


def assemblyai_json(source: Source) -> str:
    said = [
        {
            "speaker": line.by,
            "text": line.text,
            "start": int(line.start * 1000),
            "end": int(line.end * 1000),
            "confidence": 0.96,
            "words": [],
        }
        for line in source.lines
    ]
    return json.dumps(
        {"id": "made-up", "status": "completed", "text": " ".join(line.text for line in source.lines), "utterances": said}, indent=1
    )


def deepgram_json(source: Source) -> str:
    words = [
        {"word": word.strip(".,?!").lower(), "punctuated_word": word, "start": line.start, "end": line.end, "speaker": int(line.by[-1])}
        for line in source.lines
        for word in line.text.split()
    ]
    alternative = {"transcript": " ".join(line.text for line in source.lines), "confidence": 0.97, "words": words}
    return json.dumps({"metadata": {"request_id": "made-up"}, "results": {"channels": [{"alternatives": [alternative]}]}}, indent=0)


def docx(source: Source, notes: bool = False) -> bytes:
    import docx as word

    document = word.Document()
    if not notes:
        document.add_paragraph("Interview-20260302_100312-Meeting Recording")
        document.add_paragraph("March 2, 2026, 9:03AM")
        document.add_paragraph("13m 12s")
    for line in source.lines:
        if notes:
            document.add_paragraph(line.text, style="List Bullet")
            continue
        paragraph = document.add_paragraph()
        paragraph.add_run(line.by).bold = True
        paragraph.add_run(f"   {short_clock(line.start)}")
        paragraph.add_run().add_break()
        paragraph.add_run(line.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(source: Source) -> bytes:
    import typst

    rows = "\n".join(f'#par[*{line.by}:* #sys.inputs.at("l{place}")]' for place, line in enumerate(source.lines))
    look = "#set page(footer: context [Page #counter(page).display() of 3], height: 14cm)\n#set text(size: 11pt)"
    text = f"{look}\n= Interview, 2 March 2026\n{rows}\n"
    return bytes(typst.compile(text.encode(), sys_inputs={f"l{place}": line.text for place, line in enumerate(source.lines)}))


SHAPES: dict[str, Callable[[Source], str | bytes]] = {
    "zoom.vtt": zoom_vtt,
    "zoom16.vtt": lambda source: zoom_vtt(source, hours=False).encode("utf-16"),
    "teams.vtt": lambda source: b"\xef\xbb\xbf" + teams_vtt(source).encode(),
    "labels.srt": labels_srt,
    "zoom.txt": zoom_txt,
    "otter.txt": otter_txt,
    "meet.txt": meet_txt,
    "granola.txt": granola_txt,
    "teams.txt": teams_txt,
    "teams.docx": docx,
    "notes.docx": lambda source: docx(source, notes=True),
    "fireflies.txt": fireflies_txt,
    "plain.txt": plain_txt,
    "plain.pdf": pdf,
    "stamped.txt": stamped_txt,
    "oneface.txt": oneface_txt,
    "rolling.vtt": rolling_vtt,
    "rolling.srt": rolling_srt,
    "whisper.json": whisper_json,
    "whisper_loop.json": lambda source: whisper_json(source, speakers=True),
    "assemblyai.json": assemblyai_json,
    "deepgram.json": deepgram_json,
}


def labels(source: Source) -> dict[str, Any]:
    """What a person said about the transcript, in the shape the measurement reads."""
    plan = dict(one.split("=") for one in source.head.get("plan", "").split())
    return {
        "gate": source.head["gate"],
        "because": source.head.get("because"),
        "roles": {name: role for name, role in source.people.items() if name != "(nobody)"},
        "same_person": [one.strip() for one in source.head["same"].split(" / ")] if "same" in source.head else [],
        "never_asked": plan.pop("never").split(",") if "never" in plan else [],
        "plan": plan,
        "lines": [{"by": line.by, "is": line.tag, "starts": " ".join(line.text.split()[:7])} for line in source.lines],
    }


def main() -> None:
    for path in sorted((HERE / "source").glob("*.said")):
        source = read(path)
        shape = source.head["shape"]
        folder = HERE / source.head["half"]
        folder.mkdir(exist_ok=True)
        written = SHAPES[shape](source)
        target = folder / f"{path.stem}-{shape}"
        if isinstance(written, str):
            target.write_bytes(written.encode())
        elif target.suffix not in (".docx", ".pdf") or not target.exists():  # these carry the hour they were made
            target.write_bytes(written)
        text = yaml.safe_dump(labels(source), allow_unicode=True, sort_keys=False, width=200)
        (folder / f"{path.stem}-{shape}.yaml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
