"""A summary file: YAML front matter between two `---` lines, then Markdown sections."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.files.report import Report
from pprkb.model.problem import Rule

_FENCE = re.compile(r"^(?:```|~~~)")
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*#*[ \t]*$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"(?P<line>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


class Part(NamedTuple):
    """A part of a file, and the line where it begins."""

    text: str
    line: int


class BodySection(NamedTuple):
    """A `## Heading` with the Markdown below it."""

    heading: str
    heading_line: int
    text: str
    line: int


def split_front_matter(text: str, report: Report) -> tuple[Part | None, Part]:
    """Split a summary file into front matter and body.

    Args:
        text: The whole file.
        report: Collects the problems of missing or unclosed front matter.

    Returns:
        The YAML text, None if there is none, and the Markdown text, with their lines. Front
        matter that is not closed ends before the first heading.
    """
    lines = _LINE_END.split(text)
    if not lines or lines[0].rstrip() != "---":
        report.add(
            Rule.FRONT_MATTER,
            1,
            "the file does not begin with front matter",
            "begin it with a line ---, the fields, and another line ---",
        )
        return None, Part("\n".join(lines), 1)
    for index in range(1, len(lines)):
        if lines[index].rstrip() in ("---", "..."):
            yaml_text = "\n".join(lines[1:index]) + "\n"
            return Part(yaml_text, 2), Part("\n".join(lines[index + 1 :]), index + 2)
    report.add(
        Rule.FRONT_MATTER, 1, "the front matter is not closed", "close it with a line of ---"
    )
    ends = (index for index, line in enumerate(lines) if _HEADING.match(line))
    end = next(ends, len(lines))
    return Part("\n".join(lines[1:end]) + "\n", 2), Part("\n".join(lines[end:]), end + 1)


class FrontMatterSpan(NamedTuple):
    """Position of the front matter in a summary file, as offsets into its text."""

    start: int
    """Where the YAML begins."""
    end: int
    """Where the closing line begins."""
    body: int
    """Where the Markdown begins."""


def front_matter_span(text: str) -> FrontMatterSpan | None:
    """Return the position of the front matter that `split_front_matter` finds, or None.

    Args:
        text: The whole file, without byte order mark.
    """
    start = 0
    for number, match in enumerate(_LINE.finditer(text)):
        line = match["line"].rstrip()
        if number == 0:
            if line != "---":
                return None
            start = match.end()
        elif line in ("---", "..."):
            return FrontMatterSpan(start, match.start(), match.end())
    return None


def split_sections(body: Part) -> tuple[Part, tuple[BodySection, ...]]:
    """Split Markdown at its second-level headings, except in fenced code.

    Returns:
        The text before the first heading, and the sections.
    """
    preamble: list[str] = []
    sections: list[BodySection] = []
    current = preamble
    heading, heading_line, fenced = "", 0, False
    collected: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(body.text.split("\n"), start=body.line):
        if _FENCE.match(line):
            fenced = not fenced
        match = None if fenced else _HEADING.match(line)
        if match:
            heading, heading_line, current = match.group(1), number, []
            collected.append((heading, heading_line, current))
        else:
            current.append(line)
    for heading, heading_line, lines in collected:
        text, skipped = _trim(lines)
        sections.append(BodySection(heading, heading_line, text, heading_line + 1 + skipped))
    text, skipped = _trim(preamble)
    return Part(text, body.line + skipped), tuple(sections)


def _trim(lines: list[str]) -> tuple[str, int]:
    """Strip blank lines; return the text and the number of lines removed at the beginning."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end]), start


def with_heading(markdown: str, old: str, new: str) -> str:
    """Return Markdown with the text of a second-level heading replaced.

    Args:
        markdown: The body as in the file, with line ends of any kind.
        old: The heading's text.
        new: The new text.
    """
    out: list[str] = []
    fenced = False
    for line in _LINE.finditer(markdown):
        if _FENCE.match(line["line"]):
            fenced = not fenced
        match = None if fenced else _HEADING.match(line["line"])
        if match and match[1] == old:
            start, end = match.span(1)
            out.append(line.group()[:start] + new + line.group()[end:])
        else:
            out.append(line.group())
    return "".join(out)
