"""The text, notes and styles of a Word file with citations to fill in."""

from __future__ import annotations

import re
import zipfile
from functools import cached_property

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from pprkb.documents.writers.filled.archive import KeptParts
from pprkb.documents.writers.word.elements import MAIN, MARK, NAMESPACES, escaped
from pprkb.documents.writers.word.footnotes import SEPARATORS
from pprkb.text.number import whole_number

_W = f"{{{MAIN}}}"
_MOST_IDS = 2**31 - 2
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_HEADING = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)


class WordParts(KeptParts):
    """The parts of one Word file."""

    def __init__(self, content: bytes) -> None:
        """Open the file.

        Raises:
            ValueError: It is no Word file, damaged, or protected.
        """
        try:
            super().__init__(content)
            body = self._tree(_DOCUMENT).find(f"{_W}body")
        except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, RuntimeError) as error:
            raise ValueError("it is no Word file, or it is damaged or protected") from error
        if body is None:
            raise ValueError("it holds no text")
        self.body = body

    def notes(self, kind: str) -> list[etree._Element]:
        """Return the footnotes or endnotes."""
        name = _NOTES[kind]
        return list(self._tree(name).iter(f"{_W}{kind}")) if name in self._names else []

    # -- styles ----------------------------------------------------------------------------------

    @cached_property
    def _styles(self) -> dict[str, str]:
        """The lowercase names of paragraph styles, by id."""
        if _STYLES not in self._names:
            return {}
        styles: dict[str, str] = {}
        for style in self._tree(_STYLES).iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            if style.get(f"{_W}type", "paragraph") == "paragraph" and name is not None:
                styles[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "").lower()
        return styles

    def style(self, name: str) -> str:
        """Return the id of a style by its lowercase name, or an empty string."""
        return next((one for one, called in self._styles.items() if called == name), "")

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph has a heading style."""
        style = paragraph.find(f"./{_W}pPr/{_W}pStyle")
        named = "" if style is None else self._styles.get(style.get(f"{_W}val", ""), "")
        own = paragraph.find(f"./{_W}pPr/{_W}outlineLvl")
        return bool(_HEADING.match(named)) or own is not None

    # -- notes that are made ---------------------------------------------------------------------

    def add_note(self, runs: str) -> int:
        """Add a footnote made of printed runs, and return its id."""
        name = _NOTES["footnote"]
        if name not in self._names:
            self._begin_notes(name)
        root = self._tree(name)
        ids = (note.get(f"{_W}id", "") for note in root.iter(f"{_W}footnote"))
        number = max((whole_number(one, 0, least=-1, most=_MOST_IDS) for one in ids), default=0) + 1
        style = self.style("footnote text")
        look = f'<w:pPr><w:pStyle w:val="{escaped(style)}"/></w:pPr>' if style else ""
        root.append(
            etree.fromstring(
                f'<w:footnote {NAMESPACES} w:id="{number}"><w:p>{look}'
                f"<w:r>{MARK}<w:footnoteRef/></w:r>"
                f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs}</w:p></w:footnote>'
            )
        )
        self._touched.add(name)
        return number

    def _begin_notes(self, name: str) -> None:
        self._names.add(name)
        self._trees[name] = etree.fromstring(
            f"<w:footnotes {NAMESPACES}>{SEPARATORS}</w:footnotes>"
        )
        relations, types = self._tree(_RELATIONS), self._tree(_TYPES)
        taken = {one.get("Id") for one in relations}
        number = 1
        while (identity := f"rId{number}") in taken:
            number += 1
        space = relations.tag.partition("}")[0] + "}"
        made = {"Id": identity, "Type": RELATIONSHIP_TYPE.FOOTNOTES, "Target": "footnotes.xml"}
        etree.SubElement(relations, f"{space}Relationship", made)
        space = types.tag.partition("}")[0] + "}"
        kind = {"PartName": f"/{name}", "ContentType": CONTENT_TYPE.WML_FOOTNOTES}
        etree.SubElement(types, f"{space}Override", kind)
        self._touched |= {_RELATIONS, _TYPES}
