"""The door to models for people's words: who is meant is hidden on the way out, and put back on the way in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from vetting.llm import Decisions, Door, Messages, Scale
from vetting.prompts import fence
from vetting.trust.identity import known
from vetting.trust.masking import Mask, mask_for

M = TypeVar("M", bound=BaseModel)


class MaskedDoor(Door):
    """Hides addresses, numbers and links, and whoever `known_as` says is spoken of. A recording for `transcribe` goes as it was spoken."""

    @property
    def model(self) -> str:
        """Says that the models saw masked words, so that a fingerprint tells the two apart."""
        return f"{super().model}, identity masked"

    def decide(self, given: Mapping[str, object], statements: Mapping[str, str], scales: Mapping[str, Scale], fallback: str) -> Decisions:
        hide = _mask_of(given).hide
        return super().decide({name: _each(value, hide) for name, value in given.items()}, statements, scales, fallback)

    def structured(self, messages: Messages, schema: type[M]) -> M:
        masked, mask = _masked(messages)
        answer = super().structured(masked, schema)
        return schema.model_validate(_each(answer.model_dump(), mask.reveal)) if mask.hidden else answer

    def stream(self, messages: Messages) -> Iterator[str]:
        """Masked when it is called, not when the first piece is asked for: by then nobody may be known any more."""
        masked, mask = _masked(messages)
        return mask.reveal_all(super().stream(masked))


def _masked(messages: Messages) -> tuple[Messages, Mask]:
    """The fenced data is masked string by string: in its JSON a line feed would glue itself to a name."""
    data = json.loads(messages.user)
    mask = _mask_of(data)
    masked = {name: _each(value, mask.hide) for name, value in data.items()}
    return Messages(messages.system, fence(**masked)) if mask.hidden else messages, mask


def _mask_of(data: object) -> Mask:
    return mask_for(_texts(data), known())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in _texts(one))


def _each(value: object, change: Callable[[str], str]) -> object:
    """The same data with every string in it changed; what it is filed under stays."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each(one, change) for one in value]
    return value
