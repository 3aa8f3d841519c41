"""JSON of speech-to-text services: Whisper and WhisperX, AssemblyAI, Deepgram, Fireflies, or a plain list of speaker and text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vetting.errors import BadInput
from vetting.transcripts.heard import Heard, plain

_TEXT = ("text", "transcript", "sentence", "punctuated_word", "word", "content", "raw_text")
_SPEAKER = ("speaker", "speaker_name", "speakerName", "speaker_label", "name", "participant", "user", "speaker_id", "channel")
_START = ("start", "start_time", "startTime", "begin", "start_timestamp", "timestamp")
_END = ("end", "end_time", "endTime", "end_timestamp")
_SHAPES = (
    ("results", "utterances"),
    ("results", "channels", 0, "alternatives", 0, "paragraphs", "paragraphs"),
    ("results", "channels", 0, "alternatives", 0, "words"),
    ("utterances",),
    ("segments",),
    ("data", "transcript", "sentences"),
    ("transcript", "sentences"),
    ("sentences",),
    ("monologues",),
    ("transcript",),
    ("messages",),
    ("results", "channels", 0, "alternatives"),
    ("words",),
)
"""Where the services put what was said, the most telling first."""


def is_json(text: str) -> bool:
    """A brace opens nothing else; a bracket may open a name in plain text."""
    return re.match(r"\s*(?:\{|\[\s*[\[{\]])", text) is not None


def read_json(text: str) -> tuple[Heard, ...]:
    """What was said, from the first known place that holds any. Raises BadInput for broken JSON and unknown shapes."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"This JSON is broken{where}. Export it again, or export it as text.") from error
    for rows in _places(given):
        heard = tuple(_heard(rows, in_thousandths=_counts_thousandths(rows)))
        if heard:
            return heard
    raise BadInput(
        "This JSON holds no transcript we know (Whisper, AssemblyAI, Deepgram, Fireflies, or a list of speaker and text). "
        "Export it as VTT, SRT or text."
    )


def _places(given: Any) -> Iterable[Sequence[Mapping[str, Any]]]:
    for path in _SHAPES if isinstance(given, Mapping) else ((),):
        found = given
        for step in path:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                found = None
                break
        if isinstance(found, list) and found and all(isinstance(one, Mapping) for one in found):
            yield found
    if isinstance(given, Mapping) and isinstance(given.get("text"), str):
        yield [{"text": given["text"]}]


def _heard(rows: Sequence[Mapping[str, Any]], *, in_thousandths: bool) -> Iterable[Heard]:
    for row in rows:
        words = _first(row, _TEXT)
        if words is None:
            parts: Sequence[Any] = next((row[key] for key in ("sentences", "elements", "words") if isinstance(row.get(key), list)), [])
            words = " ".join(str(_first(part, (*_TEXT, "value")) or "") for part in parts if isinstance(part, Mapping))
        said = plain(str(words))
        if said:
            yield Heard(said, _speaker(row), _time(_first(row, _START), in_thousandths), _time(_first(row, _END), in_thousandths))


def _speaker(row: Mapping[str, Any]) -> str:
    given = _first(row, _SPEAKER)
    if isinstance(given, Mapping):
        given = _first(given, ("name", "display_name", "id"))
    if given is None or isinstance(given, bool):
        return ""
    return f"Speaker {int(given)}" if isinstance(given, int | float) else plain(str(given))


def _time(given: object, in_thousandths: bool) -> float | None:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given < 1e9:
        return None
    return given / 1000 if in_thousandths else float(given)


def _counts_thousandths(rows: Sequence[Mapping[str, Any]]) -> bool:
    """AssemblyAI counts thousandths: whole numbers, and too many of them for the words between."""
    times = [_first(row, _END) for row in rows]
    whole = [time for time in times if isinstance(time, int) and not isinstance(time, bool)]
    words = sum(len(str(_first(row, _TEXT) or "").split()) for row in rows)
    return bool(whole) and len(whole) == len([time for time in times if time is not None]) and max(whole) > 20 * max(words, 1)


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((row[key] for key in keys if row.get(key) is not None), None)
