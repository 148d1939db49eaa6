"""Runs of a paragraph in WordprocessingML: formatting, links and the places they lead to."""

from __future__ import annotations

import re
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from pprkb.documents.document import Run
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.docx_elements import element, text_element
from pprkb.documents.writers.docx_styles import CODE_FONT, StyleName, style_id
from pprkb.documents.writers.links import safe_link

_LONGEST_BOOKMARK = 40
"""Word refuses longer names."""


class RunPrinter:
    """Prints runs into paragraphs of one document."""

    def __init__(self, part: DocumentPart) -> None:
        """Take the part of the file that relationships start from."""
        self._part = part
        self._relationships: dict[str, str] = {}
        self._bookmarks: dict[str, str] = {}
        self._placed: set[str] = set()

    def print(self, paragraph: CT_P, runs: tuple[Run, ...], *, anchor: str = "") -> None:
        """Add runs to a paragraph.

        Args:
            paragraph: Its element.
            runs: What to add; neighbours with the same address become one link.
            anchor: Name of the place, if links may lead to it.
        """
        if anchor and anchor not in self._placed:
            self._placed.add(anchor)
            self._bookmark(paragraph, anchor)
        for address, group in groupby(runs, key=lambda run: safe_link(run.link)):
            parent: BaseOxmlElement = paragraph
            if address:
                parent = self._hyperlink(address)
                paragraph.append(parent)
            for run in group:
                if text := one_line(run.text):
                    parent.append(_run_element(run, text, linked=bool(address)))

    def tab(self, paragraph: CT_P) -> None:
        """Add a tab to a paragraph."""
        run = element("r")
        run.append(element("tab"))
        paragraph.append(run)

    def _hyperlink(self, address: str) -> BaseOxmlElement:
        if address.startswith("#"):
            return element("hyperlink", anchor=self._bookmark_name(address[1:]))
        if address not in self._relationships:
            self._relationships[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        made = element("hyperlink")
        made.set(qn("r:id"), self._relationships[address])
        return made

    def _bookmark(self, paragraph: CT_P, anchor: str) -> None:
        number = len(self._placed)
        name = self._bookmark_name(anchor)
        paragraph.append(element("bookmarkStart", id=number, name=name))
        paragraph.append(element("bookmarkEnd", id=number))

    def _bookmark_name(self, anchor: str) -> str:
        """Return a name of letters, figures and underscores that Word takes."""
        if anchor not in self._bookmarks:
            number = str(len(self._bookmarks) + 1)
            name = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_") or "place"
            self._bookmarks[anchor] = f"p{number}_{name}"[:_LONGEST_BOOKMARK]
        return self._bookmarks[anchor]


def _run_element(run: Run, text: str, *, linked: bool) -> BaseOxmlElement:
    properties = element("rPr")

    def add(tag: str, **attributes: str) -> None:
        properties.append(element(tag, **attributes))

    # In the order of the schema, which Word insists on.
    if linked:
        add("rStyle", val=style_id(StyleName.HYPERLINK))
    elif run.code:
        add("rStyle", val=style_id(StyleName.CODE))
    if linked and run.code:
        add("rFonts", ascii=CODE_FONT, hAnsi=CODE_FONT, cs=CODE_FONT)
    if run.bold:
        add("b")
        add("bCs")
    if run.italic:
        add("i")
        add("iCs")
    if run.small_caps:
        add("smallCaps")
    if run.superscript or run.subscript:
        add("vertAlign", val="superscript" if run.superscript else "subscript")
    made = element("r")
    if len(properties):
        made.append(properties)
    made.append(text_element(text))
    return made
