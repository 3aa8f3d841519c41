"""Prompt files: Markdown with a YAML head and named sections. Loaded, checked and rendered here; written in prompts/.

What a candidate typed never meets an instruction: it travels as JSON, through `fence`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from vetting.errors import BadPrompt
from vetting.resources import data_dir

_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_KEYS = {"name", "version", "purpose", "variables"}


@dataclass(frozen=True)
class Prompt:
    """One checked prompt file."""

    name: str
    version: int
    sections: dict[str, str]
    """Section name to text, in the order of the file."""
    variables: frozenset[str]
    identity: str
    """Version and content hash, for the fingerprint."""

    def render(self, section: str, **values: str) -> str:
        """The section's text with every variable filled. Raises BadPrompt for an unknown section, a missing or an unused value."""
        if section not in self.sections:
            raise BadPrompt(f"prompts/{self.name}.md has no section '## {section}'. It has: {', '.join(self.sections)}.")
        text = self.sections[section]
        wanted = set(_VARIABLE.findall(text))
        if wanted != set(values):
            raise BadPrompt(f"prompts/{self.name}.md, section {section}, takes {sorted(wanted)} but was given {sorted(values)}.")
        return _VARIABLE.sub(lambda match: values[match[1]], text)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Reads and checks prompts/<name>.md. Raises BadPrompt naming the file and what to change."""
    import yaml

    path = (folder or data_dir("prompts")) / f"{name}.md"
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPrompt(f"prompts/{name}.md cannot be read: {error}") from error
    parts = _HEAD.match(text)
    if parts is None:
        raise BadPrompt(f"prompts/{name}.md does not start with a YAML head between two lines of three dashes.")
    try:
        head = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise BadPrompt(f"prompts/{name}.md: the head is not valid YAML: {error}") from error
    if not isinstance(head, dict) or set(head) != _KEYS:
        raise BadPrompt(f"prompts/{name}.md: the head must have exactly {sorted(_KEYS)}.")
    sections = {section: body.strip() for section, body in _SECTION.findall(parts[2])}
    _check(name, head, sections)
    identity = f"v{head['version']}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return Prompt(name, head["version"], sections, frozenset(head["variables"]), identity)


def _check(name: str, head: dict[str, object], sections: dict[str, str]) -> None:
    if head["name"] != name:
        raise BadPrompt(f"prompts/{name}.md calls itself {head['name']!r}. Make the name in the head equal to the file name.")
    if not isinstance(head["version"], int):
        raise BadPrompt(f"prompts/{name}.md: version must be a whole number.")
    if not isinstance(head["variables"], list):
        raise BadPrompt(f"prompts/{name}.md: variables must be a list.")
    if not sections:
        raise BadPrompt(f"prompts/{name}.md has no section. Start one with a line '## name'.")
    used = {variable for text in sections.values() for variable in _VARIABLE.findall(text)}
    for variable in sorted(used - set(head["variables"])):
        raise BadPrompt(
            f"prompts/{name}.md uses {{{{ {variable} }}}} but does not list it under variables. Add it there, or remove it from the text."
        )
    for variable in sorted(set(head["variables"]) - used):
        raise BadPrompt(f"prompts/{name}.md lists the variable {variable} but never uses it. Remove it from the list, or use it.")


def fence(**data: object) -> str:
    """Data as one JSON object: whatever a candidate typed stays a string inside it and cannot end the fence."""
    return json.dumps(data, ensure_ascii=False, indent=1)
