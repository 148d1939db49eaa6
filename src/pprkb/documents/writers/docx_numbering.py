"""Numbered and bulleted lists in Word, where a list is a number that its paragraphs name."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.numbering import CT_Numbering
from docx.oxml.text.paragraph import CT_P

from pprkb.documents.writers.docx_elements import element, make_list_item

_DEEPEST_LEVEL = 8
_BULLETS = "•–▪"
_ORDERED = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """The lists of one document."""

    def __init__(self, part: CT_Numbering) -> None:
        """Take the numbering part's element; the template's own definitions are dropped."""
        for child in list(part):
            part.remove(child)
        for identity, ordered in enumerate((False, True)):
            part.append(parse_xml(_definition(identity, ordered=ordered)))
        self._element = part
        self._count = 0

    def new_list(self, *, ordered: bool, start: int = 1, level: int = 0) -> int:
        """Begin a list and return its number; each numbered list counts from its own start."""
        self._count += 1
        number = element("num", numId=self._count)
        number.append(element("abstractNumId", val=int(ordered)))
        if ordered:
            override = element("lvlOverride", ilvl=min(level, _DEEPEST_LEVEL))
            override.append(element("startOverride", val=max(0, start)))
            number.append(override)
        self._element.append(number)
        return self._count

    def number(self, paragraph: CT_P, number: int, level: int) -> None:
        """Make a paragraph an item of a list."""
        make_list_item(paragraph, number=number, level=min(level, _DEEPEST_LEVEL))


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
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}</w:abstractNum>'
    )
