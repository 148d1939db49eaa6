"""Word files whose styles, page and headers a document takes over: an institution's templates.

They are filled as people do by hand: the text goes where `{{pprkb}}` is, else after what the
template holds; paragraphs take the template's styles by name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import cast

from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package as DocxFile
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from docx.parts.styles import StylesPart
from lxml import etree

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import language_tag
from pprkb.documents.writers.page_setup import MARGIN, Template, paragraph_styles
from pprkb.documents.writers.word.elements import NAMESPACES
from pprkb.documents.writers.word.package import PROPERTIES, Package, set_properties
from pprkb.documents.writers.word.styles import default_language, template_styles
from pprkb.model.errors import OutputError
from pprkb.text.number import whole_number

PLACEHOLDER = "{{pprkb}}"
"""The text of the paragraph that the document takes the place of."""
_LARGEST = 200_000_000
"""The maximum size of an unpacked template; a larger one is an attack."""
_TEMPLATE_TYPE = CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main")
_MACROS = "macroEnabled"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""How files of Word 97 begin, and encrypted ones."""
_LETTER_WIDTH = 12240
_LONGEST = 31_680
"""Twentieths of a point in 22 inches, the widest page of Word."""
_MOST_IDS = 2**31 - 1
"""The largest number that Word takes for an id (ECMA-376, ST_DecimalNumber)."""
_CONTENT = ("w:t", "w:drawing", "w:pict", "w:object", "w:fldSimple", "w:instrText", "w:sdt", "w:br")


def template_package(document: Document, template: Template) -> Package:
    """Return a template as a Word file that waits for its text.

    Raises:
        OutputError: It is no Word file, damaged, encrypted, or holds macros.
    """
    docx = _opened(template)
    part = docx.part
    body = docx.element.body
    at = _placeholder(body)
    if at is None and not any(True for tag in _CONTENT for _ in body.iter(qn(tag))):
        # The empty paragraph of an empty page.
        for child in list(body.iterchildren(qn("w:p"))):
            if child.find(f".//{qn('w:sectPr')}") is None:
                body.remove(child)
    set_properties(docx, document)
    language = language_tag(document.language)
    width = _text_width(body, at)
    styles_element = part._styles_part.element
    return Package(
        docx=docx,
        styles=template_styles(styles_element, paragraph_styles(document), text_width=width),
        numbering=_numbering_part(part).element,
        text_width=width,
        at=at,
        bookmarks=tuple(_bookmarks(docx.element)),
        last_drawing=_last_drawing(docx.element),
        run_language="" if default_language(styles_element) == language else language,
    )


def _opened(template: Template) -> DocxDocument:
    try:
        content = _as_document(template)
        main = DocxFile.open(io.BytesIO(content)).main_document_part
        _check(main)
    except OutputError:
        raise
    except Exception as error:
        # zipfile, zlib, lzma, lxml and python-docx have an exception of their own for each way in
        # which a file can be damaged; none of them says more than that it is.
        raise _damaged(template) from error
    for identity, relationship in list(main.package.rels.items()):
        # LibreOffice gives the properties a relationship of another name, beside which
        # python-docx would make a second part.
        if not relationship.is_external and relationship.target_part.partname == PROPERTIES:
            del main.package.rels[identity]
    opened: DocxDocument = main.document
    return opened


def _check(main: Part) -> None:
    """Raise an error where a part that we need is not what it should be.

    Raises:
        ValueError: They are not; python-docx takes them all the same.
    """
    if not isinstance(main, DocumentPart) or main.element.body is None:
        raise ValueError("no document")
    if not isinstance(main._styles_part, StylesPart):
        raise ValueError("no styles")
    parts = list(main.package.iter_parts())
    if len({part.partname for part in parts}) < len(parts):
        raise ValueError("two parts of relationship name")
    if not all(part.content_type for part in parts):
        raise ValueError("a part of no kind")
    for owner in (main.package, *parts):
        for relationship in owner.rels.values():
            if not (
                relationship.rId
                and relationship.reltype
                and (relationship.target_ref or not relationship.is_external)
            ):
                raise ValueError("a relationship to nothing")


def _as_document(template: Template) -> bytes:
    """Return the bytes of a document (.docx), of which a template (.dotx) differs in one word.

    Raises:
        OutputError: It is another kind of file.
    """
    content = template.content
    if content.startswith(_OLD_WORD):
        raise OutputError(
            f"the template {template.name} is a file of Word 97 or protected by a password",
            hint="open it in Word, take the password off and save it as .docx or .dotx",
        )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise OutputError(
                f"the template {template.name} unpacks to more than {_LARGEST // 1_000_000} MB",
                hint="take large pictures out of it",
            )
        if "[Content_Types].xml" not in names:
            raise _damaged(template)
        types = archive.read("[Content_Types].xml").decode("utf-8", errors="replace")
        if _MACROS in types or any(name.endswith("vbaProject.bin") for name in names):
            raise OutputError(
                f"the template {template.name} holds macros, which are not taken over",
                hint="save it in Word as .docx or .dotx, without macros",
            )
        if _TEMPLATE_TYPE not in types:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for entry in entries:
                read = archive.read(entry)
                if entry.filename == "[Content_Types].xml":
                    read = types.replace(_TEMPLATE_TYPE, CONTENT_TYPE.WML_DOCUMENT_MAIN).encode()
                copy.writestr(entry.filename, read)
    return target.getvalue()


def _damaged(template: Template) -> OutputError:
    return OutputError(
        f"the template {template.name} is not a Word file, or it is damaged",
        hint="open it in Word or LibreOffice and save it as Word document (.docx)",
    )


def _placeholder(body: BaseOxmlElement) -> BaseOxmlElement | None:
    for paragraph in body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        # Word splits typed text into several runs; a list cannot be in a text box.
        if text.strip() == PLACEHOLDER and not any(
            parent.tag == qn("w:txbxContent") for parent in paragraph.iterancestors()
        ):
            return cast(BaseOxmlElement, paragraph)
    return None


def _text_width(body: BaseOxmlElement, at: BaseOxmlElement | None) -> int:
    """Return the width between the margins of the section that the text goes into."""
    sections = list(body.iter(qn("w:sectPr")))
    if at is not None:
        # The properties of a section are at its end.
        order = {node: place for place, node in enumerate(body.iter())}
        sections = [one for one in sections if order[one] > order[at]][:1]
    if not sections:
        return _LETTER_WIDTH - 2 * MARGIN
    section = sections[-1]
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = _length(size, "w", _LETTER_WIDTH)
    left, right = _length(margins, "left", MARGIN), _length(margins, "right", MARGIN)
    return max(width - left - right, MARGIN)


def _length(element: etree._Element | None, attribute: str, otherwise: int) -> int:
    numbers = "" if element is None else element.get(qn(f"w:{attribute}"), "")
    return abs(whole_number(numbers, otherwise, least=-_LONGEST, most=_LONGEST))


def _bookmarks(root: BaseOxmlElement) -> Iterator[tuple[int, str]]:
    for mark in root.iter(qn("w:bookmarkStart")):
        numbers = mark.get(qn("w:id"), "")
        yield whole_number(numbers, 0, most=_MOST_IDS), mark.get(qn("w:name"), "")


def _last_drawing(root: BaseOxmlElement) -> int:
    numbers = (one.get("id", "") for one in root.iter(qn("wp:docPr")))
    return max((whole_number(number, 0, most=_MOST_IDS) for number in numbers), default=0)


def _numbering_part(part: DocumentPart) -> NumberingPart:
    """Return the part that lists are defined in; python-docx makes none where it is missing."""
    for relationship in part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING and isinstance(
            relationship.target_part, NumberingPart
        ):
            return relationship.target_part
    made = NumberingPart(
        part.package.next_partname("/word/numbering%d.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        parse_xml(f"<w:numbering {NAMESPACES}/>"),
        part.package,
    )
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made
