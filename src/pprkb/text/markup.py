"""CSL's rich text: the few HTML-like tags that titles and other fields may hold.

The tags are those of the CSL 1.0.2 specification, appendix "Rich text formatting within fields":
`<i>`, `<b>`, `<sub>`, `<sup>`, small capitals and `nocase` spans. Any other `<` is a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NOCASE_OPEN = '<span class="nocase">'
SMALL_CAPS_OPEN = '<span style="font-variant:small-caps;">'
SPAN_CLOSE = "</span>"

_TAG = re.compile(
    r"""</?(?:i|b|sub|sup)>
      | <span\s+(?:class="nocase"|style="font-variant:\s*small-caps;?")\s*>
      | </span>""",
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one formatting; what every writer prints."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False
    subscript: bool = False
    small_caps: bool = False
    code: bool = False
    link: str = ""
    """Address the run leads to; empty where it is no link."""


def text_of(runs: Iterable[Run]) -> str:
    """Return the text of runs without formatting and links."""
    return "".join(run.text for run in runs)


def strip_tags(text: str) -> str:
    """Return rich text without its tags; a tag without its partner is text."""
    if "<" not in text:
        return text
    tags = _paired(text)
    ends = [0, *(tag.end() for tag in tags)]
    starts = [*(tag.start() for tag in tags), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _paired(text: str) -> list[re.Match[str]]:
    """Return the tags that open and close a stretch, in order."""
    paired: list[re.Match[str]] = []
    opened: dict[str, list[re.Match[str]]] = {}
    for tag in _TAG.finditer(text):
        waiting = opened.setdefault(_name(tag), [])
        if not tag.group().startswith("</"):
            waiting.append(tag)
        elif waiting:
            paired += (waiting.pop(), tag)
    return sorted(paired, key=lambda tag: tag.start())


def _name(tag: re.Match[str]) -> str:
    return tag.group().strip("</>").split()[0]


_FORMATS = {"i": "italic", "b": "bold", "sup": "superscript", "sub": "subscript"}


def parse(text: str) -> tuple[Run, ...]:
    """Split rich text into runs; a tag without its partner is text, as it is to the CSL processor.

    Args:
        text: Rich text, such as a title.

    Returns:
        Runs without empty ones, in order; `nocase` spans leave no trace.
    """
    if "<" not in text:
        return (Run(text=text),) if text else ()
    runs: list[Run] = []
    open_formats: list[str] = []
    position = 0
    for tag in _paired(text):
        _append(runs, text[position : tag.start()], open_formats)
        position = tag.end()
        _apply(tag.group(), open_formats)
    _append(runs, text[position:], open_formats)
    return tuple(runs)


def _apply(tag: str, open_formats: list[str]) -> None:
    if tag.startswith("</"):
        name = tag[2:-1]
        names = ("nocase", "small_caps") if name == "span" else (_FORMATS[name],)
        for index in range(len(open_formats) - 1, -1, -1):
            if open_formats[index] in names:
                del open_formats[index]
                return
    elif tag.startswith("<span"):
        open_formats.append("nocase" if "nocase" in tag else "small_caps")
    else:
        open_formats.append(_FORMATS[tag[1:-1]])


def _append(runs: list[Run], text: str, open_formats: list[str]) -> None:
    if text:
        on = {name: True for name in open_formats if name != "nocase"}
        runs.append(Run(text=text, **on))  # type: ignore[arg-type]
