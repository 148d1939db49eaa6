"""Numbered and bulleted lists in Word, where a list is a number that its paragraphs name."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from pprkb.documents.writers.docx_elements import NAMESPACES
from pprkb.text.number import whole_number

_DEEPEST_LEVEL = 8
_BULLETS = "•–▪"
_ORDERED = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """The lists of one document."""

    def __init__(self, part: BaseOxmlElement) -> None:
        """Take the numbering part's element, whose own lists stay."""
        self._part = part
        self._definition = _next(part, "w:abstractNum", "w:abstractNumId")
        self._count = _next(part, "w:num", "w:numId") - 1
        self._made: list[str] = []

    def new_list(self, *, ordered: bool, start: int = 1, level: int = 0) -> int:
        """Begin a list and return its number; each numbered list counts from its own start."""
        self._count = max(1, self._count + 1)
        override = ""
        if ordered:
            override = (
                f'<w:lvlOverride w:ilvl="{list_level(level)}">'
                f'<w:startOverride w:val="{max(0, start)}"/></w:lvlOverride>'
            )
        self._made.append(
            f'<w:num w:numId="{self._count}">'
            f'<w:abstractNumId w:val="{self._definition + ordered}"/>{override}</w:num>'
        )
        return self._count

    def finish(self) -> None:
        """Put the lists that were begun into the part."""
        if not self._made:
            return
        definitions = "".join(
            _definition(self._definition + ordered, ordered=bool(ordered)) for ordered in (0, 1)
        )
        made = list(_parsed(definitions + "".join(self._made)))
        # All definitions stand before all lists, and the last element after them.
        first = self._part.find(qn("w:num"))
        at = len(self._part) if first is None else self._part.index(first)
        self._part[at:at] = made[:2]
        end = self._part.find(qn("w:numIdMacAtCleanup"))
        at = len(self._part) if end is None else self._part.index(end)
        self._part[at:at] = made[2:]


def list_level(level: int) -> int:
    """Return a level of a list that Word knows, from 0."""
    return min(level, _DEEPEST_LEVEL)


def _next(part: BaseOxmlElement, tag: str, attribute: str) -> int:
    written = (one.get(qn(attribute), "") for one in part.iterchildren(qn(tag)))
    return max((whole_number(number, -1, most=2**31 - 2) for number in written), default=-1) + 1


def _parsed(elements: str) -> BaseOxmlElement:
    return parse_xml(f"<w:numbering {NAMESPACES}>{elements}</w:numbering>")


def _definition(identity: int, *, ordered: bool) -> str:
    levels = []
    for level in range(_DEEPEST_LEVEL + 1):
        if ordered:
            kind, text = _ORDERED[level % len(_ORDERED)], f"%{level + 1}."
        else:
            kind, text = "bullet", _BULLETS[level % len(_BULLETS)]
        left = 360 * (level + 1)
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}</w:abstractNum>'
    )
