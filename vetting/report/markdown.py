"""A page as Markdown. Every text is escaped, so that nobody's words become a heading, an image, a link or HTML."""

from __future__ import annotations

import re

from vetting.report.blocks import Block, Bullets, Chances, Facts, Heading, Line, Page, Said, Stages, Table


def markdown(page: Page) -> str:
    """The page, one blank line between its parts."""
    parts = [_drawn(block) for block in page.blocks]
    return "\n\n".join([*(part for part in parts if part), "---", f"*{escaped(page.foot)}*"]) + "\n"


def escaped(text: str) -> str:
    """The text as Markdown shows it letter by letter, on one line or several; a reader gets back exactly what was given."""
    return "\\\n".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    """A line as it may stand at the start of a block."""
    body = line.lstrip(" \t")
    indent = "".join("&#32;" if sign == " " else "&#9;" for sign in line[: len(line) - len(body)])
    tail = len(body) - len(body.rstrip(" \t"))
    return indent + _LINE_START.sub(lambda found: f"{found[1]}\\{found[2] or found[3]}", _inline(body.rstrip(" \t"))) + "&#32;" * tail


def _inline(text: str) -> str:
    """A text as it may stand after our own words on a line."""
    signs = _SIGNS.sub(r"\\\g<0>", text)
    return _LINKS.sub(lambda found: found.group().replace(":", "\\:").replace(".", "\\."), signs)


_SIGNS = re.compile(r"[\\`*_\[\]<>&|~$#{}]")
_LINKS = re.compile(r"https?:|ftp:|mailto:|xmpp:|www\.", re.IGNORECASE)
"""What GitHub makes a link of without being asked."""
_LINE_START = re.compile(r"^(\d*)(?:(?<=\d)([.)])|(?<!\d)([-+=:]))")
"""What would start a list, a rule or a heading at the start of a line."""


def quoted(text: str) -> str:
    """Text somebody said, as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in _lines_of_quote(text))


def _lines_of_quote(text: str) -> list[str]:
    """Blank lines part paragraphs; other line ends are kept as they were."""
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))
    return [line for paragraph in paragraphs for line in (*escaped(paragraph).split("\n"), "")][:-1]


def _drawn(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_inline(_on_one_line(block.text))}"
        case Line():
            text = escaped(block.text.strip("\n"))
            return f"**{text}**" if block.tone == "strong" and text.strip() and "\n" not in text else text
        case Said():
            return quoted("".join(f"{piece.text}⟦{piece.shows}⟧" if piece.shows else piece.text for piece in block.pieces))
        case Bullets():
            return "\n".join(f"- {_one_line(text)}" for text in block.texts)
        case Facts():
            return "\n".join(f"- **{_one_line(label)}:** {_inline(_on_one_line(value))}" for label, value in block.rows)
        case Table():
            rule = "|" + " --- |" * len(block.head)
            return "\n".join([_row(block.head), rule, *(_row(row) for row in block.rows)])
        case Stages():
            return " · ".join(f"{'✓' if stage.shown else '–'} {_one_line(stage.name)}" for stage in block.stages)
        case Chances():
            return " · ".join(f"{_one_line(chance.label)} {chance.share:.0%}" for chance in block.chances)


def _one_line(text: str) -> str:
    return escaped(_on_one_line(text))


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip())


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join("<br>".join(_escaped_line(line.strip()) for line in cell.split("\n")) for cell in cells) + " |"
