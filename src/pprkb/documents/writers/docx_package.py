"""The Word file around the text: page, footer, properties, and bytes that do not depend on today.

python-docx's template is the start; what it brings that is not ours is taken out or set.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import language_tag, one_line
from pprkb.documents.writers.docx_elements import align
from pprkb.documents.writers.docx_styles import set_styles

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a document that does not say of when its data are."""
_LONGEST_PROPERTY = 255
"""The Open Packaging Conventions allow no more, and python-docx refuses it."""
_MODERN = (
    "<w:compat {}><w:compatSetting w:name='compatibilityMode'"
    " w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>"
)


def new_document(document: Document) -> DocxDocument:
    """Return an empty Word document with page, styles and properties."""
    result: DocxDocument = docx.Document()
    set_styles(result, document)
    _set_page(result)
    _set_properties(result, document)
    _set_settings(result)
    return result


def saved(document: DocxDocument) -> bytes:
    """Return the file; its archive is dated 1980, so that equal documents are equal files."""
    first = io.BytesIO()
    document.save(first)
    second = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w") as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=(1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            target.writestr(fixed, source.read(entry), compresslevel=6)
    return second.getvalue()


def _set_page(document: DocxDocument) -> None:
    """Set US Letter with margins of an inch and the page number at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    paragraph = section.footer.paragraphs[0]._p
    align(paragraph, "center")
    paragraph.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _set_properties(document: DocxDocument, source: Document) -> None:
    properties = document.core_properties
    date = _date(source.modified)
    properties.title = one_line(source.title)[:_LONGEST_PROPERTY]
    properties.subject = one_line(source.subtitle)[:_LONGEST_PROPERTY]
    properties.author = one_line(source.author)[:_LONGEST_PROPERTY]
    properties.language = language_tag(source.language)
    properties.last_modified_by = properties.author
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = date
    properties.revision = 1
    package = document.part.package
    for identity, relationship in list(package.rels.items()):
        # A picture of the template's empty page.
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[identity]


def _set_settings(document: DocxDocument) -> None:
    """Tell Word that the file is of today, or it opens it in "compatibility mode"."""
    settings = document.settings.element
    modern = parse_xml(_MODERN.format(nsdecls("w")))
    if (old := settings.find(qn("w:compat"))) is not None:
        settings.replace(old, modern)
    else:
        settings.append(modern)


def _date(text: str) -> datetime:
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return _NO_DATE
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
