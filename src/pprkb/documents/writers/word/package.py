"""The Word file around the text: page, header, properties, and bytes that do not depend on today.

python-docx's template is the start; what it brings that is not ours is taken out or set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Header
from docx.shared import Twips

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import is_right_to_left, language_tag, one_line
from pprkb.documents.writers.page_setup import (
    Page,
    PageSetup,
    StyleName,
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
from pprkb.documents.writers.word.styles import Styles, own_styles
from pprkb.files.archive import write_archive

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
        """Return the file with its text.

        Args:
            text: Paragraphs and tables as elements.
        """
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
