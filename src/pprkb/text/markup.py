"""CSL's rich text: the few HTML-like tags that titles and other fields may contain.

The tags are those of the CSL 1.0.2 specification, appendix "Rich text formatting within fields":
`<i>`, `<b>`, `<sub>`, `<sup>`, small capitals and `nocase` spans. Any other `<` is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NewType

Markup = NewType("Markup", str)
"""Rich text, such as a title, in which these tags are formatting; plain `str` has no tags."""
NO_MARKUP = Markup("")

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
    """Text with uniform formatting; the unit that all writers print."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False
    subscript: bool = False
    small_caps: bool = False
    code: bool = False
    link: str = ""
    """Address that the run links to; empty if it is not a link."""
    anchor: str = ""
    """An id, unique in the document, that links can target."""
    note: int = 0
    """The number of a footnote, printed as its mark instead of text; 0 for none."""
    line_break: bool = False
    """Whether this is a line break; such a run has no text."""
    language: str = ""
    """BCP 47 tag of text in another language than the document's; usually empty."""


def ends_twice(before: str, after: str) -> bool:
    """Return whether a full stop follows one: "by Stiles et al." and "."; three are an ellipsis."""
    return before.endswith(".") and after.startswith(".") and not after.startswith("..")


def with_one_stop(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs of which none begins with the full stop that the one before ends with."""
    found: list[Run] = []
    for run in runs:
        if found and not run.code and not found[-1].code and ends_twice(found[-1].text, run.text):
            run = replace(run, text=run.text[1:])
            if not run.text:
                continue
        found.append(run)
    return tuple(found)


def text_of(runs: Iterable[Run]) -> str:
    """Return the text of runs without formatting and links."""
    return "".join(run.text for run in runs)


def plain_text_of(runs: Iterable[Run]) -> str:
    """Return the text of runs with ordinary spaces instead of no-break spaces."""
    return text_of(runs).replace("\u00a0", " ")


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of the same formatting as one."""
    found: list[Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def strip_tags(text: Markup) -> str:
    """Return rich text without its tags; unpaired tags are text."""
    if "<" not in text:
        return text
    tags = _paired(text)
    ends = [0, *(tag.end() for tag in tags)]
    starts = [*(tag.start() for tag in tags), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def runs_of(text: Markup) -> tuple[Run, ...]:
    """Return rich text as runs; unpaired tags are text."""
    runs: list[Run] = []
    opened: list[str] = []
    position = 0
    for tag in (*_paired(text), None):
        end = tag.start() if tag else len(text)
        if end > position:
            runs.append(
                Run(
                    text=text[position:end],
                    italic="i" in opened,
                    bold="b" in opened,
                    subscript="sub" in opened,
                    superscript="sup" in opened,
                    small_caps="small caps" in opened,
                )
            )
        if tag is None:
            break
        position = tag.end()
        if tag.group().startswith("</"):
            opened.pop()
        elif _name(tag) == "span":
            opened.append("" if tag.group() == NOCASE_OPEN else "small caps")
        else:
            opened.append(_name(tag))
    return tuple(runs)


def _paired(text: str) -> list[re.Match[str]]:
    """Return the opening and closing tags that form pairs, in order."""
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
