"""The Word file around the text, made afresh or from an institution's template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package as DocxFile
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from docx.parts.styles import StylesPart
from docx.section import _Header
from docx.shared import Twips

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import is_right_to_left, language_tag, one_line
from pprkb.documents.writers.page_setup import (
    MARGIN,
    Page,
    PageSetup,
    StyleName,
    Template,
    data_date,
    page_of,
    paragraph_styles,
    running_head,
)
from pprkb.documents.writers.word.elements import (
    NAMESPACES,
    TAB,
    escaped,
    field,
    paragraph_element,
    text_element,
)
from pprkb.documents.writers.word.styles import (
    Styles,
    default_language,
    own_styles,
    template_styles,
)
from pprkb.files.archive import write_archive
from pprkb.model.errors import OutputError
from pprkb.text.number import whole_number

# -- page, header, properties, and bytes that do not depend on today -----------------------------

# python-docx's template is the start; what it brings that is not ours is taken out or set.

_LONGEST_PROPERTY = 255
"""The Open Packaging Conventions allow no more, and python-docx refuses it."""
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    # Of today: an older mode would open in "compatibility mode".
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_FOREIGN = ("/customXml", "/stylesWithEffects", "/thumbnail")
"""Parts of python-docx's template that say nothing: a stray data store and a picture of it."""


@dataclass(frozen=True, kw_only=True)
class Package:
    """A Word file that waits for its text."""

    docx: DocxDocument
    styles: Styles
    numbering: BaseOxmlElement
    text_width: int
    """Between the margins, in twips."""
    at: BaseOxmlElement | None = None
    """The paragraph that the text replaces; else the text is put at the end."""
    bookmarks: tuple[tuple[int, str], ...] = ()
    """Numbers and names of the bookmarks that the file has already."""
    last_drawing: int = 0
    """The highest number of a drawing that the file has already."""
    run_language: str = ""
    """Language of the text where it is not that of the file."""

    def filled(self, text: str) -> bytes:
        """Return the file with its text."""
        elements = list(parse_xml(f"<w:body {NAMESPACES}>{text}</w:body>"))
        body = self.docx.element.body
        if self.at is None:
            # Before the properties of the last section, which close the body.
            at = len(body) - (len(body) > 0 and body[-1].tag == qn("w:sectPr"))
            body[at:at] = elements
        else:
            parent = cast(BaseOxmlElement, self.at.getparent())
            at = parent.index(self.at)
            parent[at : at + 1] = elements
            if parent.tag == qn("w:tc") and parent[-1].tag != qn("w:p"):
                parent.append(parse_xml(f"<w:p {NAMESPACES}/>"))
        return _saved(self.docx)


def new_package(document: Document, setup: PageSetup) -> Package:
    """Return an empty file of our own with page, header, styles and properties."""
    result: DocxDocument = docx.Document()
    page = page_of(document, setup)
    styles = own_styles(
        result.styles.element,
        paragraph_styles(document),
        language=language_tag(document.language),
        text_width=page.text_width,
    )
    _set_page(result, page, document, styles)
    set_properties(result, document)
    _set_settings(result, language_tag(document.language))
    for rels in (result.part.rels, result.part.package.rels):
        for identity, relationship in list(rels.items()):
            if relationship.reltype.endswith(_FOREIGN):
                del rels[identity]
    numbering = result.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    return Package(docx=result, styles=styles, numbering=numbering, text_width=page.text_width)


def set_properties(document: DocxDocument, source: Document) -> None:
    """Set the title, author, language and date of a file."""
    properties = document.core_properties
    date = data_date(source)
    properties.title = one_line(source.title)[:_LONGEST_PROPERTY]
    properties.subject = one_line(source.subtitle)[:_LONGEST_PROPERTY]
    properties.author = one_line(source.author)[:_LONGEST_PROPERTY]
    properties.language = language_tag(source.language)
    properties.last_modified_by = properties.author
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = date
    properties.revision = 1


def _set_page(document: DocxDocument, page: Page, source: Document, styles: Styles) -> None:
    """Set paper, margins and, at the head of each page, its number, as APA asks.

    From the second page on the running head is beside it; the first page has the title itself.
    """
    section = document.sections[0]
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    if source.landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    section.left_margin = section.right_margin = Twips(page.margin)
    section.top_margin = section.bottom_margin = Twips(page.margin)
    section.different_first_page_header_footer = True
    if is_right_to_left(source.language):
        title_page: Any = section._sectPr.find(qn("w:titlePg"))
        title_page.addnext(parse_xml(f"<w:bidi {NAMESPACES}/>"))
    turned = is_right_to_left(source.language)
    _set_header(section.header, running_head(source), styles, turned=turned)
    _set_header(section.first_page_header, "", styles, turned=turned)


def _set_header(header: _Header, text: str, styles: Styles, *, turned: bool) -> None:
    header.is_linked_to_previous = False
    number = field("PAGE", f"<w:r><w:rPr><w:noProof/></w:rPr>{text_element('1')}</w:r>")
    words = f"<w:r>{text_element(escaped(text))}</w:r>" if text else ""
    printed = paragraph_element(
        styles.id(StyleName.HEADER),
        f"{words}{TAB}{number}",
        right_to_left=turned,
    )
    header._element[:] = list(parse_xml(f"<w:hdr {NAMESPACES}>{printed}</w:hdr>"))


def _set_settings(document: DocxDocument, language: str) -> None:
    """Write the settings anew; those of python-docx's template are another program's."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_WORD}" w:val="{value}"/>'
        for name, value in _COMPATIBILITY.items()
    )
    document.settings.element[:] = list(
        parse_xml(
            f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
            '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
            f'<w:compat>{compatibility}</w:compat><w:themeFontLang w:val="{language}"/>'
            '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
            ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
            ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
            ' w:followedHyperlink="followedHyperlink"/>'
            '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
        )
    )


def _saved(document: DocxDocument) -> bytes:
    """Return the file; its archive is dated 1980, so that equal documents are equal files."""
    package = document.part.package
    parts = list(package.iter_parts())
    members = [("[Content_Types].xml", _content_types(parts)), ("_rels/.rels", _rels(package))]
    for part in parts:
        members.append((part.partname.membername, part.blob))
        if len(part.rels):
            members.append((part.partname.rels_uri.membername, _rels(part)))
    return write_archive(dict(members))


def _rels(of: Part) -> bytes:
    written: str | bytes = of.rels.xml
    return written if isinstance(written, bytes) else written.encode()


def _content_types(parts: Iterable[Part]) -> bytes:
    """Return the list of what each part is (Open Packaging Conventions, section 10.1.2)."""
    overrides = "".join(
        f'<Override PartName="{escaped(str(part.partname))}"'
        f' ContentType="{escaped(part.content_type)}"/>'
        for part in parts
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{overrides}</Types>'
    ).encode()


# -- templates: files whose styles, page and headers a document takes over -----------------------

# It is filled as people do by hand: the text goes where `{{pprkb}}` is, else
# after what the template holds; paragraphs take the template's styles by name.

PLACEHOLDER = "{{pprkb}}"
"""The text of the paragraph that the document takes the place of."""
_LARGEST = 200_000_000
"""Bytes of an unpacked template; one that claims more is no template but an attack."""
_TEMPLATE_TYPE = CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main")
_MACROS = "macroEnabled"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""How files of Word 97 begin, and encrypted ones."""
_PROPERTIES = "/docProps/core.xml"
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
        if not relationship.is_external and relationship.target_part.partname == _PROPERTIES:
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
        # Word spreads what was typed over several runs; a text box is no place for a list.
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
    section: Any = sections[-1]
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = _length(size, "w", _LETTER_WIDTH)
    left, right = _length(margins, "left", MARGIN), _length(margins, "right", MARGIN)
    return max(width - left - right, MARGIN)


def _length(element: BaseOxmlElement | None, attribute: str, otherwise: int) -> int:
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
