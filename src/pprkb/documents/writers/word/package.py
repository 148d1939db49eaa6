"""The Word file around the text, new or made from an institution's template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

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
from pprkb.documents.writers.word.styles import (
    Styles,
    own_styles,
)
from pprkb.files.archive import write_archive

# -- page, header, properties; the bytes do not depend on the date -------------------------------

# Files are based on python-docx's template, with its own content removed or replaced.

_LONGEST_PROPERTY = 255
"""The limit of the Open Packaging Conventions, enforced by python-docx."""
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    # The current mode: files with an older one open in "compatibility mode".
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_FOREIGN = ("/customXml", "/stylesWithEffects", "/thumbnail")
"""Useless parts of python-docx's template: a stray data store and a thumbnail."""
PROPERTIES = "/docProps/core.xml"
"""The part with the title, author, language and date."""


@dataclass(frozen=True, kw_only=True)
class Package:
    """A Word file that is ready for its text."""

    docx: DocxDocument
    styles: Styles
    numbering: BaseOxmlElement
    text_width: int
    """The width between the margins, in twips."""
    at: BaseOxmlElement | None = None
    """The paragraph to be replaced by the text; None to append the text."""
    bookmarks: tuple[tuple[int, str], ...] = ()
    """Numbers and names of existing bookmarks."""
    last_drawing: int = 0
    """The highest number of existing drawings."""
    run_language: str = ""
    """The language of the text, if it differs from that of the file."""
    blank: _BlankFiles | None = None
    """The pool to which the file returns, if it can be reused."""

    def filled(self, text: str) -> bytes:
        """Return the file with its text."""
        parsed = parse_xml(f"<w:body {NAMESPACES}>{text}</w:body>")
        elements = cast(list[BaseOxmlElement], list(parsed))
        body = self.docx.element.body
        if self.blank:
            return self.blank.filled(self.docx, elements)
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
    """Return an empty file with page layout, header, styles and properties."""
    page = page_of(document, setup)
    kind = repr((page, document.landscape, document.language, paragraph_styles(document)))
    blank = _POOLS.get(kind)
    if blank is None:
        if len(_POOLS) >= _MOST_POOLS:
            _POOLS.clear()
        blank = _POOLS[kind] = _BlankFiles(document, page)
    result = blank.take()
    set_properties(result, document)
    turned = is_right_to_left(document.language)
    _set_header(result.sections[0].header, running_head(document), blank.styles, turned=turned)
    return Package(
        docx=result,
        styles=blank.styles,
        numbering=result.part.numbering_part.element,
        text_width=page.text_width,
        blank=blank,
    )


_MOST_POOLS = 16
"""The number of pools of blank files to keep; each uses several hundred kilobytes."""


class _BlankFiles:
    """Empty files with the page and styles of some documents; each is made once and emptied again.

    To make one takes many times longer than to print a page into it. Threads may share this.
    """

    def __init__(self, document: Document, page: Page) -> None:
        """Start without files; the document determines their language and styles."""
        self._document = replace(
            document, title="", running_head="", byline=(), blocks=(), notes=()
        )
        self._looks = paragraph_styles(document)
        self._page = page
        self._waiting: list[DocxDocument] = []
        self._same: dict[str, bytes] = {}
        """The contents of the shared parts, by name."""
        made, self.styles = self._made()
        self._own = frozenset(made.part.rels)
        self._waiting.append(made)

    def take(self) -> DocxDocument:
        """Return an empty file for exclusive use."""
        try:
            return self._waiting.pop()
        except IndexError:
            return self._made()[0]

    def filled(self, docx: DocxDocument, elements: Sequence[BaseOxmlElement]) -> bytes:
        """Return a file with a text, and keep it for another."""
        body, part = docx.element.body, docx.part
        # The properties of the section close the body.
        body[:-1] = elements
        content = _saved(docx, self._same)
        body[:-1] = []
        for identity in part.rels.keys() - self._own:
            del part.rels[identity]
        part.numbering_part.element[:] = []
        if not self._same:
            header = docx.sections[0].header.part
            self._same = {
                one.partname: one.blob
                for one in part.package.iter_parts()
                if one not in (part, part.numbering_part, header) and one.partname != PROPERTIES
            }
        self._waiting.append(docx)
        return content

    def _made(self) -> tuple[DocxDocument, Styles]:
        result: DocxDocument = docx.Document()
        language = language_tag(self._document.language)
        styles = own_styles(
            result.styles.element,
            self._looks,
            language=language,
            text_width=self._page.text_width,
        )
        _set_page(result, self._page, self._document, styles)
        _set_settings(result, language)
        for rels in (result.part.rels, result.part.package.rels):
            for identity, relationship in list(rels.items()):
                if relationship.reltype.endswith(_FOREIGN):
                    del rels[identity]
        result.part.numbering_part.element[:] = []
        return result, styles


_POOLS: dict[str, _BlankFiles] = {}
"""The pools, by the properties that their files share."""


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
        section._sectPr.get_or_add_titlePg().addnext(parse_xml(f"<w:bidi {NAMESPACES}/>"))
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


def _saved(document: DocxDocument, known: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return the file; its archive is dated 1980, so that equal documents are equal files.

    Args:
        document: The file.
        known: Contents of parts, by name.
    """
    package = document.part.package
    parts = list(package.iter_parts())
    members = [("[Content_Types].xml", _content_types(parts)), ("_rels/.rels", _rels(package))]
    for part in parts:
        members.append((part.partname.membername, known.get(part.partname) or part.blob))
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
