"""Elements of WordprocessingML, made and set in the order that its schema asks for.

python-docx generates its element classes' methods at run time, out of sight of type checkers;
this module is the one place that calls them.
"""

from __future__ import annotations

from typing import Any, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """Make an element of the main namespace, such as `element("jc", val="center")`."""
    named = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    return cast(BaseOxmlElement, OxmlElement(f"w:{tag}", attrs=named))


def text_element(text: str) -> BaseOxmlElement:
    """Make the text of a run, whose spaces at the edges count."""
    made = element("t")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def paragraph_element(style: str) -> CT_P:
    """Make an empty paragraph.

    Args:
        style: The id of its style.
    """
    paragraph = cast(CT_P, OxmlElement("w:p"))
    paragraph.style = style
    return paragraph


def indent(paragraph: CT_P, *, left: int, hanging: int = 0) -> None:
    """Set indents, in twips, for one paragraph, over those of its style."""
    made = paragraph.get_or_add_pPr().get_or_add_ind()
    made.set(qn("w:left"), str(left))
    made.set(qn("w:hanging" if hanging else "w:firstLine"), str(hanging))


def keep_with_next(paragraph: CT_P) -> None:
    """Keep a paragraph on the page of the one below it."""
    properties: Any = paragraph.get_or_add_pPr()
    properties.get_or_add_keepNext()


def align(paragraph: CT_P, to: str) -> None:
    """Align a paragraph "right" or "center"."""
    properties: Any = paragraph.get_or_add_pPr()
    properties.get_or_add_jc().set(qn("w:val"), to)


def make_list_item(paragraph: CT_P, *, number: int, level: int) -> None:
    """Make a paragraph an item of a numbered list."""
    properties: Any = paragraph.get_or_add_pPr()
    listed = properties.get_or_add_numPr()
    listed.get_or_add_ilvl().set(qn("w:val"), str(level))
    listed.get_or_add_numId().set(qn("w:val"), str(number))
