"""The footnotes part of a Word file."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from pprkb.documents.writers.word.elements import MARK, NAMESPACES
from pprkb.text.number import whole_number

_MOST_IDS = 2**31 - 2
_BEGIN = "<w:r>" + MARK + "<w:footnoteRef/></w:r>" + '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/>'
    "</w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
"""The separators above footnotes, with which every such part begins."""


class Footnotes:
    """The footnotes of one document; the part is created, or found in a template, as needed."""

    def __init__(self, document: DocumentPart) -> None:
        """Start without footnotes for a document part."""
        self._document = document
        self._found: Part | None = None
        self._made: list[str] = []
        self._pictures: dict[bytes, Part] = {}
        self._last = 0

    def picture(self, content: bytes, kind: str) -> Part:
        """Return the part of a picture, which the file holds only once."""
        if content not in self._pictures:
            package = self._document.package
            taken = {str(part.partname) for part in package.iter_parts()}
            ending = kind.partition("/")[2]
            number = 1
            while (name := f"/word/media/picture{number}.{ending}") in taken:
                number += 1
            # Not python-docx's own: it numbers them through all files of one package.
            self._pictures[content] = Part(PackURI(name), kind, content, package)
        return self._pictures[content]

    @property
    def part(self) -> Part:
        """The part that holds the relationships of footnotes."""
        if self._found is None:
            self._found = self._there() or self._new()
            ids = (note.get(qn("w:id"), "") for note in _notes(self._found))
            read = (whole_number(one, 0, least=-1, most=_MOST_IDS) for one in ids)
            self._last = max(read, default=0)
        return self._found

    def _there(self) -> Part | None:
        for relationship in self._document.rels.values():
            if relationship.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
                part: Part = relationship.target_part
                return part
        return None

    def _new(self) -> Part:
        made = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(f"<w:footnotes {NAMESPACES}>{SEPARATORS}</w:footnotes>"),
            self._document.package,
        )
        self._document.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        return made

    def add(self, text: str, style: str) -> str:
        """Add a footnote made of printed paragraphs, and return the run of its mark."""
        _ = self.part
        self._last += 1
        head, properties, rest = text.partition("</w:pPr>")
        if head.count("<w:p>") != 1:
            # It is empty or begins with a table, so the number gets its own line.
            head, rest = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>', f"</w:p>{text}"
            properties = "</w:pPr>"
        self._made.append(
            f'<w:footnote w:id="{self._last}">{head}{properties}{_BEGIN}{rest}</w:footnote>'
        )
        return f'<w:r>{MARK}<w:footnoteReference w:id="{self._last}"/></w:r>'

    def finish(self) -> None:
        """Write the added footnotes to the part."""
        if not self._made:
            return
        part = self.part
        root = parse_xml(f"<w:footnotes {NAMESPACES}>{''.join(self._made)}</w:footnotes>")
        if isinstance(part, XmlPart):
            part.element.extend(list(root))
        else:
            whole = parse_xml(part.blob)
            whole.extend(list(root))
            part._blob = serialize_part_xml(whole)


def _notes(part: Part) -> list[BaseOxmlElement]:
    root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    return list(root.iter(qn("w:footnote")))
