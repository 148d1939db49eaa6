"""Runs of a paragraph in WordprocessingML: formatting, links and the places they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from pprkb.documents.writers.characters import link_within, stretches, with_country
from pprkb.documents.writers.page_setup import CODE_FONT, StyleName
from pprkb.documents.writers.word.elements import (
    escaped,
    language_of_run,
    text_element,
)
from pprkb.documents.writers.word.styles import Styles
from pprkb.text.markup import Run

_LONGEST_BOOKMARK = 40
"""Word refuses longer names."""


class RunPrinter:
    """Prints runs for paragraphs of one document."""

    def __init__(
        self,
        part: Part,
        styles: Styles,
        *,
        anchors: frozenset[str],
        bookmarks: Iterable[tuple[int, str]] = (),
        language: str = "",
        notes: Callable[[int], str] = lambda _number: "",
    ) -> None:
        """Prepare to print runs.

        Args:
            part: The part of the file that relationships start from.
            styles: The document's styles.
            anchors: The places there are; a link to any other is printed as text.
            bookmarks: Numbers and names that are taken already.
            language: Of each run, where the document's own is another.
            notes: Prints the mark of a footnote.
        """
        self._notes = notes
        self._part = part
        self._styles = styles
        self._anchors = anchors
        self._language = language_of_run(language) if language else ""
        self._relationships = {
            str(relationship.target_ref): str(name)
            for name, relationship in part.rels.items()
            if relationship.is_external and relationship.reltype == RELATIONSHIP_TYPE.HYPERLINK
        }
        self._last_relationship = 0
        self._names: dict[str, str] = {}
        self._placed: set[str] = set()
        taken = tuple(bookmarks)
        self._taken = {name for _, name in taken}
        self._number = max((number for number, _ in taken), default=0)

    def print(
        self, runs: Iterable[Run], *, anchor: str = "", mark: str = "", upright: bool = False
    ) -> str:
        """Return runs as text.

        Args:
            runs: What to print; neighbours with the same address become one link.
            anchor: Name of the place, if links may lead to it.
            mark: A further name of the place, which a table of contents leads to.
            upright: Whether italics stand out by being upright, in a style that is italic.
        """
        printed = []
        for address, group in groupby(runs, key=lambda run: link_within(run.link, self._anchors)):
            inside = "".join(self._run(run, linked=bool(address), upright=upright) for run in group)
            if address and inside:
                inside = f"<w:hyperlink {self._target(address)}>{inside}</w:hyperlink>"
            printed.append(inside)
        content = "".join(printed)
        if anchor and anchor not in self._placed:
            self._placed.add(anchor)
            content = self._marked(self._name(anchor), content)
        return self._marked(self.mark_name(mark), content) if mark else content

    def mark_name(self, mark: str) -> str:
        """Return the name of a place that a table of contents leads to, which nothing else has."""
        while mark in self._taken:
            mark += "x"
        return mark

    def _marked(self, name: str, content: str) -> str:
        self._number += 1
        return (
            f'<w:bookmarkStart w:id="{self._number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{self._number}"/>'
        )

    def _target(self, address: str) -> str:
        if address.startswith("#"):
            return f'w:anchor="{self._name(address[1:])}" w:history="1"'
        if address not in self._relationships:
            self._relationships[address] = self._relationship(address)
        return f'r:id="{self._relationships[address]}" w:history="1"'

    def _relationship(self, address: str) -> str:
        """Relate the part to an address, and return the name of the relationship.

        python-docx's own `relate_to` looks through all relationships for every new one.
        """
        existing = self._part.rels
        while (name := f"rId{self._last_relationship + 1}") in existing:
            self._last_relationship += 1
        existing.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
        return name

    def _name(self, anchor: str) -> str:
        """Return a bookmark's name of letters, figures and underscores that Word takes."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_") or "place"
            number = len(self._names) + 1
            while (name := f"p{number}_{plain}"[:_LONGEST_BOOKMARK]) in self._taken:
                number += 1
            self._taken.add(name)
            self._names[anchor] = name
        return self._names[anchor]

    def _run(self, run: Run, *, linked: bool, upright: bool) -> str:
        if run.note:
            return self._notes(run.note)
        if run.line_break:
            return "<w:r><w:br/></w:r>"
        text = escaped(run.text)
        if not text:
            return ""
        before, after = self._properties(run, linked=linked, upright=upright)
        if text.isascii():
            return _element(before + after, text)
        return "".join(
            _element(before + ("<w:rtl/>" if backwards else "") + after, part)
            for part, backwards in stretches(text)
        )

    def _properties(self, run: Run, *, linked: bool, upright: bool) -> tuple[str, str]:
        """Return the properties before the one for the direction, and those after it."""
        properties = ""
        if linked:
            properties = f'<w:rStyle w:val="{self._styles.id(StyleName.HYPERLINK)}"/>'
            if run.code:
                properties += (
                    f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}" w:cs="{CODE_FONT}"/>'
                )
        elif run.code:
            properties = f'<w:rStyle w:val="{self._styles.id(StyleName.CODE)}"/>'
        if run.bold:
            properties += "<w:b/><w:bCs/>"
        if run.italic:
            properties += '<w:i w:val="0"/><w:iCs w:val="0"/>' if upright else "<w:i/><w:iCs/>"
        if run.small_caps:
            properties += "<w:smallCaps/>"
        if run.superscript or run.subscript:
            to = "superscript" if run.superscript else "subscript"
            properties += f'<w:vertAlign w:val="{to}"/>'
        other = with_country(run.language) if run.language else ""
        return properties, language_of_run(other) if other else self._language


def _element(properties: str, text: str) -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{inside}{text_element(text)}</w:r>"
