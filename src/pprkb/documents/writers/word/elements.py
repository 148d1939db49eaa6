"""Elements of WordprocessingML as text, their children in the order that its schema asks for.

Text is many times faster to make than python-docx's elements, and the parser that reads it
afterwards proves it well-formed.
"""

from __future__ import annotations

from html import escape

from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.page_printer import Indent

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'


def escaped(text: str) -> str:
    """Return text for an element or an attribute, on one line and without control characters."""
    return escape(one_line(text), quote=True)


def text_element(text: str) -> str:
    """Return the text of a run, whose spaces at the edges count; it is escaped already."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def paragraph_element(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    numbering: tuple[int, int] | None = None,
    right_to_left: bool = False,
    indent: Indent | None = None,
    align: str = "",
) -> str:
    """Return a paragraph.

    Args:
        style: The id of its style.
        content: Its runs.
        keep_next: Whether it stays on the page of the one below it.
        numbering: The list it is an item of, and the level, if it is one.
        right_to_left: Whether it begins at the right.
        indent: Where it has indents of its own.
        align: Where it is aligned by itself, such as "right".
    """
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep_next:
        properties += "<w:keepNext/>"
    if numbering:
        number, level = numbering
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if right_to_left:
        properties += "<w:bidi/>"
    if indent:
        first = "hanging" if indent.hanging else "firstLine"
        properties += f'<w:ind w:left="{indent.left}" w:{first}="{indent.hanging}"/>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    """Return the runs of a field that programs may bring up to date.

    Args:
        instruction: Such as "PAGE".
        shown: Its result as runs.
    """
    return f"{field_begin(instruction)}{shown}{FIELD_END}"


def field_begin(instruction: str) -> str:
    """Return the runs before a field's result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"
