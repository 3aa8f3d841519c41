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
_SECTION = re.compile(r"^##(?!#)([^\n]*)\n(.*?)(?=^##(?!#)|\Z)", re.MULTILINE | re.DOTALL)
_SECTION_NAME = re.compile(r"\w+")
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
    sections = _sections(name, parts[2])
    _check(name, head, sections)
    identity = f"v{head['version']}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return Prompt(name, head["version"], sections, frozenset(head["variables"]), identity)


def _sections(name: str, text: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    for heading, body in _SECTION.findall(text + "\n"):
        section = heading.strip()
        if not _SECTION_NAME.fullmatch(section):
            raise BadPrompt(f"prompts/{name}.md: '##{heading}' is no section name. Use one word of letters, digits and underscores.")
        if section in sections:
            raise BadPrompt(f"prompts/{name}.md has the section {section} twice. Rename or remove one.")
        if not body.strip():
            raise BadPrompt(f"prompts/{name}.md: the section {section} is empty. Write its text, or remove it.")
        sections[section] = body.strip()
    if not sections:
        raise BadPrompt(f"prompts/{name}.md has no section. Start one with a line '## name'.")
    return sections


def _check(name: str, head: dict[str, object], sections: dict[str, str]) -> None:
    if head["name"] != name:
        raise BadPrompt(f"prompts/{name}.md calls itself {head['name']!r}. Make the name in the head equal to the file name.")
    if type(head["version"]) is not int or head["version"] < 1:
        raise BadPrompt(f"prompts/{name}.md: version must be a whole number from 1 on.")
    if not isinstance(head["variables"], list) or not all(isinstance(variable, str) for variable in head["variables"]):
        raise BadPrompt(f"prompts/{name}.md: variables must be a list of names.")
    for section, text in sections.items():
        if "{{" in _VARIABLE.sub("", text) or "}}" in _VARIABLE.sub("", text):
            raise BadPrompt(f"prompts/{name}.md, section {section}: a variable is written {{{{ name }}}}; these double braces are none.")
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
