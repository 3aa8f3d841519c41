"""Fields that survive a refresh: what a person chose or typed is kept as one draft, and comes back where it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui import engine, state
from vetting.errors import BadInput
from vetting.models.record import Draft
from vetting.storage import DraftConflict

Value = str | float | bool | list[str] | None


class Form:
    """The fields of one place. A field nobody touched shows its default and is not kept."""

    def __init__(self, id: str, place: str, begin: Callable[[str], None] | None = None) -> None:
        """`begin` makes what the draft belongs to, where the first touch of a field is what begins it."""
        self.id, self.place, self._begin = id, place, begin
        self._name = f"form {id} {place}"
        if state.value(self._name, None) is None:
            state.put(self._name, _read(id, place))

    def kept(self, name: str, default: Any) -> Any:
        """What the person gave a field, or the default."""
        fields: dict[str, Value] = state.value(self._name, {})
        return fields.get(name, default)

    def key(self, name: str) -> str:
        return f"{self.place} {self.id} {name}"

    def number(self, label: str, name: str, default: float | None, **about: Any) -> float | None:
        self._start(name, default)
        given = {"min_value": 0.0, "step": 1.0, "format": "%.0f", **about}
        chosen: float | None = st.number_input(label, value=None, key=self.key(name), on_change=self._keep, args=(name,), **given)
        self._settled(name, chosen)
        return chosen

    def slide(self, label: str, name: str, least: int, most: int, default: int) -> int:
        self._start(name, default)
        return int(st.slider(label, least, most, key=self.key(name), on_change=self._keep, args=(name,)))

    def choose(
        self, label: str, name: str, options: Sequence[Any], default: Any, then: Callable[[], None] | None = None, **about: Any
    ) -> Any:
        """`then` is done after a choice was kept."""
        kept = self.kept(name, default)
        state.start(self.key(name), kept if kept in options else default)
        return st.selectbox(label, options=options, key=self.key(name), on_change=self._keep, args=(name, then), **about)

    def several(self, label: str, name: str, options: Sequence[str], default: Sequence[str], **about: Any) -> tuple[str, ...]:
        state.start(self.key(name), [one for one in self.kept(name, list(default)) if one in options])
        return tuple(st.multiselect(label, options=options, key=self.key(name), on_change=self._keep, args=(name,), **about))

    def yes_no(self, label: str, name: str) -> bool | None:
        self._start(name, None)
        chosen = st.segmented_control(label, options=["Yes", "No"], key=self.key(name), on_change=self._keep, args=(name,))
        self._settled(name, chosen)
        return None if chosen is None else chosen == "Yes"

    def line(self, label: str, name: str, **about: Any) -> str:
        self._start(name, "")
        typed = str(st.text_input(label, key=self.key(name), on_change=self._keep, args=(name,), **about) or "")
        self._settled(name, typed)
        return typed

    def lines(self, label: str, name: str, **about: Any) -> str:
        self._start(name, "")
        typed = str(st.text_area(label, key=self.key(name), on_change=self._keep, args=(name,), **about) or "")
        self._settled(name, typed)
        return typed

    def _start(self, name: str, default: Any) -> None:
        """The kept value, else the default; what nobody touched follows a default that changes."""
        key = self.key(name)
        fields: dict[str, Value] = state.value(self._name, {})
        if not state.has(key):
            state.put(key, fields.get(name, default))
        elif name not in fields and state.value(key, None) == state.value(f"seen {key}", None) != default:
            state.put(key, default)
        else:
            return
        state.put(f"seen {key}", state.value(key, None))

    def _settled(self, name: str, value: Value) -> None:
        """Keeps what a callback did not, where the next click cut it short. What this window never changed is left to the others."""
        if value not in (state.value(f"seen {self.key(name)}", None), None, ""):
            self._keep(name)

    def _keep(self, name: str, then: Callable[[], None] | None = None) -> None:
        self._keep_field(name)
        if then:
            then()

    def _keep_field(self, name: str) -> None:
        """Keeps the one field that changed. Where another window kept fields meanwhile, theirs stay and this one is laid over them."""
        if self._begin:
            self._begin(self.id)
        value: Value = state.value(self.key(name), None)
        state.put(f"seen {self.key(name)}", value)
        held: dict[str, Value] = state.value(self._name, {})
        fields = {**held, name: value}
        for _ in range(2):
            state.put(self._name, fields)
            kept = state.draft_of(self.id, self.place)
            draft = Draft(place=self.place, text=json.dumps(fields), by=state.person(), revision=kept.revision if kept else 0)
            try:
                state.keep_draft(self.id, self.place, engine.store().draft(self.id, draft))
                return
            except DraftConflict:
                fields = {**_read(self.id, self.place), name: value}
            except BadInput:
                return  # the proposal was erased in another window; the page says so when it draws


def _read(id: str, place: str) -> dict[str, Value]:
    kept = state.new_drafts(engine.store().drafts(id)).get(place)
    state.keep_draft(id, place, kept)
    return json.loads(kept.text) if kept else {}
